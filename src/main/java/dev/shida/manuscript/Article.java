package dev.shida.manuscript;

import dev.shida.content.Part;
import java.util.List;
import java.util.Optional;

/**
 * What the newspaper printed: only its headings are Markdown, everything else is taken as it stands. Where it is faulty
 * the faults are reported and the values here are placeholders, which must not be published.
 *
 * @param byline empty if the print has none
 * @param introduction may be empty
 * @param closing empty if the print has none
 * @param numbers what the numbers of the titles say of the order
 */
record Article(
        String title,
        Optional<String> byline,
        String introduction,
        List<PrintedStory> stories,
        Optional<String> closing,
        Numbering numbers) {

    /** How the numbers before the titles go. */
    enum Numbering {
        /** There are none. */
        NONE,
        RISING,
        FALLING
    }

    /**
     * A story as printed.
     *
     * @param line of its heading
     * @param numeral the number before the title, if all stories have one and they are consecutive
     * @param parts in the order of print
     */
    record PrintedStory(int line, Optional<String> numeral, String title, List<Part> parts) {}

    static Article read(SourceText source, PartNames names, Faults faults) {
        return new ArticleReader(names, faults).read(SectionReader.read(source, names, faults));
    }
}
