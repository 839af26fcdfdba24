package dev.shida.content;

import dev.shida.content.PublishedRows.Previous;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

/**
 * How the published content changes: an edition at a time. The caller holds the transaction.
 *
 * <p>What is published for the first time is written by appending to what is there, as far as it can be: a row that
 * changed with every edition, such as the count of a frequent topic, would have its whole page written again each time.
 */
@ApplicationScoped
public class Publications {
    private final StatelessSession session;
    private final Revisions revisions;
    private final Stories stories;
    private final Topics topics;
    private volatile Labels labels = new Labels(0, "", Map.of());

    Publications(StatelessSession session, Revisions revisions, Stories stories, Topics topics) {
        this.session = session;
        this.revisions = revisions;
        this.stories = stories;
        this.topics = topics;
    }

    /**
     * What an edition is published from.
     *
     * @param source the name of the source that it belongs to; empty if that is not known, or now has another edition
     * @param digest of the manuscript
     */
    public record Provenance(Optional<String> source, String digest) {}

    /** What an edition is published from; empty if it is not published. */
    public Optional<Provenance> provenanceOf(String edition) {
        return editionRow(edition)
                .map(row -> new Provenance(Optional.ofNullable(row.source), revisions.digestOf(edition)));
    }

    private Optional<EditionRow> editionRow(String id) {
        return Optional.ofNullable(session.get(EditionRow.class, id)).map(EditionRow::verified);
    }

    /**
     * Whether a source has not changed since it was last read, and its edition still belongs to it. One that an older
     * version read may have more to say.
     */
    public boolean isUnchanged(String source, String digest) {
        SourceRow row = session.get(SourceRow.class, source);
        return row != null
                && row.verified().digest.equals(digest)
                && row.edition != null
                && editionRow(row.edition)
                        .map(edition -> source.equals(edition.source) && edition.publishedOffset != null)
                        .orElse(true);
    }

    /** The edition that was last read from a source. */
    public Optional<String> editionOf(String source) {
        return Optional.ofNullable(session.get(SourceRow.class, source)).map(row -> row.verified().edition);
    }

    /** Records the digest of what was read from a source, without a change of what is published. */
    public void recordDigest(String source, String digest, String edition) {
        session.upsert(new SourceRow(source, digest, edition));
    }

    /** Makes a source that of an edition which is published as the content says. */
    public void changeSource(EditionContent content, String source, String digest) {
        EditionRow edition = editionRow(content.id()).orElseThrow();
        assignSource(edition, source, digest);
        if (edition.publishedOffset == null) {
            edition.publishedOffset =
                    PublishedRows.offset(content.published().orElseGet(() -> PublishedRows.here(edition.publishedAt)));
        }
        session.update(edition);
    }

    /** A source has one edition: that of its earlier one is unknown from now on. */
    private void assignSource(EditionRow edition, String source, String digest) {
        if (edition.source != null && !edition.source.equals(source)) {
            session.createMutationQuery("delete from SourceRow where name = :name and edition = :edition")
                    .setParameter("name", edition.source)
                    .setParameter("edition", edition.id)
                    .executeUpdate();
        }
        Optional<String> before = editionOf(source).filter(id -> !id.equals(edition.id));
        if (before.isPresent()) {
            session.createMutationQuery("update EditionRow set source = null where id = :edition and source = :source")
                    .setParameter("edition", before.get())
                    .setParameter("source", source)
                    .executeUpdate();
        }
        edition.source = source;
        recordDigest(source, digest, edition.id);
    }

    /**
     * The story ids of this content, former ones among them, that stories of other editions have or had, each with its
     * edition's id. In SQL, as {@link Topics} are.
     */
    public Map<String, String> conflictingIds(EditionContent content) {
        return session
                .createNativeQuery("""
                        select id, edition from story where id = any(:ids) and edition <> :edition union
                        select id, edition from former_id where id = any(:ids) and edition <> :edition
                        """, Object[].class)
                .setParameter(
                        "ids",
                        content.stories().stream()
                                .flatMap(story -> Stream.concat(
                                        Stream.of(content.idOf(story)), content.formerIdsOf(story).stream()))
                                .toArray(String[]::new))
                .setParameter("edition", content.id())
                .getResultList()
                .stream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1]));
    }

    /**
     * Publishes an edition, in place of what was published of it before. Stories that are in both keep when they were
     * published, and when they were updated if nothing of theirs changed.
     *
     * @param content whose story ids are none of the {@linkplain #conflictingIds conflicting} ones
     * @param source the name of the source that the edition belongs to from now on
     * @param digest the SHA-256 of the manuscript, in hexadecimal
     * @param at the moment of publication, as {@link Revisions#nextMoment} has it; cut to the second
     */
    public Revision publish(EditionContent content, String source, String digest, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.SECONDS);
        Previous previous = deletePublished(content.id());
        Optional<RevisionRow> last = revisions.lastRow();
        long number = last.map(row -> row.number).orElse(0L) + 1;
        PublishedRows rows = PublishedRows.of(content, previous, number, now);
        EditionRow edition = rows.edition();
        assignSource(edition, source, digest);
        Set<String> carried = content.stories().stream()
                .flatMap(story -> story.topics().stream())
                .collect(Collectors.toSet());
        Map<String, Label> known = labels.asOf(last);
        putLabels(content, carried, known);
        if (previous.edition().isPresent()) {
            session.update(edition);
        } else {
            session.insert(edition);
        }
        session.insertMultiple(rows.stories());
        session.insertMultiple(rows.parts());
        session.insertMultiple(rows.formerIds());
        session.insert(new RevisionRow(number, edition.id, source, digest, now));
        known.keySet().removeAll(dropTopics(previous, carried));
        labels = new Labels(number, digest, known);
        return new Revision(number, edition.id, now);
    }

    /**
     * Withdraws a published edition.
     *
     * @param at as for a publication
     */
    public Revision withdraw(String edition, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.SECONDS);
        EditionRow row = editionRow(edition).orElseThrow();
        long number = revisions.lastRow().orElseThrow().number + 1;
        Previous previous = deletePublished(edition);
        session.delete(row);
        session.createMutationQuery("delete from SourceRow where edition = :edition")
                .setParameter("edition", edition)
                .executeUpdate();
        session.createMutationQuery("delete from SeriesRow where id = :series"
                        + " and not exists (select 1 from EditionRow where series = :series)")
                .setParameter("series", row.series)
                .executeUpdate();
        session.insert(new RevisionRow(number, edition, row.source, null, now));
        dropTopics(previous, Set.of());
        return new Revision(number, edition, now);
    }

    /** The ids of the editions that belong to sources whose names begin like this, in order. */
    public List<String> editionsFrom(String sources) {
        return session.createQuery(
                        "select id from EditionRow where left(source, :length) = :beginning order by id", String.class)
                .setParameter("length", sources.length())
                .setParameter("beginning", sources)
                .getResultList();
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
            boolean certain = last.isPresent() && last.get().number == revision && digest.equals(last.get().digest);
            return certain ? new HashMap<>(byTopic) : new HashMap<>();
        }
    }

    /** Deletes the rows of an edition but its own, and returns what was published. */
    private Previous deletePublished(String id) {
        Optional<EditionRow> row = editionRow(id);
        if (row.isEmpty()) {
            return new Previous(Optional.empty(), Optional.empty(), Map.of());
        }
        Edition edition = new Edition(row.get());
        List<Story> stories = this.stories.of(edition, true);
        for (String deletion : List.of(
                "delete from FormerIdRow where edition = :edition", "delete from StoryRow where edition = :edition")) {
            session.createMutationQuery(deletion).setParameter("edition", id).executeUpdate();
        }
        // One revision published them all, so that their numbers are side by side.
        session.createMutationQuery("delete from PartRow where number > :first and number < :last")
                .setParameter("first", PartRow.number(stories.get(0).number(), 0))
                .setParameter(
                        "last", PartRow.number(stories.get(stories.size() - 1).number() + 1, 0))
                .executeUpdate();
        return new Previous(
                Optional.of(edition),
                Optional.ofNullable(row.get().source),
                stories.stream().collect(Collectors.toMap(Story::id, story -> story)));
    }

    /**
     * Labels the series and the topics as the content does.
     *
     * @param known the topics' labels, as far as they are known; completed
     */
    private void putLabels(EditionContent content, Set<String> carried, Map<String, Label> known) {
        SeriesRow series = session.get(SeriesRow.class, content.series());
        if (series == null || !series.label.equals(content.seriesLabel().encoded())) {
            session.upsert(new SeriesRow(content.series(), content.seriesLabel()));
        }
        Set<String> unknown = new HashSet<>(carried);
        unknown.removeAll(known.keySet());
        topics.byIds(unknown).forEach((id, topic) -> known.put(id, topic.label()));
        for (String id : carried) {
            Label label = Objects.requireNonNull(content.topics().get(id));
            Label before = known.put(id, label);
            if (before == null || !label.encoded().equals(before.encoded())) {
                session.upsert(new TopicRow(id, label));
            }
        }
    }

    /** Drops the topics that no story carries any more, which are among those that are returned. */
    private Set<String> dropTopics(Previous previous, Set<String> carried) {
        Set<String> gone = new HashSet<>();
        previous.stories().values().forEach(story -> story.topics().forEach(topic -> gone.add(topic.id())));
        gone.removeAll(carried);
        for (String topic : gone) {
            session.createMutationQuery(
                            "delete from TopicRow where id = :topic and not exists"
                                    + " (select 1 from EditionRow where concat(' ', topics, ' ') like concat('% ', :topic, ' %'))")
                    .setParameter("topic", topic)
                    .executeUpdate();
        }
        return gone;
    }
}
