package dev.shida.manuscript;

import static dev.shida.manuscript.Samples.SMALL;
import static dev.shida.manuscript.Samples.faults;
import static dev.shida.manuscript.Samples.small;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of fault, on its line and in its words: a slip in the small manuscript, and all that is said of it. */
class ManuscriptFaultsTest {

    @ParameterizedTest
    @MethodSource
    void aSlipIsSaidOnItsLine(Case slip) {
        assertEquals(slip.faults(), faults(slip.manuscript()));
    }

    static Stream<Case> aSlipIsSaidOnItsLine() {
        return Stream.of("article.txt", "front-matter.txt", "limits.txt").flatMap(Case::in);
    }

    @Test
    void whatJustFitsIsNoFault() {
        assertEquals(List.of(), faults(SMALL));
        assertEquals(List.of(), faults(small("zh: 工会", "zh: " + "😀".repeat(100))));
        assertEquals(List.of(), faults(small("# 标题", "# " + "😀".repeat(300))));
        assertEquals(List.of(), faults(small("甲", "😀".repeat(100_000))));
        assertEquals(List.of(), faults(small("乙", "a" + "\u0301".repeat(30))));
        assertEquals(List.of(), faults(small("published: 2023-01-03T08:00:00+08:00\n", "")));
        assertEquals(List.of(), faults(small("[games, crafts]", "[]")));
    }

    @Test
    void anEditionHasAHundredStoriesAtMost() {
        assertEquals(List.of(), faults(withStories(100)));
        assertEquals(List.of("line 6: `stories` has 101 entries; expected at most 100"), faults(withStories(101)));
        assertEquals(
                List.of("line 8: no story; expected a line `## …` with the title of each"), faults(withStories(0)));
    }

    @Test
    void nothingIsReadOfAFileThatIsTooLarge() {
        byte[] bytes = new byte[Manuscript.MAX_BYTES + 1];
        Arrays.fill(bytes, (byte) 0xFF);
        assertEquals(List.of("line 1: the file is too large; expected at most 4194304 bytes (4 MiB)"), faults(bytes));
        assertEquals(
                List.of("line 20001: the file goes on here; expected at most 20000 lines"),
                faults("\n".repeat(20_001)));
        assertEquals(3, faults("\n".repeat(20_000)).size());
    }

    @Test
    void aThousandFaultsAreEnough() {
        List<String> faults =
                faults(IntStream.range(0, 2000).mapToObj("#### %d\n"::formatted).collect(Collectors.joining()));
        assertEquals(1001, faults.size());
        assertTrue(faults.stream().anyMatch(fault -> fault.contains("more than 1000 faults")), faults::toString);
    }

    @Test
    void aFaultListsAHundredMoreLinesAtMost() {
        assertEquals(
                "line 1: control character U+0007; expected it to be deleted (also on lines "
                        + IntStream.range(2, 102).mapToObj(String::valueOf).collect(Collectors.joining(", "))
                        + " and 48 more)",
                faults("\u0007\n".repeat(149)).get(0));
    }

    @Nested
    class SeveralAtOnce {

        @Test
        void areAllSaidInLineOrder() {
            String manuscript = small("year: 2022", "year: 22")
                    .replace("slug: second, topics: [games", "slug: first, topics: [gmaes")
                    .replace("# 标题", "标题")
                    .replace("乙", "")
                    .replace("### 【新闻回放】\n丙", "### 新闻回放\n丙\u0000");
            assertEquals(
                    List.of(
                            "line 3: `year` is `22`; expected a year from 1000 to 9999",
                            "line 11: slug `first` is taken by the story on line 10; expected another",
                            "line 11: topic `gmaes` is not declared; did you mean `games`?",
                            "line 13: no title; expected `# ` in front of this line, if it is the title",
                            "line 22: no text below `### 【评析】`; expected a paragraph",
                            "line 27: unexpected heading `### 新闻回放`; did you mean `### 【新闻回放】`?",
                            "line 28: control character U+0000; expected it to be deleted"),
                    faults(manuscript));
        }

        @Test
        void areSaidOfTheArticleTooWhenTheYamlIsBroken() {
            assertEquals(
                    List.of(
                            "line 3: broken YAML (a second `: ` on this line, or more spaces at its beginning than at the line above); expected `key: value`, lists in [ ] or after -, and quotes around a text with `: ` or ` #` in it",
                            "line 19: this story has no `### 【评析】`; expected one below its `##`"),
                    faults(small("year: 2022", "year: 2022: 2023").replaceFirst("### 【评析】\n乙\n", "")));
        }

        @Test
        void makeUpTheMessageOfTheException() {
            String manuscript = small("year: 2022", "year: 22").replace("乙", "");
            FaultyManuscript e = assertThrows(FaultyManuscript.class, () -> Samples.parse(manuscript));
            assertEquals(String.join("\n", faults(manuscript)), e.getMessage());
        }
    }

    /** Of an article without any marks, as it is copied from a page, all is said at once. */
    @Nested
    class APastedArticle {
        private final String bundled = new String(Samples.bundled(), StandardCharsets.UTF_8);
        private final String article = bundled.substring(bundled.indexOf("\n---\n") + 5)
                .replaceAll("(?m)^#+ ", "")
                .strip();

        private List<String> headings(int first, int storyToReplay, int replayToCommentary, int step) {
            return List.of(
                    "line " + first + ": this line seems to be the title of a story; expected `## ` in front of it"
                            + also(first, step),
                    "line " + (first + storyToReplay)
                            + ": `【新闻回放】` stands alone on a line; expected `### 【新闻回放】`, or a `\\` in front of the line if it is to be printed"
                            + also(first + storyToReplay, step),
                    "line " + (first + storyToReplay + replayToCommentary)
                            + ": `【评析】` stands alone on a line; expected `### 【评析】`, or a `\\` in front of the line if it is to be printed"
                            + also(first + storyToReplay + replayToCommentary, step));
        }

        private String also(int first, int step) {
            return IntStream.range(1, 10)
                    .mapToObj(i -> String.valueOf(first + i * step))
                    .collect(Collectors.joining(", ", " (also on lines ", ")"));
        }

        private List<String> afterTop(List<String> headings) {
            return Stream.concat(
                            Stream.of(
                                    "line 1: no front matter; expected a line `---`, then series, year, language, published, topics, stories, each with a colon after it, then a line `---`, above the article",
                                    "line 1: no title; expected `# ` in front of this line, if it is the title"),
                            headings.stream())
                    .toList();
        }

        @Test
        void hasItsParagraphsApart() {
            assertEquals(afterTop(headings(7, 2, 4, 12)), faults(article));
        }

        @Test
        void orLineByLine() {
            assertEquals(afterTop(headings(4, 1, 2, 5)), faults(article.replaceAll("\n+", "\n")));
        }

        @Test
        void hasNumeralsForHeadings() {
            assertEquals(
                    List.of(
                            "line 1: no front matter; expected a line `---`, then series, year, language, published, topics, stories, each with a colon after it, then a line `---`, above the article",
                            "line 1: no title; expected `# ` in front of this line, if it is the title",
                            "line 5: this line seems to be the title of a story; expected `## ` in front of it (also on line 9)"),
                    faults("标题\n\n记者\n\n1、首钢园\n\n正文。\n\n2、冬奥会\n\n正文。\n"));
        }

        @Test
        void orNothingAtAll() {
            assertEquals(
                    afterTop(List.of("line 1: no story; expected a line `## …` with the title of each")),
                    faults("标题\n\n记者\n\n正文。\n"));
        }
    }

    @Nested
    class AFileOfAnotherEncoding {

        @ParameterizedTest
        @CsvSource({"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM", "UTF-32", "GBK", "Big5"})
        void hasOneFault(String charset) {
            String bundled = new String(Samples.bundled(), StandardCharsets.UTF_8);
            String name = charset.contains("UTF-16") ? "UTF-16" : charset;
            for (String text : List.of(bundled, bundled.substring(bundled.indexOf("\n---\n") + 5))) {
                List<String> faults = faults(text.getBytes(Charset.forName(charset)));
                assertEquals(1, faults.size(), faults::toString);
                assertTrue(
                        faults.get(0)
                                .endsWith(": the file is not in the encoding UTF-8, but appears to be in the encoding "
                                        + name + "; expected it to be saved as plain text in UTF-8"),
                        faults::toString);
            }
        }

        @ParameterizedTest
        @CsvSource({
            "Shift_JIS, これは試験です。科学の十大ニュース",
            "EUC-JP, これは試験です。科学の十大ニュース",
            "EUC-KR, 올해의 10대 뉴스입니다",
            "Big5, 臺灣今年的十大新聞出爐",
            "GBK, 今年的十大新闻出炉",
        })
        void isNamed(String charset, String text) {
            assertEquals(
                    List.of("line 3: the file is not in the encoding UTF-8, but appears to be in the encoding "
                            + charset + "; expected it to be saved as plain text in UTF-8"),
                    faults(("# a\r\n\r\n" + text).getBytes(Charset.forName(charset))));
        }

        @Test
        void orOfAnotherKind() {
            assertEquals(
                    List.of(
                            "line 1: the file is not in the encoding UTF-8, but appears to be a document of Word or WPS; expected it to be saved as plain text in UTF-8"),
                    faults(new byte[] {'P', 'K', 3, 4, 0, 0, 0}));
            byte[] damaged = SMALL.getBytes(StandardCharsets.UTF_8);
            damaged[SMALL.indexOf("year")] = (byte) 0xFF;
            assertTrue(faults(damaged).get(0).startsWith("line 2: the file is not in the encoding UTF-8; "));
        }
    }

    private static String withStories(int stories) {
        StringBuilder manuscript = new StringBuilder("""
                ---
                series: { id: unions, zh: 工会, en: Unions }
                year: 2022
                language: zh-CN
                topics: {}
                stories: [""");
        IntStream.range(0, stories).forEach(i -> manuscript.append("{ slug: s%d, topics: [] }, ".formatted(i)));
        manuscript.append("]\n---\n# 标题\n记者\n");
        IntStream.range(0, stories).forEach(i -> manuscript.append("## %d\n### 【新闻回放】\n甲\n### 【评析】\n乙\n".formatted(i)));
        return manuscript.toString();
    }
}
