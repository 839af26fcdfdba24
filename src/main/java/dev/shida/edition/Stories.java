package dev.shida.edition;

import dev.shida.edition.Story.Texts;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.query.NativeQuery;

/** The published stories. Every question costs a number of statements that does not depend on the answer. */
@ApplicationScoped
public class Stories implements PanacheRepositoryBase<StoryRow, String> {
    /** The ids of the stories before and after one in its edition. */
    public record Neighbours(Optional<String> previous, Optional<String> next) {}

    /** A part of a story alone, and what the story belongs to; its topics by id, in the editor's order. */
    public record Telling(String story, String edition, String series, List<String> topics, String text) {}

    private final Topics topics;

    Stories(Topics topics) {
        this.topics = topics;
    }

    /** One story, with its texts where asked for. */
    public Optional<Story> byId(String id, boolean texts) {
        return byIds(List.of(id), texts).stream().findFirst();
    }

    /** The stories with these ids, in the order of the ids; one that is not there is left out. */
    public List<Story> byIds(List<String> ids, boolean texts) {
        return ids.isEmpty() ? List.of() : Ids.inOrder(ids, load("s.id", ids, texts), Story::id);
    }

    /** One part of a story, without loading the rest of it. */
    public Optional<Telling> telling(String id, Part part) {
        String column =
                switch (part) {
                    case REPLAY -> "replay";
                    case COMMENTARY -> "commentary";
                };
        return getSession()
                .createQuery(
                        "select s.edition, s.series, s.topics, t." + column
                                + " from StoryText t join StoryRow s on s.id = t.story where t.story = :id",
                        Object[].class)
                .setParameter("id", id)
                .uniqueResultOptional()
                .map(row -> new Telling(id, (String) row[0], (String) row[1], idsIn((String) row[2]), (String) row[3]));
    }

    /** The stories of an edition by rank, with their texts where asked for. */
    public List<Story> of(Edition edition, boolean texts) {
        return load("s.edition", List.of(edition.id()), texts)
                .sorted(Comparator.comparing(Story::rank))
                .toList();
    }

    /** The stories of some editions, with their texts, in no particular order. */
    public List<Story> of(List<String> editions) {
        return load("s.edition", editions, true).toList();
    }

    /** What stands around a story in its edition. */
    public Neighbours neighbours(Story story) {
        Map<Integer, String> byRank =
                list("edition = ?1 and rank in (?2, ?3)", story.edition(), story.rank() - 1, story.rank() + 1).stream()
                        .collect(Collectors.toMap(row -> row.rank, row -> row.id));
        return new Neighbours(
                Optional.ofNullable(byRank.get(story.rank() - 1)), Optional.ofNullable(byRank.get(story.rank() + 1)));
    }

    private static List<String> idsIn(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split(" "));
    }

    /** The stories of which a column has one of some values. */
    private Stream<Story> load(String column, List<String> values, boolean texts) {
        List<Object[]> rows = query("{s.*}, e.language from story s join edition e on e.id = s.edition", column, values)
                .addEntity("s", StoryRow.class)
                .addScalar("language", String.class)
                .getResultList();
        Map<String, TopicRow> carried = topics.rows(rows.stream()
                .flatMap(row -> idsIn(((StoryRow) row[0]).topics).stream())
                .collect(Collectors.toSet()));
        Map<String, Texts> parts = texts ? texts(column, values) : Map.of();
        return rows.stream().map(row -> story((StoryRow) row[0], (String) row[1], carried, parts));
    }

    private NativeQuery<Object[]> query(String selection, String column, List<String> values) {
        return getSession()
                .createNativeQuery("select " + selection + " where " + column + " in (:values)", Object[].class)
                .setParameter("values", values);
    }

    private static Story story(StoryRow row, String language, Map<String, TopicRow> topics, Map<String, Texts> texts) {
        return new Story(
                row.id,
                row.edition,
                row.series,
                row.year,
                row.rank,
                language,
                row.title,
                row.excerpt,
                idsIn(row.topics).stream()
                        .map(topics::get)
                        .map(TopicRow::toTopic)
                        .toList(),
                row.publishedAt,
                row.updatedAt,
                Optional.ofNullable(texts.get(row.id)));
    }

    private Map<String, Texts> texts(String column, List<String> values) {
        return query("t.story, t.replay, t.commentary from story s join story_text t on t.story = s.id", column, values)
                .getResultStream()
                .collect(Collectors.toMap(row -> (String) row[0], row -> new Texts((String) row[1], (String) row[2])));
    }
}
