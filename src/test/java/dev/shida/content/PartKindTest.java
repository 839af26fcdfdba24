package dev.shida.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PartKindTest {
    @Test
    void thePatternMatchesTheIdOfEach() {
        assertEquals(String.join("|", PartKind.IDS), PartKind.PATTERN);
    }
}
