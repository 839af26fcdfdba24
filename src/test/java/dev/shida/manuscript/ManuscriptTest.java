package dev.shida.manuscript;

import static dev.shida.TestContent.label;
import static dev.shida.manuscript.Samples.SMALL;
import static dev.shida.manuscript.Samples.parse;
import static dev.shida.manuscript.Samples.small;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.TestContent;
import dev.shida.content.Edition.Ranking;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Part;
import dev.shida.content.PartKind;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManuscriptTest {

    @Test
    void saysAllThatAnEditionIs() throws Exception {
        Manuscript manuscript = parse(SMALL);
        assertEquals(
                new EditionContent(
                        "unions",
                        label("工会", "Unions"),
                        2022,
                        "zh-CN",
                        Ranking.RANKED,
                        Optional.of(OffsetDateTime.parse("2023-01-03T08:00:00+08:00")),
                        "标题",
                        Optional.of("记者"),
                        "引言",
                        Optional.empty(),
                        Map.of("games", label("冬奥", "Games"), "crafts", label("工匠", "Crafts")),
                        List.of(
                                TestContent.story(
                                        "first", "一", List.of(replay("甲"), commentary("乙")), List.of("games")),
                                TestContent.story(
                                        "second",
                                        "二",
                                        List.of(commentary("丁"), replay("丙")),
                                        List.of("games", "crafts")))),
                manuscript.content());
        assertEquals(List.of(10, 11), manuscript.storyLines());
    }

    private static Part replay(String text) {
        return new Part(PartKind.REPLAY, Optional.of("【新闻回放】"), text);
    }

    private static Part commentary(String text) {
        return new Part(PartKind.COMMENTARY, Optional.of("【评析】"), text);
    }

    @Test
    void leavesOutTopicsThatNoStoryNames() throws Exception {
        assertEquals(
                Map.of("games", label("冬奥", "Games")),
                parse(small("[games, crafts]", "[]")).content().topics());
    }

    @Test
    void leavesTheMomentOpenWhereTheEditorDoes() throws Exception {
        assertEquals(
                Optional.empty(),
                parse(small("published: 2023-01-03T08:00:00+08:00\n", ""))
                        .content()
                        .published());
    }

    @ParameterizedTest
    @CsvSource({
        "2023-01-03t08:00:00.5z, 2023-01-03T08:00:00.500Z",
        "0001-01-01T00:00:00-08:00, 0001-01-01T00:00:00-08:00",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
    })
    void readsTimesAsRfc3339WritesThem(String published, OffsetDateTime time) throws Exception {
        assertEquals(
                Optional.of(time),
                parse(small("2023-01-03T08:00:00+08:00", published)).content().published());
    }

    @Nested
    class Bundled {

        /** The article by lines alone, to compare with what commonmark sees. */
        private final List<String> article = new String(Samples.bundled(), StandardCharsets.UTF_8)
                .lines()
                .dropWhile(line -> !line.startsWith("# 2022"))
                .toList();

        private List<String> headed(String prefix) {
            return article.stream()
                    .filter(line -> line.startsWith(prefix))
                    .map(line -> line.substring(prefix.length()))
                    .toList();
        }

        /** The single paragraph two lines below each such heading. */
        private List<String> below(String heading) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < article.size(); i++) {
                if (article.get(i).equals(heading)) {
                    texts.add(article.get(i + 2));
                }
            }
            return texts;
        }

        @Test
        void keepsTheNewspapersTextCharacterByCharacter() throws Exception {
            EditionContent content = Manuscript.parse(Samples.bundled()).content();
            assertEquals(10, content.stories().size());
            assertEquals(headed("# "), List.of(content.title()));
            assertEquals(Optional.of(article.get(2)), content.byline());
            assertEquals(article.get(4), content.introduction());
            assertEquals(
                    headed("## "),
                    content.stories().stream().map(StoryContent::title).toList());
            assertEquals(
                    below("### 【新闻回放】"),
                    content.stories().stream()
                            .map(story -> TestContent.text(story, "replay"))
                            .toList());
            assertEquals(
                    below("### 【评析】"),
                    content.stories().stream()
                            .map(story -> TestContent.text(story, "commentary"))
                            .toList());
        }

        @Test
        void describesItsStories() throws Exception {
            Manuscript manuscript = Manuscript.parse(Samples.bundled());
            EditionContent content = manuscript.content();
            assertEquals("capital-unions-2022", content.id());
            assertEquals(label("首都工会十大新闻", "Capital unions' top ten"), content.seriesLabel());
            assertEquals("zh-CN", content.language());
            assertEquals(Optional.of(OffsetDateTime.parse("2023-01-03T08:00:00+08:00")), content.published());
            assertEquals(16, content.topics().size());
            assertEquals(label("户外劳动者", "Outdoor workers"), content.topics().get("outdoor-workers"));
            assertEquals(
                    """
                    party-congress [party-congress]
                    winter-olympics [winter-olympics, skills-competitions, volunteering]
                    industrial-workforce-reform [industrial-workers, skills-competitions, craftsmen]
                    craftsmen-academy [craftsmen, vocational-training, industrial-workers]
                    new-employment-workers [new-employment-workers, union-membership]
                    pandemic-and-economy [pandemic-response, employment-support, volunteering]
                    harmonious-labour-relations [labour-relations, legal-aid, pandemic-response]
                    district-unions-year [grassroots-unions]
                    outdoor-worker-stations [outdoor-workers, worker-services]
                    beijing-craftsmen-award [craftsmen]
                    """,
                    content.stories().stream()
                            .map(story -> story.slug() + " " + story.topics() + "\n")
                            .reduce("", String::concat));
            List<String> lines = new String(Samples.bundled(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertEquals(
                    content.stories().stream()
                            .map(story -> "  - slug: " + story.slug())
                            .toList(),
                    manuscript.storyLines().stream()
                            .map(line -> lines.get(line - 1))
                            .toList());
        }
    }

    @Nested
    class Text {

        private String replay(String text) throws Exception {
            return TestContent.text(parse(small("甲", text)).content().stories().get(0), "replay");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "*a* _b_ **c** `d` ~e~ \\* \\# &amp; &#35; <b>x</b>",
                    "<script>alert(1)</script>",
                    "<!-- never closed",
                    "<div",
                    "[x](javascript:alert(1)) ![y](z) <http://a> [r]",
                    "[r]: /reference \"definition\"",
                    "> quoted\n> # no heading\nlazy",
                    "- item",
                    "1. one\n2. two",
                    "a # b\n号#",
                    "```\nno heading\n\n***\n```",
                    "| a | b |\n|---|---|",
                    "“引”【号】…—·『』\u200B\u00A0\uFEFF\u3000\uFFFD\uFFFE。",
                    "1\n\n2\n3\n\n4",
                    "a\n\u3000b",
                    "𠮷😀👨‍👩‍👧❤\uFE0F",
                    "\uFA19\uFA1B\uF90A e\u0301 \u1100\u1161 Å ﬁ ① Ａ",
                })
        void isNoMarkdown(String text) throws Exception {
            assertEquals(text, replay(text));
        }

        @Test
        void losesOuterWhiteSpaceButNoIdeographicIndent() throws Exception {
            assertEquals("\u3000\u3000甲\n丙", replay(" \t\u3000\u3000甲\u3000\u00A0\u200B \t\n\t\u00A0\uFEFF 丙  "));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    " ",
                    "\t",
                    "\u00A0",
                    "\u3000",
                    "\u200B",
                    "\u200D",
                    "\u2060",
                    "\uFEFF",
                    "\u2007",
                    "\u202F",
                    "\u2800",
                    "\u3164",
                    "\u00AD",
                    " \u200E\u3000"
                })
        void endsAParagraphAtABlankLine(String empty) throws Exception {
            assertEquals("甲\n\n乙", replay("甲\n" + empty + "\n乙"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\u000B", "\f", "\u0085", "\u2028", "\u2029", "\r"})
        void hasLinesThatEndOtherwise(String end) throws Exception {
            assertEquals("甲\n乙\n\n丙", replay("甲" + end + "乙" + end + end + "丙"));
        }

        @Test
        void hasLinesThatEditorProgramsDoNotCount() {
            assertEquals(
                    List.of("line 21: control character U+0001; expected it to be deleted"),
                    Samples.faults(small("甲", "甲\u000B乙\u2028丙\u0085\u0001")));
        }

        @Test
        void withoutEmptyLinesHasOneParagraphALine() throws Exception {
            String dense = SMALL.replace("# 标题\n\n记者\n\n引言\n\n", "\n# 标题\n记者\n引言\n又一\n") + "\u3000\n\n";
            EditionContent content =
                    parse(dense.replace("甲", "甲\n\u3000\u3000乙\n丙")).content();
            assertEquals(Optional.of("记者"), content.byline());
            assertEquals("引言\n\n又一", content.introduction());
            assertEquals(
                    "甲\n\n\u3000\u3000乙\n\n丙",
                    TestContent.text(content.stories().get(0), "replay"));
        }

        @Test
        void isWhatStandsBehindABackslash() throws Exception {
            assertEquals(
                    "#北京冬奥会#\n---\n评析\n\u3000## 三\n\\n\n\\", replay("\\#北京冬奥会#\n\\---\n\\评析\n\u3000\\## 三\n\\\\n\n\\"));
            assertEquals("a\\b", replay("a\\b"));
        }

        @Test
        void holdsNoParagraphThatNobodySees() throws Exception {
            assertEquals("甲\n\n乙", replay("\u3000\n\n甲\n \t\n\u3000\u00A0\n\n\n\n乙\n\n\u3000"));
        }

        @Test
        void keepsLinesOfAsterisksAndDashes() throws Exception {
            assertEquals("甲\n***\n乙\n\n- - -\n\n丙\n\n___", replay("甲\n***\n乙\n\n- - -\n\n丙\n\n___"));
        }

        @Test
        void staysTheSameCodePointForCodePoint() throws Exception {
            String text = "E\u0301lyse\u0301e \u1100\u1161\u11A8 か\u3099 \uFA19";
            EditionContent content =
                    parse(SMALL.replaceAll("标题|记者|引言|甲|乙|一|工会", text)).content();
            assertEquals(
                    List.of(text),
                    List.of(
                                    content.title(),
                                    content.byline().orElseThrow(),
                                    content.introduction(),
                                    content.seriesLabel().in("zh"),
                                    content.stories().get(0).title(),
                                    TestContent.text(content.stories().get(0), "replay"),
                                    TestContent.text(content.stories().get(0), "commentary"))
                            .stream()
                            .distinct()
                            .toList());
        }
    }

    @Nested
    class Headings {

        private String title(String heading) throws Exception {
            return parse(small("## 一", heading)).content().stories().get(0).title();
        }

        @Test
        void keepTheirSource() throws Exception {
            assertEquals("*a* \\# &amp; [b](c) `", title("## *a* \\# &amp; [b](c) `"));
        }

        @Test
        void loseTheirMarkersAndTheSpaceAround() throws Exception {
            assertEquals("一", title("   ##\t 一 \t##### "));
            assertEquals("一#", title("## 一#"));
            assertEquals("一\u3000二", title("## \u3000一\u3000二\u3000\u200B"));
        }
    }

    @Nested
    class Files {

        @ParameterizedTest
        @ValueSource(strings = {"\r\n", "\r"})
        void mayEndTheirLinesOtherwise(String end) throws Exception {
            assertEquals(parse(SMALL), parse(SMALL.replace("\n", end)));
            assertEquals(
                    List.of("line 23: control character U+0001; expected it to be deleted"),
                    Samples.faults(small("乙", "\u0001乙").replace("\n", end)));
        }

        @Test
        void mayBeginWithAByteOrderMark() throws Exception {
            assertEquals(parse(SMALL), parse("\uFEFF" + SMALL));
        }

        @Test
        void needNoLastLineEnd() throws Exception {
            assertEquals(parse(SMALL), parse(SMALL.stripTrailing()));
        }

        @Test
        void mayHaveSpacesAfterTheFences() throws Exception {
            assertEquals(parse(SMALL), parse(SMALL.replace("---\n", "--- \t\n")));
        }
    }
}
