package dev.shida.manuscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Label;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Articles in {@code src/test/resources/articles}, each beside the manuscripts that are made of it. */
@OneJdk
class ImportTest {

    private static final Path ARTICLES = Path.of("src/test/resources/articles");
    private static final String EXPECTED = ".manuscript";
    private static final Pattern OMITTED = Pattern.compile("# - line \\d+ is left out \\([^)]*\\): (.*)");

    static Stream<String> articles() {
        try (Stream<Path> files = Files.list(ARTICLES)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(EXPECTED))
                    .map(name -> name.substring(0, name.length() - EXPECTED.length()))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> texts() {
        return articles().filter(name -> name.endsWith(".txt"));
    }

    @ParameterizedTest
    @MethodSource("articles")
    void makesTheExpectedManuscripts(String article) throws Exception {
        String expected = read(article + ".manuscript");
        assertEquals(expected, imported(article, Files.readAllBytes(ARTICLES.resolve(article))));
    }

    @Nested
    class KeepsEveryPrintedCharacter {

        @ParameterizedTest
        @MethodSource("dev.shida.manuscript.ImportTest#texts")
        void ofAnArticle(String article) throws Exception {
            assertKept(read(article));
        }

        @ParameterizedTest
        @MethodSource("dev.shida.manuscript.ImportTest#texts")
        void ofAnArticleThatWasChanged(String article) throws Exception {
            Random random = new Random(article.hashCode());
            List<UnaryOperator<String>> changes = changes(random);
            for (int i = 0; i < 60; i++) {
                String changed = read(article);
                for (int k = random.nextInt(3); k >= 0; k--) {
                    changed = changes.get(random.nextInt(changes.size())).apply(changed);
                }
                assertKept(changed);
            }
        }
    }

    @Nested
    class KeepsWhatHtmlPrints {

        /** What browsers print that is not written in the HTML. */
        private static final Map<String, List<String>> GENERATED =
                Map.of("docs.html", List.of("1.", "2.", "3."), "word.html", List.of("（", "）"));

        static Stream<String> pages() {
            return articles().filter(name -> name.endsWith(".html"));
        }

        @ParameterizedTest
        @MethodSource("pages")
        void inItsOrder(String article) throws Exception {
            String html = read(article);
            Import.Imported imported = Import.of(html.getBytes(StandardCharsets.UTF_8), options(article))
                    .get(0);
            String kept = printedBy(imported.manuscript());
            for (String generated : GENERATED.getOrDefault(article, List.of())) {
                assertTrue(kept.contains(generated), generated);
                kept = kept.replaceFirst(Pattern.quote(generated), "");
            }
            String source = printedByHtml(html);
            assertEquals(sorted(source), sorted(kept + omitted(imported)));
            int place = 0;
            for (int c : kept.codePoints().toArray()) {
                place = source.indexOf(c, place) + 1;
                assertTrue(place > 0, () -> Character.toString(c));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"page.html", "bold.html", "table.html"})
        void whateverTagIsMissing(String article) throws Exception {
            String html = read(article);
            Matcher tag = Pattern.compile("</?(?:p|strong|b|em|br|div|li|ul|a|td|tr|table|h1|font)\\b[^>]*>")
                    .matcher(html);
            while (tag.find()) {
                String changed = html.substring(0, tag.start()) + html.substring(tag.end());
                Import.Imported imported = Import.of(changed.getBytes(StandardCharsets.UTF_8), options(article))
                        .get(0);
                assertEquals(
                        sorted(printedByHtml(changed)),
                        sorted(printedBy(imported.manuscript()) + omitted(imported)),
                        tag.group());
            }
        }

        /** All text outside of tags, comments and what is no text, hidden or not. */
        private static String printedByHtml(String html) {
            String text = html.replaceAll("(?s)<(head|script|style)\\b.*?</\\1>|<!--.*?-->|<[^>]*>", "")
                    .replace("&nbsp;", " ")
                    .replace("&ldquo;", "“")
                    .replace("&rdquo;", "”")
                    .replace("&rsquo;", "’")
                    .replace("&gt;", ">")
                    .replace("&lt;", "<")
                    .replace("&amp;", "&");
            return printed(text);
        }

        private static String omitted(Import.Imported imported) {
            return printed(OMITTED.matcher(imported.manuscript())
                    .results()
                    .map(result -> result.group(1))
                    .collect(Collectors.joining()));
        }

        private static String sorted(String text) {
            return text.codePoints().sorted().mapToObj(Character::toString).collect(Collectors.joining());
        }
    }

    private static List<UnaryOperator<String>> changes(Random random) {
        List<String> insertions = List.of(
                "---",
                "===",
                "#标签",
                "# 标签",
                "## 标签 #",
                "＃",
                "\\",
                "\\---",
                "\\评析",
                "评析",
                "【评析】",
                "评语：好",
                "#",
                "1.",
                "1. 一",
                "一、",
                "——————",
                "责任编辑：甲",
                "a: b",
                "  ",
                "\u3000\u3000段",
                "\u200B",
                "```",
                "> q",
                "<b>x</b>",
                "&amp;",
                "\u2028",
                "7e\u0301\u0302");
        return List.of(
                text -> text.replace("\n", "\r\n"),
                text -> text.replace("\n", "\r"),
                text -> text.replaceAll("\n+", "\n"),
                text -> text.replace("\n", "\n\n"),
                text -> text.replace("\n", "\u2028"),
                text -> text.replace("\n", " \u00A0\n\u3000\u3000"),
                text -> text.replace("\n", ""),
                text -> text.replace("。", "。\n"),
                text -> lines(text, lines -> lines.remove(random.nextInt(lines.size()))),
                text -> lines(
                        text,
                        lines -> lines.add(random.nextInt(lines.size()), lines.get(random.nextInt(lines.size())))),
                text -> lines(
                        text,
                        lines -> lines.add(
                                random.nextInt(lines.size() + 1), insertions.get(random.nextInt(insertions.size())))),
                text -> lines(
                        text, lines -> lines.set(random.nextInt(lines.size()), "长".repeat(random.nextInt(900)) + "。尾")),
                text -> lines(text, lines -> {
                    int at = random.nextInt(lines.size());
                    lines.set(at, insertions.get(random.nextInt(insertions.size())) + lines.get(at));
                }),
                text -> text + text,
                text -> "\uFEFF" + text);
    }

    private static String lines(String text, java.util.function.Consumer<List<String>> change) {
        List<String> lines = new java.util.ArrayList<>(List.of(text.split("\n", -1)));
        change.accept(lines);
        return lines.isEmpty() ? "一" : String.join("\n", lines);
    }

    /** What is published of the manuscripts that are made: everything that the article prints. */
    @ParameterizedTest
    @MethodSource("articles")
    void publishesEveryPrintedCharacter(String article) throws Exception {
        for (Import.Imported imported : Import.of(Files.readAllBytes(ARTICLES.resolve(article)), options(article))) {
            EditionContent content = Samples.parse(imported.manuscript()).content();
            assertEquals(imported.id(), content.id());
            assertEquals(printedBy(imported.manuscript()), published(content));
        }
    }

    private static String published(EditionContent content) {
        StringBuilder published = new StringBuilder(content.title())
                .append(content.byline().orElse(""))
                .append(content.introduction());
        for (StoryContent story : content.stories()) {
            published.append(story.numeral().orElse("")).append(story.title());
            story.parts()
                    .forEach(part -> published.append(part.heading().orElse("")).append(part.text()));
        }
        return printed(published.append(content.closing().orElse("")).toString());
    }

    /** What is printed, and not left out, is what the manuscripts print, in the same order. */
    private static void assertKept(String article) {
        List<Import.Imported> imported;
        try {
            imported = Import.of(article.getBytes(StandardCharsets.UTF_8), options("a.txt"));
        } catch (UnimportableArticle e) {
            assertTrue(String.valueOf(e.getMessage()).startsWith("there is no"), () -> e.getMessage() + "\n" + article);
            return;
        }
        String manuscripts = imported.stream().map(Import.Imported::manuscript).collect(Collectors.joining());
        for (Import.Imported each : imported) {
            // An editor says the year where the article does not, and shortens what is too long.
            assertEquals(List.of(), faults(each.manuscript().replace("year: 0\n", "year: 2020\n")), article);
        }
        String omitted = OMITTED.matcher(manuscripts)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.joining());
        assertEquals(
                printed(article),
                printed(omitted)
                        + imported.stream()
                                .map(each -> printedBy(each.manuscript()))
                                .collect(Collectors.joining()),
                article);
    }

    private static List<String> faults(String manuscript) {
        try {
            EditionContent content = Samples.parse(manuscript).content();
            assertEquals(printedBy(manuscript), published(content));
            return List.of();
        } catch (FaultyManuscript e) {
            return e.faults().stream()
                    .filter(fault -> fault.code() != FaultCode.TOO_MANY_STORIES)
                    .map(Fault::toString)
                    .toList();
        }
    }

    /** All that leaves ink. */
    private static String printed(String text) {
        return text.replaceAll("<U\\+[0-9A-F]+>|[\\p{Z}\\p{C}]", "");
    }

    /** What the article of a manuscript prints: its headings without their marks, its lines without the backslash. */
    private static String printedBy(String manuscript) {
        String article = manuscript.split("\n---\n", 2)[1];
        StringBuilder printed = new StringBuilder();
        for (String line : article.split("\n", -1)) {
            Matcher heading = Pattern.compile("#{1,3} (.*?)( #+)?").matcher(line);
            if (heading.matches()) {
                printed.append(heading.group(1));
            } else if (!line.equals("---")) {
                printed.append(line.replaceFirst("^([\\p{Z}\\p{Cf}\\t]*)\\\\(?=.)", "$1"));
            }
        }
        return printed(printed.toString());
    }

    @Nested
    class ReadsBytes {

        @ParameterizedTest
        @ValueSource(strings = {"UTF-8", "GB18030", "UTF-16"})
        void ofChinese(String encoding) throws Exception {
            assertReads("two-parts.txt", encoding);
        }

        @Test
        void ofTraditionalChinese() throws Exception {
            assertReads("traditional.txt", "Big5");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Shift_JIS", "EUC-JP"})
        void ofJapanese(String encoding) throws Exception {
            assertReads("japanese.txt", encoding);
        }

        @Test
        void ofKorean() throws Exception {
            assertReads("korean.txt", "EUC-KR");
        }

        private void assertReads(String article, String encoding) throws Exception {
            String text = read(article);
            assertEquals(read(article + ".manuscript"), imported(article, text.getBytes(Charset.forName(encoding))));
        }

        @Test
        void namesTheOffsetOfWhatItCannotDecode() {
            byte[] bytes = "十大新闻\n一".getBytes(StandardCharsets.UTF_8);
            bytes[13] = (byte) 0xFF;
            UnimportableArticle fault =
                    assertThrows(UnimportableArticle.class, () -> Import.of(bytes, options("a.txt")));
            assertEquals(
                    "the bytes at offset 13 are not in the encoding UTF-8; expected UTF-8, or the right one as --encoding",
                    fault.getMessage());
        }
    }

    @Test
    void isDoneWithHostileText() {
        for (String hostile : List.of(
                "1.\n".repeat(9_000),
                "【评析】".repeat(100_000),
                "a".repeat(4_000_000),
                "。".repeat(1_000_000),
                "|a".repeat(1_000_000),
                "<div>".repeat(150_000),
                "<html>" + "<b>".repeat(150) + "<p>x<br>".repeat(100_000),
                "<ol>" + "<li>一".repeat(9_000),
                "# a\n## b\n## c\n" + "> ".repeat(100_000),
                "# a\n## b\n## c\n" + "*a **b ".repeat(20_000),
                IntStream.range(0, 9_000).mapToObj(i -> i % 50 + 1 + ". 新闻\n").collect(Collectors.joining()),
                "\u0301".repeat(100_000))) {
            org.junit.jupiter.api.Assertions.assertTimeout(java.time.Duration.ofSeconds(120), () -> {
                try {
                    Import.of(hostile.getBytes(StandardCharsets.UTF_8), options("a.txt"));
                } catch (UnimportableArticle e) {
                    assertTrue(
                            String.valueOf(e.getMessage())
                                    .matches("(?s)(there is no|elements are nested|it has more than).*"),
                            e.getMessage());
                }
            });
        }
    }

    @Nested
    class AsACommand {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();

        private int run(String in, String... arguments) {
            return ImportCommand.run(
                    List.of(arguments),
                    new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8));
        }

        @Test
        void readsStandardInputAndWritesStandardOutput() throws Exception {
            assertEquals(0, run(read("headlines.txt"), "-"));
            assertEquals(
                    read("headlines.txt.manuscript").replace("headlines.txt", "-"),
                    out.toString(StandardCharsets.UTF_8));
        }

        @Test
        void writesFilesNamedForTheirEditions(@TempDir Path folder) throws Exception {
            assertEquals(
                    0,
                    run(
                            read("two-lists.txt"),
                            "-",
                            "--series",
                            "weekly",
                            "-o",
                            folder.resolve("new").toString()));
            assertEquals(List.of("weekly-2-2023.md", "weekly-2023.md"), files(folder.resolve("new")));
        }

        @Test
        void proposesTopicsOfManuscriptsInTheFolder(@TempDir Path folder) throws Exception {
            String earlier = read("two-parts.txt.manuscript")
                    .replace("topics: {}", "topics:\n  riders: { zh: 骑手, en: Riders }\n  trains: { zh: 高铁 }")
                    .replaceFirst("topics: \\[]", "topics: [riders, trains]");
            Files.writeString(folder.resolve("earlier.md"), earlier);
            assertEquals(
                    0,
                    run(
                            read("two-parts.txt").replace("2023", "2024"),
                            "-",
                            "--series",
                            "unions",
                            "-o",
                            folder.toString()));
            EditionContent content = Samples.parse(Files.readString(folder.resolve("unions-2024.md")))
                    .content();
            assertEquals(Map.of("riders", Label.of("zh", "骑手", "en", "Riders")), content.topics());
            assertEquals(
                    List.of(List.of(), List.of("riders"), List.of()),
                    content.stories().stream().map(StoryContent::topics).toList());
        }

        @Test
        void replacesNoFile(@TempDir Path folder) throws Exception {
            Files.writeString(folder.resolve("weekly-2023.md"), "corrected");
            assertEquals(2, run(read("two-lists.txt"), "-", "--series", "weekly", "-o", folder.toString()));
            assertEquals("corrected", Files.readString(folder.resolve("weekly-2023.md")));
        }

        @Test
        void saysWhatToCheck() throws Exception {
            run(read("labelled.txt"), "-", "--series", "words");
            assertEquals("""
                    -:3: the title of the edition, as it reads like one; check it
                    -:13: the beginning of the closing, as it is no text of the last story; check it
                    """, err.toString(StandardCharsets.UTF_8));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "a.txt b.txt",
                    "--series",
                    "a.txt --series A",
                    "a.txt --encoding none",
                    "a.txt --unknown",
                    "missing.txt"
                })
        void refusesWhatMakesNoSense(String arguments) {
            assertEquals(2, run("", arguments.isEmpty() ? new String[0] : arguments.split(" ")));
        }

        @Test
        void failsWhereThereIsNoArticle() {
            assertEquals(1, run(" \n\u3000\n", "-"));
            assertEquals("-: there is no text in it; expected an article\n", err.toString(StandardCharsets.UTF_8));
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String imported(String name, byte[] article) throws UnimportableArticle {
        return Import.of(article, options(name)).stream()
                .map(Import.Imported::manuscript)
                .collect(Collectors.joining());
    }

    private static Import.Options options(String name) {
        return new Import.Options(name, Optional.empty(), Optional.empty(), Map.of());
    }

    private static String read(String name) throws IOException {
        return Files.readString(ARTICLES.resolve(name));
    }
}
