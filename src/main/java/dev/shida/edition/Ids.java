package dev.shida.edition;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;

/** Looks things up by their ids, in any table. */
final class Ids {
    /** How many candidates on either side; a misspelling mostly leaves the beginning of a name alone. */
    private static final int REACH = 100;

    private Ids() {}

    /** The ids just before and just after one in a table, in no particular order; two index ranges, whatever its size. */
    static List<String> near(StatelessSession session, String table, String id) {
        return session.createNativeQuery(
                        "(select id from " + table
                                + " where id >= :id order by id fetch first :reach rows only) union all"
                                + " (select id from " + table
                                + " where id < :id order by id desc fetch first :reach rows only)",
                        String.class)
                .setParameter("id", id)
                .setParameter("reach", REACH)
                .getResultList();
    }

    /** Those of some ids that are in a table. */
    static List<String> known(StatelessSession session, String table, Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : session.createNativeQuery("select id from " + table + " where id = any(:ids)", String.class)
                        .setParameter("ids", ids.toArray(String[]::new))
                        .getResultList();
    }

    /** What was found, in the order of the ids that it was looked for by; what was not found is left out. */
    static <K, T> List<T> inOrder(List<K> ids, Stream<T> found, Function<T, K> idOf) {
        Map<K, T> byId = found.collect(Collectors.toMap(idOf, item -> item));
        return ids.stream().filter(byId::containsKey).map(byId::get).toList();
    }
}
