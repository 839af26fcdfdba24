package dev.shida.manuscript;

import dev.shida.content.Part;
import java.util.List;

/**
 * What the newspaper printed: only its headings are Markdown, everything else is taken as it stands. Where it is faulty
 * the faults are reported and the values here are stand-ins, which nobody may publish.
 */
record Article(String title, String byline, String introduction, List<Story> stories) {

    record Story(String title, List<Part> parts) {}

    static Article read(Source source, Faults faults) {
        return new ArticleReader(faults).read(SectionReader.read(source, faults));
    }
}
