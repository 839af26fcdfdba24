package dev.shida.manuscript;

import static dev.shida.manuscript.Wording.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A manuscript's lines, and which of them are front matter. What no text may hold is reported and stands as
 * U+FFFD, so that the rest can still be checked.
 *
 * @param lines at least one
 * @param begin index of the front matter's first line
 * @param end index of the line after the front matter's last; less than {@code begin} where there is no front matter
 * @param article index of the article's first line; {@code lines.size()} where there is none
 */
record SourceText(List<Line> lines, int begin, int end, int article) {

    static final int MAX_BYTES = 4 * 1024 * 1024;

    /** Bounds the memory that a file of line ends takes. */
    static final int MAX_LINES = 20_000;

    /** Control characters that neither end a line nor are a tab. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0E-\\x1F\\x7F-\\x84\\x86-\\x9F]");

    /**
     * Longer runs are no writing, and take programs that normalise the text time in their square; 30 is the bound of
     * Unicode's Stream-Safe Text Format (UAX #15, section 13).
     */
    private static final Pattern TOO_MANY_MARKS = Pattern.compile("\\p{M}{31,}+");

    /** The categories of characters of which some are in what no text may hold. */
    private static final int SUSPECT = 1 << Character.CONTROL
            | 1 << Character.NON_SPACING_MARK
            | 1 << Character.ENCLOSING_MARK
            | 1 << Character.COMBINING_SPACING_MARK
            | 1 << Character.SURROGATE;

    private static final String FENCE = "---";

    /** What a fence may have become while typing: of other dashes, or of another number of them. */
    private static final Pattern LIKE_FENCE = Pattern.compile("-{2,9}|-{0,9}[‐‑‒–—―−－][-‐‑‒–—―−－]{0,9}");

    private static final Pattern KNOWN_KEY =
            Pattern.compile("(?:" + String.join("|", FrontMatter.KEYS) + ")\\s*[:：].*");

    /** A line that belongs to front matter, not to an article. */
    private static final Pattern FRONT_MATTER = Pattern.compile("\\s*(?:-\\s*)?\\{?\\s*(?:"
            + String.join("|", FrontMatter.KEYS) + "|slug|formerly|date|byline|file)\\s*[:：]");

    private static final Pattern YAML = Pattern.compile("[\\w-]+:.*|-? .*");

    /** @throws FaultyManuscript where there is so much, or of such a kind, that nothing of it is read */
    static SourceText read(byte[] bytes, Faults faults) throws FaultyManuscript {
        if (bytes.length > MAX_BYTES) {
            throw new FaultyManuscript(Fault.at(1, FaultCode.FILE_TOO_LARGE, MAX_BYTES));
        }
        List<Line> lines = lines(Encoding.decode(bytes), faults);
        int first = firstWithText(lines);
        Line opening = lines.get(first);
        int begin = first;
        if (isLikeFence(opening)) {
            requireFence(opening, faults);
            if (first > 0) {
                faults.at(opening.number(), FaultCode.FRONT_MATTER_NOT_FIRST);
            }
            begin++;
        } else if (isFrontMatterWithoutOpening(lines, first)) {
            faults.at(opening.number(), FaultCode.FRONT_MATTER_NOT_OPENED);
        } else {
            faults.at(1, FaultCode.NO_FRONT_MATTER, String.join(", ", FrontMatter.REQUIRED));
            return new SourceText(lines, 1, 0, 0);
        }
        for (int i = begin; i < lines.size() && !isPartHeading(lines.get(i)); i++) {
            if (isLikeFence(lines.get(i)) && !isBelowStories(lines.subList(begin, i))) {
                requireFence(lines.get(i), faults);
                return new SourceText(lines, begin, i, i + 1);
            }
        }
        faults.at(opening.number(), FaultCode.FRONT_MATTER_NOT_CLOSED);
        int title = titleAfter(lines, begin);
        return new SourceText(lines, begin, title, title);
    }

    boolean hasFrontMatter() {
        return end >= begin;
    }

    /** A line ends at each mandatory break of Unicode (UAX #14, BK, CR, LF and NL). */
    private static List<Line> lines(String text, Faults faults) throws FaultyManuscript {
        List<Line> lines = new ArrayList<>();
        int number = 1;
        int start = 0;
        do {
            if (lines.size() == MAX_LINES) {
                throw new FaultyManuscript(Fault.at(number, FaultCode.TOO_MANY_LINES, MAX_LINES));
            }
            int end = start;
            while (end < text.length() && !endsLine(text.charAt(end))) {
                end++;
            }
            lines.add(new Line(number, checked(text.substring(start, end), number, faults)));
            start = end + (text.startsWith("\r\n", end) ? 2 : 1);
            if (end < text.length() && (text.charAt(end) == '\n' || text.charAt(end) == '\r')) {
                number++;
            }
        } while (start < text.length());
        return lines;
    }

    private static boolean endsLine(char c) {
        return switch (c) {
            case '\n', '\u000B', '\f', '\r', '\u0085', '\u2028', '\u2029' -> true;
            default -> false;
        };
    }

    private static String checked(String text, int number, Faults faults) {
        if (!isSuspect(text)) {
            return text;
        }
        String line = text;
        Matcher control = CONTROL.matcher(line);
        if (control.find()) {
            faults.at(number, FaultCode.CONTROL_CHARACTER, Wording.codePoint(line.charAt(control.start())));
            line = control.replaceAll("\uFFFD");
        }
        Matcher marks = TOO_MANY_MARKS.matcher(line);
        if (marks.find()) {
            faults.at(number, FaultCode.TOO_MANY_MARKS);
            line = marks.replaceAll("\uFFFD");
        }
        return line;
    }

    private static boolean isSuspect(String line) {
        for (int i = 0; i < line.length(); i++) {
            if ((1 << Character.getType(line.charAt(i)) & SUSPECT) != 0) {
                return true;
            }
        }
        return false;
    }

    private static int firstWithText(List<Line> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (!WhiteSpace.isWhite(lines.get(i).text())) {
                return i;
            }
        }
        return 0;
    }

    private static boolean isLikeFence(Line line) {
        return line.text().length() < 20
                && LIKE_FENCE.matcher(WhiteSpace.strip(line.text())).matches();
    }

    private static void requireFence(Line line, Faults faults) {
        if (!WhiteSpace.strip(line.text()).equals(FENCE) || line.text().charAt(0) != '-') {
            faults.at(line.number(), FaultCode.WRONG_FENCE, quoted(line.text()));
        }
    }

    private static boolean isFrontMatterWithoutOpening(List<Line> lines, int first) {
        return KNOWN_KEY.matcher(lines.get(first).text()).matches()
                && lines.stream().anyMatch(SourceText::isLikeFence);
    }

    private static boolean isPartHeading(Line line) {
        return HeadingLine.of(line.text())
                .flatMap(heading -> PartNames.WELL_KNOWN.named(heading.text()))
                .isPresent();
    }

    /** Whether headings of stories stand above a fence, and no front matter below them, where they would be its comments. */
    private static boolean isBelowStories(List<Line> above) {
        for (int i = above.size() - 1; i >= 0; i--) {
            String line = above.get(i).text();
            if (FRONT_MATTER.matcher(line).lookingAt()) {
                return false;
            }
            if (line.startsWith("## ")) {
                return true;
            }
        }
        return false;
    }

    /** A guess where the article begins that nothing separates from the front matter: not at a comment of YAML. */
    private static int titleAfter(List<Line> lines, int begin) {
        int title = lines.size();
        for (int i = lines.size() - 1; i >= begin; i--) {
            String line = lines.get(i).text();
            if (HeadingLine.of(line).filter(heading -> heading.level() == 1).isPresent()) {
                title = i;
            } else if (title < lines.size() && YAML.matcher(line).matches()) {
                break;
            }
        }
        return title;
    }
}
