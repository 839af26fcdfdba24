package dev.shida.manuscript;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One thing wrong with a manuscript, for the editor who can correct it. A warning is one too, with which a manuscript is
 * published all the same.
 *
 * @param line the first line of the file that it is on, from 1, as an editor program counts
 * @param otherLines that the same thing is wrong with, in order
 */
public record Fault(int line, List<Integer> otherLines, FaultCode code, Message message) {

    /** The most lines that are listed. */
    private static final int MOST_LINES = 100;

    static Fault at(int line, FaultCode code, Object... arguments) {
        return new Fault(line, List.of(), code, Message.of(code.id(), arguments));
    }

    /** Whether it does not prevent publication. */
    public boolean isWarning() {
        return code.isWarning();
    }

    /** What is wrong, what was expected, and which other lines it is on: in Chinese for a Chinese locale, else in English. */
    public String in(Locale language) {
        return message.in(language) + others().in(language);
    }

    private Message others() {
        String lines =
                otherLines.stream().limit(MOST_LINES).map(String::valueOf).collect(Collectors.joining(", "));
        int more = otherLines.size() - MOST_LINES;
        return switch (otherLines.size()) {
            case 0 -> Message.of("no-other-line");
            case 1 -> Message.of("other-line", lines);
            default -> more > 0 ? Message.of("many-other-lines", lines, more) : Message.of("other-lines", lines);
        };
    }

    @Override
    public String toString() {
        return "line " + line + ": " + in(Locale.ENGLISH);
    }
}
