package dev.shida.manuscript;

import dev.shida.manuscript.ImportLine.Remark;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * How an element is printed, and with it all within that does not say otherwise.
 *
 * @param block whether it is on lines of its own
 * @param bold whether its text is
 * @param look what else of it tells one kind of line from another
 * @param level of the heading that it is, or in which it stands; 0 for none
 * @param preformatted whether its line breaks are printed
 * @param listNumber whether it is a number that a word processor wrote out
 * @param remark in what ways it looks like a remark beside other text
 * @param omission why it is left out, if it is
 */
record ImportStyle(
        boolean block,
        boolean bold,
        String look,
        int level,
        boolean preformatted,
        boolean listNumber,
        Set<Remark> remark,
        Optional<ImportOmission> omission) {

    /** Of what surrounds everything. */
    static final ImportStyle PLAIN = new ImportStyle(false, false, "", 0, false, false, Set.of(), Optional.empty());

    static final String LIST_NUMBER = "mso-list:ignore";

    private static final Pattern BOLD = Pattern.compile("font-weight:\\s*+(?:bold|bolder|[6-9]00)");
    private static final Pattern NOT_BOLD = Pattern.compile("font-weight:\\s*+(?:normal|lighter|[1-5]00)");
    private static final Pattern LOOK = Pattern.compile(
            "(?<![-\\w])(?:text-align|color|background(?:-color)?|font-size|font-family|font-style):\\s*+[^;]{1,80}");
    private static final Pattern OUTLINE = Pattern.compile("mso-outline-level:\\s*+([1-6])");
    private static final Pattern HEADING_CLASS = Pattern.compile("(?i)(?:Mso)?Heading-?([1-6])");
    private static final Pattern PREFORMATTED = Pattern.compile("white-space:\\s*+(?:pre|break-spaces)");
    private static final Pattern INLINE = Pattern.compile("display:\\s*+inline(?!-)");
    private static final Pattern BULLET_FONT = Pattern.compile("(?i)wingdings|webdings");

    private static final Pattern FONT_STYLE = Pattern.compile("font-style:\\s*+(\\w+)");
    private static final Pattern FONT_FAMILY = Pattern.compile("font-family:\\s*+([^;]{1,80})");
    private static final Pattern KAI = Pattern.compile("kai|楷|fang|仿宋");
    private static final Pattern INDENT = Pattern.compile("(?:margin|padding)-left:\\s*+[1-9]");
    private static final Set<String> ITALICS = Set.of("i", "em", "cite");
    private static final Set<String> REMARKS = Set.of("i", "em", "cite", "blockquote");

    private static final Set<String> NO_BLOCKS = Set.of("body", "td", "th", "del", "ins", "button", "noscript", "br");
    private static final Set<String> OTHER_BLOCKS = Set.of("tr", "option", "summary", "legend", "caption");

    /** The longest text of a cell that is printed on one line with those beside it. */
    private static final int SHORT_CELL = 60;

    /** The style of an element within one of another style. */
    static ImportStyle of(Element element, ImportStyle above, ImportPage page) {
        String css = css(element);
        String name = element.normalName();
        boolean block = isBlock(element, name, css, page);
        boolean bold = above.bold || name.equals("b") || name.equals("strong");
        boolean isSymbol = BULLET_FONT.matcher(css).find()
                || BULLET_FONT.matcher(element.attr("face")).find();
        return new ImportStyle(
                block,
                !NOT_BOLD.matcher(css).find() && (bold || BOLD.matcher(css).find()),
                look(block ? name + " " + element.className() : above.look, css),
                block ? level(element, name, css).orElse(above.level) : above.level,
                above.preformatted
                        || name.equals("pre")
                        || PREFORMATTED.matcher(css).find(),
                above.listNumber || css.contains(LIST_NUMBER),
                remark(above.remark, name, css),
                above.omission
                        .or(() -> page.omission(element))
                        .or(() -> isSymbol ? Optional.of(ImportOmission.SYMBOL) : Optional.empty()));
    }

    private static Set<Remark> remark(Set<Remark> above, String name, String css) {
        if (css.isEmpty() && !REMARKS.contains(name)) {
            return above;
        }
        Set<Remark> remark = EnumSet.noneOf(Remark.class);
        remark.addAll(above);
        Matcher fontStyle = FONT_STYLE.matcher(css);
        if (fontStyle.find() ? fontStyle.group(1).equals("italic") : ITALICS.contains(name)) {
            remark.add(Remark.ITALIC);
        } else if (fontStyle.reset().find()) {
            remark.remove(Remark.ITALIC);
        }
        Matcher family = FONT_FAMILY.matcher(css);
        if (family.find()) {
            remark.remove(Remark.KAI);
            if (KAI.matcher(family.group(1)).find()) {
                remark.add(Remark.KAI);
            }
        }
        if (name.equals("blockquote") || INDENT.matcher(css).find()) {
            remark.add(Remark.INDENTED);
        }
        return remark;
    }

    static String css(Element element) {
        return element.attr("style").toLowerCase(Locale.ROOT);
    }

    private static String look(String beginning, String css) {
        if (css.isEmpty()) {
            return beginning;
        }
        StringBuilder look = new StringBuilder(beginning);
        LOOK.matcher(css).results().forEach(each -> look.append(' ').append(each.group()));
        return look.toString();
    }

    /** The level of the heading that a block is. */
    private static Optional<Integer> level(Element element, String name, String css) {
        if (name.length() == 2 && name.charAt(0) == 'h' && name.charAt(1) >= '1' && name.charAt(1) <= '6') {
            return Optional.of(name.charAt(1) - '0');
        }
        Matcher outline = OUTLINE.matcher(css);
        if (outline.find()) {
            return Optional.of(outline.group(1).charAt(0) - '0');
        }
        if (element.hasClass("MsoTitle")) {
            return Optional.of(1);
        }
        Matcher heading = HEADING_CLASS.matcher(element.className());
        if (heading.matches()) {
            return Optional.of(heading.group(1).charAt(0) - '0');
        }
        if (element.attr("role").equals("heading")) {
            String level = element.attr("aria-level");
            return Optional.of(level.matches("[1-6]") ? level.charAt(0) - '0' : 2);
        }
        return Optional.empty();
    }

    private static boolean isBlock(Element element, String name, String css, ImportPage page) {
        return (element.isBlock() && !NO_BLOCKS.contains(name) || OTHER_BLOCKS.contains(name))
                && !isInCell(element, page)
                && !INLINE.matcher(css).find();
    }

    /** Whether an element is all of a short cell beside others, which are printed on one line. */
    private static boolean isInCell(Element element, ImportPage page) {
        Element cell = element.parent();
        return cell != null
                && (cell.normalName().equals("td") || cell.normalName().equals("th"))
                && cell.childrenSize() == 1
                && (cell.previousElementSibling() != null || cell.nextElementSibling() != null)
                && page.text(cell) <= SHORT_CELL;
    }
}
