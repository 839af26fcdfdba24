package dev.shida.manuscript;

import static dev.shida.manuscript.Wording.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the headings and paragraphs of an article, line by line: nothing else is Markdown. A line that looks like a
 * heading and is none is reported, and taken for the heading that it was meant to be if that is certain.
 */
final class SectionReader {

    private static final char ESCAPE = '\\';

    /** What Markdown takes for a mark that the text above is a heading. */
    private static final Pattern UNDERLINE = Pattern.compile("={3,}|-{3,}");

    private static final int DEEPEST = 3;

    private final Faults faults;
    private final List<Section> sections = new ArrayList<>();
    private Section open;
    private boolean titled;

    private SectionReader(int line, Faults faults) {
        this.faults = faults;
        this.open = new Section(line, 0, "", false);
        sections.add(open);
    }

    /** The article's sections in order; the first is always that before the first heading. */
    static List<Section> read(Source source, Faults faults) {
        List<Line> lines =
                source.lines().subList(source.article(), source.lines().size());
        Line last = source.lines().get(source.lines().size() - 1);
        SectionReader reader =
                new SectionReader(lines.isEmpty() ? last.number() : lines.get(0).number(), faults);
        reader.read(lines);
        return reader.sections;
    }

    private void read(List<Line> lines) {
        boolean paragraphPerLine = hasNoEmptyLine(lines);
        boolean afterText = false;
        for (Line line : lines) {
            String text = WhiteSpace.trim(line.text());
            if (WhiteSpace.isWhite(text)) {
                afterText = false;
            } else {
                boolean isText = isEscaped(text) || !heading(line, text);
                if (isText) {
                    if (afterText && UNDERLINE.matcher(text).matches()) {
                        reportUnderline(line, text);
                    }
                    open.add(new Line(line.number(), unescaped(text)), !afterText || paragraphPerLine);
                }
                afterText = isText;
            }
        }
    }

    /** Such an article, as word processors copy it, has one paragraph a line. */
    private static boolean hasNoEmptyLine(List<Line> lines) {
        int first = 0;
        int last = lines.size();
        while (first < last && WhiteSpace.isWhite(lines.get(first).text())) {
            first++;
        }
        while (first < last && WhiteSpace.isWhite(lines.get(last - 1).text())) {
            last--;
        }
        return lines.subList(first, last).stream().noneMatch(line -> WhiteSpace.isWhite(line.text()));
    }

    /** Whether the line is a heading, or taken for one. */
    private boolean heading(Line line, String text) {
        Optional<HeadingLine> found = HeadingLine.of(line.text());
        if (found.isEmpty()) {
            return unmarkedPart(line, text);
        }
        HeadingLine heading = found.get();
        Optional<PartKind> part = PartHeading.meant(heading.level(), heading.text());
        boolean taken = isHeading(heading, part);
        if (!heading.slip().isEmpty() || !taken) {
            faults.at(line.number(), message(heading, WhiteSpace.strip(text), part, taken));
        }
        if (taken) {
            titled |= heading.level() < DEEPEST;
            begin(new Section(
                    line.number(),
                    heading.level(),
                    heading.text(),
                    !heading.slip().isEmpty()));
        }
        return taken;
    }

    private boolean isHeading(HeadingLine heading, Optional<PartKind> part) {
        if (part.isPresent()) {
            return true;
        }
        return heading.slip().isEmpty()
                ? heading.level() <= DEEPEST
                // A single mark may as well begin a hashtag.
                : heading.level() == 2 || heading.level() == 1 && !titled;
    }

    private static String message(HeadingLine heading, String line, Optional<PartKind> part, boolean taken) {
        if (heading.slip().isEmpty()) {
            return Wording.unexpectedHeading(line, PartHeading.ANY);
        }
        String slip = "%s is no heading, as %s; expected ".formatted(quoted(line), heading.slip());
        String right = HeadingLine.marks(heading.level()) + " " + heading.text();
        if (part.isPresent() || taken) {
            return slip + part.map(PartHeading::of).orElse(quoted(right)) + ", " + Wording.TO_PRINT_IT;
        }
        return heading.level() == 1
                ? slip
                        + "%s if it is to be printed, or %s if it is the title of a story"
                                .formatted(quoted(ESCAPE + line), quoted("#" + right))
                : slip + PartHeading.ANY + ", " + Wording.TO_PRINT_IT;
    }

    private boolean unmarkedPart(Line line, String text) {
        Optional<PartKind> part = PartHeading.named(text);
        part.ifPresent(meant -> {
            faults.at(
                    line.number(),
                    "%s stands alone on a line; expected %s, %s"
                            .formatted(quoted(WhiteSpace.strip(text)), PartHeading.of(meant), Wording.TO_PRINT_IT));
            begin(new Section(line.number(), DEEPEST, meant.heading(), true));
        });
        return part.isPresent();
    }

    private void begin(Section section) {
        open = section;
        sections.add(section);
    }

    private void reportUnderline(Line line, String text) {
        faults.at(
                line.number(),
                "a line of `%s` right below text; expected a heading to begin with `#` or `##`, %s"
                        .formatted(text.charAt(0), Wording.TO_PRINT_IT));
    }

    private static boolean isEscaped(String text) {
        String stripped = WhiteSpace.strip(text);
        return stripped.length() > 1 && stripped.charAt(0) == ESCAPE;
    }

    /** The text without the backslash before its first character. */
    private static String unescaped(String text) {
        if (!isEscaped(text)) {
            return text;
        }
        int escape = text.indexOf(ESCAPE);
        return text.substring(0, escape) + text.substring(escape + 1);
    }
}
