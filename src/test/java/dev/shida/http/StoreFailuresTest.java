package dev.shida.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.content.DamagedContent;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreFailuresTest {
    @Test
    void damagedPagesOfTheFileCountAsDamage() {
        long before = DamagedContent.found();
        RuntimeException failure = new IllegalStateException(new SQLException("File corrupted", "90030", 90030));
        assertEquals(Optional.of("The store cannot be read."), new StoreFailures().of(failure));
        assertEquals(before + 1, DamagedContent.found());
    }

    @Test
    void closedStoreIsNoDamage() {
        long before = DamagedContent.found();
        assertEquals(
                Optional.of("The store cannot be read."),
                new StoreFailures().of(new SQLException("Database closed", "90121", 90121)));
        assertEquals(before, DamagedContent.found());
    }
}
