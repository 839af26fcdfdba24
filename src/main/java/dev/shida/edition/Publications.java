package dev.shida.edition;

import dev.shida.edition.EditionContent.StoryContent;
import dev.shida.edition.Story.Texts;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/**
 * How the published content changes: an edition at a time. Whoever calls holds the transaction.
 *
 * <p>What is published for the first time is written by appending to what is there, as far as it can be: a row that
 * changed with every edition, such as the count of a frequent topic, would have its whole page written again each time.
 */
@ApplicationScoped
public class Publications implements PanacheRepositoryBase<RevisionRow, Long> {
    private final StatelessSession session;
    private final Editions editions;
    private final Stories stories;
    private final Topics topics;
    private volatile Labels labels = new Labels(0, "", Map.of());

    Publications(StatelessSession session, Editions editions, Stories stories, Topics topics) {
        this.session = session;
        this.editions = editions;
        this.stories = stories;
        this.topics = topics;
    }

    /** Whether what was last read from a source had this digest. */
    public boolean know(String source, String digest) {
        SourceRow row = session.get(SourceRow.class, source);
        return row != null && row.verified().digest.equals(digest);
    }

    /** Notes what was read from a source, once it is published. */
    public void note(String source, String digest) {
        session.upsert(new SourceRow(source, digest));
    }

    /** Whether what is published of an edition came from a manuscript with this digest. */
    public boolean hold(String edition, String digest) {
        return rows(
                        "select * from revision where edition = :edition order by number desc fetch first row only",
                        Map.of("edition", edition))
                .anyMatch(row -> row.digest.equals(digest));
    }

    /** The story ids of this content that stories of other editions have, each with its edition's id. */
    public Map<String, String> taken(EditionContent content) {
        return session
                .createNativeQuery(
                        "select id, edition from story where id = any(:ids) and edition <> :edition", Object[].class)
                .setParameter(
                        "ids", content.stories().stream().map(content::idOf).toArray(String[]::new))
                .setParameter("edition", content.id())
                .getResultList()
                .stream()
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
        Optional<RevisionRow> last = lastRow();
        long number = last.map(row -> row.number).orElse(0L) + 1;
        EditionRow edition = edition(content, previous, now);
        List<StoryRow> stories = stories(content, edition, number, previous, now);
        edition.updatedAt = updatedAt(edition, stories, previous, now);
        Set<String> carried = content.stories().stream()
                .flatMap(story -> story.topics().stream())
                .collect(Collectors.toSet());
        Map<String, Label> known = labels.asOf(last);
        putLabels(content, carried, known);
        if (previous.edition.isPresent()) {
            session.update(edition);
        } else {
            session.insert(edition);
        }
        session.insertMultiple(stories);
        session.insertMultiple(texts(content, stories));
        session.insert(new RevisionRow(number, edition.id, digest, now));
        known.keySet().removeAll(dropTopics(previous, carried));
        labels = new Labels(number, digest, known);
        return new Revision(number, edition.id, now);
    }

    /**
     * Topics' labels as a publication left them, so that many publications, one after another, read those of each topic
     * once.
     *
     * @param revision the publication's, if it succeeded
     * @param digest the manuscript's
     */
    private record Labels(long revision, String digest, Map<String, Label> byTopic) {
        /** Those that are certain as the store has its last revision, to be added to. */
        Map<String, Label> asOf(Optional<RevisionRow> last) {
            boolean certain = last.isPresent()
                    && last.get().number == revision
                    && last.get().digest.equals(digest);
            return certain ? new HashMap<>(byTopic) : new HashMap<>();
        }
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
            session.createMutationQuery(deletion).setParameter("edition", id).executeUpdate();
        }
        return new Previous(edition, stories.stream().collect(Collectors.toMap(Story::id, story -> story)));
    }

    /**
     * Labels the series and the topics as the content does.
     *
     * @param known the topics' labels, as far as they are known; completed
     */
    private void putLabels(EditionContent content, Set<String> carried, Map<String, Label> known) {
        SeriesRow series = session.get(SeriesRow.class, content.series());
        if (series == null || !series.label.equals(content.seriesLabel())) {
            session.upsert(new SeriesRow(content.series(), content.seriesLabel()));
        }
        Set<String> unknown = new HashSet<>(carried);
        unknown.removeAll(known.keySet());
        topics.byIds(unknown).forEach((id, topic) -> known.put(id, topic.label()));
        for (String id : carried) {
            Label label = Objects.requireNonNull(content.topics().get(id));
            if (!label.equals(known.put(id, label))) {
                session.upsert(new TopicRow(id, label));
            }
        }
    }

    /** Drops the topics that no story carries any more, which are among those that are returned. */
    private Set<String> dropTopics(Previous previous, Set<String> carried) {
        Set<String> gone = new HashSet<>();
        previous.stories.values().forEach(story -> story.topics().forEach(topic -> gone.add(topic.id())));
        gone.removeAll(carried);
        for (String topic : gone) {
            session.createNativeMutationQuery("""
                            delete from topic where id = :topic and not exists
                            (select 1 from edition where ' ' || topics || ' ' like '% ' || :topic || ' %')
                            """).setParameter("topic", topic).executeUpdate();
        }
        return gone;
    }

    private static EditionRow edition(EditionContent content, Previous previous, Instant now) {
        EditionRow row = new EditionRow();
        row.id = content.id();
        row.series = content.series();
        row.year = content.year();
        row.language = content.language();
        row.title = content.title();
        row.byline = content.byline();
        row.introduction = content.introduction();
        row.stories = content.stories().size();
        row.topics = content.stories().stream()
                .flatMap(story -> story.topics().stream())
                .collect(Collectors.joining(" "));
        row.publishedAt = content.published()
                .or(() -> previous.edition.map(Edition::publishedAt))
                .orElse(now)
                .truncatedTo(ChronoUnit.SECONDS);
        row.updatedAt = row.publishedAt;
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
            row.rank = rows.size() + 1;
            row.number = Stories.number(revision, row.rank);
            row.language = edition.language;
            row.title = story.title();
            row.excerpt = Excerpt.of(story.replay());
            row.topics = String.join(" ", story.topics());
            Story before = previous.stories.get(row.id);
            row.publishedAt = publishedAt(before, edition, previous, now);
            row.updatedAt = updatedAt(before, row, edition, story, now);
            rows.add(row);
        }
        return rows;
    }

    private static List<StoryText> texts(EditionContent content, List<StoryRow> rows) {
        return rows.stream()
                .map(row -> {
                    StoryContent story = content.stories().get(row.rank - 1);
                    return new StoryText(row.number, story.replay(), story.commentary());
                })
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
        return lastRow().map(Publications::revision);
    }

    private Optional<RevisionRow> lastRow() {
        return rows("select * from revision order by number desc fetch first row only", Map.of())
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
        return rows(sql, parameters).map(Publications::revision);
    }

    private static Revision revision(RevisionRow row) {
        return new Revision(row.number, row.edition, row.publishedAt);
    }

    private Stream<RevisionRow> rows(String sql, Map<String, ?> parameters) {
        NativeQuery<RevisionRow> query = session.createNativeQuery(sql, RevisionRow.class);
        parameters.forEach(query::setParameter);
        return query.getResultList().stream().map(RevisionRow::verified);
    }
}
