package dev.shida.pages;

import io.quarkus.qute.i18n.MessageBundle;

/** What the interface says, in the languages of {@code messages}. */
@MessageBundle(locale = "en")
interface Messages {
    String siteTitle();

    String siteDescription();

    String about(String topic, long count);

    String ofSeries(String name, long count);

    String ofTopics(int count);

    String topicOverYears(String name);

    String seriesOverYears(String name);

    String storiesByTopic();

    String storiesAbout(String name);

    String storyWithTopic();

    String asTable();

    String year();

    String count();

    String like();

    String readAll();

    String minutes(long minutes);

    String text();

    String copyMarkdown();

    String skip();

    String home();

    String breadcrumbs();

    String search();

    String searchHint();

    String suggestions();

    String editions();

    String newest();

    String beside();

    String series();

    String stories(long count);

    String theStories();

    String topics();

    String allTopics();

    String moreTopics(int count);

    String filter();

    String all();

    String topic();

    String rank(int rank);

    String published(String date);

    String happened(String date);

    String previous();

    String next();

    String neighbours();

    String pages();

    String previousPage();

    String nextPage();

    String page(int number);

    String pageOf(int number, long last);

    String nothing();

    String nothingHint();

    String relaxed();

    String exactOnly();

    String didYouMean();

    String searchFor(String words);

    String seeTheCall();

    String seeTheCallHint();

    String answer();

    String copy();

    String copied();

    String docs();

    String docsHint();

    String parameters();

    String required();

    String tryIt();

    String send();

    String example();

    String members();

    String statuses();

    String moreAboutApi();

    String feed();

    String feedsHint();

    String feedsOfPages();

    String everything();

    String site();

    String lost();

    String mistaken();

    String tooMany();

    String later();

    String near();

    String lastPage();

    String toHome();

    String forDevelopers();
}
