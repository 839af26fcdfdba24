package dev.shida.manuscript;

import dev.shida.text.NumberForms;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/** The numbers that browsers and word processors print before the entries of lists, and that no text node has. */
final class ImportListNumbers {

    private static final Pattern LEVEL = Pattern.compile("mso-list:\\s*(l\\d+)\\s+(level\\d)");
    private static final Pattern DEFINITION =
            Pattern.compile("@list\\s+(l\\d+):(level\\d)[^{}@]{0,80}+\\{([^{}@]{0,1000}+)}");
    private static final Pattern FORMAT = Pattern.compile("mso-level-number-format:\\s*([\\w-]+)");
    private static final Pattern TEXT = Pattern.compile("mso-level-text:\\s*\"?([^;\"]{0,20})");
    private static final Pattern TYPE = Pattern.compile("list-style(?:-type)?:\\s*([\\w-]+)");

    private static final int LONGEST_NUMBER = 20;

    private ImportListNumbers() {}

    /** The number of an entry of {@code <ol>}; empty where none is printed, or where it is in the text too. */
    static String marker(Element entry, Map<Element, Integer> counts) {
        Element list = entry.parent();
        if (list == null || !list.normalName().equals("ol")) {
            return "";
        }
        int step = list.hasAttr("reversed") ? -1 : 1;
        Integer previous = counts.get(list);
        int next = previous != null ? previous + step : number(list.attr("start"), step > 0 ? 1 : entries(list));
        int value = number(entry.attr("value"), next);
        counts.put(list, value);
        String type = type(entry).isEmpty() ? type(list) : type(entry);
        boolean isWritten = ImportNumeral.of(beginning(entry))
                .filter(numeral -> numeral.value() == value)
                .isPresent();
        return isWritten ? "" : format(value, type.isEmpty() ? list.attr("type") : type);
    }

    private static int entries(Element list) {
        return (int) list.children().stream()
                .filter(each -> each.normalName().equals("li"))
                .count();
    }

    /** As much of the text as may be a number, as entries may have lists of entries. */
    private static String beginning(Element entry) {
        StringBuilder beginning = new StringBuilder();
        NodeTraversor.filter(
                (node, depth) -> {
                    if (node instanceof TextNode text && !WhiteSpace.isWhite(text.getWholeText())) {
                        beginning.append(text.text());
                    }
                    return beginning.length() > LONGEST_NUMBER
                            ? NodeFilter.FilterResult.STOP
                            : NodeFilter.FilterResult.CONTINUE;
                },
                entry);
        return WhiteSpace.strip(beginning.toString());
    }

    private static String type(Element element) {
        Matcher type = TYPE.matcher(ImportStyle.css(element));
        return type.find() ? type.group(1) : "";
    }

    private static int number(String text, int otherwise) {
        return text.strip().matches("-?\\d{1,6}") ? Integer.parseInt(text.strip()) : otherwise;
    }

    private static String format(int value, String type) {
        return switch (type) {
            case "none", "disc", "circle", "square" -> "";
            case "a", "lower-alpha", "lower-latin", "alpha-lower" -> letter(value) + ".";
            case "A", "upper-alpha", "upper-latin", "alpha-upper" ->
                letter(value).toUpperCase(Locale.ROOT) + ".";
            case "i", "lower-roman", "roman-lower" -> roman(value).toLowerCase(Locale.ROOT) + ".";
            case "I", "upper-roman", "roman-upper" -> roman(value) + ".";
            case "cjk-ideographic",
                    "simp-chinese-informal",
                    "trad-chinese-informal",
                    "cjk-decimal",
                    "japanese-informal",
                    "chinese-counting",
                    "chinese-counting-thousand",
                    "ideograph-digital",
                    "japanese-counting" -> han(value) + "、";
            case "decimal-enclosed-circle" ->
                value <= 20 && value > 0 ? Character.toString('①' + value - 1) : value + ".";
            default -> value + ".";
        };
    }

    private static String letter(int value) {
        return value >= 1 && value <= 26 ? Character.toString('a' + value - 1) : Integer.toString(value);
    }

    private static String roman(int value) {
        if (value < 1 || value > 39) {
            return Integer.toString(value);
        }
        String[] ones = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
        return "X".repeat(value / 10) + ones[value % 10];
    }

    private static String han(int value) {
        if (value < 1 || value > 99) {
            return Integer.toString(value);
        }
        return NumberForms.chinese(value);
    }

    // Word processors.

    /** How the style sheets of a document number each level of each list. */
    static Map<String, String> formats(Document document) {
        Map<String, String> formats = new HashMap<>();
        for (Element style : document.select("style")) {
            Matcher definition = DEFINITION.matcher(style.data());
            while (definition.find()) {
                formats.put(definition.group(1) + " " + definition.group(2), definition.group(3));
            }
        }
        return formats;
    }

    /** The number of a paragraph that a word processor has left to programs that show its markup. */
    static String marker(String css, Map<String, String> formats, Map<String, Integer> counts) {
        Matcher level = LEVEL.matcher(css);
        if (!level.find()) {
            return "";
        }
        String key = level.group(1) + " " + level.group(2);
        String definition = formats.getOrDefault(key, "");
        Matcher format = FORMAT.matcher(definition);
        String type = format.find() ? format.group(1) : "decimal";
        if (type.equals("bullet") || type.equals("none")) {
            return "";
        }
        int value = counts.merge(key, 1, Integer::sum);
        String number = format(value, type).replaceFirst("[.、]$", "");
        Matcher text = TEXT.matcher(definition);
        String form = text.find() && text.group(1).contains("%")
                ? text.group(1).strip()
                : "%1" + (type.matches("chinese.*|japanese.*|ideograph.*") ? "、" : ".");
        return form.replaceFirst("%\\d", Matcher.quoteReplacement(number)).replaceAll("%\\d", "");
    }
}
