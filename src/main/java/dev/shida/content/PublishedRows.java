package dev.shida.content;

import dev.shida.content.EditionContent.StoryContent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of an edition as a revision publishes it. */
record PublishedRows(EditionRow edition, List<StoryRow> stories, List<PartRow> parts, List<FormerIdRow> formerIds) {
    /** What was published of an edition before, and the source that it belonged to. */
    record Previous(Optional<Edition> edition, Optional<String> source, Map<String, Story> stories) {}

    static PublishedRows of(EditionContent content, Previous previous, long revision, Instant now) {
        EditionRow edition = edition(content, previous, now);
        List<StoryRow> stories = stories(content, edition, revision, previous, now);
        edition.updatedAt = updatedAt(edition, stories, previous, now);
        return new PublishedRows(edition, stories, parts(content, stories), formerIds(content));
    }

    static int offset(OffsetDateTime time) {
        return time.getOffset().getTotalSeconds();
    }

    static OffsetDateTime here(Instant moment) {
        return moment.atZone(ZoneId.systemDefault()).toOffsetDateTime();
    }

    private static EditionRow edition(EditionContent content, Previous previous, Instant now) {
        EditionRow row = new EditionRow();
        row.id = content.id();
        row.series = content.series();
        row.year = content.year();
        row.language = content.language();
        row.order = content.order().id();
        row.title = content.title();
        row.byline = content.byline().orElse(null);
        row.introduction = content.introduction();
        row.closing = content.closing().orElse(null);
        row.stories = content.stories().size();
        row.topics = content.stories().stream()
                .flatMap(story -> story.topics().stream())
                .collect(Collectors.joining(" "));
        OffsetDateTime published = content.published()
                .or(() -> previous.edition.map(before -> before.publishedAt().atOffset(before.offset())))
                .orElseGet(() -> here(now));
        row.publishedAt = published.toInstant().truncatedTo(ChronoUnit.SECONDS);
        row.publishedOffset = offset(published);
        row.updatedAt = row.publishedAt;
        row.source = previous.source.orElse(null);
        return row;
    }

    private static List<StoryRow> stories(
            EditionContent content, EditionRow edition, long revision, Previous previous, Instant now) {
        List<StoryRow> rows = new ArrayList<>();
        for (StoryContent story : content.stories()) {
            StoryRow row = new StoryRow();
            row.id = content.idOf(story);
            row.edition = edition.id;
            row.series = edition.series;
            row.year = edition.year;
            row.position = rows.size() + 1;
            row.rank =
                    content.order().rank(row.position, content.stories().size()).orElse(null);
            row.numeral = story.numeral().orElse(null);
            row.number = Stories.number(revision, row.position);
            row.language = edition.language;
            row.title = story.title();
            row.excerpt = story.excerpt().orElse(null);
            row.date = story.date().orElse(null);
            row.byline = story.byline().orElse(null);
            row.parts = story.parts().stream().map(Part::id).collect(Collectors.joining(" "));
            row.topics = String.join(" ", story.topics());
            Story before = previous.stories.get(row.id);
            row.publishedAt = publishedAt(before, edition, previous, now);
            row.updatedAt = updatedAt(before, row, edition, story, now);
            rows.add(row);
        }
        return rows;
    }

    private static List<PartRow> parts(EditionContent content, List<StoryRow> rows) {
        List<PartRow> parts = new ArrayList<>();
        for (StoryRow row : rows) {
            int place = 1;
            for (Part part : content.stories().get(row.position - 1).parts()) {
                parts.add(new PartRow(row.number, place++, part));
            }
        }
        return parts;
    }

    private static List<FormerIdRow> formerIds(EditionContent content) {
        return content.stories().stream()
                .flatMap(story -> content.formerIdsOf(story).stream()
                        .map(id -> new FormerIdRow(id, content.id(), content.idOf(story))))
                .toList();
    }

    /** A story published with its edition follows the edition; one added later has a time of its own. */
    private static Instant publishedAt(@Nullable Story before, EditionRow edition, Previous previous, Instant now) {
        if (previous.edition.isEmpty()) {
            return edition.publishedAt;
        }
        if (before == null) {
            return now;
        }
        return before.publishedAt().equals(previous.edition.get().publishedAt())
                ? edition.publishedAt
                : before.publishedAt();
    }

    private static Instant updatedAt(
            @Nullable Story before, StoryRow row, EditionRow edition, StoryContent story, Instant now) {
        if (before == null) {
            return row.publishedAt;
        }
        boolean same = before.position() == row.position
                && before.rank().equals(Optional.ofNullable(row.rank))
                && before.numeral().equals(story.numeral())
                && before.language().equals(edition.language)
                && before.title().equals(story.title())
                && before.date().equals(story.date())
                && before.byline().equals(story.byline())
                && before.parts().equals(Optional.of(story.parts()))
                && before.topics().stream().map(Topic::id).toList().equals(story.topics())
                && before.publishedAt().equals(row.publishedAt);
        return later(same ? before.updatedAt() : now, row.publishedAt);
    }

    private static Instant updatedAt(EditionRow edition, List<StoryRow> stories, Previous previous, Instant now) {
        if (previous.edition.isEmpty()) {
            return edition.publishedAt;
        }
        Edition before = previous.edition.get();
        boolean same = before.title().equals(edition.title)
                && before.byline().equals(Optional.ofNullable(edition.byline))
                && before.introduction().equals(edition.introduction)
                && before.closing().equals(Optional.ofNullable(edition.closing))
                && before.order().id().equals(edition.order)
                && before.language().equals(edition.language)
                && before.publishedAt().equals(edition.publishedAt)
                && previous.stories.size() == stories.size()
                && stories.stream().allMatch(story -> isSame(story, previous.stories.get(story.id)));
        return later(same ? before.updatedAt() : now, edition.publishedAt);
    }

    /** What is published in the future is not updated before. */
    private static Instant later(Instant updated, Instant published) {
        return updated.isBefore(published) ? published : updated;
    }

    private static boolean isSame(StoryRow story, @Nullable Story before) {
        return before != null && before.updatedAt().equals(story.updatedAt);
    }
}
