package dev.shida.manuscript;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A heading of the article and the text up to the next one.
 *
 * @param line the heading's line, from 1
 * @param level 1 to 6; 0 for what stands before the first heading
 * @param heading its text, as the source has it
 * @param reported whether a fault of this heading is reported already, so that no other need be
 * @param paragraphs each of at least one line without the white space around it
 */
record Section(int line, int level, String heading, Form form, boolean reported, List<List<Line>> paragraphs) {
    /** How the section begins. */
    enum Form {
        /** With number signs; or it is what stands before the first heading. */
        HEADING,
        /** With the name of a part at the beginning of a paragraph. */
        LABEL,
        /** With a line of dashes. */
        DASHES
    }

    Section(int line, int level, String heading, boolean reported) {
        this(line, level, heading, Form.HEADING, reported, new ArrayList<>());
    }

    static Section label(int line, String heading) {
        return new Section(line, PartNames.LEVEL, heading, Form.LABEL, false, new ArrayList<>());
    }

    static Section dashes(int line, String dashes) {
        return new Section(line, 0, dashes, Form.DASHES, false, new ArrayList<>());
    }

    /** This section under a heading of another level, of which a fault is reported. */
    Section reportedAs(int level) {
        return new Section(line, level, heading, form, true, paragraphs);
    }

    /** The heading as an editor would type it, to be quoted. */
    String markup() {
        return form == Form.HEADING ? (HeadingLine.marks(level) + " " + heading).strip() : heading;
    }

    void add(Line text, boolean begins) {
        if (begins || paragraphs.isEmpty()) {
            paragraphs.add(new ArrayList<>());
        }
        paragraphs.get(paragraphs.size() - 1).add(text);
    }

    /** Adds the paragraphs of a section whose heading has turned out to be none. */
    void addAll(Section other) {
        other.paragraphs.forEach(paragraph -> paragraph.forEach(line -> add(line, line == paragraph.get(0))));
    }

    boolean isEmpty() {
        return paragraphs.isEmpty();
    }

    /** The line of the first paragraph. */
    int textLine() {
        return paragraphs.get(0).get(0).number();
    }

    int lines() {
        return paragraphs.stream().mapToInt(List::size).sum();
    }

    Line removeLine(int paragraph, int index) {
        Line removed = paragraphs.get(paragraph).remove(index);
        if (paragraphs.get(paragraph).isEmpty()) {
            paragraphs.remove(paragraph);
        }
        return removed;
    }

    /** The paragraphs, skipping the first few, separated by one empty line. */
    String text(int skip) {
        return paragraphs.stream().skip(skip).map(Section::text).collect(Collectors.joining("\n\n"));
    }

    static String text(List<Line> paragraph) {
        return paragraph.stream().map(Line::text).collect(Collectors.joining("\n"));
    }
}
