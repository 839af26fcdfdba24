package dev.shida.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.OneJdk;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What operators are told of the index. */
@OneJdk
class IndexerTest {
    @Test
    void warnsOfATooSmallHeap() {
        assertEquals(Optional.empty(), Indexer.heapWarning(10, 64 << 20));
        assertEquals(Optional.empty(), Indexer.heapWarning(190_000, 96 << 20));
        assertEquals(
                Optional.of(
                        "1000000 stories take a heap of 489 MB, and it may take 96: answers become slow, or the process ends. Give it more, such as -Xmx489m in JDK_JAVA_OPTIONS"),
                Indexer.heapWarning(1_000_000, 96 << 20));
    }
}
