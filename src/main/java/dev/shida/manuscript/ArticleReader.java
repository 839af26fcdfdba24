package dev.shida.manuscript;

import static dev.shida.manuscript.Wording.quoted;

import dev.shida.edition.EditionContent;
import dev.shida.edition.Part;
import dev.shida.manuscript.Prose.Paragraph;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that an article's sections come as a title, then stories of two parts each. */
final class ArticleReader {

    private static final String ANY_PART =
            PartHeading.of(Part.REPLAY) + " or " + PartHeading.of(Part.COMMENTARY) + " below a `##`";

    private final Faults faults;
    private final List<OpenStory> stories = new ArrayList<>();
    private Optional<Section> title = Optional.empty();

    ArticleReader(Faults faults) {
        this.faults = faults;
    }

    /** A story whose parts are being gathered. */
    private record OpenStory(Section heading, Map<Part, Section> parts) {
        String text(Part part) {
            return Optional.ofNullable(parts.get(part))
                    .map(section -> section.text(0))
                    .orElse("");
        }
    }

    Article read(List<Section> sections) {
        for (Section section : sections.subList(1, sections.size())) {
            Optional<Part> part = PartHeading.meant(section);
            if (part.isPresent()) {
                part(part.get(), section);
            } else if (section.level() == 1) {
                title(section);
            } else if (section.level() == 2) {
                story(section);
            } else if (!section.heading().isEmpty()) {
                faults.at(
                        section.line(),
                        "unexpected heading %s; expected %s".formatted(quoted(section.markup()), ANY_PART));
            }
        }
        requireBothParts();
        Section preamble = sections.get(0);
        if (title.isEmpty()) {
            faults.at(preamble.line(), "no title; expected a line `# …` above the byline");
        } else {
            forbidText(preamble, "text before the title; expected it below the byline");
        }
        return new Article(
                title.map(Section::heading).orElse(""),
                title.map(this::byline).orElse(""),
                title.map(this::introduction).orElse(""),
                stories.stream().map(ArticleReader::close).toList());
    }

    private void title(Section section) {
        if (title.isPresent()) {
            faults.at(
                    section.line(),
                    "a second title, first on line %d; expected one `#`, and `##` for a story"
                            .formatted(title.get().line()));
            return;
        }
        if (!stories.isEmpty()) {
            faults.at(section.line(), "the title stands below a story; expected it above all of them");
        }
        title = Optional.of(section);
        limit(section.line(), "this title", section.heading(), EditionContent.MAX_TITLE);
    }

    private String byline(Section section) {
        if (section.paragraphs().isEmpty()) {
            faults.at(section.line(), "no byline; expected a paragraph below the title that says who wrote it");
            return "";
        }
        Paragraph first = section.paragraphs().get(0);
        String byline = Prose.nfc(first.text());
        limit(first.line(), "the byline", byline, EditionContent.MAX_TITLE);
        return byline;
    }

    private String introduction(Section section) {
        String introduction = section.text(1);
        if (!introduction.isEmpty()) {
            limit(section.paragraphs().get(1).line(), "the introduction", introduction, EditionContent.MAX_TEXT);
        }
        return introduction;
    }

    private void story(Section section) {
        stories.add(new OpenStory(section, new EnumMap<>(Part.class)));
        limit(section.line(), "this title", section.heading(), EditionContent.MAX_TITLE);
        forbidText(
                section,
                "text right below a `##`; expected it below " + PartHeading.of(Part.REPLAY) + " or "
                        + PartHeading.of(Part.COMMENTARY));
    }

    private void part(Part part, Section section) {
        if (!PartHeading.isExact(section)) {
            faults.at(
                    section.line(),
                    "unexpected heading %s; did you mean %s?"
                            .formatted(quoted(section.markup()), PartHeading.of(part)));
        }
        if (section.paragraphs().isEmpty()) {
            faults.at(section.line(), "no text below %s; expected a paragraph".formatted(quoted(section.markup())));
        }
        limit(section.line(), "the text below this heading", section.text(0), EditionContent.MAX_TEXT);
        if (stories.isEmpty()) {
            faults.at(
                    section.line(),
                    "%s stands above all stories; expected a `##` before it".formatted(quoted(section.markup())));
            return;
        }
        Section first = stories.get(stories.size() - 1).parts().putIfAbsent(part, section);
        if (first != null) {
            faults.at(
                    section.line(),
                    "a second %s in this story, first on line %d; expected one"
                            .formatted(PartHeading.of(part), first.line()));
        }
    }

    private void requireBothParts() {
        for (OpenStory story : stories) {
            for (Part part : Part.values()) {
                if (!story.parts().containsKey(part)) {
                    faults.at(
                            story.heading().line(),
                            "this story has no %s; expected one below its `##`".formatted(PartHeading.of(part)));
                }
            }
        }
    }

    private void forbidText(Section section, String message) {
        if (!section.paragraphs().isEmpty()) {
            faults.at(section.paragraphs().get(0).line(), message);
        }
    }

    private void limit(int line, String what, String text, int most) {
        int length = Prose.length(text);
        if (length > most) {
            faults.at(line, "%s has %d characters; expected at most %d".formatted(what, length, most));
        }
    }

    private static Article.Story close(OpenStory story) {
        return new Article.Story(story.heading().heading(), story.text(Part.REPLAY), story.text(Part.COMMENTARY));
    }
}
