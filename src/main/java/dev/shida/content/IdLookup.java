package dev.shida.content;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;

/** Looks things up by their ids. */
final class IdLookup {
    /** How many candidates on either side; a misspelling mostly leaves the beginning of a name alone. */
    private static final int REACH = 100;

    private IdLookup() {}

    /** The ids just before and just after one, in no particular order; two index ranges, whatever the size of the table. */
    static List<String> near(StatelessSession session, Class<?> rows, String id) {
        String ids = "select id from " + rows.getSimpleName();
        return session.createSelectionQuery(
                        "(" + ids + " where id >= :id order by id limit :reach) union all" + " (" + ids
                                + " where id < :id order by id desc limit :reach)",
                        String.class)
                .setParameter("id", id)
                .setParameter("reach", REACH)
                .getResultList();
    }

    /** Those of some ids that rows have. */
    static List<String> existing(StatelessSession session, Class<?> rows, Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : session.createSelectionQuery(
                                "select id from " + rows.getSimpleName() + " where id in :ids", String.class)
                        .setParameterList("ids", ids)
                        .getResultList();
    }

    /** What was found, in the order of the ids that it was looked for by; what was not found is left out. */
    static <K, T> List<T> inOrder(List<K> ids, Stream<T> found, Function<T, K> idOf) {
        Map<K, T> byId = found.collect(Collectors.toMap(idOf, item -> item));
        return ids.stream().filter(byId::containsKey).map(byId::get).toList();
    }
}
