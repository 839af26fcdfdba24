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

    @Message("{name}: all round-ups, with {count} {#if count == 1}story{#else}stories{/if}.")
    String ofSeries(String name, long count);

    @Message("All {count} topics of the stories of the year, the most frequent first.")
    String ofTopics(int count);

    @Message("“{name}” over the years: at which places")
    String topicOverYears(String name);

    @Message("“{name}” over the years: one row a year, one dot a story")
    String seriesOverYears(String name);

    @Message("Which stories carry which topics")
    String storiesByTopic();

    @Message("a story about “{name}”")
    String storiesAbout(String name);

    @Message("carries the topic")
    String storyWithTopic();

    @Message("As a table")
    String asTable();

    @Message("Year")
    String year();

    @Message("Count")
    String count();

    @Message("Stories like it, of other years")
    String like();

    @Message("Read all in one page")
    String readAll();

    @Message("about {minutes} min")
    String minutes(long minutes);

    @Message("Text")
    String text();

    @Message("Copy as Markdown")
    String copyMarkdown();

    @Message("Skip to the content")
    String skip();

    @Message("Home")
    String home();

    @Message("You are here")
    String breadcrumbs();

    @Message("Search")
    String search();

    @Message("Words or pinyin")
    String searchHint();

    @Message("Suggestions")
    String suggestions();

    @Message("Previous round-ups")
    String editions();

    @Message("Newest round-ups")
    String newest();

    @Message("Round-ups of other years")
    String beside();

    @Message("Series")
    String series();

    @Message("{count} {#if count == 1}story{#else}stories{/if}")
    String stories(long count);

    @Message("Stories")
    String theStories();

    @Message("Topics")
    String topics();

    @Message("All topics")
    String allTopics();

    @Message("{count} more")
    String moreTopics(int count);

    @Message("Filter by topic")
    String filter();

    @Message("All")
    String all();

    @Message("Topic")
    String topic();

    @Message("No. {rank}")
    String rank(int rank);

    @Message("Published on {date}")
    String published(String date);

    @Message("Happened on {date}")
    String happened(String date);

    @Message("Previous")
    String previous();

    @Message("Next")
    String next();

    @Message("Other stories")
    String neighbours();

    @Message("Pages")
    String pages();

    @Message("Previous page")
    String previousPage();

    @Message("Next page")
    String nextPage();

    @Message("Page {number}")
    String page(int number);

    @Message("Page {number} of {last}")
    String pageOf(int number, long last);

    @Message("Nothing here matches.")
    String nothing();

    @Message("Fewer or other words may help; pinyin will do. Or go on with one of these.")
    String nothingHint();

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

    @Message("The answer")
    String answer();

    @Message("Copy")
    String copy();

    @Message("Copied")
    String copied();

    @Message("API reference")
    String docs();

    @Message("Every call of the API, with its parameters, its answers and a form to try it.")
    String docsHint();

    @Message("Parameters")
    String parameters();

    @Message("required")
    String required();

    @Message("Try it")
    String tryIt();

    @Message("Send")
    String send();

    @Message("Example of an answer")
    String example();

    @Message("What an answer has")
    String members();

    @Message("Statuses")
    String statuses();

    @Message("More about the API")
    String moreAboutApi();

    @Message("Subscribe")
    String feed();

    @Message(
            "New stories come to you: give one of these addresses to a feed reader. Atom and JSON Feed have the same stories.")
    String feedsHint();

    @Message("Every page has a feed of what it shows: a round-up, a topic, a search.")
    String feedsOfPages();

    @Message("Everything")
    String everything();

    @Message("Site")
    String site();

    @Message("What you were looking for is not here. The address may be mistyped, or the page has moved.")
    String lost();

    @Message("Something in the address or the request is not as it should be.")
    String mistaken();

    @Message("Too much was asked for in a short time. Please try again in a little while.")
    String tooMany();

    @Message("Something went wrong on our side. Please try again in a little while.")
    String later();

    @Message("Perhaps you were looking for")
    String near();

    @Message("The last page of this list")
    String lastPage();

    @Message("To the first page")
    String toHome();

    @Message("For developers")
    String forDevelopers();
}
