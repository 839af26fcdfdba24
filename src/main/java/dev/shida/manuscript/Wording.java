package dev.shida.manuscript;

import io.quarkus.runtime.util.ExceptionUtil;
import java.util.regex.Pattern;

/**
 * How faults speak of what an editor wrote. Root causes are found by a utility of Quarkus, which is no public API; where a newer
 * version has another, this does not compile.
 */
final class Wording {

    /** Control characters and halves of surrogate pairs, as YAML's escapes can write both. */
    static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029]");

    /** Invisible characters, and those that change how the rest of a line is seen. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}\\u034F\\u115F\\u1160\\u3164\\uFFA0]|(?! )\\p{Zs}");

    /** Names in which a colon could pass for the end of the name, or a space for none. */
    private static final Pattern AMBIGUOUS = Pattern.compile("[:\"\\\\]|^ | $|  ");

    private static final int LONGEST_QUOTE = 60;
    private static final int LONGEST_CAUSE = 300;

    private Wording() {}

    /** The text between backticks, cut where it is long, and {@linkplain #printable printable}. */
    static String quoted(String text) {
        return "`" + printable(cut(text, LONGEST_QUOTE)) + "`";
    }

    /** The text on one line, with invisible characters as {@code <U+200B>}, so that it can forge no line of a log. */
    static String printable(String text) {
        return INVISIBLE
                .matcher(text)
                .replaceAll(match -> "<" + codePoint(match.group().codePointAt(0)) + ">");
    }

    /** A file's name as the log has it: in quotation marks where it could be mistaken for something else. */
    static String fileName(String name) {
        String printable = printable(name);
        return printable.equals(name) && !AMBIGUOUS.matcher(name).find()
                ? name
                : '"' + printable.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Why something failed, on one line: the first cause, as the others only say what it prevented. */
    static String cause(Throwable failure) {
        Throwable cause = ExceptionUtil.getRootCause(failure);
        if (cause.getSuppressed().length > 0) {
            // A transaction that cannot be committed says why in this way.
            return cause(cause.getSuppressed()[0]);
        }
        String message = cause.getMessage();
        String said = message == null || message.isBlank() ? cause.getClass().getSimpleName() : message.strip();
        return printable(cut(said.lines().findFirst().orElse(""), LONGEST_CAUSE));
    }

    private static String cut(String text, int length) {
        return WhiteSpace.length(text) <= length ? text : text.substring(0, text.offsetByCodePoints(0, length)) + "…";
    }

    /** {@code U+3000}. */
    static String codePoint(int codePoint) {
        return "U+%04X".formatted(codePoint);
    }

    /** {@code no story}, {@code 1 story}, {@code 2 stories}. */
    static String count(int number, String one, String many) {
        return number == 0 ? "no " + one : number + " " + (number == 1 ? one : many);
    }
}
