package dev.shida.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizedTargetTest {
    @ParameterizedTest
    @CsvSource({
        "/v1/stories, /v1/stories",
        "/%76%31/s%74ories, /v1/stories",
        "/a%2db%5Fc%7e, /a-b_c~",
        "/%e5%86%ac, /%E5%86%AC",
        "/a%2fb%3fc%23d, /a%2Fb%3Fc%23d",
        "/a%2541, /a%2541",
        "/%2E%2e/a, /%2E%2E/a",
        "/a%, /a%",
        "/%%34%31, /%%34%31",
        "/%zz%61, /%zz%61",
        "/%6, /%6",
    })
    void hasOneNormalForm(String path, String normal) {
        assertEquals(normal, NormalizedTarget.normalise(path, null));
        assertEquals("/?" + normal, NormalizedTarget.normalise("/", path));
        assertEquals(normal, NormalizedTarget.normalise(NormalizedTarget.normalise(path, null), null));
    }

    @Test
    void keepsAnEmptyQuery() {
        assertEquals("/a?", NormalizedTarget.normalise("/a", ""));
    }
}
