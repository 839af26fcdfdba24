package dev.shida.manuscript;

import dev.shida.manuscript.ImportLine.Remark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Reads HTML as browsers print it, and as word processors and browsers put it on the clipboard: each line that is printed
 * is a line of the article. What people do not see, or what is on the page beside the article, is left out.
 */
final class ImportHtmlReader implements NodeVisitor {

    static final int MAX_DEPTH = 200;

    /** The most elements; each takes more memory than the text of a line. */
    private static final int MAX_ELEMENTS = 100_000;

    /** In place of the line in the HTML, for HTML that was made of something else. */
    static final String LINE = "data-shida-line";

    /** What Windows puts above HTML on the clipboard. */
    private static final Pattern CLIPBOARD = Pattern.compile("\\AVersion:[\\d.]+\\s[^<]{0,1000}StartHTML:[^<]{0,1000}");

    /**
     * Lines that were read.
     *
     * @param generated what browsers print that the HTML does not write out: numbers of lists, and parentheses around ruby
     */
    record Reading(List<ImportLine> lines, String source, String generated) {}

    /** A line that is being put together. */
    private static final class Sink {
        final StringBuilder text = new StringBuilder();
        int number;
        int bold;
        boolean isAllBold = true;
        boolean space;
        boolean lineBreak;
        boolean opens = true;
        boolean ruled;
        String look = "";

        /** How most characters so far look, and how many more they are than the others. */
        Set<Remark> remark = Set.of();

        int majority;
        int level;
    }

    private final ImportPage page;
    private final ImportDeadline deadline;

    /** Whether {@link #LINE} says on which lines elements are. */
    private final boolean isNumbered;

    private final Map<String, String> listFormats;
    private final Map<String, Integer> listCounts = new HashMap<>();
    private final Map<Element, Integer> counts = new IdentityHashMap<>();
    private final Deque<ImportStyle> styles = new ArrayDeque<>();
    private final Sink kept = new Sink();
    private final Sink omitted = new Sink();
    private final List<ImportLine> lines = new ArrayList<>();
    private final StringBuilder source = new StringBuilder();
    private final StringBuilder generated = new StringBuilder();
    private String marker = "";
    private int line = 1;

    private ImportHtmlReader(Document document, boolean isNumbered, ImportDeadline deadline) {
        this.page = ImportPage.of(document.body(), deadline);
        this.deadline = deadline;
        this.isNumbered = isNumbered;
        this.listFormats = ImportListNumbers.formats(document);
        styles.push(ImportStyle.PLAIN);
    }

    static Reading read(String html, ImportDeadline deadline) throws UnimportableArticle {
        return read(CLIPBOARD.matcher(html).replaceFirst(""), false, deadline);
    }

    /** @param isNumbered whether {@link #LINE} says on which lines elements are */
    static Reading read(String html, boolean isNumbered, ImportDeadline deadline) throws UnimportableArticle {
        Document document = parse(html, deadline);
        int[] deepest = {0};
        document.body().traverse((node, depth) -> deepest[0] = Math.max(deepest[0], depth));
        if (deepest[0] > MAX_DEPTH) {
            throw new UnimportableArticle(Message.of("import.too-deep", MAX_DEPTH));
        }
        ImportHtmlReader reader = new ImportHtmlReader(document, isNumbered, deadline);
        document.body().traverse(reader);
        reader.endLine(true);
        Import.checkCount(reader.lines.size());
        return new Reading(reader.lines, reader.source.toString(), reader.generated.toString());
    }

    /** Parses element by element, as a few that are not closed may be repeated in each that follows. */
    private static Document parse(String html, ImportDeadline deadline) throws UnimportableArticle {
        int elements = 0;
        for (int i = html.indexOf('<'); i >= 0; i = html.indexOf('<', i + 1)) {
            elements += i + 1 < html.length() && Character.isLetter(html.charAt(i + 1)) ? 1 : 0;
        }
        checkElements(elements);
        try (StreamParser parser = new StreamParser(Parser.htmlParser().setTrackPosition(true)).parse(html, "")) {
            elements = 0;
            for (Iterator<Element> each = parser.iterator(); each.hasNext(); each.next()) {
                deadline.step();
                elements++;
                checkElements(elements);
            }
            return parser.document();
        }
    }

    private static void checkElements(int elements) throws UnimportableArticle {
        if (elements > MAX_ELEMENTS) {
            throw new UnimportableArticle(Message.of("import.too-many-elements", MAX_ELEMENTS));
        }
    }

    private Sink sink() {
        return style().omission().isEmpty() ? kept : omitted;
    }

    private ImportStyle style() {
        return styles.element();
    }

    // The tree.

    @Override
    public void head(Node node, int depth) {
        deadline.step();
        if (node instanceof TextNode text) {
            source.append(text.getWholeText());
            append(text);
        } else if (node instanceof Element element) {
            begin(element, ImportStyle.of(element, style(), page));
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (!(node instanceof Element element)) {
            return;
        }
        String name = element.normalName();
        if (name.equals("rt") && !isParenthesis(element.nextElementSibling())) {
            generate("）");
        }
        if (style().block() || name.equals("body")) {
            endLine(true);
        }
        Optional<ImportOmission> omission = styles.pop().omission();
        if (omission.isPresent() && style().omission().isEmpty()) {
            end(omitted, omission);
            omitted.opens = true;
        }
        if (name.equals("li")) {
            marker = "";
        }
        if (name.equals("td") || name.equals("th")) {
            sink().space = true;
        }
    }

    private void begin(Element element, ImportStyle style) {
        String name = element.normalName();
        if (style.block()) {
            endLine(true);
        }
        if (name.equals("hr")) {
            sink().ruled = true;
        }
        if (name.equals("br")) {
            if (style().level() > 0) {
                sink().space = true;
            } else {
                // A second one in a row separates paragraphs.
                endLine(sink().text.isEmpty());
            }
            line++;
        }
        if (!isNumbered) {
            line = element.sourceRange().isTracked()
                    ? element.sourceRange().start().lineNumber()
                    : line;
        } else if (element.attr(LINE).matches("\\d{1,7}")) {
            line = Integer.parseInt(element.attr(LINE));
        }
        styles.push(style);
        if (name.equals("li")) {
            marker = ImportListNumbers.marker(element, counts);
        } else if (style.block() && !page.hasListNumber(element)) {
            String css = ImportStyle.css(element);
            marker = css.contains("mso-list:") ? ImportListNumbers.marker(css, listFormats, listCounts) : marker;
        }
        if (name.equals("rt") && !isParenthesis(element.previousElementSibling())) {
            generate("（");
        }
    }

    private static boolean isParenthesis(@Nullable Element element) {
        return element != null && element.normalName().equals("rp");
    }

    // Text.

    private void append(TextNode node) {
        ImportStyle style = style();
        Sink sink = sink();
        int at = node.sourceRange().isTracked() && !isNumbered
                ? node.sourceRange().start().lineNumber()
                : line;
        String text = node.getWholeText();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' && style.preformatted()) {
                endLine(sink.text.isEmpty());
            } else if (" \t\n\r\f\u000B\u0085\u2028\u2029".indexOf(c) >= 0 || c == '\u00A0' && style.listNumber()) {
                sink.space = true;
                sink.lineBreak |= c == '\n' || c == '\r';
            } else {
                append(sink, c, style, at);
            }
            at += c == '\n' && !isNumbered ? 1 : 0;
        }
    }

    private void append(Sink sink, char c, ImportStyle style, int at) {
        if (sink == kept && !marker.isEmpty()) {
            String number = marker;
            marker = "";
            generate(number);
            sink.space = true;
        }
        if (sink.text.isEmpty()) {
            sink.number = at;
            sink.look = style.look();
            sink.level = style.level();
        } else if (sink.space && !(sink.lineBreak && joins(sink.text.charAt(sink.text.length() - 1)) && joins(c))) {
            sink.text.append(' ');
        }
        sink.space = false;
        sink.lineBreak = false;
        sink.text.append(c);
        if (sink.majority == 0) {
            sink.remark = style.remark();
        }
        sink.majority += sink.remark.equals(style.remark()) ? 1 : -1;
        sink.isAllBold &= style.bold() || !ImportLine.isPrinted(c) || sink.bold > 0 && !Character.isLetterOrDigit(c);
        sink.bold = sink.isAllBold && style.bold() ? sink.text.length() : sink.bold;
    }

    private void generate(String text) {
        generated.append(text);
        for (int i = 0; i < text.length(); i++) {
            append(sink(), text.charAt(i), style(), line);
        }
    }

    /** Characters between which a line break in the HTML prints nothing: Han, kana, and their punctuation. */
    private static boolean joins(char c) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA
                || c >= 0x3000 && c <= 0x30FF
                || c >= 0xFF00 && c <= 0xFFEF
                || Character.isSurrogate(c)
                || "“”‘’…—·".indexOf(c) >= 0;
    }

    /** @param paragraph whether the next line begins a paragraph */
    private void endLine(boolean paragraph) {
        Sink sink = sink();
        end(sink, sink == kept ? Optional.empty() : style().omission());
        sink.opens |= paragraph;
    }

    private void end(Sink sink, Optional<ImportOmission> omission) {
        String text = WhiteSpace.trim(sink.text.toString());
        if (!WhiteSpace.isWhite(text) && lines.size() <= Import.MAX_LINES) {
            int bold = Math.max(0, Math.min(sink.bold - sink.text.indexOf(text), text.length()));
            ImportLine.Look look = new ImportLine.Look(sink.level, bold, sink.look, sink.ruled, sink.remark);
            lines.add(new ImportLine(sink.number, text, look, sink.opens, omission));
            sink.opens = false;
            sink.ruled = false;
        }
        sink.text.setLength(0);
        sink.majority = 0;
        sink.bold = 0;
        sink.isAllBold = true;
        sink.space = false;
        sink.lineBreak = false;
    }
}
