package dev.shida.manuscript;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that begins with number signs, as a heading does.
 *
 * @param level how many there are, from 1
 * @param text what follows them
 * @param slip why it is no heading, if it is none
 */
record HeadingLine(int level, String text, Optional<Message> slip) {

    static final int MAX_LEVEL = 6;

    /** CommonMark's ATX heading. */
    private static final Pattern HEADING = Pattern.compile(" {0,3}(#{1,6})(?:[ \\t]+(.*))?");

    private static final String INVISIBLE = "[\\p{Z}\\p{Cf}\\t]*+";

    /** With white space and zero-width characters around, and full-width or small number signs. */
    private static final Pattern MEANT = Pattern.compile(
            "(?<before>" + INVISIBLE + ")(?<marks>[#＃﹟](?:\\p{Cf}*+[#＃﹟])*+)(?<between>" + INVISIBLE + ")(?<text>.*)");

    static Optional<HeadingLine> of(String line) {
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
            String text = heading.group(2) == null ? "" : heading.group(2);
            return Optional.of(new HeadingLine(
                    heading.group(1).length(), withoutClosing(WhiteSpace.strip(text)), Optional.empty()));
        }
        Matcher meant = MEANT.matcher(line);
        if (!meant.matches()) {
            return Optional.empty();
        }
        int level = (int) meant.group("marks")
                .codePoints()
                .filter(c -> Character.getType(c) != Character.FORMAT)
                .count();
        return Optional.of(
                new HeadingLine(level, withoutClosing(WhiteSpace.strip(meant.group("text"))), slip(meant, level)));
    }

    /** The marks that a heading of this level has. */
    static String marks(int level) {
        return "#".repeat(level);
    }

    private static Optional<Message> slip(Matcher line, int level) {
        String marks = "`" + Wording.printable(line.group("marks")) + "`";
        String before = line.group("before");
        String between = line.group("between");
        List<Message> slips = new ArrayList<>();
        if (!before.matches(" {0,3}")) {
            slips.add(Message.of("slip.before", spaceIn(before), marks));
        }
        if (!line.group("marks").matches("#+")) {
            slips.add(Message.of("slip.marks", marks, "`" + marks(level) + "`"));
        }
        if (level > MAX_LEVEL) {
            slips.add(Message.of("slip.too-many-marks", level));
        } else if (between.isEmpty()) {
            slips.add(Message.of("slip.no-space", marks));
        } else if (!between.matches("[ \\t].*")) {
            slips.add(Message.of("slip.other-space", spaceIn(between), marks));
        }
        return slips.stream().reduce((some, more) -> Message.of("slip.and", some, more));
    }

    /** The first white space that is not the usual one. */
    private static Message spaceIn(String white) {
        return white.codePoints()
                .filter(c -> c != ' ')
                .mapToObj(c -> c == '\t' ? Message.of("a-tab") : Message.of("a-character", Wording.codePoint(c)))
                .findFirst()
                .orElseGet(() -> Message.of("spaces", white.length()));
    }

    /** Markdown lets a heading end in marks too. */
    private static String withoutClosing(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '#') {
            end--;
        }
        boolean closing =
                end < text.length() && (end == 0 || text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t');
        return closing ? WhiteSpace.strip(text.substring(0, end)) : text;
    }
}
