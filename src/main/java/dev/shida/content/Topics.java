package dev.shida.content;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;

/**
 * The topics that published stories carry.
 *
 * <p>They are read in SQL, as all is that the start or the first list of stories reads: the first two queries in HQL take 300 ms
 * of processor time, or 65 ms with the AOT cache, and in SQL 110 and 17 ms (src/bench/README.md).
 */
@ApplicationScoped
public class Topics {
    private final StatelessSession session;
    private final TopicRows rows;

    Topics(StatelessSession session, TopicRows rows) {
        this.session = session;
        this.rows = rows;
    }

    @ApplicationScoped
    static class TopicRows implements PanacheRepositoryBase<TopicRow, String> {}

    /** Every topic, by id. */
    public List<Topic> byIdAscending() {
        return session.createNativeQuery("select * from topic order by id", TopicRow.class).getResultList().stream()
                .map(TopicRow::toTopic)
                .toList();
    }

    /** One topic. */
    public Optional<Topic> byId(String id) {
        return Optional.ofNullable(byIds(List.of(id)).get(id));
    }

    /** Some topics, by id; one that is not there is left out. */
    Map<String, Topic> byIds(Collection<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : session
                        .createNativeQuery("select * from topic where id = any(:ids)", TopicRow.class)
                        .setParameter("ids", ids.toArray(String[]::new))
                        .getResultList()
                        .stream()
                        .collect(Collectors.toMap(row -> row.id, TopicRow::toTopic));
    }

    /** Those of some ids that are topics. */
    public List<String> existing(Collection<String> ids) {
        return IdLookup.existing(session, TopicRow.class, ids);
    }

    /** Ids that are near an id in the order of ids: candidates for a misspelling. */
    public List<String> idsNear(String id) {
        return IdLookup.near(session, TopicRow.class, id);
    }

    /** The topic that people know by this name, in any language. */
    public Optional<String> idOf(String name) {
        return rows.find("locate(lower(concat(' ', ?1)), lower(label)) > 0 order by id", name).stream()
                .map(TopicRow::toTopic)
                .filter(topic -> topic.label().texts().values().stream().anyMatch(name::equalsIgnoreCase))
                .findFirst()
                .map(Topic::id);
    }
}
