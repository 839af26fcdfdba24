package dev.shida.pages;

import io.smallrye.config.ConfigMapping;

/** What pages store in browsers. */
@ConfigMapping(prefix = "shida.pages")
public interface PagesConfig {
    /** How many pages a browser stores to show them without a connection, as they take room there; 0 for none. */
    int maxOffline();
}
