package dev.shida.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.shida.content.EditionContent;
import dev.shida.content.Scope;
import dev.shida.content.Topic;
import dev.shida.text.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is guessed and completed, in the bundled edition. */
@TestInstance(Lifecycle.PER_CLASS)
class DidYouMeanTest {
    private final Newsstand published = new Newsstand();
    private IndexUpdater updater;
    private TopicVocabulary vocabulary;

    @BeforeAll
    void publish(@TempDir Path folder) throws Exception {
        EditionContent bundled = Newsstand.bundled();
        published.publish(bundled);
        updater = new IndexUpdater(published, () -> new MMapDirectory(folder));
        updater.requestCatchUp().join();
        List<Topic> topics = bundled.topics().entrySet().stream()
                .map(topic -> new Topic(topic.getKey(), topic.getValue()))
                .toList();
        try (IndexUpdater.Snapshot snapshot = updater.acquire(1)) {
            vocabulary = new TopicVocabulary(1, topics, new Search(snapshot.searcher()).topics(Scope.EVERYTHING));
        }
    }

    @AfterAll
    void close() {
        updater.close();
    }

    @ParameterizedTest
    @CsvSource({
        "工将, 工匠",
        "冬澳会 志愿, 冬奥会 志愿",
        "首都工厂学院, 首都工匠学院",
        "工匠学院建设情况, 工匠学院建设",
        "冬奥会火炬, 冬奥会 火炬",
        "winter olympics, 北京冬奥会",
        "Winter Olimpics, 北京冬奥会",
        "gongjang, 工匠",
        "156.8万,",
        "volonteers,",
        "户外劳者动, 户外劳动者",
        "户外服务站点评选, 户外 服务站点",
        "职工大学的工匠学院, 职工大学 工匠学院",
        "158万,",
        "148,",
        "33万会员, 33万 会员",
        "工将 -建设, 工匠 -建设",
        "火炬 疫情,",
        "zzz,",
        "龘龘,",
        "工匠猫,",
        "新冠,",
    })
    void whatNothingMatchesIsGuessedAt(String query, String guess) {
        try (IndexUpdater.Snapshot snapshot = updater.acquire(1)) {
            Search search = new Search(snapshot.searcher());
            StoryQuery everything = Newsstand.everything(StorySort.BY_RELEVANCE, 10);
            Words words = Words.of(query);
            assertFalse(search.exists(words, everything));
            assertEquals(Optional.ofNullable(guess), search.didYouMean(words, everything, vocabulary));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // No part of a Latin word stands in for a character.
        "首全角, width全角",
        // Both differ in one character, and either may be meant.
        "冬奥区, 冬奥村和冬奥城",
        // Names have two characters in common.
        "陈国强, 举重名将陈国栋",
        // What stands before the head of a compound makes it another thing.
        "锂电池, 用钠做的电池",
        "西贡河, 西贡的窑址",
    })
    void whatIsUnlikelyIsNoGuess(String query, String text, @TempDir Path elsewhere) {
        Newsstand other = new Newsstand();
        other.publish("test-2022", List.of(Newsstand.story("a", "题", text, "甲")));
        try (IndexUpdater index = new IndexUpdater(other, () -> new MMapDirectory(elsewhere));
                IndexUpdater.Snapshot snapshot = index.acquire(1)) {
            assertEquals(
                    Optional.empty(),
                    new Search(snapshot.searcher())
                            .didYouMean(Words.of(query), Newsstand.everything(StorySort.BY_RELEVANCE, 10), vocabulary));
        }
    }

    /** Too complex for Lucene's fuzzy terms. */
    @ParameterizedTest
    @ValueSource(ints = {100, 130, 150, 200, 250})
    void nothingIsGuessedAtVeryLongWords(int length, @TempDir Path elsewhere) {
        String word = new Random(length)
                .ints(length, '가', '힣' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        Newsstand hangul = new Newsstand();
        hangul.publish("test-2022", List.of(Newsstand.story("a", "최저임금", "올해 최저임금", "파업")));
        try (IndexUpdater other = new IndexUpdater(hangul, () -> new MMapDirectory(elsewhere));
                IndexUpdater.Snapshot snapshot = other.acquire(1)) {
            StoryQuery everything = Newsstand.everything(StorySort.BY_RELEVANCE, 10);
            Search search = new Search(snapshot.searcher());
            assertEquals(0, search.find(Words.of(word), everything).total());
            assertEquals(Optional.empty(), search.didYouMean(Words.of(word), everything, vocabulary));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"worms", "mascript", "bo om id", "dogma"})
    void fragmentsOfLatinWordsAreNoGuess(String query, @TempDir Path elsewhere) {
        Newsstand latin = new Newsstand();
        latin.publish("test-2022", List.of(Newsstand.story("a", "World", "some script", "body mode domain")));
        try (IndexUpdater other = new IndexUpdater(latin, () -> new MMapDirectory(elsewhere));
                IndexUpdater.Snapshot snapshot = other.acquire(1)) {
            assertEquals(
                    Optional.empty(),
                    new Search(snapshot.searcher())
                            .didYouMean(Words.of(query), Newsstand.everything(StorySort.BY_RELEVANCE, 10), vocabulary));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gongj, craftsmen",
        "gongjiang, craftsmen",
        "“gong-j, craftsmen",
        "工, craftsmen",
        "jineng, vocational-training",
        "peixun, vocational-training",
        "oly, winter-olympics",
        "winter o, winter-olympics",
        "志願, volunteering",
        "zhiy, volunteering",
        "beijingdongao, winter-olympics",
        "dah, winter-olympics",
        "xjy, new-employment-workers",
    })
    void aTopicCompletesEachOfItsNames(String typed, String topic) {
        assertEquals(
                topic,
                vocabulary
                        .completing(typed, Deadline.NONE)
                        .map(Suggestion::id)
                        .findFirst()
                        .orElse(""));
    }

    @ParameterizedTest
    @CsvSource({
        "ja, 科学サイエンス, 科学, true",
        "ja, 科学サイエンス, サイ, true",
        "ja, 科学サイエンス, kexue, false",
        "ja, 科学サイエンス, kx, false",
        "ko, 새해 과학, 과, true",
        "en, Data science, sci, true",
        "en, Data science, ience, false",
        "en, Data-science, data s, true",
        "zh-TW, C++程式, c, true",
        "zh-TW, C++程式, C++, true",
        "zh-TW, C++程式, C#, false",
        "zh-TW, C++程式, chengs, true",
        "zh-TW, C++程式, cs, true",
        "zh, 冬奥会, dah, true",
        "zh, 冬奥会, 会冬, false",
    })
    void aNameCompletesInItsLanguage(String language, String name, String typed, boolean completes) {
        int rank = NameText.of(language, name).rank(NameText.Typed.of(typed));
        assertEquals(completes, rank != NameText.NO_MATCH);
    }

    @ParameterizedTest
    @CsvSource({
        "工匠学, craftsmen-academy",
        "gongjiangxue, craftsmen-academy",
        "dongaoh, winter-olympics",
        "(dong·aoh, winter-olympics",
        "冬奧, winter-olympics",
        "xinjiuye, new-employment-workers",
        "zlbj, winter-olympics",
        "gjxy, craftsmen-academy",
        "6+6,",
    })
    void aTitleCompletesWhatIsInIt(String typed, String slug) {
        try (IndexUpdater.Snapshot snapshot = updater.acquire(1)) {
            assertEquals(
                    slug == null ? "" : slug,
                    new Search(snapshot.searcher())
                            .titled(typed, 10).stream()
                                    .map(ref -> ref.position().id().replaceFirst("^capital-unions-2022-", ""))
                                    .findFirst()
                                    .orElse(""));
        }
    }
}
