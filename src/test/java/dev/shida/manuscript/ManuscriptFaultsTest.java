package dev.shida.manuscript;

import static dev.shida.manuscript.Samples.SMALL;
import static dev.shida.manuscript.Samples.faults;
import static dev.shida.manuscript.Samples.small;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of fault, on its line and in its words: a slip in the small manuscript, and all that is said of it. */
class ManuscriptFaultsTest {

    private static final String FRONT_MATTER = SMALL.substring(SMALL.indexOf("series"), SMALL.indexOf("---\n#"));

    record Slip(String piece, String replacement, List<String> faults) {}

    static Slip slip(String piece, String replacement, String... faults) {
        return new Slip(piece, replacement, List.of(faults));
    }

    static Stream<Slip> inFrontMatter() {
        return Stream.of(
                slip(
                        "---\nseries",
                        "\n---\nseries",
                        "line 2: the front matter does not open the file; expected this `---` on line 1"),
                slip(
                        "crafts] }\n---\n",
                        "crafts] }\n",
                        "line 1: the front matter has no end; expected a line `---` between it and the article"),
                slip(
                        "year: 2022",
                        "year: 2022: x",
                        "line 3: broken YAML (mapping values are not allowed here); expected `key: value`, lists in [ ] or after -, and quotes around a text with `: ` or ` #` in it"),
                slip(
                        "zh: 冬奥",
                        "zh: \"冬奥",
                        "line 12: broken YAML (found unexpected end of stream, while scanning a quoted scalar that begins on line 7); expected `key: value`, lists in [ ] or after -, and quotes around a text with `: ` or ` #` in it"),
                slip(
                        "year: 2022",
                        "year:\t2022",
                        "line 3: broken YAML (found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)); expected `key: value`, lists in [ ] or after -, and quotes around a text with `: ` or ` #` in it"),
                slip(
                        "year: 2022",
                        "? [a]\n: 2022",
                        "line 3: broken YAML (a key or value that is no plain text); expected `key: value`, lists in [ ] or after -, and quotes around a text with `: ` or ` #` in it"),
                slip(
                        "year: 2022",
                        "year: 2022\n...\n--- {}",
                        "line 1: missing key `language` in the front matter",
                        "line 1: missing key `topics` in the front matter",
                        "line 1: missing key `stories` in the front matter",
                        "line 5: a second YAML document; expected one"),
                slip(
                        "year: 2022",
                        "year: &y 2022",
                        "line 3: a YAML anchor (`&`); expected a plain value, or quotes around a text that begins so"),
                slip(
                        "year: 2022",
                        "year: *y",
                        "line 3: a YAML alias (`*`); expected a plain value, or quotes around a text that begins so",
                        "line 3: `year` is `y`; expected a year from 1000 to 9999"),
                slip(
                        "year: 2022",
                        "year: !!int 2022",
                        "line 3: a YAML tag (`!`); expected a plain value, or quotes around a text that begins so"),
                slip(
                        "series:",
                        "!key series:",
                        "line 2: a YAML tag (`!`); expected a plain value, or quotes around a text that begins so"),
                slip(
                        "series: {",
                        "series: &all {",
                        "line 2: a YAML anchor (`&`); expected a plain value, or quotes around a text that begins so"),
                slip(
                        "zh: 冬奥",
                        "zh: 冬\u2028奥",
                        "line 7: character U+2028 in the front matter; expected it to be deleted"),
                slip(
                        "zh: 冬奥",
                        "zh: 冬\uFFFE奥",
                        "line 7: character U+FFFE in the front matter; expected it to be deleted"),
                slip("year: 2022\n", "", "line 1: missing key `year` in the front matter"),
                slip("series:", "serie:", "line 2: unknown key `serie` in the front matter; did you mean `series`?"),
                slip(
                        "year: 2022",
                        "volume: 2022",
                        "line 1: missing key `year` in the front matter",
                        "line 3: unknown key `volume` in the front matter; expected one of series, year, language, published, topics, stories"),
                slip(
                        "year: 2022",
                        "year: 2022\nyear: 2023",
                        "line 4: key `year` in the front matter is given twice, first on line 3"),
                slip(
                        "topics:\n",
                        "topcs:\n",
                        "line 6: unknown key `topcs` in the front matter; did you mean `topics`?"),
                slip("id: unions, ", "", "line 2: missing key `id` in `series`"),
                slip(
                        "en: Unions",
                        "en: Unions, fr: Syndicats",
                        "line 2: unknown key `fr` in `series`; expected one of id, zh, en"),
                slip(
                        "series: { id: unions, zh: 工会, en: Unions }",
                        "series: [unions]",
                        "line 2: `series` is a list; expected a map with the keys id, zh, en"),
                slip(
                        "series: { id: unions, zh: 工会, en: Unions }",
                        "series: unions",
                        "line 2: `series` is a text; expected a map with the keys id, zh, en"),
                slip(
                        "series: { id: unions, zh: 工会, en: Unions }",
                        "series:",
                        "line 2: `series` is nothing; expected a map with the keys id, zh, en"),
                slip(
                        "id: unions",
                        "id: Unions",
                        "line 2: `id` is `Unions`; expected 1 to 60 of the characters a-z, 0-9 and -"),
                slip(
                        "id: unions",
                        "id: uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu",
                        "line 2: `id` is `uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu…`; expected 1 to 60 of the characters a-z, 0-9 and -"),
                slip("id: unions", "id: {}", "line 2: `id` is a map; expected a text"),
                slip("zh: 工会", "zh: \" 　\"", "line 2: `zh` is blank; expected a text"),
                slip("zh: 工会", "zh:", "line 2: `zh` is blank; expected a text"),
                slip(
                        "en: Games",
                        "en: \"Ga\\nmes\"",
                        "line 7: `en` has a line break or control character; expected one line of text"),
                slip(
                        "en: Games",
                        "en: \"Ga\\uD800mes\"",
                        "line 7: `en` has a line break or control character; expected one line of text"),
                slip("year: 2022", "year: 22", "line 3: `year` is `22`; expected a year from 1000 to 9999"),
                slip("year: 2022", "year: 999", "line 3: `year` is `999`; expected a year from 1000 to 9999"),
                slip("year: 2022", "year: 10000", "line 3: `year` is `10000`; expected a year from 1000 to 9999"),
                slip("year: 2022", "year: 02022", "line 3: `year` is `02022`; expected a year from 1000 to 9999"),
                slip("year: 2022", "year: 2022.0", "line 3: `year` is `2022.0`; expected a year from 1000 to 9999"),
                slip("year: 2022", "year: ２０２２", "line 3: `year` is `２０２２`; expected a year from 1000 to 9999"),
                slip("year: 2022", "year: 2_022", "line 3: `year` is `2_022`; expected a year from 1000 to 9999"),
                slip("year: 2022", "year: [2022]", "line 3: `year` is a list; expected a text"),
                slip("language: zh-CN", "language: zh_CN", "line 4: `language` is `zh_CN`; did you mean `zh-CN`?"),
                slip(
                        "language: zh-CN",
                        "language: chinese!",
                        "line 4: `language` is `chinese!`; expected a BCP 47 language tag of at most 35 characters, such as zh-CN or en"),
                slip("language: zh-CN", "language: ~", "line 4: `language` is blank; expected a text"),
                slip(
                        "language: zh-CN",
                        "language: zh-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd",
                        "line 4: `language` is `zh-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd`; expected a BCP 47 language tag of at most 35 characters, such as zh-CN or en"),
                slip(
                        "published: 2023-01-03T08:00:00+08:00",
                        "published: 2023-01-03",
                        "line 5: `published` is `2023-01-03`; expected a date, time and offset such as 2023-01-03T08:00:00+08:00"),
                slip(
                        "published: 2023-01-03T08:00:00+08:00",
                        "published: 2023-01-03T08:00:00",
                        "line 5: `published` is `2023-01-03T08:00:00`; expected a date, time and offset such as 2023-01-03T08:00:00+08:00"),
                slip(
                        "published: 2023-01-03T08:00:00+08:00",
                        "published: 2023-01-03T08:00+08:00",
                        "line 5: `published` is `2023-01-03T08:00+08:00`; expected a date, time and offset such as 2023-01-03T08:00:00+08:00"),
                slip(
                        "published: 2023-01-03T08:00:00+08:00",
                        "published: 2023-02-30T08:00:00+08:00",
                        "line 5: `published` is `2023-02-30T08:00:00+08:00`; expected a date, time and offset such as 2023-01-03T08:00:00+08:00"),
                slip(
                        "published: 2023-01-03T08:00:00+08:00",
                        "published: 0000-01-01T00:00:00Z",
                        "line 5: `published` is `0000-01-01T00:00:00Z`; expected a date, time and offset such as 2023-01-03T08:00:00+08:00"),
                slip(
                        "published: 2023-01-03T08:00:00+08:00",
                        "published: 0001-01-01T00:00:00+08:00",
                        "line 5: `published` is `0001-01-01T00:00:00+08:00`; expected a date, time and offset such as 2023-01-03T08:00:00+08:00"),
                slip(
                        "published: 2023-01-03T08:00:00+08:00",
                        "published: 9999-12-31T23:59:59-08:00",
                        "line 5: `published` is `9999-12-31T23:59:59-08:00`; expected a date, time and offset such as 2023-01-03T08:00:00+08:00"),
                slip(
                        "published: 2023-01-03T08:00:00+08:00",
                        "published: ",
                        "line 5: `published` is blank; expected a text"),
                slip(
                        "topics:\n  games: { zh: 冬奥, en: Games }\n  crafts: { zh: 工匠, en: Crafts }",
                        "topics: [games, crafts]",
                        "line 6: `topics` is a list; expected a map from each topic's id to its labels, or {} for none"),
                slip(
                        "  games: {",
                        "  Games!: {",
                        "line 7: a topic's id is `Games!`; expected 1 to 60 of the characters a-z, 0-9 and -",
                        "line 10: topic `games` is not declared; did you mean `Games!`?",
                        "line 11: topic `games` is not declared; did you mean `Games!`?"),
                slip(
                        "  crafts: {",
                        "  games: {",
                        "line 8: topic `games` is declared twice, first on line 7",
                        "line 11: topic `crafts` is not declared; expected it with its labels under `topics`"),
                slip(
                        "  crafts: { zh: 工匠, en: Crafts }",
                        "  crafts: 工匠",
                        "line 8: topic `crafts` is a text; expected a map with the keys zh, en"),
                slip(", en: Crafts", "", "line 8: missing key `en` in topic `crafts`"),
                slip(
                        "en: Crafts",
                        "ne: Crafts",
                        "line 8: unknown key `ne` in topic `crafts`; expected one of zh, en",
                        "line 8: missing key `en` in topic `crafts`"),
                slip(
                        "topics: [games] }",
                        "topics: [gamse] }",
                        "line 10: topic `gamse` is not declared; did you mean `games`?"),
                slip(
                        "topics: [games] }",
                        "topics: [winter] }",
                        "line 10: topic `winter` is not declared; expected it with its labels under `topics`"),
                slip(
                        "topics: [games] }",
                        "topics: [games, games] }",
                        "line 10: topic `games` is named twice by this story"),
                slip(
                        "topics: [games] }",
                        "topics: games }",
                        "line 10: `topics` of a story is a text; expected a list of topic ids such as [craftsmen], or [] for none"),
                slip("topics: [games] }", "topics: [[games]] }", "line 10: a topic is a list; expected a text"),
                slip(", topics: [games] }", " }", "line 10: missing key `topics` in this story"),
                slip("slug: first, ", "", "line 10: missing key `slug` in this story"),
                slip(
                        "slug: second",
                        "slug: first",
                        "line 11: slug `first` is taken by the story on line 10; expected another"),
                slip(
                        "slug: second",
                        "slug: Second",
                        "line 11: `slug` is `Second`; expected 1 to 60 of the characters a-z, 0-9 and -"),
                slip(
                        "  - { slug: first, topics: [games] }\n",
                        "",
                        "line 9: `stories` has 1 entry but the article has 2 `##` headings; expected one entry for each heading"),
                slip(
                        "  - { slug: second, topics: [games, crafts] }",
                        "  - second",
                        "line 11: an entry of `stories` is a text; expected a map with the keys slug, topics"),
                slip(
                        "stories:\n  - { slug: first, topics: [games] }\n  - { slug: second, topics: [games, crafts] }",
                        "stories: []",
                        "line 9: `stories` has no entry but the article has 2 `##` headings; expected one entry for each heading"),
                slip(
                        "stories:\n  - { slug: first, topics: [games] }\n  - { slug: second, topics: [games, crafts] }",
                        "stories: {}",
                        "line 9: `stories` is a map; expected a list with one entry for each `##` heading"));
    }

    static Stream<Slip> inArticle() {
        return Stream.of(
                slip("# 标题\n", "", "line 13: no title; expected a line `# …` above the byline"),
                slip("# 标题", "前言\n# 标题", "line 13: text before the title; expected it below the byline"),
                slip("引言", "# 又一", "line 17: a second title, first on line 13; expected one `#`, and `##` for a story"),
                slip(
                        "记者\n\n引言\n",
                        "",
                        "line 13: no byline; expected a paragraph below the title that says who wrote it"),
                slip(
                        "# 标题\n\n记者\n\n引言\n\n## 一\n",
                        "## 一\n# 标题\n\n记者\n",
                        "line 14: the title stands below a story; expected it above all of them"),
                slip("# 标题", "#", "line 13: a heading without text; expected its text after the `#`"),
                slip("## 一", "##", "line 19: a heading without text; expected its text after the `##`"),
                slip("### 【新闻回放】\n甲\n", "", "line 19: this story has no `### 【新闻回放】`; expected one below its `##`"),
                slip("### 【评析】\n乙\n", "", "line 19: this story has no `### 【评析】`; expected one below its `##`"),
                slip(
                        "### 【评析】\n乙",
                        "### 【新闻回放】\n乙",
                        "line 19: this story has no `### 【评析】`; expected one below its `##`",
                        "line 22: a second `### 【新闻回放】` in this story, first on line 20; expected one"),
                slip(
                        "### 【评析】\n乙",
                        "### 【评析】\n乙\n### 【评析】\n戊",
                        "line 24: a second `### 【评析】` in this story, first on line 22; expected one"),
                slip("### 【评析】\n乙", "### [评析]\n乙", "line 22: unexpected heading `### [评析]`; did you mean `### 【评析】`?"),
                slip("### 【评析】\n乙", "### 评价\n乙", "line 22: unexpected heading `### 评价`; did you mean `### 【评析】`?"),
                slip(
                        "### 【评析】\n乙",
                        "#### 【评析】\n乙",
                        "line 22: unexpected heading `#### 【评析】`; did you mean `### 【评析】`?"),
                slip("### 【评析】\n乙", "## 【评析】\n乙", "line 22: unexpected heading `## 【评析】`; did you mean `### 【评析】`?"),
                slip(
                        "### 【评析】\n乙",
                        "### 【评析】　\n乙",
                        "line 22: unexpected heading `### 【评析】<U+3000>`; did you mean `### 【评析】`?"),
                slip(
                        "### 【评析】\n乙",
                        "### 【评析】\n乙\n### 【后记】\n戊",
                        "line 24: unexpected heading `### 【后记】`; expected `### 【新闻回放】` or `### 【评析】` below a `##`"),
                slip(
                        "### 【评析】\n乙",
                        "### 【评析】\n乙\n##### 小题\n戊",
                        "line 24: unexpected heading `##### 小题`; expected `### 【新闻回放】` or `### 【评析】` below a `##`"),
                slip(
                        "### 【评析】\n乙",
                        "### 【评析】\n乙\n###\n戊",
                        "line 24: a heading without text; expected its text after the `###`"),
                slip(
                        "## 一",
                        "## 一\n多余",
                        "line 20: text right below a `##`; expected it below `### 【新闻回放】` or `### 【评析】`"),
                slip("乙\n", "　\n", "line 22: no text below `### 【评析】`; expected a paragraph"),
                slip("乙\n", "", "line 22: no text below `### 【评析】`; expected a paragraph"),
                slip(
                        "## 一\n",
                        "### 【评析】\n早\n## 一\n",
                        "line 19: `### 【评析】` stands above all stories; expected a `##` before it"),
                slip(
                        "乙",
                        "乙\n丙\n---",
                        "line 9: `stories` has 2 entries but the article has 3 `##` headings; expected one entry for each heading",
                        "line 22: no text below `### 【评析】`; expected a paragraph",
                        "line 23: 2 lines become a heading by the line of `-` below them; expected an empty line before that one",
                        "line 23: this story has no `### 【新闻回放】`; expected one below its `##`",
                        "line 23: this story has no `### 【评析】`; expected one below its `##`"),
                slip(
                        "甲\n",
                        "甲\n## 三\n",
                        "line 9: `stories` has 2 entries but the article has 3 `##` headings; expected one entry for each heading",
                        "line 19: this story has no `### 【评析】`; expected one below its `##`",
                        "line 22: this story has no `### 【新闻回放】`; expected one below its `##`"),
                slip("乙", "乙\u0007\u0008", "line 23: control character U+0007; expected it to be deleted"),
                slip("乙", "乙\u007F", "line 23: control character U+007F; expected it to be deleted"),
                slip("乙", "乙\u0085", "line 23: control character U+0085; expected it to be deleted"),
                slip("# 标题", "#标题", "line 13: no title; expected a line `# …` above the byline"));
    }

    static Stream<Slip> tooMuch() {
        return Stream.of(
                slip(
                        FRONT_MATTER,
                        "",
                        "line 1: the front matter is empty; expected series, year, language, published, topics, stories"),
                slip(
                        FRONT_MATTER,
                        "just text\n",
                        "line 2: the front matter is a text; expected a map with the keys series, year, language, published, topics, stories"),
                slip(
                        FRONT_MATTER,
                        "- a\n",
                        "line 1: the front matter is a list; expected a map with the keys series, year, language, published, topics, stories"),
                slip(
                        "[games] }",
                        "[games, " + "[".repeat(1001),
                        "line 10: broken YAML (lists and maps within each other more than 20 deep); expected `key: value`, lists in [ ] or after -, and quotes around a text with `: ` or ` #` in it"),
                slip("zh: 工会", "zh: " + "长".repeat(101), "line 2: `zh` has 101 characters; expected at most 100"),
                slip(
                        "[games] }",
                        "[games"
                                + IntStream.range(0, 50)
                                        .mapToObj(i -> ", games")
                                        .collect(Collectors.joining()) + "] }",
                        "line 10: this story has 51 topics; expected at most 50",
                        "line 10: topic `games` is named twice by this story"),
                slip("# 标题", "# " + "长".repeat(301), "line 13: this title has 301 characters; expected at most 300"),
                slip("## 一", "## " + "长".repeat(301), "line 19: this title has 301 characters; expected at most 300"),
                slip("记者", "长".repeat(301), "line 15: the byline has 301 characters; expected at most 300"),
                slip(
                        "引言",
                        "😀".repeat(100_001),
                        "line 17: the introduction has 100001 characters; expected at most 100000"),
                slip(
                        "甲",
                        "😀".repeat(100_001),
                        "line 20: the text below this heading has 100001 characters; expected at most 100000"),
                slip(
                        "乙",
                        "a" + "\u0301".repeat(31),
                        "line 23: more than 30 combining marks in a row; expected a letter to carry a few at most"));
    }

    @ParameterizedTest
    @MethodSource({"inFrontMatter", "inArticle", "tooMuch"})
    void aSlipIsSaidOnItsLine(Slip slip) {
        assertEquals(slip.faults(), faults(small(slip.piece(), slip.replacement())));
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
        assertEquals(List.of("line 6: `stories` has no entry; expected at least one story"), faults(withStories(0)));
    }

    @Test
    void nothingIsReadOfAFileThatIsTooLarge() {
        byte[] bytes = new byte[Manuscript.MAX_BYTES + 1];
        Arrays.fill(bytes, (byte) 0xFF);
        assertEquals(List.of("line 1: the file has 4194305 bytes; expected at most 4194304 (4 MiB)"), faults(bytes));
        assertEquals(
                List.of("line 20001: the file goes on here; expected at most 20000 lines"),
                faults("\n".repeat(20_001)));
        assertEquals(2, faults("\n".repeat(20_000)).size());
    }

    @Test
    void aThousandFaultsAreEnough() {
        List<String> faults = faults("\u0007\n".repeat(2000));
        assertEquals(1001, faults.size());
        assertEquals("line 1001: more than 1000 faults; only as many are listed", faults.get(1000));
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
                            "line 13: no title; expected a line `# …` above the byline",
                            "line 22: no text below `### 【评析】`; expected a paragraph",
                            "line 27: unexpected heading `### 新闻回放`; did you mean `### 【新闻回放】`?",
                            "line 28: control character U+0000; expected it to be deleted"),
                    faults(manuscript));
        }

        @Test
        void areSaidOfTheArticleTooWhenTheYamlIsBroken() {
            assertEquals(
                    List.of(
                            "line 3: broken YAML (mapping values are not allowed here); expected `key: value`, lists in [ ] or after -, and quotes around a text with `: ` or ` #` in it",
                            "line 19: this story has no `### 【评析】`; expected one below its `##`"),
                    faults(small("year: 2022", "year: 2022: 2023").replaceFirst("### 【评析】\n乙\n", "")));
        }

        @Test
        void areSaidOfTheRestWhenBytesAreNoUtf8() {
            byte[] bytes = small("year: 2022", "year: ?")
                    .replace("甲", "?")
                    .replaceFirst("### 【评析】\n丁\n", "")
                    .getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '?') {
                    bytes[i] = (byte) 0xC3;
                }
            }
            assertEquals(
                    List.of(
                            "line 3: bytes that are no UTF-8; expected the file to be saved in the encoding UTF-8",
                            "line 3: `year` is `\uFFFD`; expected a year from 1000 to 9999",
                            "line 21: bytes that are no UTF-8; expected the file to be saved in the encoding UTF-8",
                            "line 24: this story has no `### 【评析】`; expected one below its `##`"),
                    faults(bytes));
        }

        @Test
        void makeUpTheMessageOfTheException() {
            String manuscript = small("year: 2022", "year: 22").replace("乙", "");
            FaultyManuscript e = assertThrows(FaultyManuscript.class, () -> Samples.parse(manuscript));
            assertEquals(String.join("\n", faults(manuscript)), e.getMessage());
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
