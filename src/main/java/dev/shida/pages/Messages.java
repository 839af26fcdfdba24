package dev.shida.pages;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the interface says; in Chinese it is in {@code messages/msg_zh.properties}. */
@MessageBundle(locale = "en")
interface Messages {
    @Message("Shida: the ten stories of the year")
    String siteTitle();

    @Message("The ten stories of the year, each told twice: what happened, and why it mattered.")
    String siteDescription();

    @Message("Stories of the year about {topic}: {count}.")
    String about(String topic, long count);

    @Message("Skip to the content")
    String skip();

    @Message("Search")
    String search();

    @Message("Search, in characters or pinyin")
    String searchHint();

    @Message("Suggestions")
    String suggestions();

    @Message("Previous round-ups")
    String editions();

    @Message("Series")
    String series();

    @Message("{count} {#if count == 1}story{#else}stories{/if}")
    String stories(long count);

    @Message("Stories")
    String theStories();

    @Message("Topics")
    String topics();

    @Message("Filter by topic")
    String filter();

    @Message("All")
    String all();

    @Message("Topic")
    String topic();

    @Message("No. {rank}")
    String rank(int rank);

    @Message("Previous")
    String previous();

    @Message("Next")
    String next();

    @Message("Other stories")
    String neighbours();

    @Message("Pages")
    String pages();

    @Message("Page {number}")
    String page(int number);

    @Message("Nothing here matches.")
    String nothing();

    @Message("Nothing has all of these words; these come closest:")
    String relaxed();

    @Message("only what has all of them")
    String exactOnly();

    @Message("Did you mean")
    String didYouMean();

    @Message("Search for “{words}”")
    String searchFor(String words);

    @Message("See the call")
    String seeTheCall();

    @Message("What this page shows, any program can ask for:")
    String seeTheCallHint();

    @Message("Copy")
    String copy();

    @Message("Copied")
    String copied();

    @Message("API documentation")
    String docs();

    @Message("Feed")
    String feed();

    @Message("Site")
    String site();
}
