package dev.shida.manuscript;

import static dev.shida.manuscript.Wording.quoted;

import dev.shida.content.PartKind;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Slips by which front matter is another YAML than it looks: punctuation of full width, white space that is not a space,
 * a colon without a space, other dashes. Each is reported in an editor's words and put right, so that the rest is checked
 * too. What is in quotation marks, and comments, are left alone.
 */
final class YamlSlips {

    /** A longer line is no slip of the kind. */
    private static final int LONGEST = 2000;

    /** What is in quotation marks, and comments. */
    private static final Pattern OPAQUE = Pattern.compile(
            "(?<![^\\s:：,，\\[\\]{}-])(?:\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^']|'')*+')|(?:^| )#.*", Pattern.DOTALL);

    private static final char MASK = '\uE000';

    private static final String KEY = "(?:" + String.join("|", FrontMatter.KEYS)
            + "|id|zh|en|ja|ko|slug|formerly|date|file|alt|caption|credit|until|" + String.join("|", PartKind.IDS)
            + ")";
    private static final String ID = "[A-Za-z0-9_-]+";
    private static final String ODD = "[\\t\\p{Cf}\\p{Z}&&[^ ]]";
    private static final String WHITE = "[\\t\\p{Cf}\\p{Z}]*";
    private static final String ODD_WHITE = "(" + WHITE + ODD + WHITE + ")";
    private static final String COLON = "[：﹕∶]";
    private static final String COMMA = "[，、﹐]";

    /** Where a key may stand: at the beginning of the line, or of an entry in braces. */
    private static final String AT_KEY = "(?:^(?: *- +)? *|[{,，、] *)";

    private static final Pattern INDENT = Pattern.compile("^ *(" + ODD + WHITE + ")");
    private static final Pattern AFTER_DASH = Pattern.compile("^ *-" + ODD_WHITE);
    private static final Pattern IN_BRACKETS =
            Pattern.compile("(?<=[{\\[,｛［，、])" + ODD_WHITE + "|(" + WHITE + ODD + WHITE + ")(?=[}\\],｝］，、])");
    private static final Pattern AFTER_KEY = Pattern.compile(AT_KEY + ID + ":" + ODD_WHITE);
    private static final Pattern DASH = Pattern.compile("^ *([‐‑‒–—―－−•·] *|-)(?=[{｛]|" + KEY + " *[:：])");
    private static final Pattern OPENING = Pattern.compile("(?:^(?: *-)? *|[:：] *|[,，\\[［] *)([｛［])");
    private static final Pattern CLOSING = Pattern.compile("([｝］])(?= *(?:$|[,，}\\]｝］]))");
    private static final Pattern FULL_COLON = Pattern.compile("^" + ID + "( *" + COLON + " *)|" + AT_KEY + "(?:" + KEY
            + "( *" + COLON + " *)|" + ID + "( *" + COLON + " *)(?=[{\\[]|$))");
    private static final Pattern FULL_COMMA = Pattern.compile("( *" + COMMA + " *)(?=" + KEY + " *:)|(?<=[}\\]])( *"
            + COMMA + " *)|(?<=[\\[,，、] ?)" + ID + "( *" + COMMA + " *)(?=" + ID + " *[\\],，、])");
    private static final Pattern NO_SPACE =
            Pattern.compile(AT_KEY + "(?:" + KEY + "(:)(?=[^ ,}\\]])|" + ID + "(:)(?=[{\\[]))");
    private static final Pattern QUOTES = Pattern.compile("(?:" + AT_KEY
            + "(?:id|slug|year|language|published|order|date|until): *|[\\[,] *)([“”‘’＂＇「『][^“”‘’＂＇」』]*[“”‘’＂＇」』])");

    private final int line;
    private final Faults faults;
    private String text;

    private YamlSlips(Line line, Faults faults) {
        this.line = line.number();
        this.faults = faults;
        this.text = line.text();
    }

    /** A line of front matter as it was meant. */
    static String mend(Line line, Faults faults) {
        if (line.text().length() > LONGEST) {
            return line.text();
        }
        return WhiteSpace.isWhite(line.text()) ? "" : new YamlSlips(line, faults).mend();
    }

    private String mend() {
        text = text.substring(0, WhiteSpace.endOfText(text, 0));
        mend(INDENT, FaultCode.WRONG_INDENT, YamlSlips::spaces);
        mend(AFTER_DASH, FaultCode.NO_SPACE_AFTER_DASH, slip -> " ");
        boolean inBrackets = text.matches(".*[{\\[｛［].*");
        if (inBrackets) {
            mend(IN_BRACKETS, FaultCode.WRONG_SPACE_IN_BRACKETS, slip -> " ");
        }
        mend(DASH, FaultCode.WRONG_DASH, slip -> "- ");
        boolean opened = mend(OPENING, FaultCode.WRONG_OPENING_BRACKET, YamlSlips::half);
        if (opened || count('{') + count('[') > count('}') + count(']')) {
            mend(CLOSING, FaultCode.WRONG_CLOSING_BRACKET, YamlSlips::half);
        }
        mend(FULL_COLON, FaultCode.WRONG_COLON, slip -> ": ");
        mend(AFTER_KEY, FaultCode.WRONG_SPACE_AFTER_COLON, slip -> " ");
        if (inBrackets) {
            mend(FULL_COMMA, FaultCode.WRONG_COMMA, slip -> ", ");
        }
        mend(NO_SPACE, FaultCode.NO_SPACE_AFTER_COLON, slip -> ": ");
        mend(QUOTES, FaultCode.WRONG_QUOTES, slip -> slip.substring(1, slip.length() - 1));
        return text;
    }

    /** Replaces the slips that a pattern finds as its group, and reports the first. */
    private boolean mend(Pattern pattern, FaultCode code, UnaryOperator<String> right) {
        Matcher matcher = pattern.matcher(masked());
        StringBuilder mended = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            int group = 1;
            while (matcher.group(group) == null) {
                group++;
            }
            int start = matcher.start(group);
            String slip = text.substring(start, matcher.end(group));
            if (from == 0) {
                faults.at(line, code, name(slip));
            }
            mended.append(text, from, start).append(right.apply(slip));
            from = matcher.end(group);
        }
        text = mended.append(text.substring(from)).toString();
        return from > 0;
    }

    private String masked() {
        return OPAQUE.matcher(text)
                .replaceAll(match -> String.valueOf(MASK).repeat(match.group().length()));
    }

    private long count(char bracket) {
        return masked().chars().filter(c -> c == bracket).count();
    }

    /** What an editor calls it. */
    private static Object name(String slip) {
        String stripped = slip.replace(" ", "");
        return stripped.startsWith("\t")
                ? Message.of("a-tab-here")
                : WhiteSpace.isWhite(slip) ? Wording.printable(stripped.substring(0, 1)) : quoted(slip.strip());
    }

    private static String spaces(String white) {
        StringBuilder spaces = new StringBuilder();
        white.codePoints()
                .forEach(c -> spaces.append(
                        Character.getType(c) == Character.FORMAT ? "" : c == '\t' || c == 0x3000 ? "  " : " "));
        return spaces.toString();
    }

    private static String half(String bracket) {
        return Character.toString(bracket.charAt(0) - '！' + '!');
    }
}
