package dev.shida.manuscript;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/**
 * Reads HTML as browsers print it, and as word processors and browsers put it on the clipboard: each line that is printed
 * is a line of the article. What a reader does not see, or what is on the page beside the article, is left out.
 */
final class ImportHtmlReader implements NodeVisitor {

    static final int MAX_DEPTH = 200;

    private static final int SHORT_CELL = 60;

    /** In place of the line in the HTML, for HTML that was made of something else. */
    static final String LINE = "data-shida-line";

    /** What Windows puts above HTML on the clipboard. */
    private static final Pattern CLIPBOARD = Pattern.compile("\\AVersion:[\\d.]+\\s[^<]{0,1000}StartHTML:[^<]{0,1000}");

    private static final Pattern BOLD = Pattern.compile("font-weight:\\s*(?:bold|bolder|[6-9]00)");
    private static final Pattern NOT_BOLD = Pattern.compile("font-weight:\\s*(?:normal|lighter|[1-5]00)");
    private static final Pattern LOOK = Pattern.compile(
            "(?<![-\\w])(?:text-align|color|background(?:-color)?|font-size|font-family|font-style):\\s*[^;]{1,80}");
    private static final Pattern OUTLINE = Pattern.compile("mso-outline-level:\\s*([1-6])");
    private static final Pattern HEADING_CLASS = Pattern.compile("(?i)(?:Mso)?Heading-?([1-6])");
    private static final Pattern PREFORMATTED = Pattern.compile("white-space:\\s*(?:pre|break-spaces)");
    private static final Pattern BULLET_FONT = Pattern.compile("(?i)wingdings|webdings");
    private static final String LIST_NUMBER = "mso-list:ignore";

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
        int level;
    }

    /** What an element changes for all within it. */
    private record State(
            boolean bold, String look, int level, boolean preformatted, boolean listNumber, String omission) {}

    private final ImportPage page;
    private final Map<String, String> listFormats;
    private final Map<String, Integer> listCounts = new HashMap<>();
    private final Map<Element, Integer> counts = new java.util.IdentityHashMap<>();
    private final Deque<State> states = new ArrayDeque<>();
    private final Sink kept = new Sink();
    private final Sink omitted = new Sink();
    private final List<ImportLine> lines = new ArrayList<>();
    private final StringBuilder source = new StringBuilder();
    private final StringBuilder generated = new StringBuilder();
    private String marker = "";
    private int line = 1;

    private ImportHtmlReader(Document document) {
        page = ImportPage.of(document.body());
        listFormats = ImportLists.formats(document);
        states.push(new State(false, "", 0, false, false, ""));
    }

    static Reading read(String html) throws UnimportableArticle {
        String document = CLIPBOARD.matcher(html).replaceFirst("");
        Document parsed = Parser.htmlParser().setTrackPosition(true).parseInput(document, "");
        int[] deepest = {0};
        parsed.body().traverse((node, depth) -> deepest[0] = Math.max(deepest[0], depth));
        if (deepest[0] > MAX_DEPTH) {
            throw new UnimportableArticle(
                    "elements are nested more than %d deep; expected an article".formatted(MAX_DEPTH));
        }
        ImportHtmlReader reader = new ImportHtmlReader(parsed);
        parsed.body().traverse(reader);
        reader.endLine(true);
        Import.checkCount(reader.lines);
        return new Reading(reader.lines, reader.source.toString(), reader.generated.toString());
    }

    private Sink sink() {
        return state().omission.isEmpty() ? kept : omitted;
    }

    private State state() {
        return states.element();
    }

    // The tree.

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode text) {
            source.append(text.getWholeText());
            append(text);
        } else if (node instanceof Element element) {
            begin(element);
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (!(node instanceof Element element)) {
            return;
        }
        if (element.normalName().equals("rt")
                && element.parent() != null
                && element.parent().selectFirst("rp") == null) {
            generate("）");
        }
        String omission = state().omission;
        if (isBlock(element) || element.normalName().equals("body")) {
            endLine(true);
        }
        states.pop();
        if (!omission.isEmpty() && state().omission.isEmpty()) {
            end(omitted, omission);
            omitted.opens = true;
        }
        if (element.normalName().equals("li")) {
            marker = "";
        }
        if (element.normalName().matches("td|th")) {
            sink().space = true;
        }
    }

    private void begin(Element element) {
        String name = element.normalName();
        if (isBlock(element)) {
            endLine(true);
        }
        if (name.equals("hr")) {
            sink().ruled = true;
        }
        if (name.equals("br")) {
            if (state().level > 0) {
                sink().space = true;
            } else {
                // A second one in a row separates paragraphs.
                endLine(sink().text.isEmpty());
            }
            line++;
        }
        if (element.attr(LINE).matches("\\d{1,7}")) {
            line = Integer.parseInt(element.attr(LINE));
        } else if (element.sourceRange().isTracked() && !isNumbered(element)) {
            line = element.sourceRange().start().lineNumber();
        }
        states.push(state(element));
        if (name.equals("li")) {
            marker = ImportLists.marker(element, counts);
        }
        if (isBlock(element)
                && style(element).contains("mso-list:")
                && !style(element).contains(LIST_NUMBER)) {
            marker = ImportLists.marker(element, listFormats, listCounts);
        }
        if (name.equals("rt") && element.parent() != null && element.parent().selectFirst("rp") == null) {
            generate("（");
        }
    }

    /** Whether the element's lines are numbered by an attribute. */
    private static boolean isNumbered(Element element) {
        return element.closest("[" + LINE + "]") != null;
    }

    private State state(Element element) {
        State above = state();
        String style = style(element);
        String name = element.normalName();
        boolean bold = above.bold || name.equals("b") || name.equals("strong");
        bold = NOT_BOLD.matcher(style).find() ? false : BOLD.matcher(style).find() || bold;
        StringBuilder look = new StringBuilder(isBlock(element) ? name + " " + element.className() : above.look);
        LOOK.matcher(style).results().forEach(each -> look.append(' ').append(each.group()));
        String omission = above.omission.isEmpty() ? page.omission(element).orElse("") : above.omission;
        boolean isSymbol = BULLET_FONT.matcher(style + element.attr("face")).find();
        if (omission.isEmpty() && isSymbol) {
            omission = ImportPage.SYMBOL;
        }
        return new State(
                bold,
                look.toString(),
                isBlock(element) ? level(element, style) : above.level,
                above.preformatted
                        || name.equals("pre")
                        || PREFORMATTED.matcher(style).find(),
                above.listNumber || style.contains(LIST_NUMBER),
                omission);
    }

    static String style(Element element) {
        return element.attr("style").toLowerCase(java.util.Locale.ROOT);
    }

    /** Of a block: the level of the heading that it is, or in which it stands. */
    private int level(Element element, String style) {
        String name = element.normalName();
        if (name.matches("h[1-6]")) {
            return name.charAt(1) - '0';
        }
        Matcher outline = OUTLINE.matcher(style);
        if (outline.find()) {
            return outline.group(1).charAt(0) - '0';
        }
        if (element.hasClass("MsoTitle")) {
            return 1;
        }
        Matcher heading = HEADING_CLASS.matcher(element.className());
        if (heading.matches()) {
            return heading.group(1).charAt(0) - '0';
        }
        if (element.attr("role").equals("heading")) {
            return element.attr("aria-level").matches("[1-6]")
                    ? element.attr("aria-level").charAt(0) - '0'
                    : 2;
        }
        return state().level;
    }

    private static boolean isBlock(Element element) {
        String name = element.normalName();
        boolean isInline = style(element).matches("(?s).*display:\\s*inline(?!-).*");
        return !name.equals("body")
                && (element.isBlock() && !name.matches("td|th|del|ins|button|noscript|br")
                        || name.matches("tr|option|summary|legend|caption"))
                && !isInCell(element)
                && !isInline;
    }

    /** Whether an element is all of a short cell beside others, which are printed on one line. */
    private static boolean isInCell(Element element) {
        Element cell = element.parent();
        return cell != null
                && cell.normalName().matches("td|th")
                && cell.childrenSize() == 1
                && cell.siblingElements().size() > 0
                && cell.text().length() <= SHORT_CELL;
    }

    // Text.

    private void append(TextNode node) {
        State state = state();
        Sink sink = sink();
        int at = node.sourceRange().isTracked() && !isNumbered(parent(node))
                ? node.sourceRange().start().lineNumber()
                : line;
        for (char c : node.getWholeText().toCharArray()) {
            if (c == '\n' && state.preformatted) {
                endLine(sink.text.isEmpty());
            } else if (c == ' '
                    || c == '\t'
                    || c == '\n'
                    || c == '\r'
                    || c == '\f'
                    || c == '\u00A0' && state.listNumber) {
                sink.space = true;
                sink.lineBreak |= c == '\n' || c == '\r';
            } else {
                append(sink, c, state, at);
            }
            at += c == '\n' && !isNumbered(parent(node)) ? 1 : 0;
        }
    }

    private static Element parent(TextNode node) {
        return java.util.Objects.requireNonNull((Element) node.parent());
    }

    private void append(Sink sink, char c, State state, int at) {
        if (sink == kept && !marker.isEmpty()) {
            String number = marker;
            marker = "";
            generate(number);
            sink.space = true;
        }
        if (sink.text.isEmpty()) {
            sink.number = at;
            sink.look = state.look;
            sink.level = state.level;
        } else if (sink.space && !(sink.lineBreak && joins(sink.text.charAt(sink.text.length() - 1)) && joins(c))) {
            sink.text.append(' ');
        }
        sink.space = false;
        sink.lineBreak = false;
        sink.text.append(c);
        sink.isAllBold &= state.bold || !ImportLine.isPrinted(c) || sink.bold > 0 && !Character.isLetterOrDigit(c);
        sink.bold = sink.isAllBold && state.bold ? sink.text.length() : sink.bold;
    }

    private void generate(String text) {
        generated.append(text);
        for (char c : text.toCharArray()) {
            append(sink(), c, state(), line);
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
        end(sink, sink == kept ? "" : state().omission);
        sink.opens |= paragraph;
    }

    private void end(Sink sink, String omission) {
        String text = WhiteSpace.trim(sink.text.toString());
        if (!WhiteSpace.isWhite(text) && lines.size() <= Import.MAX_LINES) {
            int bold = Math.max(0, Math.min(sink.bold - sink.text.indexOf(text), text.length()));
            lines.add(new ImportLine(sink.number, text, sink.level, bold, sink.look, sink.opens, sink.ruled, omission));
            sink.opens = false;
            sink.ruled = false;
        }
        sink.text.setLength(0);
        sink.bold = 0;
        sink.isAllBold = true;
        sink.space = false;
        sink.lineBreak = false;
    }
}
