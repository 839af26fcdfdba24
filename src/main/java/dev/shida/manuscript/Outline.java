package dev.shida.manuscript;

import static dev.shida.manuscript.Wording.quoted;

import dev.shida.content.EditionContent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What each section of an article is. A heading that is missing, or of the wrong level, is reported where it should be,
 * and then taken as if it were right, so that one slip is one fault.
 */
final class Outline {

    /** How the title of a story begins in an article without headings: {@code 3、} {@code 第三条} {@code ③}. */
    private static final Pattern NUMERAL =
            Pattern.compile("[【\\[(（]?(?:第?[0-9０-９一二三四五六七八九十]{1,3}(?:[、.．:：)）】\\]]|[条條名位][^\\p{L}]).*|[①-⑳㈠-㈩⒈-⒛].*)");

    /** A line that ends like this goes on, or is the end of a paragraph. */
    private static final Pattern NO_TITLE = Pattern.compile(".*[。｡．.，,、；;：:]");

    private final Faults faults;
    private final List<Story> stories = new ArrayList<>();
    private Section last;
    private Optional<Section> title = Optional.empty();

    /** A story whose parts are being gathered. */
    static final class Story {
        private final Section heading;
        private final Map<PartKind, Section> parts = new EnumMap<>(PartKind.class);
        private boolean unclear;

        Story(Section heading) {
            this.heading = heading;
        }

        Section heading() {
            return heading;
        }

        Map<PartKind, Section> parts() {
            return parts;
        }

        /** Whether it has headings that may have been meant for those of its parts. */
        boolean isUnclear() {
            return unclear;
        }

        String text(PartKind part) {
            return Optional.ofNullable(parts.get(part))
                    .map(section -> section.text(0))
                    .orElse("");
        }
    }

    private Outline(Section preamble, Faults faults) {
        this.last = preamble;
        this.faults = faults;
    }

    static Outline of(List<Section> sections, Faults faults) {
        Section preamble = sections.get(0);
        Outline outline = new Outline(preamble, faults);
        for (int i = 1; i < sections.size(); i++) {
            outline.add(sections.get(i), sections.subList(i + 1, sections.size()));
        }
        if (outline.title.isEmpty()) {
            outline.untitled(preamble);
        } else if (!preamble.isEmpty()) {
            faults.at(preamble.textLine(), "text before the title; expected it below the byline");
        }
        if (outline.stories.isEmpty()) {
            outline.noStories();
        }
        return outline;
    }

    Optional<Section> title() {
        return title;
    }

    List<Story> stories() {
        return stories;
    }

    private void add(Section section, List<Section> following) {
        Optional<PartKind> part = PartHeading.meant(section);
        Optional<PartKind> next = following.isEmpty() ? Optional.empty() : PartHeading.meant(following.get(0));
        if (part.isPresent()) {
            part(part.get(), section, next.isPresent() && !next.equals(part));
            return;
        }
        if (!section.isEmpty()) {
            next = Optional.empty();
        }
        switch (section.level()) {
            case 1 -> titleOrStory(section, next);
            case 2 -> {
                if (isTitle(next, following)) {
                    faults.at(section.line(), "no title; expected one `#` in front of this line, if it is the title");
                    title(section.reportedAs(1));
                } else {
                    story(section);
                }
            }
            default -> unexpected(section, next);
        }
    }

    private void titleOrStory(Section section, Optional<PartKind> next) {
        if (title.isEmpty()) {
            if (!stories.isEmpty() && !section.isReported()) {
                faults.at(section.line(), "the title stands below a story; expected it above all of them");
            }
            title(section);
            return;
        }
        faults.at(
                section.line(),
                "a second title, first on line %d; expected one `#`, and `##` for a story"
                        .formatted(title.get().line()));
        if (next.isPresent()) {
            story(section.reportedAs(2));
        }
    }

    /** Whether a section of level 2 is the title: if there is no other, and it is followed by stories, not by a part. */
    private boolean isTitle(Optional<PartKind> next, List<Section> following) {
        return title.isEmpty()
                && stories.isEmpty()
                && next.isEmpty()
                && !following.isEmpty()
                && following.get(0).level() == 2
                && following.stream().noneMatch(section -> section.level() == 1);
    }

    private void title(Section section) {
        title = Optional.of(section);
        last = section;
    }

    private void story(Section section) {
        stories.add(new Story(section));
        last = section;
    }

    private Optional<Story> story() {
        return stories.isEmpty() ? Optional.empty() : Optional.of(stories.get(stories.size() - 1));
    }

    /** @param paired whether the other part follows */
    private void part(PartKind part, Section section, boolean paired) {
        if (paired && (story().isEmpty() || story().get().parts.containsKey(part))) {
            unmarkedStory();
        }
        if (story().isEmpty()) {
            if (!section.isReported()) {
                faults.at(
                        section.line(),
                        "%s stands above all stories; expected a `##` before it".formatted(quoted(section.markup())));
            }
            last = section;
            return;
        }
        Story story = story().get();
        if (section.isReported() && story.parts.containsKey(part)) {
            readOn(section);
            return;
        }
        last = section;
        Section first = story.parts.putIfAbsent(part, section);
        if (first != null) {
            faults.at(
                    section.line(),
                    "a second %s in this story, first on line %d; expected one"
                            .formatted(PartHeading.of(part), first.line()));
        }
    }

    /** Where the line above the part that begins a story looks like a title, takes it for one. */
    private void unmarkedStory() {
        if (last.lines() < 2) {
            return;
        }
        int paragraph = last.paragraphs().size() - 1;
        int index = last.paragraphs().get(paragraph).size() - 1;
        Line line = last.paragraphs().get(paragraph).get(index);
        if (!Byline.isShort(line.text()) || NO_TITLE.matcher(line.text()).matches()) {
            return;
        }
        last.removeLine(paragraph, index);
        reportUnmarked(line);
        story(new Section(line.number(), 2, line.text(), true));
    }

    private void reportUnmarked(Line line) {
        if (!faults.isAt(line.number())) {
            faults.at(line.number(), "this line seems to be the title of a story; expected `## ` in front of it");
        }
    }

    private void unexpected(Section section, Optional<PartKind> next) {
        boolean opensStory =
                next.isPresent() && (story().isEmpty() || story().get().parts.containsKey(next.get()));
        faults.at(
                section.line(),
                WhiteSpace.isWhite(section.heading())
                        ? Wording.headingWithoutText(section.level())
                        : Wording.unexpectedHeading(
                                section.markup(), opensStory ? quoted("## " + section.heading()) : PartHeading.ANY));
        if (opensStory) {
            story(section.reportedAs(2));
            return;
        }
        story().ifPresent(story -> story.unclear = true);
        readOn(section);
    }

    /** Takes a heading for a paragraph of what is above it. */
    private void readOn(Section section) {
        last.add(new Line(section.line(), section.markup()), true);
        section.paragraphs().forEach(paragraph -> paragraph.forEach(line -> last.add(line, line == paragraph.get(0))));
    }

    private void untitled(Section preamble) {
        if (preamble.isEmpty()
                || WhiteSpace.length(preamble.paragraphs().get(0).get(0).text()) > EditionContent.MAX_TITLE) {
            faults.at(preamble.line(), "no title; expected a line `# …` above the byline");
            return;
        }
        Line first = preamble.removeLine(0, 0);
        faults.at(first.number(), "no title; expected `# ` in front of this line, if it is the title");
        Section section = new Section(first.number(), 1, first.text(), true);
        preamble.paragraphs()
                .forEach(paragraph -> paragraph.forEach(line -> section.add(line, line == paragraph.get(0))));
        title = Optional.of(section);
    }

    /** An article without any heading of a story may show by numerals where they should be. */
    private void noStories() {
        List<Line> numbered = title.stream()
                .flatMap(section -> section.paragraphs().stream())
                .flatMap(List::stream)
                .filter(line -> NUMERAL.matcher(WhiteSpace.strip(line.text())).matches() && Byline.isShort(line.text()))
                .toList();
        if (numbered.size() > 1) {
            numbered.forEach(this::reportUnmarked);
        } else {
            faults.at(last.line(), "no story; expected a line `## …` with the title of each");
        }
    }
}
