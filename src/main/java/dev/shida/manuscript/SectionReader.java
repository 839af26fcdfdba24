package dev.shida.manuscript;

import static dev.shida.manuscript.Wording.quoted;

import dev.shida.content.PartKind;
import dev.shida.manuscript.Section.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the headings, labels and paragraphs of an article, line by line: nothing else is Markdown. A line that looks like a
 * heading and is none is reported, and taken for the heading that it was meant to be if that is certain.
 */
final class SectionReader {

    private static final char ESCAPE = '\\';

    /** What Markdown takes for a mark that the text above is a heading. */
    private static final Pattern UNDERLINE = Pattern.compile("={3,}|-{3,}");

    private final PartNames names;
    private final Faults faults;
    private final List<Section> sections = new ArrayList<>();
    private Section open;
    private boolean titled;
    private boolean inStories;

    private SectionReader(int line, PartNames names, Faults faults) {
        this.names = names;
        this.faults = faults;
        this.open = new Section(line, 0, "", false);
        sections.add(open);
    }

    /** The article's sections in order; the first is always that before the first heading. */
    static List<Section> read(SourceText source, PartNames names, Faults faults) {
        List<Line> lines =
                source.lines().subList(source.article(), source.lines().size());
        Line last = source.lines().get(source.lines().size() - 1);
        SectionReader reader =
                new SectionReader(lines.isEmpty() ? last.number() : lines.get(0).number(), names, faults);
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
            } else if (isEscaped(text)) {
                open.add(new Line(line.number(), unescaped(text), true), !afterText || paragraphPerLine);
                afterText = true;
            } else if (heading(line, text)) {
                afterText = false;
            } else {
                afterText = text(line, text, !afterText || paragraphPerLine);
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

    /**
     * Takes a line that is no heading.
     *
     * @param begins whether it begins a paragraph
     * @return whether a line below it may belong to the same paragraph
     */
    private boolean text(Line line, String text, boolean begins) {
        boolean isUnderline = UNDERLINE.matcher(text).matches();
        if (isUnderline && begins && text.charAt(0) == '-') {
            if (inStories) {
                begin(Section.dashes(line.number(), text));
            } else {
                faults.at(line.number(), FaultCode.DASHES_ABOVE_STORIES, quoted(text));
            }
            return false;
        }
        if (isUnderline && !begins) {
            faults.at(line.number(), FaultCode.UNDERLINE, String.valueOf(text.charAt(0)));
        }
        Optional<PartNames.PartLabel> label =
                inStories && open.form() != Form.DASHES ? names.label(text) : Optional.empty();
        if (label.isPresent() && begins) {
            begin(Section.label(line.number(), label.get().heading()));
            open.add(new Line(line.number(), label.get().text()), true);
            return true;
        }
        label.ifPresent(inside -> faults.at(line.number(), FaultCode.LABEL_INSIDE_PARAGRAPH, quoted(inside.heading())));
        open.add(new Line(line.number(), text), begins);
        return true;
    }

    /** Whether the line is a heading, or taken for one. */
    private boolean heading(Line line, String text) {
        Optional<HeadingLine> found = HeadingLine.of(line.text());
        if (found.isEmpty()) {
            return unmarkedPart(line, text);
        }
        HeadingLine heading = found.get();
        Optional<PartKind> part = names.meant(heading.level(), heading.text());
        boolean taken = isHeading(heading, part);
        if (heading.slip().isPresent()) {
            report(line.number(), heading, heading.slip().get(), WhiteSpace.strip(text), part, taken);
        }
        if (taken) {
            titled |= heading.level() <= 2;
            inStories |= heading.level() == 2;
            begin(new Section(
                    line.number(),
                    heading.level(),
                    heading.text(),
                    heading.slip().isPresent()));
        }
        return taken;
    }

    private boolean isHeading(HeadingLine heading, Optional<PartKind> part) {
        // A single mark may as well begin a hashtag.
        return part.isPresent() || heading.slip().isEmpty() || heading.level() == 2 || heading.level() == 1 && !titled;
    }

    private void report(
            int line, HeadingLine heading, Message slip, String text, Optional<PartKind> part, boolean taken) {
        String right = HeadingLine.marks(heading.level()) + " " + heading.text();
        boolean isDeeper = heading.level() > PartNames.LEVEL && heading.level() <= HeadingLine.MAX_LEVEL;
        if (part.isPresent() || taken || isDeeper) {
            String expected =
                    part.map(kind -> names.suggestion(kind, heading.text())).orElse(right);
            faults.at(line, FaultCode.NO_HEADING, quoted(text), slip, quoted(expected));
        } else if (heading.level() == 1) {
            faults.at(
                    line,
                    FaultCode.NO_HEADING_BUT_HASHTAG,
                    quoted(text),
                    slip,
                    quoted(ESCAPE + text),
                    quoted("#" + right));
        } else {
            faults.at(line, FaultCode.NO_HEADING_BUT_PART, quoted(text), slip, names.any());
        }
    }

    private boolean unmarkedPart(Line line, String text) {
        Optional<PartKind> part = names.named(text);
        part.ifPresent(meant -> {
            faults.at(
                    line.number(),
                    FaultCode.UNMARKED_PART,
                    quoted(WhiteSpace.strip(text)),
                    quoted(names.suggestion(meant, text)));
            begin(new Section(line.number(), PartNames.LEVEL, text, true));
        });
        return part.isPresent();
    }

    private void begin(Section section) {
        open = section;
        sections.add(section);
    }

    private static boolean isEscaped(String text) {
        String stripped = WhiteSpace.strip(text);
        return stripped.length() > 1 && stripped.charAt(0) == ESCAPE;
    }

    /** The text without the backslash before its first character. */
    private static String unescaped(String text) {
        int escape = text.indexOf(ESCAPE);
        return text.substring(0, escape) + text.substring(escape + 1);
    }
}
