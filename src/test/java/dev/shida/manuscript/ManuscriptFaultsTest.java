package dev.shida.manuscript;

import static dev.shida.manuscript.Samples.SMALL;
import static dev.shida.manuscript.Samples.faults;
import static dev.shida.manuscript.Samples.small;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of fault, on its line and in its words: a slip in the small manuscript, and all that is said of it. */
@OneJdk
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
    void aFileThatIsTooLargeIsUnread() {
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
    void aFaultListsAHundredLinesMore() {
        assertEquals(
                "line 1: control character U+0007; expected it to be deleted (also on lines "
                        + IntStream.range(2, 102).mapToObj(String::valueOf).collect(Collectors.joining(", "))
                        + " and 48 more)",
                faults("\u0007\n".repeat(149)).get(0));
    }

    @Test
    void theExceptionSaysThemAll() {
        String manuscript = small("year: 2022", "year: 22").replace("乙", "");
        FaultyManuscript e = assertThrows(FaultyManuscript.class, () -> Samples.parse(manuscript));
        assertEquals(String.join("\n", faults(manuscript)), e.getMessage());
        assertEquals(2, e.faults().size());
    }

    @Test
    void documentsOfOtherProgramsAreNamed() {
        assertEquals(
                List.of(
                        "line 1: the file is not in the encoding UTF-8, but appears to be a document of Word or WPS; expected it to be saved as plain text in UTF-8"),
                faults(new byte[] {'P', 'K', 3, 4, 0, 0, 0}));
        byte[] damaged = SMALL.getBytes(StandardCharsets.UTF_8);
        damaged[SMALL.indexOf("year")] = (byte) 0xFF;
        assertTrue(faults(damaged).get(0).startsWith("line 2: the file is not in the encoding UTF-8; "));
    }

    /** Each fault has its words in both languages, and no case leaves any of them out. */
    @Nested
    class InBothLanguages {

        @Test
        void thereAreTheSamePatterns() {
            Properties english = Message.patterns("en");
            Properties chinese = Message.patterns("zh");
            assertEquals(english.keySet(), chinese.keySet());
            for (String key : english.stringPropertyNames()) {
                assertEquals(arguments(english.getProperty(key)), arguments(chinese.getProperty(key)), key);
            }
        }

        /** How many arguments a pattern takes. */
        private static long arguments(String pattern) {
            return Pattern.compile("%(?:\\d\\$)?[sd]")
                    .matcher(pattern)
                    .results()
                    .count();
        }

        @Test
        void everyCodeHasACaseInBoth() {
            Set<FaultCode> without = EnumSet.allOf(FaultCode.class);
            // Of these the cases would be too long, or beside other content, or are of synonyms.
            without.removeAll(Set.of(
                    FaultCode.FILE_TOO_LARGE,
                    FaultCode.TOO_MANY_LINES,
                    FaultCode.TOO_MANY_FAULTS,
                    FaultCode.TOO_MANY_STORIES,
                    FaultCode.ID_TAKEN,
                    FaultCode.EDITION_TAKEN,
                    FaultCode.EDITION_IN_OTHER_FILE,
                    FaultCode.SYNONYMS_WITH_SEVERAL_ARROWS,
                    FaultCode.SYNONYMS_WITHOUT_WORD,
                    FaultCode.SYNONYMS_OF_ONE_WORD,
                    FaultCode.TOO_MANY_SYNONYMS));
            Stream<byte[]> slips = aSlipIsSaidOnItsLine()
                    .map(Case::manuscript)
                    .map(manuscript -> manuscript.getBytes(StandardCharsets.UTF_8));
            Stream<byte[]> articles = Stream.of(ManuscriptCasesTest.FILES)
                    .flatMap(ArticleCase::in)
                    .map(ArticleCase::manuscript);
            Stream.concat(slips, articles).flatMap(ManuscriptFaultsTest::all).forEach(fault -> {
                without.remove(fault.code());
                String chinese = fault.in(Locale.CHINESE);
                assertTrue(Pattern.compile("\\p{IsHan}").matcher(chinese).find(), chinese);
                assertEquals(quotes(fault.in(Locale.ENGLISH)), quotes(chinese), chinese);
            });
            assertEquals(Set.of(), without);
        }

        /** What stands in backticks, in whatever order. */
        private static List<String> quotes(String message) {
            return Pattern.compile("`[^`]*`")
                    .matcher(message)
                    .results()
                    .map(MatchResult::group)
                    .filter(quote -> !quote.contains("value") && !quote.contains("值"))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Fault> all(byte[] manuscript) {
        try {
            return Manuscript.parse(manuscript).warnings().stream();
        } catch (FaultyManuscript e) {
            return Stream.concat(e.faults().stream(), e.warnings().stream());
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
