package dev.shida.manuscript;

import static dev.shida.manuscript.Wording.quoted;

import dev.shida.content.EditionContent;
import dev.shida.content.PartKind;
import dev.shida.manuscript.Section.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What each section of an article is. A heading that is missing, or of the wrong level, is reported where it should be,
 * and then taken as if it were right, so that one slip is one fault.
 */
final class Outline {

    /** A line that ends like this goes on, or is the end of a paragraph. */
    private static final Pattern NO_TITLE = Pattern.compile(".*[。｡．.，,、；;：:]");

    private final PartNames names;
    private final Faults faults;

    /** Whether any heading has the two marks of a story. */
    private final boolean hasStories;

    private final List<StoryOutline> stories = new ArrayList<>();
    private Section last;
    private Optional<Section> title = Optional.empty();
    private Optional<Section> closing = Optional.empty();

    /**
     * A story whose parts are being gathered.
     *
     * @param parts those under headings and labels, in order of print
     */
    record StoryOutline(Section heading, Map<PartKind, Section> parts) {
        StoryOutline(Section heading) {
            this(heading, new LinkedHashMap<>());
        }
    }

    private Outline(List<Section> sections, PartNames names, Faults faults) {
        this.last = sections.get(0);
        this.hasStories = sections.stream().anyMatch(section -> section.level() == 2);
        this.names = names;
        this.faults = faults;
    }

    static Outline of(List<Section> all, PartNames names, Faults faults) {
        Section preamble = all.get(0);
        Outline outline = new Outline(all, names, faults);
        List<Section> sections = outline.withStories(all);
        for (int i = 1; i < sections.size(); i++) {
            outline.add(sections.get(i), sections.subList(i + 1, sections.size()));
        }
        if (outline.title.isEmpty()) {
            outline.untitled(preamble);
        } else if (!preamble.isEmpty()) {
            faults.at(preamble.textLine(), FaultCode.TEXT_ABOVE_TITLE);
        }
        if (outline.stories.isEmpty()) {
            outline.noStories();
        }
        return outline;
    }

    Optional<Section> title() {
        return title;
    }

    List<StoryOutline> stories() {
        return stories;
    }

    Optional<Section> closing() {
        return closing;
    }

    /** Where no heading has two marks but several that are no parts have three, these are the stories'. */
    private List<Section> withStories(List<Section> sections) {
        Set<Section> deeper = sections.stream()
                .filter(section -> section.form() == Form.HEADING
                        && section.level() == PartNames.LEVEL
                        && names.meant(section).isEmpty()
                        && !WhiteSpace.isWhite(section.heading()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (deeper.size() < 2 || hasStories) {
            return sections;
        }
        deeper.forEach(section -> faults.at(section.line(), FaultCode.STORIES_OF_THREE_MARKS));
        return sections.stream()
                .map(section -> deeper.contains(section) ? section.reportedAs(2) : section)
                .toList();
    }

    private void add(Section section, List<Section> following) {
        if (section.form() == Form.DASHES) {
            closing(section, following);
            return;
        }
        Optional<PartKind> part = part(section, following);
        Optional<PartKind> next = following.isEmpty() ? Optional.empty() : names.meant(following.get(0));
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
                    faults.at(section.line(), FaultCode.TITLE_OF_TWO_MARKS);
                    title(section.reportedAs(1));
                } else {
                    story(section);
                }
            }
            default -> deeper(section, next);
        }
    }

    /** The part that a heading is for. A deeper one is for a part only by its very words, or where the story lacks that part. */
    private Optional<PartKind> part(Section section, List<Section> following) {
        Optional<PartKind> part = names.meant(section);
        if (story().isEmpty()
                || section.level() <= PartNames.LEVEL
                || section.reported()
                || names.named(section.heading()).isPresent()) {
            return part;
        }
        return part.filter(kind -> !story().get().parts.containsKey(kind))
                .filter(kind -> following.stream()
                        .takeWhile(each -> each.level() > 2)
                        .noneMatch(each -> each.level() == PartNames.LEVEL
                                && names.meant(each).equals(part)));
    }

    private void titleOrStory(Section section, Optional<PartKind> next) {
        if (title.isEmpty()) {
            if (!stories.isEmpty() && !section.reported()) {
                faults.at(section.line(), FaultCode.TITLE_BELOW_STORY);
            }
            title(section);
            return;
        }
        faults.at(section.line(), FaultCode.SECOND_TITLE, title.get().line());
        if (next.isPresent() || !hasStories) {
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
        stories.add(new StoryOutline(section));
        last = section;
    }

    private Optional<StoryOutline> story() {
        return stories.isEmpty() ? Optional.empty() : Optional.of(stories.get(stories.size() - 1));
    }

    /** @param paired whether the other part follows */
    private void part(PartKind part, Section section, boolean paired) {
        if (paired && (story().isEmpty() || story().get().parts.containsKey(part))) {
            unmarkedStory();
        }
        if (story().isEmpty()) {
            if (!section.reported()) {
                faults.at(section.line(), FaultCode.PART_ABOVE_STORIES, quoted(section.markup()));
            }
            last = section;
            return;
        }
        StoryOutline story = story().get();
        if (section.reported() && story.parts.containsKey(part)) {
            readOn(section);
            return;
        }
        last = section;
        Section first = story.parts.putIfAbsent(part, section);
        if (first != null) {
            faults.at(
                    section.line(),
                    FaultCode.SECOND_PART,
                    quoted(section.markup()),
                    Message.of(part.id()),
                    first.line());
        } else if (!names.isExact(section) && !section.reported()) {
            boolean isNamed = names.named(section.heading()).isPresent();
            faults.at(
                    section.line(),
                    isNamed ? FaultCode.PART_OF_OTHER_LEVEL : FaultCode.HEADING_LIKE_PART,
                    quoted(section.markup()),
                    quoted(names.suggestion(part, section.heading())));
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
            faults.at(line.number(), FaultCode.UNMARKED_STORY);
        }
    }

    /** A heading of three marks or more that is for no part: in a story, a deeper one is a paragraph. */
    private void deeper(Section section, Optional<PartKind> next) {
        boolean opensStory =
                next.isPresent() && (story().isEmpty() || story().get().parts.containsKey(next.get()));
        if (WhiteSpace.isWhite(section.heading())) {
            faults.at(section.line(), FaultCode.HEADING_WITHOUT_TEXT, HeadingLine.marks(section.level()));
        } else if (opensStory) {
            faults.at(
                    section.line(),
                    FaultCode.HEADING_LIKE_STORY,
                    quoted(section.markup()),
                    quoted("## " + section.heading()));
            story(section.reportedAs(2));
            return;
        } else if (section.level() > PartNames.LEVEL && story().isPresent()) {
            last.add(new Line(section.line(), section.heading(), true), true);
            last.addAll(section);
            return;
        } else {
            faults.at(section.line(), FaultCode.UNEXPECTED_HEADING, quoted(section.markup()), names.any());
        }
        readOn(section);
    }

    private void closing(Section section, List<Section> following) {
        if (following.stream().anyMatch(each -> each.form() != Form.DASHES)) {
            faults.at(section.line(), FaultCode.CLOSING_NOT_LAST);
            last.addAll(section);
        } else if (closing.isPresent()) {
            faults.at(section.line(), FaultCode.SECOND_CLOSING, closing.get().line());
        } else {
            closing = Optional.of(section);
            if (section.isEmpty() && following.isEmpty()) {
                faults.at(section.line(), FaultCode.EMPTY_CLOSING);
            }
        }
    }

    /** Takes a heading for a paragraph of what is above it. */
    private void readOn(Section section) {
        last.add(new Line(section.line(), section.markup(), true), true);
        last.addAll(section);
    }

    private void untitled(Section preamble) {
        if (preamble.isEmpty()
                || WhiteSpace.length(preamble.paragraphs().get(0).get(0).text()) > EditionContent.MAX_TITLE) {
            faults.at(preamble.line(), FaultCode.NO_TITLE);
            return;
        }
        Line first = preamble.removeLine(0, 0);
        faults.at(first.number(), FaultCode.NO_TITLE_ABOVE);
        Section section = new Section(first.number(), 1, first.text(), true);
        section.addAll(preamble);
        title = Optional.of(section);
    }

    /** An article without any heading of a story may show by numerals where they should be. */
    private void noStories() {
        List<Line> numbered = title.stream()
                .flatMap(section -> section.paragraphs().stream())
                .flatMap(List::stream)
                .filter(line -> Byline.isShort(line.text())
                        && Numeral.of(WhiteSpace.strip(line.text()))
                                .filter(Numeral::isCertain)
                                .isPresent())
                .toList();
        if (numbered.size() > 1) {
            numbered.forEach(this::reportUnmarked);
        } else {
            faults.at(last.line(), FaultCode.NO_STORY);
        }
    }
}
