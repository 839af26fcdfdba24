package dev.shida.manuscript;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.OneJdk;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@OneJdk
class WordingTest {

    @Test
    void clearFileNamesStandAsTheyAre() {
        for (String name : new String[] {"a.md", "首都工会十大新闻（2022年）.md", "ten stories-2022_v2.md", "É.md"}) {
            assertEquals(name, Wording.fileName(name));
        }
    }

    @Test
    void fileNamesCannotForgeALine() {
        assertEquals("\"a<U+000A>b.md\"", Wording.fileName("a\nb.md"));
        assertEquals("\"a<U+001B>[2K<U+202E>dm.b\"", Wording.fileName("a\u001B[2K\u202Edm.b"));
        assertEquals(
                "\"a<U+2028><U+200B><U+00A0><U+3000><U+0085><U+E0001>\"",
                Wording.fileName("a\u2028\u200B\u00A0\u3000\u0085\uDB40\uDC01"));
        assertEquals("\"a.md:3: \\\"x\\\".md\"", Wording.fileName("a.md:3: \"x\".md"));
        assertEquals("\" a.md\"", Wording.fileName(" a.md"));
        assertEquals("\"a\\\\n.md\"", Wording.fileName("a\\n.md"));
    }

    @Test
    void aCauseIsTheRootsFirstLine() {
        Exception cause = new IllegalStateException("full\u202E; SQL:\ninsert into t values(1)");
        assertEquals("full<U+202E>; SQL:", Wording.cause(new RuntimeException("flush", new RuntimeException(cause))));
        Exception commit = new IllegalStateException("could not commit");
        commit.addSuppressed(new RuntimeException("rolled back", new IOException("disk full")));
        assertEquals("disk full", Wording.cause(new RuntimeException(commit)));
        assertEquals("IllegalStateException", Wording.cause(new IllegalStateException()));
        assertEquals(301, Wording.cause(new RuntimeException("x".repeat(1000))).length());
    }
}
