package dev.shida.manuscript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} says of files, and its exit codes. */
class CheckCommandTest {
    private static final Map<String, String> ENGLISH = Map.of("LANG", "en_GB.UTF-8");

    private final Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    CheckCommandTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("good.md"), Samples.SMALL);
        Files.writeString(
                folder.resolve("late.md"),
                Samples.SMALL.replace("id: unions", "id: late").replace("2023-01-03", "9999-01-03"));
        Files.writeString(
                folder.resolve("bad.md"),
                Samples.SMALL.replace("year: 2022", "year: 22").replaceAll("【评析】", "后记"));
    }

    private int check(Map<String, String> environment, String... arguments) {
        List<String> inFolder = Arrays.stream(arguments)
                .map(each -> each.endsWith(".md") ? folder.resolve(each).toString() : each)
                .toList();
        return CheckCommand.run(
                inFolder, environment, new PrintStream(out, false, UTF_8), new PrintStream(err, true, UTF_8));
    }

    private String printed(ByteArrayOutputStream stream) {
        return stream.toString(UTF_8).replace(folder + "/", "");
    }

    @Test
    void aGoodFileIsNothingToSpeakOf() {
        assertEquals(0, check(ENGLISH, "good.md"));
        assertEquals("", printed(out) + printed(err));
    }

    @Test
    void aWarningIsNoFailure() {
        assertEquals(0, check(ENGLISH, "late.md"));
        assertEquals(
                "late.md:5: warning: `published` is `9999-01-03T08:00:00+08:00`, which is in the future\n",
                printed(out));
    }

    @Test
    void faultsAreListedByFileAndLine() {
        assertEquals(1, check(ENGLISH, "good.md", "bad.md"));
        assertEquals("""
                bad.md:3: `year` is `22`; expected a year from 1000 to 9999
                bad.md:22: unexpected heading `### 后记`; expected `### 新闻回放` or `### 评析`, its name under `parts`, or a `\\` in front of the line if it is to be printed (also on line 25)
                """, printed(out));
    }

    @Test
    void theyAreInChineseForAChineseLocale() {
        for (Map<String, String> chinese : List.of(
                Map.of("LANG", "zh_CN.UTF-8"),
                Map.of("LANG", "en_US.UTF-8", "LC_ALL", "zh_TW"),
                Map.of("LANG", "C", "LC_MESSAGES", "zh_CN.GB18030"))) {
            out.reset();
            assertEquals(1, check(chinese, "late.md", "bad.md"));
            assertEquals("""
                    late.md:5: 提醒：`published` 为 `9999-01-03T08:00:00+08:00`，在将来
                    bad.md:3: `year` 为 `22`；应为 1000 至 9999 年
                    bad.md:22: 意外的标题 `### 后记`；应为 `### 新闻回放` 或 `### 评析`，或将其列在 `parts` 之下；如要照印，请在行首加 `\\`（第 25 行亦然）
                    """, printed(out));
        }
    }

    @Test
    void jsonHasThemForPrograms() throws IOException {
        assertEquals(2, check(ENGLISH, "--json", "late.md", "bad.md", "none.md"));
        assertEquals(new ObjectMapper().readTree("""
                        [{"file": "late.md", "line": 5, "lines": [5], "severity": "warning", "code": "published-in-future",
                          "message": "`published` is `9999-01-03T08:00:00+08:00`, which is in the future"},
                         {"file": "bad.md", "line": 3, "lines": [3], "severity": "error", "code": "wrong-year",
                          "message": "`year` is `22`; expected a year from 1000 to 9999"},
                         {"file": "bad.md", "line": 22, "lines": [22, 25], "severity": "error", "code": "unexpected-heading",
                          "message": "unexpected heading `### 后记`; expected `### 新闻回放` or `### 评析`, its name under `parts`, or a `\\\\` in front of the line if it is to be printed (also on line 25)"},
                         {"file": "none.md", "lines": [], "severity": "error", "code": "unreadable",
                          "message": "cannot be read: it, or what it links to, does not exist"}]
                        """), new ObjectMapper().readTree(printed(out)));
        assertEquals("", printed(err));
    }

    @Test
    void aFileThatCannotBeReadIsWorse() {
        assertEquals(2, check(ENGLISH, "none.md", "bad.md"));
        assertEquals("none.md: cannot be read: it, or what it links to, does not exist\n", printed(err));
        assertEquals(2, printed(out).lines().count());
    }

    @Test
    void twoFilesCannotHaveOneEdition() throws IOException {
        Files.copy(folder.resolve("good.md"), folder.resolve("copy.md"));
        assertEquals(1, check(ENGLISH, "good.md", "copy.md"));
        assertEquals(
                "copy.md:3: the edition unions-2022 is in good.md too; expected another series or year in one of them\n",
                printed(out));
    }

    @Test
    void synonymsAreCheckedAsSuch() throws IOException {
        Path synonyms = folder.resolve("synonyms.txt");
        Files.writeString(synonyms, "甲, 乙\n丙 => 丁\n");
        assertEquals(0, check(ENGLISH, synonyms.toString(), "good.md"), () -> printed(out));
        Files.writeString(synonyms, "甲,, 乙\n丙\n丁 => 戊 => 己\n庚,\n甲" + ", 甲".repeat(20_000));
        assertEquals(1, check(ENGLISH, synonyms.toString()));
        assertEquals("""
                synonyms.txt:1: no word, or only punctuation, beside a comma or `=>`; expected a word (also on line 4)
                synonyms.txt:2: one word alone; expected a comma or `=>`, and a synonym
                synonyms.txt:3: more than one `=>`; expected one at most
                synonyms.txt:5: the list has more than 20000 words up to here; expected at most as many
                """, printed(out));
        out.reset();
        assertEquals(1, check(Map.of("LANG", "zh_CN.UTF-8"), synonyms.toString()));
        assertEquals("""
                synonyms.txt:1: 逗号或 `=>` 旁没有词，或只有标点；应有一个词（第 4 行亦然）
                synonyms.txt:2: 只有一个词；应有逗号或 `=>` 以及同义词
                synonyms.txt:3: `=>` 不止一个；至多应有一个
                synonyms.txt:5: 至此词表已超过 20000 个词；至多应有这么多
                """, printed(out));
        out.reset();
        Files.writeString(synonyms, "甲, 乙\n甲乙丙丁, 戊", Charset.forName("GBK"));
        assertEquals(1, check(ENGLISH, synonyms.toString()));
        assertTrue(printed(out).startsWith("synonyms.txt:1: the file is not in the encoding UTF-8"), printed(out));
    }

    @Test
    void withoutFilesItSaysHowItIsUsed() {
        for (List<String> wrong : List.<List<String>>of(List.of(), List.of("--json"), List.of("--jsn", "a"))) {
            err.reset();
            assertEquals(2, check(ENGLISH, wrong.toArray(String[]::new)));
            assertEquals("usage: check [--json] FILE…\n", printed(err));
        }
        assertEquals(2, check(ENGLISH, "--", "--json"));
        assertEquals(
                Stream.of(
                                "usage: check [--json] FILE…",
                                "--json: cannot be read: it, or what it links to, does not exist")
                        .toList(),
                printed(err).lines().toList());
    }

    /** The manuscript of docs/manuscript.md has no fault, and with that of the console there, it is what is printed. */
    @Test
    void theDocsShowWhatItSays() throws IOException {
        String page = Files.readString(Path.of("docs/manuscript.md"));
        String example = page.split("```markdown\n|```\n")[1];
        String[] console = page.split("```console\n")[1].split("```\n")[0].split("\n", 2);
        assertEquals("$ java -jar quarkus-run.jar check manuscripts/*.md", console[0]);
        Path file = folder.resolve("manuscripts/capital-unions-2022.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, example);
        assertEquals(0, check(ENGLISH, "manuscripts/capital-unions-2022.md"), () -> printed(out));
        Files.writeString(file, example.replace("year: 2022", "year: 22"));
        assertEquals(1, check(ENGLISH, "manuscripts/capital-unions-2022.md"));
        assertEquals(console[1], printed(out));
    }

    /** The step of a pipeline in docs/manuscript.md, with a script in place of java. */
    @Test
    void theDocsStepFailsOnFaults() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/jq")), "jq is not installed");
        String page = Files.readString(Path.of("docs/manuscript.md"));
        String step = page.split("```yaml\n")[1].split("```\n")[0].split("run: \\|\n")[1].replaceAll("(?m)^ {4}", "");
        Files.createDirectories(folder.resolve("manuscripts"));
        for (String name : List.of("good", "bad")) {
            Files.move(folder.resolve(name + ".md"), folder.resolve("manuscripts/" + name + ".md"));
            int code = check(ENGLISH, "--json", "manuscripts/" + name + ".md");
            Files.writeString(folder.resolve("json"), printed(out));
            out.reset();
            Files.writeString(folder.resolve("java"), "#!/bin/sh\ncat json\nexit " + code + "\n");
            assertTrue(folder.resolve("java").toFile().setExecutable(true));
            ProcessBuilder shell = new ProcessBuilder("bash", "-e", "-c", "PATH=$PWD:$PATH\n" + step);
            Process process =
                    shell.directory(folder.toFile()).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertEquals(code, process.waitFor(), printed);
            assertEquals(
                    code == 0 ? "" : "::error file=manuscripts/bad.md,line=3::`year` is `22`; expected a year",
                    printed.split(" from ", 2)[0]);
        }
    }
}
