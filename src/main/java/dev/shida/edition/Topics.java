package dev.shida.edition;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The topics that published stories carry. */
@ApplicationScoped
public class Topics implements PanacheRepositoryBase<TopicRow, String> {
    /** Every topic, by id. */
    public List<Topic> byIdAscending() {
        return getSession()
                .createNativeQuery("select * from topic order by id", TopicRow.class)
                .getResultStream()
                .map(TopicRow::toTopic)
                .toList();
    }

    /** One topic, with how many of all stories carry it. */
    public Optional<TopicCount> byId(String id) {
        return findByIdOptional(id).map(TopicRow::toCount);
    }

    /** The rows of some topics, by id; one that is not there is left out. */
    Map<String, TopicRow> rows(Collection<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : getSession()
                        .createNativeQuery("select * from topic where id in (:ids)", TopicRow.class)
                        .setParameter("ids", ids)
                        .getResultStream()
                        .collect(Collectors.toMap(row -> row.id, row -> row));
    }

    /** Those of some ids that are topics. */
    public List<String> known(Collection<String> ids) {
        return Ids.known(getSession(), "topic", ids);
    }

    /** Ids that are near an id in the order of ids: candidates for a misspelling. */
    public List<String> idsNear(String id) {
        return Ids.near(getSession(), "topic", id);
    }

    /** The topic that people know by this name, in Chinese or English. */
    public Optional<String> idOf(String label) {
        return find("label.zh = ?1 or lower(label.en) = lower(?1)", label)
                .firstResultOptional()
                .map(row -> row.id);
    }
}
