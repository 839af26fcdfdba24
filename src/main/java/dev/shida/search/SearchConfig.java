package dev.shida.search;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** How much one search, and all of them together, may take. */
@ConfigMapping(prefix = "shida.search")
public interface SearchConfig {
    /** How long a search may take, as one client's must not take the processors from all others. */
    Duration timeout();

    /** How long to look for what was probably meant, which is only a courtesy. */
    Duration guessTimeout();

    /** How many searches run at once; 0 for one a processor, and at least two. */
    int maxConcurrent();

    /** How many more may wait, as each takes a thread. */
    int maxQueued();

    /** How long one waits for its turn. */
    Duration maxWait();
}
