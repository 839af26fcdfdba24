package dev.shida.manuscript;

import dev.shida.content.Label;
import dev.shida.manuscript.ImportEdition.Placed;
import dev.shida.manuscript.ImportEdition.Role;
import dev.shida.text.Slug;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes an article, as it was copied, into manuscripts: one for each list that it has. Every printed character of the
 * article is in them, in order, or in what is said to be left out; otherwise the import fails.
 */
public final class Import {

    static final int MAX_BYTES = SourceText.MAX_BYTES;

    /** The most lines; a manuscript has an empty one beside each. */
    static final int MAX_LINES = SourceText.MAX_LINES / 2;

    /** How HTML begins; what Windows puts on the clipboard has lines above it. */
    private static final Pattern HTML = Pattern.compile(
            "(?i)\\s*(?:<!doctype html|<(?:html|head|body|meta|div|p|h[1-6]|table|article|section|span|b|!--|\\?xml)[\\s>-]|version:[\\d.]+\\s+starthtml:)");

    private static final Pattern MARKED = Pattern.compile("#{1,3} ");
    private static final Pattern ESCAPED = Pattern.compile("^([\\s\\p{Z}\\p{Cf}]*+)\\\\(?=.)");

    /** A year that no manuscript may have, so that an editor is asked for it. */
    private static final String NO_YEAR = "0";

    /**
     * What an editor may say of an article.
     *
     * @param file its name
     * @param series the id of its series; proposed where empty
     * @param encoding of its bytes; guessed where empty
     * @param topics labels by id; those are proposed for a story in which a label of theirs occurs
     * @param language of the comments in the manuscript
     */
    public record Options(
            String file,
            Optional<String> series,
            Optional<Charset> encoding,
            Map<String, Label> topics,
            Locale language) {}

    /**
     * A manuscript that was made.
     *
     * @param id of its edition
     */
    public record Imported(String id, String manuscript, List<Guess> guesses) {}

    private final Options options;
    private final ImportDeadline deadline;

    private Import(Options options, ImportDeadline deadline) {
        this.options = options;
        this.deadline = deadline;
    }

    /**
     * The manuscripts that an article becomes, one for each of its lists.
     *
     * @throws UnimportableArticle if it cannot be read, has no stories, or takes too long
     */
    public static List<Imported> of(byte[] article, Options options) throws UnimportableArticle {
        return of(article, options, ImportDeadline.ofThread());
    }

    static List<Imported> of(byte[] article, Options options, ImportDeadline deadline) throws UnimportableArticle {
        if (article.length > MAX_BYTES) {
            throw new UnimportableArticle(Message.of(FaultCode.FILE_TOO_LARGE.id(), MAX_BYTES));
        }
        try {
            return new Import(options, deadline).imported(article);
        } catch (ImportDeadline.Passed e) {
            throw new UnimportableArticle(Message.of("import.too-long", ImportDeadline.LIMIT.toSeconds()));
        }
    }

    private List<Imported> imported(byte[] article) throws UnimportableArticle {
        List<ImportLine> lines = ImportLine.cleaned(read(ImportEncoding.decode(article, options.encoding())));
        checkCount(lines.size());
        ImportOutline outline = ImportOutline.of(lines, deadline);
        require(
                printed(lines.stream().filter(ImportLine::isKept).toList()),
                outline.editions().stream()
                        .flatMap(edition -> edition.placed().stream())
                        .map(each -> ImportLine.printed(each.text()))
                        .collect(Collectors.joining()));
        return manuscripts(lines, outline);
    }

    static void checkCount(int lines) throws UnimportableArticle {
        if (lines > MAX_LINES) {
            throw new UnimportableArticle(Message.of("import.too-many-lines", MAX_LINES));
        }
    }

    private List<ImportLine> read(String text) throws UnimportableArticle {
        String name = options.file().toLowerCase(Locale.ROOT);
        boolean isHtml = name.matches(".*\\.x?html?")
                || !name.matches(".*\\.(?:txt|md|markdown)")
                        && HTML.matcher(text).lookingAt();
        boolean isMarkdown = name.matches(".*\\.(?:md|markdown)") || !isHtml && ImportMarkdownReader.isMarkdown(text);
        if (!isHtml && !isMarkdown) {
            List<ImportLine> lines = ImportTextReader.read(text, deadline);
            require(ImportLine.printed(text), printed(lines));
            return lines;
        }
        ImportHtmlReader.Reading reading =
                isHtml ? ImportHtmlReader.read(text, deadline) : ImportMarkdownReader.read(text, deadline);
        // What is left out of the middle of a line stands above it.
        int[] balance = new int[Character.MAX_CODE_POINT + 1];
        printed(reading.lines()).codePoints().forEach(c -> balance[c]--);
        ImportLine.printed(reading.source() + reading.generated()).codePoints().forEach(c -> balance[c]++);
        for (int c = 0; c < balance.length; c++) {
            if (balance[c] != 0) {
                throw new UnimportableArticle(Message.of("import.changed", Wording.quoted(Character.toString(c))));
            }
        }
        return reading.lines();
    }

    private List<Imported> manuscripts(List<ImportLine> lines, ImportOutline outline) throws UnimportableArticle {
        String language = ImportLanguage.of(
                lines.stream().filter(ImportLine::isKept).map(ImportLine::text).collect(Collectors.joining("\n")));
        List<Guess> guesses = new ArrayList<>(outline.guesses());
        ImportEdition first = outline.editions().get(0);
        ImportLine title = first.lines(Role.TITLE).get(0);
        Optional<ImportYear.Year> year =
                ImportYear.find(title, first.lines(Role.FRONT), lines, options.file(), deadline);
        guesses.add(year.map(ImportYear.Year::guess)
                .orElseGet(() -> new Guess(
                        title.number(), Message.of("import.no-year"), Message.of("import.by.no-year"), false)));
        String label = ImportWriter.label(first.title());
        String proposed = Slug.of(label, language);
        String series = options.series().orElse(proposed.isEmpty() ? "series" : proposed);
        if (options.series().isEmpty()) {
            guesses.add(new Guess(
                    title.number(), Message.of("import.series", series), Message.of("import.by.title"), false));
        }
        List<ImportLine> omitted =
                new ArrayList<>(lines.stream().filter(line -> !line.isKept()).toList());
        omitted.addAll(first.lines(Role.OMITTED));
        List<Imported> imported = new ArrayList<>();
        for (ImportEdition edition : outline.editions()) {
            boolean isFirst = imported.isEmpty();
            String id = isFirst ? series : series + "-" + (imported.size() + 1);
            String numbered = year.map(found -> Integer.toString(found.year())).orElse(NO_YEAR);
            String manuscript = ImportWriter.write(
                    edition,
                    id,
                    isFirst ? label : ImportWriter.label(edition.title()),
                    numbered,
                    language,
                    options.topics(),
                    ImportWriter.comments(
                            options.file(),
                            isFirst ? guesses : List.of(),
                            isFirst ? omitted : List.of(),
                            options.language()),
                    deadline);
            require(
                    edition.placed().stream()
                            .filter(each -> each.role() != Role.OMITTED)
                            .map(Placed::text)
                            .map(ImportLine::printed)
                            .collect(Collectors.joining()),
                    printedIn(manuscript));
            imported.add(new Imported(id + "-" + numbered, manuscript, isFirst ? guesses : List.of()));
        }
        return imported;
    }

    private static String printed(List<ImportLine> lines) {
        return lines.stream().map(line -> ImportLine.printed(line.text())).collect(Collectors.joining());
    }

    /** What a manuscript prints: its article without the marks. */
    private static String printedIn(String manuscript) {
        int article = manuscript.indexOf("\n---\n") + "\n---\n".length();
        return manuscript
                .substring(article)
                .lines()
                .filter(line -> !line.equals("---") && !line.equals(PartNames.UNHEADED))
                .map(line -> MARKED.matcher(line).lookingAt()
                        ? line.substring(line.indexOf(' ')).replaceFirst("(?<=#) #+$", "")
                        : ESCAPED.matcher(line).replaceFirst("$1"))
                .map(ImportLine::printed)
                .collect(Collectors.joining());
    }

    private static void require(String printed, String found) throws UnimportableArticle {
        if (!printed.equals(found)) {
            int place = 0;
            while (place < Math.min(printed.length(), found.length()) && printed.charAt(place) == found.charAt(place)) {
                place++;
            }
            throw new UnimportableArticle(Message.of(
                    "import.changed",
                    Wording.quoted(
                            printed.substring(Math.max(0, place - 10), Math.min(printed.length(), place + 20)))));
        }
    }
}
