package dev.shida.content;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;
import org.hibernate.query.NativeQuery;

/** Looks things up by their ids, in any table. */
final class Ids {
    /** How many candidates on either side; a misspelling mostly leaves the beginning of a name alone. */
    private static final int REACH = 100;

    private Ids() {}

    /** The ids just before and just after one in a table, in no particular order; two index ranges, whatever its size. */
    static List<String> near(StatelessSession session, String table, String id) {
        return column(
                String.class,
                session.createNativeQuery(
                                "(select id from " + table
                                        + " where id >= :id order by id fetch first :reach rows only) union all"
                                        + " (select id from " + table
                                        + " where id < :id order by id desc fetch first :reach rows only)",
                                Object.class)
                        .setParameter("id", id)
                        .setParameter("reach", REACH));
    }

    /** Those of some ids that are in a table. */
    static List<String> known(StatelessSession session, String table, Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : column(
                        String.class,
                        session.createNativeQuery("select id from " + table + " where id = any(:ids)", Object.class)
                                .setParameter("ids", ids.toArray(String[]::new)));
    }

    /**
     * What a query of one column finds. It is a query for objects, as of one for a class that is no entity Hibernate 7.2
     * finds no plan again: it makes one each time, and keeps thousands.
     */
    static <T> List<T> column(Class<T> type, NativeQuery<Object> query) {
        return query.getResultList().stream().map(type::cast).toList();
    }

    /** What was found, in the order of the ids that it was looked for by; what was not found is left out. */
    static <K, T> List<T> inOrder(List<K> ids, Stream<T> found, Function<T, K> idOf) {
        Map<K, T> byId = found.collect(Collectors.toMap(idOf, item -> item));
        return ids.stream().filter(byId::containsKey).map(byId::get).toList();
    }
}
