package dev.shida.edition;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The topics that published stories carry. */
@ApplicationScoped
public class Topics implements PanacheRepositoryBase<TopicRow, String> {
    private final Tallies tallies;

    Topics(Tallies tallies) {
        this.tallies = tallies;
    }

    /** The topics of the stories in a scope, the most frequent first, then by id. */
    public List<TopicCount> in(Scope scope) {
        return tallies.in(scope).topics();
    }

    /** One topic, with how many of all stories carry it. */
    public Optional<TopicCount> byId(String id) {
        return findByIdOptional(id)
                .map(row -> new TopicCount(
                        row.toTopic(), tallies.frequencies(List.of(id)).getOrDefault(id, 0L)));
    }

    /**
     * Topics with counts of one's own, the most frequent first, then by id.
     *
     * @param counts at least one each, by topic id; an id that is no topic is left out
     */
    public List<TopicCount> counted(Map<String, Long> counts) {
        return counts.isEmpty()
                ? List.of()
                : list("id in ?1", counts.keySet()).stream()
                        .map(row -> new TopicCount(row.toTopic(), counts.getOrDefault(row.id, 0L)))
                        .sorted(Comparator.comparingLong(TopicCount::stories)
                                .reversed()
                                .thenComparing(topic -> topic.topic().id()))
                        .toList();
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
