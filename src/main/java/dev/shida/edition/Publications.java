package dev.shida.edition;

import dev.shida.edition.EditionContent.StoryContent;
import dev.shida.edition.Story.Texts;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/** How the published content changes: an edition at a time. Whoever calls holds the transaction. */
@ApplicationScoped
public class Publications implements PanacheRepositoryBase<RevisionRow, Long> {
    /** More than an edition has stories: a story's number is its revision's and its rank. */
    private static final long NUMBERS_A_REVISION = 1_000;

    private final Editions editions;
    private final Stories stories;
    private final Topics topics;

    Publications(Editions editions, Stories stories, Topics topics) {
        this.editions = editions;
        this.stories = stories;
        this.topics = topics;
    }

    /** Whether what was last read from a source had this digest. */
    public boolean know(String source, String digest) {
        SourceRow row = getSession().find(SourceRow.class, source);
        return row != null && row.digest.equals(digest);
    }

    /** Notes what was read from a source, once it is published. */
    public void note(String source, String digest) {
        getSession().merge(new SourceRow(source, digest));
    }

    /** Whether what is published of an edition came from a manuscript with this digest. */
    public boolean hold(String edition, String digest) {
        return getSession()
                .createNativeQuery(
                        "select digest from revision where edition = :edition order by number desc fetch first row only",
                        String.class)
                .setParameter("edition", edition)
                .getResultList()
                .contains(digest);
    }

    /** The story ids of this content that stories of other editions have, each with its edition's id. */
    public Map<String, String> taken(EditionContent content) {
        return getSession()
                .createNativeQuery(
                        "select id, edition from story where id in (:ids) and edition <> :edition", Object[].class)
                .setParameter(
                        "ids", content.stories().stream().map(content::idOf).toList())
                .setParameter("edition", content.id())
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1]));
    }

    /**
     * Publishes an edition, in place of what was published of it before. Stories that are in both keep when they were
     * published, and when they were updated if nothing of theirs changed.
     *
     * @param content whose story ids are not {@linkplain #taken taken}
     * @param digest the SHA-256 of the manuscript, in hexadecimal
     * @param at the moment of publication; cut to the second
     */
    public Revision publish(EditionContent content, String digest, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.SECONDS);
        Previous previous = withdraw(content.id());
        putLabels(content, previous);
        EditionRow edition = putEdition(content, previous, now);
        long number = last().map(Revision::number).orElse(0L) + 1;
        List<StoryRow> stories = putStories(content, edition, number, previous, now);
        edition.updatedAt = updatedAt(edition, stories, previous, now);
        flush();
        persistAndFlush(new RevisionRow(number, edition.id, digest, now));
        getSession().clear();
        return new Revision(number, edition.id, now);
    }

    /** What was published of an edition before. */
    private record Previous(Optional<Edition> edition, Map<String, Story> stories) {}

    /** Takes an edition out, stories and all. */
    private Previous withdraw(String id) {
        Optional<Edition> edition = editions.byId(id);
        if (edition.isEmpty()) {
            return new Previous(edition, Map.of());
        }
        List<Story> stories = this.stories.of(edition.get(), true);
        for (String deletion : List.of(
                "delete from StoryText where story in (select number from StoryRow where edition = :edition)",
                "delete from StoryRow where edition = :edition")) {
            getSession().createQuery(deletion).setParameter("edition", id).executeUpdate();
        }
        getSession().clear();
        return new Previous(edition, stories.stream().collect(Collectors.toMap(Story::id, story -> story)));
    }

    /** Labels the series and the topics as the content does, and counts the topics' stories. */
    private void putLabels(EditionContent content, Previous previous) {
        getSession().merge(new SeriesRow(content.series(), content.seriesLabel()));
        Map<String, Long> more = new HashMap<>();
        previous.stories
                .values()
                .forEach(story -> story.topics().forEach(topic -> more.merge(topic.id(), -1L, Long::sum)));
        content.stories().forEach(story -> story.topics().forEach(topic -> more.merge(topic, 1L, Long::sum)));
        Map<String, TopicRow> known = topics.rows(more.keySet());
        more.forEach((id, stories) -> {
            Label label = content.topics().get(id);
            TopicRow row = known.get(id);
            if (row == null) {
                getSession().persist(new TopicRow(id, Objects.requireNonNull(label), stories));
                return;
            }
            row.stories += stories;
            if (label != null) {
                row.label = label;
            }
            if (row.stories == 0) {
                getSession().remove(row);
            }
        });
    }

    private EditionRow putEdition(EditionContent content, Previous previous, Instant now) {
        EditionRow row = new EditionRow();
        row.id = content.id();
        row.series = content.series();
        row.year = content.year();
        row.language = content.language();
        row.title = content.title();
        row.byline = content.byline();
        row.introduction = content.introduction();
        row.stories = content.stories().size();
        row.publishedAt = content.published()
                .or(() -> previous.edition.map(Edition::publishedAt))
                .orElse(now)
                .truncatedTo(ChronoUnit.SECONDS);
        row.updatedAt = row.publishedAt;
        return getSession().merge(row);
    }

    private List<StoryRow> putStories(
            EditionContent content, EditionRow edition, long revision, Previous previous, Instant now) {
        List<StoryRow> rows = new ArrayList<>();
        for (StoryContent story : content.stories()) {
            StoryRow row = new StoryRow();
            row.id = content.idOf(story);
            row.edition = edition.id;
            row.series = edition.series;
            row.year = edition.year;
            row.rank = rows.size() + 1;
            row.number = revision * NUMBERS_A_REVISION + row.rank;
            row.language = edition.language;
            row.title = story.title();
            row.excerpt = Excerpt.of(story.replay());
            row.topics = String.join(" ", story.topics());
            Story before = previous.stories.get(row.id);
            row.publishedAt = publishedAt(before, edition, previous, now);
            row.updatedAt = updatedAt(before, row, edition, story, now);
            rows.add(row);
        }
        // Kind by kind, so that each goes to the database as one batch.
        rows.forEach(getSession()::persist);
        for (StoryRow row : rows) {
            StoryContent story = content.stories().get(row.rank - 1);
            getSession().persist(new StoryText(row.number, story.replay(), story.commentary()));
        }
        return rows;
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
        boolean same = before.rank() == row.rank
                && before.language().equals(edition.language)
                && before.title().equals(story.title())
                && before.texts().equals(Optional.of(new Texts(story.replay(), story.commentary())))
                && before.topics().stream().map(Topic::id).toList().equals(story.topics())
                && before.publishedAt().equals(row.publishedAt);
        return same ? before.updatedAt() : now;
    }

    private static Instant updatedAt(EditionRow edition, List<StoryRow> stories, Previous previous, Instant now) {
        if (previous.edition.isEmpty()) {
            return edition.publishedAt;
        }
        Edition before = previous.edition.get();
        boolean same = before.title().equals(edition.title)
                && before.byline().equals(edition.byline)
                && before.introduction().equals(edition.introduction)
                && before.language().equals(edition.language)
                && before.publishedAt().equals(edition.publishedAt)
                && previous.stories.size() == stories.size()
                && stories.stream().allMatch(story -> isSame(story, previous.stories.get(story.id)));
        return same ? before.updatedAt() : now;
    }

    private static boolean isSame(StoryRow story, @Nullable Story before) {
        return before != null && before.updatedAt().equals(story.updatedAt);
    }

    /** The present revision; empty before the first publication. */
    public Optional<Revision> last() {
        return revisions("select * from revision order by number desc fetch first row only", Map.of())
                .findFirst();
    }

    /** A revision by its number. */
    public Optional<Revision> byNumber(long number) {
        return revisions("select * from revision where number = :number", Map.of("number", number))
                .findFirst();
    }

    /**
     * The editions that have been published after a revision, each as the revision that last did, in order.
     *
     * @param limit the most of them
     */
    public List<Revision> after(long number, int limit) {
        return revisions("""
                        select * from revision r where r.number > :number
                        and not exists (select 1 from revision l where l.edition = r.edition and l.number > r.number)
                        order by r.number fetch first :limit rows only
                        """, Map.of("number", number, "limit", limit)).toList();
    }

    private Stream<Revision> revisions(String sql, Map<String, ?> parameters) {
        NativeQuery<RevisionRow> query = getSession().createNativeQuery(sql, RevisionRow.class);
        parameters.forEach(query::setParameter);
        return query.getResultStream().map(row -> new Revision(row.number, row.edition, row.publishedAt));
    }
}
