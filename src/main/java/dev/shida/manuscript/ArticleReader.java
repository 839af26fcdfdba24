package dev.shida.manuscript;

import static dev.shida.manuscript.Wording.quoted;

import dev.shida.content.EditionContent;
import dev.shida.content.Part;
import dev.shida.manuscript.Outline.Story;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that an article is a title, a byline and stories of two parts each, and that nothing is too long. */
final class ArticleReader {

    private final Faults faults;

    ArticleReader(Faults faults) {
        this.faults = faults;
    }

    Article read(List<Section> sections) {
        Outline outline = Outline.of(sections, faults);
        outline.stories().forEach(this::check);
        return new Article(
                outline.title().map(this::title).orElse(""),
                outline.title().map(this::byline).orElse(""),
                outline.title().map(this::introduction).orElse(""),
                outline.stories().stream().map(ArticleReader::story).toList());
    }

    private String title(Section section) {
        if (WhiteSpace.isWhite(section.heading())) {
            faults.at(section.line(), Wording.headingWithoutText(section.level()));
        }
        limit(section.line(), "this title", section.heading(), EditionContent.MAX_TITLE);
        return section.heading();
    }

    private String byline(Section section) {
        if (section.isEmpty()) {
            faults.at(section.line(), "no byline; expected a paragraph below the title that says who wrote it");
            return "";
        }
        Byline.check(section.paragraphs().get(0), faults);
        return WhiteSpace.strip(Section.text(section.paragraphs().get(0)));
    }

    private String introduction(Section section) {
        String introduction = section.text(1);
        if (!introduction.isEmpty()) {
            limit(
                    section.paragraphs().get(1).get(0).number(),
                    "the introduction",
                    introduction,
                    EditionContent.MAX_TEXT);
        }
        return introduction;
    }

    private void check(Story story) {
        title(story.heading());
        story.parts().forEach(this::check);
        List<PartKind> missing = Stream.of(PartKind.values())
                .filter(part -> !story.parts().containsKey(part))
                .toList();
        Section heading = story.heading();
        if (missing.isEmpty() && !heading.isEmpty()) {
            faults.at(heading.textLine(), "text right below a `##`; expected it below " + PartHeading.ANY);
        } else if (story.isUnclear()) {
            // The headings that it has are reported.
            return;
        } else if (missing.size() == PartKind.values().length) {
            faults.at(
                    heading.line(),
                    "this story has neither %s nor %s; expected both below its `##`"
                            .formatted(PartHeading.of(PartKind.REPLAY), PartHeading.of(PartKind.COMMENTARY)));
        } else if (!missing.isEmpty()) {
            String expected = PartHeading.of(missing.get(0));
            if (heading.isEmpty()) {
                faults.at(heading.line(), "this story has no %s; expected one below its `##`".formatted(expected));
            } else {
                faults.at(heading.textLine(), "text right below a `##`; expected %s above it".formatted(expected));
            }
        }
    }

    private void check(PartKind part, Section section) {
        if (!PartHeading.isExact(section) && !section.isReported()) {
            faults.at(
                    section.line(),
                    "unexpected heading %s; did you mean %s?"
                            .formatted(quoted(section.markup()), PartHeading.of(part)));
        } else if (section.isEmpty()) {
            faults.at(section.line(), "no text below %s; expected a paragraph".formatted(quoted(section.markup())));
        }
        limit(section.line(), "the text below this heading", section.text(0), EditionContent.MAX_TEXT);
    }

    private void limit(int line, String what, String text, int most) {
        int length = WhiteSpace.length(text);
        if (length > most) {
            faults.at(line, "%s has %d characters; expected at most %d".formatted(what, length, most));
        }
    }

    private static Article.Story story(Story story) {
        return new Article.Story(
                story.heading().heading(),
                Stream.of(PartKind.values())
                        .map(kind -> new Part(kind.id(), Optional.of(kind.heading()), story.text(kind)))
                        .toList());
    }
}
