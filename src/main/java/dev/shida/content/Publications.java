package dev.shida.content;

import dev.shida.content.EditionContent.StoryContent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
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
 * How the published content changes: an edition at a time. The caller holds the transaction.
 *
 * <p>What is published for the first time is written by appending to what is there, as far as it can be: a row that
 * changed with every edition, such as the count of a frequent topic, would have its whole page written again each time.
 */
@ApplicationScoped
public class Publications {
    private final StatelessSession session;
    private final Stories stories;
    private final Topics topics;
    private volatile Labels labels = new Labels(0, "", Map.of());

    Publications(StatelessSession session, Stories stories, Topics topics) {
        this.session = session;
        this.stories = stories;
        this.topics = topics;
    }

    /**
     * What an edition is published from.
     *
     * @param source the name of the source that it belongs to; empty if that is not known, or now has another edition
     * @param digest of the manuscript
     */
    public record Origin(Optional<String> source, String digest) {}

    /** What an edition is published from; empty if it is not published. */
    public Optional<Origin> originOf(String edition) {
        return editionRow(edition).map(row -> new Origin(Optional.ofNullable(row.source), digestOf(edition)));
    }

    private Optional<EditionRow> editionRow(String id) {
        return Optional.ofNullable(session.get(EditionRow.class, id)).map(EditionRow::verified);
    }

    private String digestOf(String edition) {
        return rows(
                        "select * from revision where edition = :edition order by number desc fetch first row only",
                        Map.of("edition", edition))
                .findFirst()
                .map(row -> row.digest)
                .orElseThrow();
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

    /** The number of the last revision that published an edition from a manuscript with this digest. */
    public Optional<Long> revisionWith(String edition, String digest) {
        return rows(
                        "select * from revision where edition = :edition and digest = :digest"
                                + " order by number desc fetch first row only",
                        Map.of("edition", edition, "digest", digest))
                .findFirst()
                .map(row -> row.number);
    }

    /** Notes what was read from a source, without a change of what is published. */
    public void noteRead(String source, String digest, String edition) {
        session.upsert(new SourceRow(source, digest, edition));
    }

    /** Gives an edition, which is published as the content says, to a source. */
    public void give(EditionContent content, String source, String digest) {
        EditionRow edition = editionRow(content.id()).orElseThrow();
        own(edition, source, digest);
        if (edition.publishedOffset == null) {
            edition.publishedOffset = offset(content.published().orElseGet(() -> here(edition.publishedAt)));
        }
        session.update(edition);
    }

    /** A source has one edition: the one that it had before belongs to nobody. */
    private void own(EditionRow edition, String source, String digest) {
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
        noteRead(source, digest, edition.id);
    }

    private static int offset(OffsetDateTime time) {
        return time.getOffset().getTotalSeconds();
    }

    private static OffsetDateTime here(Instant moment) {
        return moment.atZone(ZoneId.systemDefault()).toOffsetDateTime();
    }

    /**
     * The story ids of this content, former ones among them, that stories of other editions have or had, each with its
     * edition's id.
     */
    public Map<String, String> taken(EditionContent content) {
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
     * @param content whose story ids are not {@linkplain #taken taken}
     * @param source the name of the source that the edition belongs to from now on
     * @param digest the SHA-256 of the manuscript, in hexadecimal
     * @param at the moment of publication, as {@link #nextMoment} has it; cut to the second
     */
    public Revision publish(EditionContent content, String source, String digest, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.SECONDS);
        Previous previous = takeOut(content.id());
        Optional<RevisionRow> last = lastRow();
        long number = last.map(row -> row.number).orElse(0L) + 1;
        EditionRow edition = edition(content, previous, now);
        List<StoryRow> stories = stories(content, edition, number, previous, now);
        edition.updatedAt = updatedAt(edition, stories, previous, now);
        own(edition, source, digest);
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
        session.insertMultiple(parts(content, stories));
        session.insertMultiple(formerIds(content));
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
        long number = lastRow().orElseThrow().number + 1;
        Previous previous = takeOut(edition);
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
     * The time of a revision that is made now. It is never earlier than that of the last one, whatever the system clock
     * did. If the clock has gone back, it is later: clients may have been told the time of the last one, and ask what
     * changed since.
     */
    public Instant nextMoment() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return lastRow()
                .map(row -> row.publishedAt)
                .filter(now::isBefore)
                .map(last -> last.plusSeconds(1))
                .orElse(now);
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

    /** What was published of an edition before, and the source that it belonged to. */
    private record Previous(Optional<Edition> edition, Optional<String> source, Map<String, Story> stories) {}

    /** Takes an edition out, stories and all. */
    private Previous takeOut(String id) {
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
        previous.stories.values().forEach(story -> story.topics().forEach(topic -> gone.add(topic.id())));
        gone.removeAll(carried);
        for (String topic : gone) {
            session.createMutationQuery("delete from TopicRow where id = :topic and not exists"
                            + " (select 1 from EditionRow where concat(' ', topics, ' ') like concat('% ', :topic, ' %'))")
                    .setParameter("topic", topic)
                    .executeUpdate();
        }
        return gone;
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
