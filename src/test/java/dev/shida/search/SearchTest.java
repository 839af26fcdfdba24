package dev.shida.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.TestContent;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Editions;
import dev.shida.content.Label;
import dev.shida.content.Scope;
import dev.shida.content.Series;
import dev.shida.content.Slice;
import dev.shida.content.Story;
import dev.shida.content.Topic;
import dev.shida.content.Window;
import dev.shida.content.Window.Page;
import dev.shida.search.Highlight.Range;
import dev.shida.search.StoryQuery.Match;
import dev.shida.search.StorySort.Key;
import dev.shida.search.StorySort.Order;
import dev.shida.text.FoldedText;
import dev.shida.text.Han;
import dev.shida.text.SpacedWords;
import dev.shida.text.Synonyms;
import dev.shida.text.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found, in an index on disk. */
@Execution(ExecutionMode.CONCURRENT)
@OneJdk
class SearchTest {
    private final Newsstand published = new Newsstand();
    private IndexUpdater updater;

    @BeforeEach
    void open(@TempDir Path folder) {
        updater = new IndexUpdater(published, () -> new MMapDirectory(folder));
    }

    @AfterEach
    void close() {
        updater.close();
    }

    private Search.Outcome search(String query) {
        return search(query, StorySort.BY_RELEVANCE, new Window(100, new Page(1)));
    }

    private Search.Outcome search(String query, StorySort sort, Window window) {
        return search(query, sort, window, true);
    }

    private Search.Outcome search(String query, StorySort sort, Window window, boolean exact) {
        try (IndexUpdater.Snapshot snapshot = updater.acquire(published.revision())) {
            return new Search(snapshot.searcher())
                    .find(
                            Words.of(query),
                            new StoryQuery(
                                    Scope.EVERYTHING, List.of(), Match.ANY, List.of(), sort, window, false, exact));
        }
    }

    /** The slugs of what is found, in order. */
    private List<String> found(String query) {
        return search(query).slice().items().stream()
                .map(ref -> ref.position().id().replaceFirst("^.*-2022-", ""))
                .toList();
    }

    private void publish(Story... stories) {
        published.publish("test-2022", List.of(stories));
    }

    @Nested
    class InTheBundledEdition {
        private final List<String> everySlug = new ArrayList<>();

        @BeforeEach
        void publish() throws Exception {
            EditionContent bundled = Newsstand.bundled();
            published.publish(bundled);
            bundled.stories().forEach(story -> everySlug.add(story.slug()));
        }

        /** Every substring of 1 to 8 characters, as it stands in the text, of every field of every story. */
        @Test
        void everySubstringFindsItsStory() {
            Map<String, Set<String>> stories = new HashMap<>();
            for (Story story : published.stories()) {
                for (String field : List.of(
                        story.title(), TestContent.text(story, "replay"), TestContent.text(story, "commentary"))) {
                    int[] points = field.codePoints().toArray();
                    for (int from = 0; from < points.length; from++) {
                        for (int length = 1; length <= 8 && from + length <= points.length; length++) {
                            String part = new String(points, from, length);
                            if (part.indexOf('\n') < 0) {
                                stories.computeIfAbsent(part, key -> new HashSet<>())
                                        .add(story.id());
                            }
                        }
                    }
                }
            }
            assertTrue(stories.size() > 30_000, () -> "" + stories.size());
            try (IndexUpdater.Snapshot snapshot = updater.acquire(1)) {
                Search search = new Search(snapshot.searcher());
                StoryQuery everything = Newsstand.everything(StorySort.BY_RELEVANCE, 100);
                stories.forEach((part, ids) -> {
                    Set<String> found = search.find(Words.of(part), everything).slice().items().stream()
                            .map(ref -> ref.position().id())
                            .collect(Collectors.toSet());
                    assertTrue(found.containsAll(ids), part);
                });
            }
        }

        @ParameterizedTest
        @CsvSource({
            "國際, 国际",
            "冬奧會, 冬奥会",
            "首都工匠學院, 首都工匠学院",
            "６＋６, 6+6",
            "１４６．８萬, 146.8万",
            "5·20, 520",
            "最美 戶外, 户外 最美",
        })
        void whatIsWrittenOtherwiseFindsTheSame(String query, String same) {
            assertFalse(found(same).isEmpty());
            assertEquals(new TreeSet<>(found(same)), new TreeSet<>(found(query)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"gongjiang", "GongJiang", "gōngjiàng", "gong1jiang4", "gong'jiang", "\"gong jiang\"", "工匠"})
        void pinyinFindsWhatIsReadSo(String query) {
            assertFindsGongjiang(query);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "gongjiang,",
                    "，gongjiang。",
                    "“gongjiang”",
                    "《gongjiang》",
                    "(gongjiang)",
                    "gong-jiang",
                    "gong.jiang",
                    "gong·jiang",
                    "gōng/jiàng!",
                    "gong1,jiang4",
                    "\"gong  - jiang\"",
                    "gong\u00ADjia\u200Bng\u200F"
                })
        void pinyinMayHavePunctuationBesideIt(String query) {
            assertFindsGongjiang(query);
        }

        private void assertFindsGongjiang(String query) {
            assertTrue(found(query).containsAll(found("工匠")), () -> query + found(query));
            assertEquals(found("工匠").subList(0, 2), found(query).subList(0, 2));
        }

        @ParameterizedTest
        @CsvSource({
            "dong ao, 冬奥",
            "dōng ào, 冬奥",
            "dongao, 冬奥",
            "shoudu gonghui, 首都 工会",
            "xianjieduan, 现阶段",
            "laodongzhe, 劳动者",
            "lao2dong4zhe0, 劳动者",
            "bohua le, 擘画 了",
            "liangli, 靓丽",
            "xianzhu, 显著"
        })
        void pinyinFindsWithAndWithoutSpacesAndTones(String query, String han) {
            assertTrue(found(query).containsAll(found(han)), () -> query + found(query));
        }

        @Test
        void hanNeverFindsHanBySound() {
            assertEquals(List.of(), found("工将"));
            assertEquals(List.of(), found("东奥"));
        }

        @Test
        void wordsMustAllOccurAndSomeMustNot() {
            assertEquals(Set.of("winter-olympics"), Set.copyOf(found("冬奥 火炬")));
            assertEquals(Set.of("winter-olympics"), Set.copyOf(found("火炬 冬奥 \"保驾护航\"")));
            assertEquals(List.of(), found("火炬 疫情"));
            List<String> without = new ArrayList<>(everySlug);
            without.removeAll(found("工匠"));
            assertEquals(Set.copyOf(without), Set.copyOf(found("工会 -工匠")));
            assertEquals(Set.copyOf(without), Set.copyOf(found("-工匠")));
            assertEquals(found("工匠").size(), found("工匠 -\"\" - ，").size());
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"", "＂", "“”", "„“", "„”", "«»", "「」", "『』"})
        void quotationMarksOfAnyKindMakeAPhrase(String marks) {
            String open = marks.substring(0, 1);
            String close = marks.substring(marks.length() - 1);
            assertFalse(found("学院 工匠").isEmpty());
            assertEquals(List.of(), found(open + "学院 工匠" + close));
            assertEquals(found("\"工匠 学院\""), found(open + "工匠 学院" + close));
            assertEquals(found("\"工匠 学院\" 试点"), found("试点 " + open + "工匠 学院" + close));
        }

        @Test
        void aQuotationMarkThatNothingClosesIsPunctuation() {
            assertEquals(found("冬奥 火炬"), found("“冬奥 火炬"));
            assertEquals(found("冬奥 火炬"), found("冬奥” 火炬"));
            assertEquals(found("冬奥 火炬"), found("」冬奥 火炬「"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"火炬，冬奥", "冬奥；火炬。", "火炬,冬奥", "火炬：冬奥", "！火炬、冬奥"})
        void theEndOfAClauseSeparatesWords(String query) {
            assertEquals(Set.copyOf(found("冬奥 火炬")), Set.copyOf(found(query)));
            assertFalse(found(query).isEmpty());
        }

        @Test
        void whatIsExcludedIsNotSplit() {
            assertEquals(everySlug.size(), found("-火炬，冬奥").size());
            assertEquals(
                    found("火炬 冬奥 工").size(), found("，工 ".repeat(30) + "，火炬，冬奥").size());
        }

        @Test
        void titlesCountMostPhrasesMoreThanWords() {
            assertEquals(
                    Set.of("craftsmen-academy", "beijing-craftsmen-award"),
                    Set.copyOf(found("工匠").subList(0, 2)));
            assertEquals("winter-olympics", found("冬奥会").get(0));
            assertEquals("craftsmen-academy", found("工匠 学院").get(0));
            assertEquals("outdoor-worker-stations", found("户外 劳动者").get(0));
        }

        @Test
        void everyHighlightIsASubstringWithTheMatch() {
            for (String query : List.of("工匠", "冬奥会 火炬", "國際", "gongjiang", "dongao", "6+6", "工", "工会 职工 服务")) {
                Highlighter highlighter = new Highlighter(Words.of(query), Deadline.NONE);
                for (Story story : published.stories()) {
                    List<Highlight> highlights = highlighter.of(story);
                    boolean isFound = found(query).contains(story.id().replaceFirst("^.*-2022-", ""));
                    assertTrue(!isFound || !highlights.isEmpty(), query);
                    check(story, highlights);
                }
            }
        }
    }

    private static void check(Story story, List<Highlight> highlights) {
        assertTrue(highlights.size() <= 3);
        for (Highlight highlight : highlights) {
            String field =
                    switch (highlight.field()) {
                        case "title" -> story.title();
                        case "replay" -> TestContent.text(story, "replay");
                        default -> TestContent.text(story, "commentary");
                    };
            assertTrue(field.contains(highlight.text()));
            assertTrue(!highlight.text().isEmpty() && highlight.text().length() <= 80);
            assertFalse(highlight.ranges().isEmpty());
            int last = -1;
            for (Range range : highlight.ranges()) {
                assertTrue(range.from() > last && range.to() > range.from());
                assertTrue(range.to() <= highlight.text().length());
                assertFalse(isInside(highlight.text(), range.from()) || isInside(highlight.text(), range.to()));
                last = range.to();
            }
        }
    }

    private static boolean isInside(String text, int place) {
        return place < text.length() && Character.isLowSurrogate(text.charAt(place));
    }

    @Nested
    class Highlighting {
        @Test
        void countsUtf16Units() {
            Story story = Newsstand.story("a", "😀𠮷野家的國際新聞", "甲", "乙");
            List<Highlight> highlights = new Highlighter(Words.of("国际"), Deadline.NONE).of(story);
            assertEquals(List.of(new Highlight("title", "😀𠮷野家的國際新聞", List.of(new Range(7, 9)))), highlights);
            assertEquals(
                    List.of(new Range(2, 4)),
                    new Highlighter(Words.of("𠮷"), Deadline.NONE)
                            .of(story)
                            .get(0)
                            .ranges());
        }

        @Test
        void takesAccentsAndWidthAlong() {
            Story story = Newsstand.story("a", "Cafe\u0301 ＡＢＣ", "甲", "乙");
            assertEquals(
                    List.of(new Range(0, 5)),
                    new Highlighter(Words.of("café"), Deadline.NONE)
                            .of(story)
                            .get(0)
                            .ranges());
            assertEquals(
                    List.of(new Range(7, 8)),
                    new Highlighter(Words.of("b"), Deadline.NONE)
                            .of(story)
                            .get(0)
                            .ranges());
        }

        @Test
        void showsEveryWordWhereItCan() {
            Story story = Newsstand.story("a", "题", "甲".repeat(200) + "工匠" + "甲".repeat(200), "奥运".repeat(3) + "。冬天");
            List<Highlight> highlights = new Highlighter(Words.of("工匠 冬天"), Deadline.NONE).of(story);
            assertEquals(
                    List.of("replay", "commentary"),
                    highlights.stream().map(Highlight::field).toList());
            check(story, highlights);
        }

        @Test
        void goesOnInAParagraphsNextLine() {
            Story story = Newsstand.story("a", "题", "大国工\n匠精神。\n\n学院", "成立");
            publish(story);
            for (String query : List.of("工匠", "\"国工 匠精\"", "gongjiang")) {
                assertEquals(List.of("a"), found(query), query);
            }
            assertEquals(
                    List.of(new Highlight("replay", "大国工\n匠精神。", List.of(new Range(2, 5)))),
                    new Highlighter(Words.of("工匠"), Deadline.NONE).of(story));
            assertEquals(List.of(), found("神学"));
            assertEquals(List.of(), found("院成"));
        }

        @ParameterizedTest
        @CsvSource({
            "👍, 我👍🏽你, 1, 5",
            "👍🏿, 我👍🏽你, 1, 5",
            "👨‍👩‍👧‍👦, 我👨‍👩‍👧‍👦你, 1, 12",
            "👩🏽‍🚀, 我👩🏻‍🚀你, 1, 8",
            "🇨🇳, 我🇨🇳🇺🇸你, 1, 5",
            "❤️‍🔥, 我❤‍🔥你, 1, 5",
            "1, 我1️⃣你, 1, 4",
            "क, कि, 0, 2",
        })
        void marksWholeGraphemeClusters(String query, String title, int from, int to) {
            Story story = Newsstand.story("a", title, "甲", "乙");
            publish(story);
            assertEquals(List.of("a"), found(query));
            assertEquals(
                    List.of(new Highlight("title", title, List.of(new Range(from, to)))),
                    new Highlighter(Words.of(query), Deadline.NONE).of(story));
        }

        @Test
        void findsNoPartOfASequenceOfEmoji() {
            publish(Newsstand.story("a", "一家👨‍👩‍👧‍👦，🇨🇳🇺🇸，🏴󠁧󠁢󠁥󠁮󠁧󠁿", "甲", "乙"));
            for (String query : List.of("👩", "👨", "👩‍👧", "👨‍👩‍👧", "🇳🇺", "🇨", "🏴")) {
                assertEquals(List.of(), found(query), query);
            }
            for (String query : List.of("👨‍👩‍👧‍👦", "家👨‍👩‍👧‍👦🇨🇳", "🇺🇸", "🏴󠁧󠁢󠁥󠁮󠁧󠁿")) {
                assertEquals(List.of("a"), found(query), query);
            }
        }

        @Test
        void neverCutsWordsWithSpacesAtItsEnds() {
            String words = "Supermassive telescopes photographed extraordinary galaxies. ".repeat(8);
            for (String query : List.of("graphed", "galax", "extra", "s", "Supermassive")) {
                Story story = Newsstand.story("a", "题", words, "会" + words);
                List<Highlight> highlights = new Highlighter(Words.of(query), Deadline.NONE).of(story);
                assertFalse(highlights.isEmpty());
                for (Highlight highlight : highlights) {
                    String text = highlight.text();
                    int from = ("会" + words).indexOf(text);
                    assertEquals(from, SpacedWords.floor("会" + words, from), text);
                    assertEquals(from + text.length(), SpacedWords.floor("会" + words, from + text.length()), text);
                }
                check(story, highlights);
            }
            String longest = "x".repeat(45);
            Story story = Newsstand.story("a", "题", "工会".repeat(20) + longest + "工会", "乙");
            assertTrue(new Highlighter(Words.of("工会x"), Deadline.NONE)
                    .of(story)
                    .get(0)
                    .text()
                    .contains(longest));
        }

        @Test
        void cutsWhatIsTooLong() {
            Story story = Newsstand.story("a", "题", "𠮷".repeat(300), "Z\u0301".repeat(100) + "𠮷");
            check(story, new Highlighter(Words.of("𠮷".repeat(100)), Deadline.NONE).of(story));
            Story selected = Newsstand.story("a", "葛" + "\uDB40\uDD00".repeat(60), "甲", "乙");
            check(selected, new Highlighter(Words.of("葛"), Deadline.NONE).of(selected));
            Story pile = Newsstand.story("a", "Z" + "\u0301".repeat(200), "甲", "乙");
            assertEquals(
                    1, new Highlighter(Words.of("z"), Deadline.NONE).of(pile).size());
            check(pile, new Highlighter(Words.of("z"), Deadline.NONE).of(pile));
            check(story, new Highlighter(Words.of("z".repeat(90)), Deadline.NONE).of(story));
            check(story, new Highlighter(Words.of("𠮷"), Deadline.NONE).of(story));
            check(story, new Highlighter(Words.of("z"), Deadline.NONE).of(story));
        }
    }

    @Nested
    class Folding {
        @ParameterizedTest
        @CsvSource({
            "ＡＢＣ, abc",
            "ﬁn, FIN",
            "①, 1",
            "½, 1⁄2",
            "Straße, STRASSE",
            "ΣΊΣΥΦΟΣ, σισυφοσ",
            "國際, 国际",
            "\uFA19\uFA1B\uF90A, 神福金",
            "㍿, 株式会社",
            "İstanbul, istanbul",
            "ｶﾞ, ガ",
            "が, ガ",
            "か\u3099, ガ",
            "カ゛, ガ",
            "ﾊﾟ, ぱ",
            "わーるど, ワールド",
            "ﾜｰﾙﾄﾞ, ワールド",
            "う゛ぁいおりん, ヴァイオリン",
            "㌘, グラム",
            "戰, 战",
            "戦, 战",
            "経済, 经济",
            "經濟, 经济",
            "渋沢栄一, 澀澤榮一",
            "\u110E\u1165\u11AB, 천",
            "C＃, c#",
        })
        void makesTheSameOfThese(String one, String other) {
            assertEquals(FoldedText.of(one).joined(), FoldedText.of(other).joined());
        }

        @Test
        void makesTheSameOfEveryNormalForm() {
            String text = "パり 천 กำ ी Ångström é 각 が ﾊﾞ 豈 ﷺ Ⅷ 𝔘 𠮷 क़ ệ";
            for (Normalizer.Form form : Normalizer.Form.values()) {
                assertEquals(
                        FoldedText.of(text).joined(),
                        FoldedText.of(Normalizer.normalize(text, form)).joined());
            }
        }

        @ParameterizedTest
        @CsvSource({
            "が, か",
            "ぱ, は",
            "ゞ, ゝ",
            "ヴ, ウ",
            "천, 처",
            "국, 구",
            "달, 닭",
            "กิน, กัน",
            "पुल, पल",
            "っ, つ",
            "C++, C#",
            "芸, 藝"
        })
        void tellsTheseApart(String one, String other) {
            for (Normalizer.Form form : Normalizer.Form.values()) {
                String text = FoldedText.of(Normalizer.normalize(one, form)).joined();
                assertFalse(text.contains(FoldedText.of(other).joined()), text);
            }
        }

        @Test
        void keepsSignsDirectlyBehindLatinLetters() {
            assertEquals("C++C#cF#", FoldedText.of("C++、C#、C、f#").joined());
            assertEquals("工匠c", FoldedText.of("#工匠# +C #").joined());
            assertEquals("A+轮C+++ai+5g+", FoldedText.of("A+轮 C+++ AI+ 5G+").joined());
        }

        @Test
        void keepsWhatTellsNumbersApart() {
            assertEquals("146.8万6+61.5", FoldedText.of("146.8万，6＋6 1．5").joined());
            assertEquals("520C++123", FoldedText.of("5·20 C++ +1, 2.-3.").joined());
        }
    }

    @Nested
    class InOtherLanguages {
        @Test
        void pinyinFindsChineseAlone() {
            Story chinese = Newsstand.story("zh-Hant", "zh", "工匠的技藝", "甲", "乙");
            Story japanese = Newsstand.story("ja", "ja", "工匠の技", "工匠", "乙");
            publish(chinese, japanese);
            assertEquals(Set.of("zh", "ja"), Set.copyOf(found("工匠")));
            assertEquals(List.of("zh"), found("gongjiang"));
            Highlighter highlighter = new Highlighter(Words.of("gongjiang"), Deadline.NONE);
            assertEquals(1, highlighter.of(chinese).size());
            assertEquals(List.of(), highlighter.of(japanese));
        }
    }

    @Nested
    class SignsBehindLetters {
        @BeforeEach
        void publishLanguages() {
            publish(
                    Newsstand.story("plus", "用C++写", "甲", "乙"),
                    Newsstand.story("sharp", "学C#。", "甲", "乙"),
                    Newsstand.story("plain", "C语言", "甲", "乙"),
                    Newsstand.story("more", "AI+教育，Disney+，5G+工业", "甲", "乙"));
        }

        @ParameterizedTest
        @CsvSource({
            "C++, plus",
            "c＋＋, plus",
            "C#, sharp",
            "C, plain",
            "c, plain",
            "C语言, plain",
            "C++写, plus",
            "AI, more",
            "disney, more",
            "Disney+, more",
            "5G, more",
        })
        void tellNamesApart(String query, String slug) {
            List<String> found = new ArrayList<>(found(query));
            found.remove(query.equalsIgnoreCase("c") ? "more" : "");
            assertEquals(slug == null ? List.of() : List.of(slug), found);
        }

        @ParameterizedTest
        @CsvSource({"C++, plus", "C#, sharp", "c, plain plus sharp", "c+, plus"})
        void areSuggested(String typed, String slugs) {
            try (IndexUpdater.Snapshot snapshot = updater.acquire(1)) {
                assertEquals(
                        new TreeSet<>(List.of(slugs.split(" "))),
                        new Search(snapshot.searcher())
                                .titled(typed, 10).stream()
                                        .map(ref -> ref.position().id().substring("test-2022-".length()))
                                        .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
    }

    @Nested
    class Keycaps {
        @Test
        void areFoundByTheirDigits() {
            publish(Newsstand.story("keycap", "第1️⃣名", "甲", "乙"), Newsstand.story("digit", "第1名", "甲", "乙"));
            assertEquals(List.of("keycap"), found("1️⃣"));
            assertEquals(List.of("keycap"), found("第1⃣名"));
            assertEquals(Set.of("keycap", "digit"), Set.copyOf(found("1")));
            assertEquals(List.of("digit"), found("第1名"));
        }
    }

    @Nested
    class PunctuationInsideWords {
        @BeforeEach
        void publishStories() {
            publish(
                    Newsstand.story("apart", "AI与5G", "工会里的职工", "乙"),
                    Newsstand.story("score", "3-2，24/7", "发e-mail，46.8%，2022-02-04", "GPT-4"),
                    Newsstand.story("one", "工会学院", "甲", "乙"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "AI/5G", "AI|5G", "AI-5G", "AI+5G", "AI&5G", "工会·职工", "工会—职工", "工会～职工", "工会（职工）", "工会\\职工", "5G，AI"
                })
        void separatesWhatNoTextHasAdjacent(String query) {
            assertEquals(List.of("apart"), found(query));
        }

        @ParameterizedTest
        @ValueSource(strings = {"3-2", "24/7", "e-mail", "46.8%", "2022-02-04", "GPT-4"})
        void belongsToWhatATextHasSo(String query) {
            assertEquals(List.of("score"), found(query));
        }

        @Test
        void belongsToOneWordWhereTextsHaveIt() {
            assertEquals(List.of("one"), found("工会·学院"));
            assertEquals(List.of(), found("3-4"));
            assertEquals(List.of(), found("\"工会·职工\""));
            assertEquals(Set.of("score", "one"), Set.copyOf(found("-工会里/的")));
        }
    }

    /** The slugs of the stories that are found, the best first. */
    private List<String> slugs(String query, Synonyms synonyms, boolean exact) {
        try (IndexUpdater.Snapshot snapshot = updater.acquire(1)) {
            return new Search(snapshot.searcher(), LabelLookup.NONE, () -> synonyms)
                            .find(Words.of(query), Newsstand.everything(StorySort.BY_RELEVANCE, 10, exact))
                            .slice()
                            .items()
                            .stream()
                            .map(ref -> ref.position().id().substring("test-2022-".length()))
                            .toList();
        }
    }

    @Nested
    class NearWords {
        @ParameterizedTest
        @CsvSource({
            "power cuts, outage",
            "big power cut, outage",
            "機械人維修, robot",
            "値上げ要求, price",
            "volcano, volcano",
            "wildfires, fire",
            "\"power\" cut, ",
            "WHO, health",
            "who 機器人, robot",
        })
        void areThoseOfPhrasesStemsAndCompounds(String query, String slug) {
            publish(
                    Newsstand.story("outage", "Blackout", "甲", "乙"),
                    Newsstand.story("robot", "机器人", "甲", "乙"),
                    Newsstand.story("price", "物価高騰", "甲", "乙"),
                    Newsstand.story("volcano", "화산이 폭발했다", "甲", "乙"),
                    Newsstand.story("fire", "山火", "甲", "乙"),
                    Newsstand.story("health", "World Health Organization", "甲", "乙"));
            Synonyms synonyms = Synonyms.parse("""
                    power cut => blackout
                    机械人 => 机器人
                    値上げ => 高騰
                    volcano => 화산
                    wildfires => bushfire
                    wildfire => 山火
                    WHO => World Health Organization
                    """, (message, line) -> {});
            assertEquals(slug == null ? List.of() : List.of(slug), slugs(query, synonyms, false));
        }
    }

    @Nested
    class Relaxed {
        private static final Synonyms UNITS = Synonyms.parse("MW, 兆瓦 => MW, 兆瓦", (message, line) -> {});

        @ParameterizedTest
        @CsvSource({
            // Of a longer one, the first word says less.
            "广场舞比赛, ''",
            "广场 比赛, square contest",
            // What a word says is narrowed by a word before it, not by characters that are none.
            "宠物文具店, ''",
            "盲合文具店, stationer",
            // Numbers as they are written otherwise.
            "16MW风机, turbine",
            "430万亩, fields",
            "3万人, runners",
            "30000人, runners",
            "一百二十公里, road",
            "31000人, ''",
            "000000, ''",
            // What kind of prices is meant is said by the other word; there are no other goats.
            "house prices, ''",
            "angry goats, goats",
            // Initials of words of the text, and of no words.
            "rlsb, face",
            "sbrl, ''",
        })
        void findsWhatIsNearest(String query, String found) {
            publish(
                    Newsstand.story("square", "广场上的红心", "甲", "乙"),
                    Newsstand.story("contest", "职工比赛结束", "甲", "乙"),
                    Newsstand.story("stationer", "文具店门口", "甲", "乙"),
                    Newsstand.story("turbine", "16兆瓦机组并网", "甲", "乙"),
                    Newsstand.story("fields", "高标准农田", "共430余万亩。", "乙"),
                    Newsstand.story("runners", "马拉松开跑", "有三万人参加。", "乙"),
                    Newsstand.story("oil", "Oil prices rise", "甲", "乙"),
                    Newsstand.story("bread", "Bread prices rise", "甲", "乙"),
                    Newsstand.story("goats", "Goats in town", "甲", "乙"),
                    Newsstand.story("road", "公路通车", "全长120公里。", "乙"),
                    Newsstand.story("face", "售楼处装摄像机", "使用人脸识别。", "乙"));
            assertEquals(found.isEmpty() ? Set.of() : Set.of(found.split(" ")), Set.copyOf(slugs(query, UNITS, false)));
        }
    }

    @Nested
    class Variants {
        private List<String> wider(String query, boolean exact) {
            Synonyms synonyms =
                    Synonyms.parse("芯片,晶片\n芯片=>半导体\nAI,人工智能,artificial intelligence", (message, line) -> {});
            return slugs(query, synonyms, exact);
        }

        @ParameterizedTest
        @CsvSource({
            "volunteers, many one, many",
            "芯片, chip wafer, chip",
            "晶片, wafer chip, wafer",
            "半导体, semi, semi",
            "人工智能, intelligence ai artificial, intelligence",
            "\"volunteers\", many, many",
            "volunteers oxford, many, many",
            "volunteer, many one, many one",
        })
        void standBelowTheWordItself(String query, String found, String exact) {
            publish(
                    Newsstand.story("one", "Volunteer volunteer", "a volunteer", "乙"),
                    Newsstand.story("many", "题", "The volunteers of Oxford", "乙"),
                    Newsstand.story("wafer", "晶片晶片", "甲", "乙"),
                    Newsstand.story("chip", "题", "说芯片", "乙"),
                    Newsstand.story("semi", "半导体", "甲", "乙"),
                    Newsstand.story("ai", "AI", "甲", "乙"),
                    Newsstand.story("training", "Training", "甲", "乙"),
                    Newsstand.story("artificial", "Artificial intelligence", "甲", "乙"),
                    Newsstand.story("intelligence", "题", "人工智能", "乙"));
            assertEquals("ai", wider("AI", false).get(0));
            assertEquals(
                    Set.of("artificial", "intelligence"),
                    Set.copyOf(wider("AI", false).subList(1, 3)));
            assertEquals(List.of("training"), wider("AI", false).subList(3, 4));
            assertEquals(Set.of(found.split(" ")), Set.copyOf(wider(query, false)));
            assertEquals(Set.of(exact.split(" ")), Set.copyOf(wider(query, true)));
            if (!found.equals(exact)) {
                assertEquals(exact, wider(query, false).get(0));
            }
        }
    }

    @Nested
    class Nearness {
        @Test
        void ofWordsCountsInRelaxedMatches() {
            publish(
                    Newsstand.story("far", "题", "冬奥" + "甲".repeat(60) + "职工和火炬", "丁".repeat(40)),
                    Newsstand.story("near", "题", "冬奥之火炬" + "甲".repeat(60) + "职工", "丁".repeat(40)),
                    Newsstand.story("b", "题", "丙".repeat(100), "丁".repeat(40)),
                    Newsstand.story("c", "题", "丙".repeat(100), "丁".repeat(40)));
            try (IndexUpdater.Snapshot snapshot = updater.acquire(1)) {
                Search.Outcome outcome = new Search(snapshot.searcher())
                        .find(Words.of("冬奥 火炬 滑冰"), Newsstand.everything(StorySort.BY_RELEVANCE, 10, false));
                assertEquals(MatchKind.RELAXED, outcome.match());
                assertEquals(
                        List.of("test-2022-near", "test-2022-far"),
                        outcome.slice().items().stream()
                                .map(ref -> ref.position().id())
                                .toList());
            }
        }
    }

    /** Names are looked up when they are searched for: the index has nothing of them. */
    @Nested
    class ByName {
        private static Topic topic(String zh, String en) {
            return new Topic("ai", TestContent.label(zh, en));
        }

        private Search.Outcome found(Topic topic, String query) {
            LabelLookup names = LabelLookup.of(
                    List.of(topic),
                    List.of(new Series("test", TestContent.label("首都工会十大新闻", "Capital unions' top ten"), 2)),
                    List.of(new Editions.Name("test-2022", "2022年回顾", Optional.of("新华社记者"), "zh-CN")));
            try (IndexUpdater.Snapshot snapshot = updater.acquire(published.revision())) {
                return new Search(snapshot.searcher(), names, () -> Synonyms.NONE)
                        .find(Words.of(query), Newsstand.everything(StorySort.BY_RELEVANCE, 10));
            }
        }

        private void publishTwo() {
            Story about = Newsstand.story("about", "题", "甲", "乙");
            publish(
                    new Story(
                            about.number(),
                            about.id(),
                            about.edition(),
                            about.series(),
                            about.year(),
                            about.position(),
                            about.rank(),
                            about.numeral(),
                            about.language(),
                            about.title(),
                            about.excerpt(),
                            about.date(),
                            about.byline(),
                            List.of(topic("人工智能", "Vocational training")),
                            about.publishedAt(),
                            about.updatedAt(),
                            about.parts()),
                    Newsstand.story("other", "说人工智能", "甲", "乙"));
        }

        @ParameterizedTest
        @CsvSource({
            "人工智能, 2, other",
            "智能 甲, 2, other",
            "人工智能 题, 1, about",
            "training, 1, about",
            "vocational t, 1, about",
            "ining, 0,",
            "rengongzhineng, 2, other",
            "-人工智能, 0,",
            "工会, 2, about",
            "unions, 2, about",
            "回顾 记者, 2, about",
            "2022, 2, about",
            "2021, 0,",
            "2022 -说, 1, about",
        })
        void storiesAreFound(String query, int total, String first) {
            publishTwo();
            Search.Outcome outcome = found(topic("人工智能", "Vocational training"), query);
            assertEquals(total, outcome.total());
            assertEquals(
                    first == null ? List.of() : List.of("test-2022-" + first),
                    outcome.slice().items().stream()
                            .limit(1)
                            .map(ref -> ref.position().id())
                            .toList());
            assertEquals(Math.min(total, 10), outcome.slice().items().size());
        }

        @Test
        void editionsMayOutnumberTheClausesOfAQuery() {
            publishTwo();
            List<Editions.Name> names = new ArrayList<>();
            for (int year = 1000; year < 2100; year++) {
                names.add(new Editions.Name("test-" + year, "回顾", Optional.of("新华社记者"), "zh-CN"));
            }
            LabelLookup labels = LabelLookup.of(List.of(), List.of(), names);
            try (IndexUpdater.Snapshot snapshot = updater.acquire(published.revision())) {
                for (String query : List.of("记者", "人工智能 -记者")) {
                    Search.Outcome outcome = new Search(snapshot.searcher(), labels, () -> Synonyms.NONE)
                            .find(Words.of(query), Newsstand.everything(StorySort.BY_RELEVANCE, 10, false));
                    assertEquals(query.contains("-") ? 0 : 2, outcome.total(), query);
                }
            }
        }

        @Test
        void aNewNameIsFoundWithoutReindexing() {
            publishTwo();
            assertEquals(1, found(topic("大模型", "Large models"), "大模型").total());
            assertEquals(1, found(topic("大模型", "Large models"), "人工智能").total());
        }

        @Test
        void aMatchByNameHasNoHighlight() {
            Story story = Newsstand.story("a", "题", "甲", "乙");
            assertEquals(List.of(), new Highlighter(Words.of("人工智能"), Deadline.NONE).of(story));
        }
    }

    @Nested
    class OnGeneratedContent {
        private static final List<String> PIECES = List.of(
                "工", "匠", "会", "國", "国", "奧", "奥", "A", "a", "é", "e\u0301", "𠮷", "😀", "，", "”", " ", "\n", "\n\n",
                "６", "6", ".", "+", "·", "ﬁ", "-", "\"", "각", "\u200F");

        /** Against looking at every story. */
        @Test
        void everyQueryFindsWhatBruteForceFinds() {
            Random random = new Random(20221231);
            List<Story> stories = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                stories.add(Newsstand.story("s" + i, text(random, 5), text(random, 30), text(random, 30)));
            }
            publish(stories.toArray(Story[]::new));
            // Some are replaced, so that the index has dead ones.
            for (int i = 0; i < 40; i++) {
                stories.set(i, Newsstand.story("s" + i, text(random, 5), text(random, 30), text(random, 30)));
            }
            updater.requestCatchUp().join();
            publish(stories.toArray(Story[]::new));
            Map<String, String> folded = new HashMap<>();
            stories.forEach(story -> folded.put(story.id(), folded(story)));
            for (int i = 0; i < 1_000; i++) {
                String query = text(random, 1 + random.nextInt(5));
                Words joined = Words.of(query);
                boolean isAnywhere = folded.values().stream().anyMatch(all -> matches(all, joined));
                Words words = isAnywhere || joined.isEmpty()
                        ? joined
                        : joined.apart(word -> folded.values().stream()
                                .noneMatch(all -> matches(all, new Words(List.of(word), List.of()))));
                Set<String> expected = stories.stream()
                        .filter(story -> matches(folded.getOrDefault(story.id(), ""), words))
                        .map(story -> story.id().substring("test-2022-".length()))
                        .collect(Collectors.toSet());
                Search.Outcome outcome = search(query, StorySort.BY_RELEVANCE, new Window(100, new Page(1)));
                assertEquals(expected.size(), outcome.total(), query);
                if (expected.size() <= 100) {
                    assertEquals(expected, Set.copyOf(found(query)), query);
                }
                new Highlighter(words, Deadline.NONE)
                        .of(stories.get(random.nextInt(stories.size())))
                        .forEach(highlight -> assertTrue(highlight.text().length() <= 80));
            }
        }

        @Test
        void enoughOfSomeChoicesAreRequired() throws Exception {
            Random random = new Random(24);
            List<Story> stories = new ArrayList<>();
            for (int edition = 0; edition < 6; edition++) {
                List<Story> some = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    some.add(Newsstand.story("s" + i, text(random, 5), text(random, 30), text(random, 30)));
                }
                // Two editions are published twice, so that segments have deleted documents.
                published.publish("test-" + (2000 + edition % 4), some);
                updater.requestCatchUp().join();
                stories = new ArrayList<>(published.stories());
            }
            List<String> folded =
                    stories.stream().map(OnGeneratedContent::folded).toList();
            try (IndexUpdater.Snapshot snapshot = updater.acquire(published.revision())) {
                StorySearcher searcher = snapshot.searcher().until(Deadline.NONE);
                for (int i = 0; i < 300; i++) {
                    List<List<String>> texts = pairs(random, 1 + random.nextInt(5));
                    List<List<String>> further = pairs(random, random.nextInt(3));
                    int least = 1 + random.nextInt(texts.size() + 1);
                    int many = random.nextInt(20);
                    String enough = piece(random) + piece(random);
                    String filter = random.nextInt(3) == 0 ? "" : piece(random);
                    List<Predicate<String>> levels = new ArrayList<>();
                    for (int most = least; most <= texts.size() + further.size(); most++) {
                        int more = most;
                        levels.add(all -> all.contains(enough)
                                || (has(all, texts) >= least
                                        && (more == least || has(all, texts) + has(all, further) >= more)));
                    }
                    if (least > texts.size()) {
                        levels = List.of(all -> all.contains(enough));
                    }
                    int level = 0;
                    while (level + 1 < levels.size()
                            && count(folded, levels.get(level)) > many
                            && count(folded, levels.get(level + 1)) > 0) {
                        level++;
                    }
                    Predicate<String> filtered = all -> all.contains(filter);
                    while (level > 0 && count(folded, filtered.and(levels.get(level))) == 0) {
                        level--;
                    }
                    long expected = count(folded, filtered.and(levels.get(level)));
                    long any = count(folded, levels.get(0));
                    MatchSet.Condition condition = new MatchSet.Condition(
                            choices(searcher, texts),
                            least,
                            choices(searcher, further),
                            List.of(QueryPlan.anywhere(searcher, enough)));
                    assertEquals(
                            expected,
                            MatchSet.of(
                                            searcher,
                                            filter.isEmpty()
                                                    ? List.of(condition)
                                                    : List.of(
                                                            MatchSet.Condition.any(
                                                                    List.of(QueryPlan.anywhere(searcher, filter))),
                                                            condition),
                                            List.of(),
                                            many)
                                    .total(),
                            () -> least + " of " + texts + " or " + enough + "; of more than " + many + " more of "
                                    + further + ", with " + filter);
                    assertEquals(any > 0, searcher.exists(condition.query()));
                    assertEquals(
                            folded.stream().anyMatch(all -> all.contains(enough)),
                            QueryPlan.isKnown(searcher, enough),
                            enough);
                }
            }
        }

        private static long count(List<String> stories, Predicate<String> matching) {
            return stories.stream().filter(matching).count();
        }

        private static List<List<String>> pairs(Random random, int count) {
            return Stream.generate(() -> List.of(piece(random), piece(random)))
                    .limit(count)
                    .toList();
        }

        private static List<List<Query>> choices(StorySearcher searcher, List<List<String>> pairs) throws IOException {
            List<List<Query>> choices = new ArrayList<>();
            for (List<String> pair : pairs) {
                choices.add(
                        List.of(QueryPlan.anywhere(searcher, pair.get(0)), QueryPlan.anywhere(searcher, pair.get(1))));
            }
            return choices;
        }

        private static long has(String all, List<List<String>> pairs) {
            return pairs.stream()
                    .filter(pair -> pair.stream().anyMatch(all::contains))
                    .count();
        }

        private static String piece(Random random) {
            String piece = "";
            while (piece.isEmpty()) {
                piece = FoldedText.of(text(random, 1 + random.nextInt(4))).joined();
            }
            return piece;
        }

        private static String folded(Story story) {
            return Stream.of(story.title(), TestContent.text(story, "replay"), TestContent.text(story, "commentary"))
                    .flatMap(text -> Stream.of(text.split("\n\n+")))
                    .map(paragraph -> FoldedText.of(paragraph).joined())
                    .collect(Collectors.joining("\n"));
        }

        private static boolean matches(String all, Words words) {
            // Every letter that is a syllable finds Han characters too.
            return words.required().stream()
                            .allMatch(word -> all.contains(word.text())
                                    || word.readings().stream().anyMatch(way -> isRead(all, way)))
                    && words.excluded().stream().noneMatch(word -> all.contains(word.text()));
        }

        private static boolean isRead(String text, List<String> syllables) {
            return syllables.size() == 1 && text.codePoints().anyMatch(point -> Han.reads(point, syllables.get(0)));
        }

        private static String text(Random random, int length) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < length; i++) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            return text.toString();
        }
    }

    @Nested
    class Ranking {
        @Test
        void aLiteralMatchIsAboveAllHomophones() {
            publish(
                    Newsstand.story("han", "工匠工匠工匠", "工匠".repeat(50), "工匠".repeat(50)),
                    Newsstand.story("latin", "题", "甲".repeat(5_000) + "gongjiang", "乙"),
                    Newsstand.story("other", "公将", "甲", "乙"));
            assertEquals(List.of("latin", "han", "other"), found("gongjiang"));
        }

        /** Page by page and cursor by cursor, in segments of a few stories, against going through all that match. */
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "工",
                    "工会",
                    "职工 服务",
                    "首都工匠学院",
                    "gonghui",
                    "gong hui",
                    "工会 -疫情",
                    "-疫情",
                    "会 zhigong",
                    "工匠 冬奥 快递 滑冰",
                    "首都工匠学院里怎么帮职工服务",
                    "冬奥工匠学院快递员"
                })
        void theFirstAreThoseOfAll(String query) throws Exception {
            Random random = new Random(4);
            EditionContent bundled = Newsstand.bundled();
            for (int i = 0; i < 20; i++) {
                published.publish(GeneratedEditions.variant(bundled, 2000 + i / 2 * 3 % 10, random));
                updater.requestCatchUp().join();
            }
            List<Order> keys = new ArrayList<>(StorySort.BY_RELEVANCE.orders());
            keys.add(new Order(Key.SERIES, false));
            List<String> all =
                    search(query, new StorySort(keys), new Window(100, new Page(1)), false).slice().items().stream()
                            .map(ref -> ref.position().id())
                            .toList();
            assertTrue(all.size() > 5, () -> "" + all);
            List<String> paged = new ArrayList<>();
            for (int page = 1; paged.size() < all.size(); page++) {
                search(query, StorySort.BY_RELEVANCE, new Window(7, new Page(page)), false)
                        .slice()
                        .items()
                        .forEach(ref -> paged.add(ref.position().id()));
            }
            assertEquals(all, paged);
            assertEquals(all, walked(query));
        }

        /** Follows the cursors to the end, and back again. */
        private List<String> walked(String query) {
            Deque<Search.StoryRef> walked = new ArrayDeque<>();
            Slice<Search.StoryRef> slice = search(query, StorySort.BY_RELEVANCE, new Window(7, new Page(1)), false)
                    .slice();
            walked.addAll(slice.items());
            while (slice.after()) {
                Window next = new Window(3, new Window.After(walked.getLast().position()));
                slice = search(query, StorySort.BY_RELEVANCE, next, false).slice();
                assertTrue(slice.before());
                walked.addAll(slice.items());
            }
            List<String> ids = walked.stream().map(ref -> ref.position().id()).toList();
            Deque<Search.StoryRef> back = new ArrayDeque<>(List.of(walked.getLast()));
            do {
                Window before = new Window(3, new Window.Before(back.getFirst().position()));
                slice = search(query, StorySort.BY_RELEVANCE, before, false).slice();
                for (int i = slice.items().size() - 1; i >= 0; i--) {
                    back.addFirst(slice.items().get(i));
                }
            } while (slice.before());
            assertEquals(ids, back.stream().map(ref -> ref.position().id()).toList());
            return ids;
        }

        /** Two indexes that came to the same content by other ways rank it the same, score for score. */
        @Test
        void dependsOnNothingButTheContent(@TempDir Path other) throws Exception {
            Random random = new Random(3);
            List<EditionContent> editions = new ArrayList<>();
            EditionContent bundled = Newsstand.bundled();
            for (int i = 0; i < 12; i++) {
                editions.add(GeneratedEditions.variant(bundled, 2000 + i, random));
            }
            for (int i = 0; i < editions.size(); i++) {
                published.publish(
                        i < 3
                                ? GeneratedEditions.variant(
                                        bundled, editions.get(i).year(), random)
                                : editions.get(i));
            }
            updater.requestCatchUp().join();
            editions.subList(0, 3).forEach(published::publish);
            try (IndexUpdater replica = new IndexUpdater(published, () -> new MMapDirectory(other));
                    IndexUpdater.Snapshot one = updater.acquire(published.revision());
                    IndexUpdater.Snapshot two = replica.acquire(published.revision())) {
                assertEquals(30, one.searcher().getIndexReader().numDeletedDocs());
                assertEquals(0, two.searcher().getIndexReader().numDeletedDocs());
                for (String query : List.of("工会", "工", "首都工匠学院", "冬奥 职工", "gonghui", "laodong jineng", "服务 -疫情")) {
                    StoryQuery everything = Newsstand.everything(StorySort.BY_RELEVANCE, 100);
                    assertEquals(
                            new Search(one.searcher()).find(Words.of(query), everything),
                            new Search(two.searcher()).find(Words.of(query), everything),
                            query);
                }
            }
        }
    }

    /** Stories of other years that have topics in common. */
    @Nested
    class LikeAStory {
        @BeforeEach
        void publish() {
            publish(2022, story("asked", "首都工匠学院成立", "a", "b"));
            publish(
                    2021,
                    story("one", "工匠学院的一年", "a"),
                    story("both", "完全不同", "b", "a"),
                    story("none", "首都工匠学院成立", "c"));
            publish(2020, story("alike", "首都工匠学院开学", "a"), story("unlike", "天气", "a"));
        }

        private StoryContent story(String slug, String title, String... topics) {
            return TestContent.story(slug, title, "回放", "评析", List.of(topics));
        }

        private void publish(int year, StoryContent... stories) {
            Map<String, Label> topics = new TreeMap<>();
            List.of("a", "b", "c").forEach(topic -> topics.put(topic, TestContent.label(topic, topic)));
            published.publish(TestContent.edition(
                    "list",
                    TestContent.label("榜", "List"),
                    year,
                    "zh",
                    Optional.empty(),
                    "榜",
                    "记者",
                    "",
                    topics,
                    List.of(stories)));
        }

        private <T> T ask(Function<Search, T> question) {
            try (IndexUpdater.Snapshot snapshot = updater.acquire(published.revision())) {
                return question.apply(new Search(snapshot.searcher()));
            }
        }

        private List<String> like(int count) {
            Story asked = published.stories().stream()
                    .filter(story -> story.id().equals("list-2022-asked"))
                    .findFirst()
                    .orElseThrow();
            return ask(search -> search.like(asked, count)).stream()
                    .map(ref -> ref.position().id())
                    .toList();
        }

        @Test
        void comeByTopicsInCommonThenByTitle() {
            assertEquals(List.of("list-2021-both", "list-2020-alike", "list-2021-one", "list-2020-unlike"), like(10));
            assertEquals(List.of("list-2021-both", "list-2020-alike"), like(2));
        }

        @Test
        void ranksOfATopicAreByYear() {
            assertEquals(
                    Map.of(2022, List.of(1), 2021, List.of(1, 2), 2020, List.of(1, 2)),
                    ask(search -> search.ranksByYear("a")));
            assertEquals(2022, ask(search -> search.ranksByYear("a")).firstKey());
            assertEquals(Map.of(), ask(search -> search.ranksByYear("nope")));
        }
    }

    @Nested
    class BadInput {
        @BeforeEach
        void publish() throws Exception {
            published.publish(Newsstand.bundled());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "，。",
                    "\"",
                    "\"\"\"",
                    "-",
                    "--",
                    "-\"",
                    "- -",
                    "(工匠",
                    "工匠)^~*?:\\/[{",
                    "title:工匠",
                    "工匠 AND NOT 学院",
                    "/.*/",
                    "*",
                    "?*",
                    "[a TO z]",
                    "\uD800",
                    "\uDC00工匠\uD800",
                    "\u200F工匠\u202E",
                    "\u0000",
                    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    "xianxianxianxianxianxianxianxianxianxianxian",
                    "\u0301",
                    "ﷺﷺﷺ"
                })
        void isAnswered(String query) {
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> search(query));
        }

        @Test
        void functionWordsTypedApartDoNotCount() {
            assertEquals(found("工会怎么"), found("工会 怎么"));
            assertEquals(found("职工如何"), found("如何 职工"));
        }

        @Test
        void punctuationSwallowsNothing() {
            for (String query : List.of("(工匠", "工匠)^~*?:\\/[{", "「工匠」", "\u200F工匠\u202E", "\uDC00工匠\uD800", "+工匠~2")) {
                assertEquals(query.contains("2") ? List.of() : found("工匠"), found(query), query);
            }
        }

        @Test
        void whatIsTooLongIsRefused() {
            assertThrows(IllegalArgumentException.class, () -> Words.of("工".repeat(501)));
            assertThrows(IllegalArgumentException.class, () -> Words.of("\"".repeat(10_000)));
            assertThrows(IllegalArgumentException.class, () -> Words.of("工 匠 会 国 ".repeat(20) + numbers(60)));
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> search("工".repeat(500)));
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> search("a ".repeat(250)));
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> search("yi shi ji xi zhi li fu yu ".repeat(18)));
        }

        private static String numbers(int count) {
            StringBuilder numbers = new StringBuilder();
            for (int i = 0; i < count; i++) {
                numbers.append(' ').append(i);
            }
            return numbers.toString();
        }
    }
}
