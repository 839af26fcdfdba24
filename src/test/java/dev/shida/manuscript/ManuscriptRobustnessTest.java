package dev.shida.manuscript;

import static dev.shida.manuscript.Samples.SMALL;
import static dev.shida.manuscript.Samples.small;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes are: an answer, in bounded time, and never another exception. */
@OneJdk
@Execution(ExecutionMode.CONCURRENT)
class ManuscriptRobustnessTest {

    private static final int MANY = 1_300_000;

    static Stream<String> hostileArticles() {
        return Stream.of(
                "[".repeat(MANY),
                ">".repeat(MANY),
                "> ".repeat(MANY / 2) + "a\nb\nc",
                "* ".repeat(MANY / 2) + "a",
                ("- ".repeat(90) + "a\n").repeat(19_000),
                ("[" + "a".repeat(200) + "\n").repeat(19_000),
                "[a]: b '\n".repeat(19_000),
                ("#" + "a".repeat(200) + "\n").repeat(19_000),
                "## " + "# ".repeat(MANY / 2) + "a",
                "<a " + "b ".repeat(MANY / 2),
                "`".repeat(MANY),
                "a\n-\n".repeat(9_000),
                "\t".repeat(MANY) + "a",
                "—".repeat(MANY),
                "\n\n" + "•".repeat(MANY),
                "\n\n评语：" + "评语：".repeat(MANY / 3),
                "\n\n【" + "评".repeat(MANY),
                "### 评价\n".repeat(9_000),
                "#### 评价\n".repeat(9_000),
                "---\n\n".repeat(9_000),
                "## " + "1、".repeat(MANY / 2),
                "## 1、" + " ".repeat(MANY) + "a",
                "## 甲\n".repeat(9_000),
                "e" + "\u0301\u0316".repeat(MANY / 2),
                ("e" + "\u0316\u0301".repeat(15)).repeat(20_000));
    }

    static Stream<String> hostileFrontMatter() {
        return Stream.of(
                "[".repeat(MANY),
                "{".repeat(MANY),
                "- ".repeat(MANY / 2),
                "a: ".repeat(MANY / 3),
                "? ".repeat(MANY / 2),
                "&a ".repeat(MANY / 3),
                "'".repeat(MANY + 1),
                "a: " + "b ".repeat(MANY / 2),
                "{ " + "a, ".repeat(MANY / 3) + "}",
                "{ topics: { " + numbered("t%d: { }, ", 60_000) + "}, stories: [ { slug: a, topics: ["
                        + numbered("u%d, ", 60_000) + "] } ] }",
                "a: &a [x, x]\n" + numbered("a%d: &b [*a, *a, *a, *a]\n", 1000),
                "series: !!binary AAAA\nyear: !!int \"+\"\n",
                "%YAML 9.9\n--- a\n--- b\n--- c",
                "year: \"\\uD800\"\nlanguage: \"\\UFFFFFFFF\"");
    }

    @ParameterizedTest
    @MethodSource
    void hostileArticles(String hostile) {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> Samples.faults(small("甲", hostile)));
    }

    @ParameterizedTest
    @MethodSource
    void hostileFrontMatter(String hostile) {
        List<String> faults = assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> Samples.faults("---\n" + hostile + SMALL.substring(SMALL.indexOf("\n---\n#"))));
        assertFalse(faults.isEmpty());
    }

    @Test
    void emptyAndBinaryFilesAreFaulty() {
        assertEquals(
                List.of(
                        "line 1: no front matter; expected a line `---`, then series, year, language, topics, stories, each with a colon after it, then a line `---`, above the article",
                        "line 1: no title; expected a line `# …` above the article",
                        "line 1: no story; expected a line `## …` with the title of each"),
                Samples.faults(""));
        byte[] all = new byte[256 * 256];
        IntStream.range(0, all.length).forEach(i -> all[i] = (byte) (i % 256 ^ i / 256));
        assertFalse(Samples.faults(all).isEmpty());
        assertFalse(Samples.faults(new byte[] {(byte) 0xFF}).isEmpty());
        assertFalse(Samples.faults(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF})
                .isEmpty());
        assertFalse(Samples.faults("---").isEmpty());
        assertFalse(Samples.faults("---\n---").isEmpty());
    }

    @Test
    void anyTruncationIsAnswered() {
        byte[] bytes = SMALL.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            assertAnswered(Arrays.copyOf(bytes, length), length);
        }
    }

    @Test
    void anyMutationIsAnswered() {
        Random random = new Random(2022);
        byte[] small = SMALL.getBytes(StandardCharsets.UTF_8);
        byte[] bundled = Samples.bundled();
        int frontMatter = new String(bundled, StandardCharsets.ISO_8859_1).indexOf("\n---\n");
        for (int round = 0; round < 6000; round++) {
            byte[] original = round % 15 == 0 ? bundled : small;
            int reach = round % 2 == 0 ? Math.min(frontMatter, original.length) : original.length;
            assertAnswered(mutate(original, reach, random), round);
        }
    }

    private static byte[] mutate(byte[] bytes, int reach, Random random) {
        byte[] mutated = bytes;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(Math.min(reach, mutated.length));
            int cut = random.nextInt(3) == 0 ? random.nextInt(4) : 0;
            byte[] marks = "-#:[]{}&*!|>'\"\\\n\r \t`%@?,".getBytes(StandardCharsets.UTF_8);
            byte[] insert = new byte[random.nextInt(3)];
            random.nextBytes(insert);
            if (insert.length > 0 && random.nextBoolean()) {
                insert[0] = marks[random.nextInt(marks.length)];
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(mutated, 0, at);
            out.writeBytes(insert);
            int rest = Math.min(at + cut, mutated.length);
            out.write(mutated, rest, mutated.length - rest);
            mutated = out.toByteArray();
        }
        return mutated;
    }

    private static void assertAnswered(byte[] bytes, int round) {
        long lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\r\n|\r|\n", -1).length;
        try {
            Manuscript manuscript = Manuscript.parse(bytes);
            assertEquals(
                    manuscript.content().stories().size(),
                    manuscript.storyLines().size());
        } catch (FaultyManuscript e) {
            assertFalse(e.faults().isEmpty());
            int last = 1;
            for (Fault fault : e.faults()) {
                assertTrue(
                        fault.line() >= last && fault.line() <= lines, () -> "round " + round + ": " + e.getMessage());
                assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(fault.toString()), fault::toString);
                last = fault.line();
            }
            assertEquals(e.faults().stream().distinct().toList(), e.faults());
        } catch (RuntimeException | Error e) {
            throw new AssertionError("round " + round, e);
        }
    }

    private static String numbered(String pattern, int count) {
        return IntStream.range(0, count).mapToObj(pattern::formatted).collect(Collectors.joining());
    }
}
