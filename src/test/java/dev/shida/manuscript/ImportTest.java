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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Articles in {@code src/test/resources/articles}, each beside the manuscripts that are made of it. */
@OneJdk
@Execution(ExecutionMode.CONCURRENT)
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

    @ParameterizedTest
    @CsvSource({
        "二〇一九年十大新闻, 2019",
        "二○二二年度十大新闻, 2022",
        "二零二零年十大新闻, 2020",
        "一九九八年十大新闻, 1998",
        "一〇二二件好事,",
        "二九二二件好事,",
    })
    void readsYearsInChineseNumerals(String title, @Nullable Integer year) {
        assertEquals(Optional.ofNullable(year), ImportYear.in(title));
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
            } else if (!line.equals("---") && !line.equals("###")) {
                printed.append(line.replaceFirst("^([\\p{Z}\\p{Cf}\\t]*)\\\\(?=.)", "$1"));
            }
        }
        return printed(printed.toString());
    }

    @Nested
    class ReadsBytes {

        @ParameterizedTest
        @ValueSource(strings = {"UTF-8", "GB18030", "GBK", "UTF-16", "x-UTF-16LE-BOM"})
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
        void withAByteOrderMark() throws Exception {
            assertEquals(
                    read("korean.txt.manuscript"),
                    imported("korean.txt", ("\uFEFF" + read("korean.txt")).getBytes(StandardCharsets.UTF_8)));
        }

        @ParameterizedTest
        @CsvSource({"gb2312, GBK, 头条", "Shift_JIS, windows-31j, 一位", "euc-kr, x-windows-949, 톱뉴스", "big5, Big5, 頭條"})
        void asThePageDeclares(String declared, String charset, String title) throws Exception {
            String html = "<html><head><meta charset=%s></head><body><h1>2023 Top 3</h1><h2>%s</h2><h2>B</h2><h2>C</h2>"
                    .formatted(declared, title);
            String manuscript = imported("a.html", html.getBytes(Charset.forName(charset)));
            assertTrue(manuscript.contains("\n## " + title + "\n"), manuscript);
        }

        @ParameterizedTest
        @CsvSource({
            "UTF-8, UTF-8, 0xFF",
            "Shift_JIS, windows-31j, 0xFD",
            "EUC-KR, x-windows-949, 0xFF",
            "GBK, GB18030, 0xFF"
        })
        void strictlyAsTheEditorNames(String encoding, String charset, int wrong) throws Exception {
            byte[] bytes = "2023年の3大ニュース\n1. 一\n2. 二\n3. 三\n".getBytes(Charset.forName(charset));
            Import.Options options = new Import.Options(
                    "a.txt", Optional.empty(), ImportEncoding.named(encoding), Map.of(), Locale.ENGLISH);
            assertEquals(1, Import.of(bytes, options).size());
            int offset = bytes.length - 1;
            bytes[offset] = (byte) wrong;
            UnimportableArticle fault = assertThrows(UnimportableArticle.class, () -> Import.of(bytes, options));
            assertEquals(
                    "the bytes at offset %d are not in the encoding %s; expected UTF-8, or the right one as --encoding"
                            .formatted(offset, charset),
                    fault.getMessage());
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "❶ ❷ ❸ ❹",
                "➀ ➁ ➂ ➃",
                "⓵ ⓶ ⓷ ⓸",
                "㊀ ㊁ ㊂ ㊃",
                "㈠ ㈡ ㈢ ㈣",
                "Ⅰ. Ⅱ. Ⅲ. Ⅳ.",
                "I、 II、 III、 IV、",
                "壹、 贰、 叁、 肆、",
                "４． ３． ２． １．",
                "1️⃣ 2️⃣ 3️⃣ 4️⃣",
                "No.1 No.2 No.3 No.4",
                "【第四位】 【第三位】 【第二位】 【第一位】",
                "(1) (2) (3) (4)",
                "4위 3위 2위 1위"
            })
    void findsNumbersInEveryForm(String numbers) throws Exception {
        StringBuilder article = new StringBuilder("2020年四大新闻\n");
        List<String> expected = List.of(numbers.split(" "));
        expected.forEach(number -> article.append("\n").append(number).append(" 一件事\n正文不长。\n"));
        EditionContent content = Samples.parse(
                        imported("a.txt", article.toString().getBytes(StandardCharsets.UTF_8)))
                .content();
        assertEquals(
                expected,
                content.stories().stream()
                        .map(story -> story.numeral().orElse(""))
                        .toList());
    }

    /** Text of a given size that takes long where something is looked for again and again. */
    static Stream<IntFunction<String>> hostile() {
        return Stream.of(
                n -> "1.\n".repeat(n),
                n -> "十大新闻\n" + numbers(n, i -> n - i),
                n -> "十大新闻\n" + numbers(n, i -> i % 50 + 1),
                n -> "十大新闻\n" + numbers(n, i -> 100 - i * 7 % 100),
                n -> "十大新闻\n" + "一\n长长长长长长长长长长长长长长长长长长长长长长长长。\n".repeat(n / 2),
                n -> "【评析】".repeat(10 * n),
                n -> "十大新闻\n" + "【评析】\n好。\n".repeat(n / 2),
                n -> "a".repeat(100 * n),
                n -> "。".repeat(100 * n),
                n -> "|a".repeat(100 * n),
                n -> "十大新闻\n" + "\u3000".repeat(100 * n) + "一",
                n -> "十大新闻\n" + "\u3000".repeat(100 * n) + "（" + "\u3000".repeat(100 * n),
                n -> "\u0301".repeat(20 * n),
                n -> "# a\n## b\n## c\n" + "> ".repeat(10 * n),
                n -> "# a\n## b\n## c\n" + "*a **b ".repeat(5 * n),
                n -> "---\n" + " \n".repeat(n) + "x\n# a\n## b\n## c\n",
                n -> "---\n" + "\nseries:".repeat(n) + "\n---\n# a\n## b\n## c\n",
                n -> "<div>".repeat(n),
                n -> "<html>" + "<b>".repeat(150) + "<p>x<br>".repeat(n),
                n -> "<p>十大新闻" + "<p><b>一</b>".repeat(n),
                n -> "<p>十大新闻" + "<p><b>一</b>长长长长长长长长".repeat(n),
                n -> "<p>十大新闻<ol reversed>" + "<li>一".repeat(n),
                n -> "<p>十大新闻" + "<ol><li>".repeat(90) + "<p>一".repeat(n),
                n -> "<p>十大新闻<table><tr>" + "<td><p>一</p></td>".repeat(n),
                n -> "<p>十大新闻" + "<table><tr><td>一<td>".repeat(60) + "<p>一".repeat(n),
                n -> "<p>十大新闻<ruby>" + "<rt>一</rt>".repeat(n),
                n -> "<p>十大新闻" + "<div style='mso-list:l0 level1'>".repeat(90) + "<p>一".repeat(n),
                n -> "<p>十大新闻<p>" + "\n".repeat(100 * n),
                n -> "<p>十大新闻" + "<div class=nav>".repeat(90) + "<a>一</a>".repeat(n));
    }

    private static String numbers(int count, IntUnaryOperator value) {
        return IntStream.range(0, count)
                .mapToObj(i -> value.applyAsInt(i) + ". 新闻\n")
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void takesTwiceTheStepsForTwiceTheText(IntFunction<String> hostile) throws Exception {
        long steps = steps(hostile.apply(1500));
        long more = steps(hostile.apply(3000));
        assertTrue(more < 2.5 * steps + 1000, steps + " steps, then " + more);
    }

    /** How many steps an import takes, which may end in a fault. */
    private static long steps(String article) {
        ImportDeadline deadline = new ImportDeadline(() -> 0);
        try {
            Import.of(article.getBytes(StandardCharsets.UTF_8), options("a"), deadline);
        } catch (UnimportableArticle e) {
            assertTrue(
                    String.valueOf(e.getMessage()).matches("(there is no|elements are nested|it has more than).*"),
                    e.getMessage());
        }
        return deadline.steps();
    }

    @ParameterizedTest
    @MethodSource("articles")
    void endsWhereverTheDeadlineIsPassed(String article) throws Exception {
        byte[] bytes = Files.readAllBytes(ARTICLES.resolve(article));
        long looks = looks(article, bytes, Integer.MAX_VALUE);
        assertTrue(looks > 1, () -> looks + " looks at the clock");
        for (int until = 1; until < looks; until++) {
            int last = until;
            UnimportableArticle fault = assertThrows(UnimportableArticle.class, () -> looks(article, bytes, last));
            assertEquals("it takes longer than 2 seconds; expected an article", fault.getMessage());
            assertEquals("用时超过 2 秒；应为一篇文章", fault.in(Locale.CHINESE));
        }
    }

    /** How often an import looks at the clock, which says that the time is over from some look on. */
    private static long looks(String article, byte[] bytes, int until) throws UnimportableArticle {
        AtomicInteger looks = new AtomicInteger();
        Import.of(
                bytes,
                options(article),
                new ImportDeadline(() -> looks.getAndIncrement() < until ? 0 : Long.MAX_VALUE));
        return looks.get();
    }

    @Nested
    class AsACommand {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();

        private int run(String in, String... arguments) {
            return run(Map.of("LANG", "C", "SHIDA_MANUSCRIPTS", "target/none"), in, arguments);
        }

        private int run(Map<String, String> environment, String in, String... arguments) {
            return ImportCommand.run(
                    List.of(arguments),
                    environment,
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
            assertEquals(
                    Map.of(
                            "riders",
                            Label.of("zh", "骑手", "en", "Riders"),
                            "craftsmen",
                            Label.of("zh", "工匠", "en", "Craftsmen")),
                    content.topics());
            assertEquals(
                    List.of(List.of("craftsmen"), List.of("riders"), List.of()),
                    content.stories().stream().map(StoryContent::topics).toList());
        }

        @Test
        void separatesSeveralOnStandardOutput() throws Exception {
            assertEquals(0, run(read("two-lists.txt"), "-", "--series", "weekly"));
            List<String> pieces = List.of(out.toString(StandardCharsets.UTF_8).split("(?m)^==> | <==\\n", -1));
            assertEquals(List.of("weekly-2023.md", "weekly-2-2023.md"), List.of(pieces.get(1), pieces.get(3)));
            for (int i = 1; i < pieces.size(); i += 2) {
                EditionContent content = Samples.parse(pieces.get(i + 1)).content();
                assertEquals(pieces.get(i), content.id() + ".md");
            }
        }

        @Test
        void knowsTopicsOfTheServicesFolder(@TempDir Path folder) throws Exception {
            Files.createDirectory(folder.resolve("folder.md"));
            Files.writeString(
                    folder.resolve("earlier.md"),
                    read("two-parts.txt.manuscript")
                            .replace("topics: {}", "topics:\n  riders: { zh: 骑手, en: Riders }")
                            .replaceFirst("topics: \\[]", "topics: [riders]"));
            String article = read("two-parts.txt").replaceFirst("骑手", "骑手大国工匠");
            run(Map.of("SHIDA_MANUSCRIPTS", folder.toString()), article, "-", "--series", "unions");
            EditionContent content =
                    Samples.parse(out.toString(StandardCharsets.UTF_8)).content();
            assertEquals(
                    List.of("riders", "craftsmen"),
                    content.topics().keySet().stream().toList());
        }

        @Test
        void speaksChineseInAChineseLocale() throws Exception {
            Map<String, String> chinese = Map.of("LANG", "zh_CN.UTF-8", "SHIDA_MANUSCRIPTS", "target/none");
            run(chinese, read("labelled.txt"), "-", "--series", "words");
            assertEquals("""
                    -:3: 总标题，因为像是标题；请核对
                    -:13: 结语的开头，因为不像最后一条的正文；请核对
                    """, err.toString(StandardCharsets.UTF_8));
            String manuscript = out.toString(StandardCharsets.UTF_8);
            assertTrue(manuscript.startsWith("---\n# 由 - 导入。请核对标有 `?` 之处，然后删去这些注释。\n# ? 第 3 行：总标题"), manuscript);
            assertTrue(manuscript.contains("\n# - 第 1 行未收入（在标题之上）："), manuscript);
            for (String wrong : List.of("", "--series", "a.txt --series A", "a.txt --encoding none", "missing.txt")) {
                err.reset();
                assertEquals(2, run(chinese, "", wrong.isEmpty() ? new String[0] : wrong.split(" ")));
                assertTrue(err.toString(StandardCharsets.UTF_8).matches("(?s).*\\p{IsHan}.*"), wrong);
            }
        }

        @Test
        void replacesNoFile(@TempDir Path folder) throws Exception {
            Files.writeString(folder.resolve("weekly-2023.md"), "corrected");
            assertEquals(2, run(read("two-lists.txt"), "-", "--series", "weekly", "-o", folder.toString()));
            assertEquals(
                    folder.resolve("weekly-2023.md")
                            + " exists and is not replaced; expected another folder, or that file to be deleted\n",
                    err.toString(StandardCharsets.UTF_8));
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
        return new Import.Options(name, Optional.empty(), Optional.empty(), Map.of(), Locale.ENGLISH);
    }

    private static String read(String name) throws IOException {
        return Files.readString(ARTICLES.resolve(name));
    }
}
