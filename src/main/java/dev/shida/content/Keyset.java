package dev.shida.content;

import dev.shida.content.Window.After;
import dev.shida.content.Window.Before;
import dev.shida.content.Window.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.StatelessSession;
import org.hibernate.query.NativeQuery;

/**
 * Finds the ids in one window of a table in an order, reading about as many index entries as it returns.
 *
 * <p>The rows after a place (a, b, id) in the order (x, y, id) are those with x = a, y = b and a greater id, then those
 * with x = a and y &gt; b, then those with x &gt; a. Asked for in one condition, a database reads every row with x = a
 * and throws most away; asked for as a union of three, each is a range of the index that begins where the answer does
 * and ends after as many rows as the window has.
 *
 * @param columns to order by; the last is the id, which is unique
 * @param narrowed the columns of which only some values count, with these
 */
record Keyset(StatelessSession session, String table, List<Column> columns, Map<String, Collection<?>> narrowed) {
    /** A column to order by. */
    record Column(String name, boolean descending) {}

    /** All rows of a table. */
    Keyset(StatelessSession session, String table, List<Column> columns) {
        this(session, table, columns, Map.of());
    }

    /** Those of which a column has one of some values. */
    Keyset in(String column, Collection<?> some) {
        Map<String, Collection<?>> all = new HashMap<>(narrowed);
        all.put(column, some);
        return new Keyset(session, table, columns, all);
    }

    /** How many rows there are. */
    long count() {
        return Ids.column(
                        Long.class,
                        bound(session.createNativeQuery(
                                "select count(*) from " + table + where(List.of()), Object.class)))
                .get(0);
    }

    /** The ids in the window, in order. */
    Slice<String> slice(Window window) {
        if (window.start() instanceof After after) {
            return beyond(after.position().values(), false, window.limit());
        }
        if (window.start() instanceof Before before) {
            return beyond(before.position().values(), true, window.limit());
        }
        Page page = (Page) window.start();
        List<Object[]> rows = select(List.of(), false, (page.number() - 1L) * window.limit(), window.limit() + 1);
        return new Slice<>(ids(rows, window.limit()), page.number() > 1, rows.size() > window.limit());
    }

    private Slice<String> beyond(List<Object> place, boolean backwards, int limit) {
        List<Object[]> rows = select(place, backwards, 0, limit + 1);
        List<String> ids = ids(rows, limit);
        boolean further = rows.size() > limit;
        boolean behind = !rows.isEmpty()
                && !select(List.of(rows.get(0)), !backwards, 0, 1).isEmpty();
        if (backwards) {
            Collections.reverse(ids);
            return new Slice<>(ids, further, behind);
        }
        return new Slice<>(ids, behind, further);
    }

    private static List<String> ids(List<Object[]> rows, int limit) {
        return rows.stream()
                .limit(limit)
                .map(row -> (String) row[row.length - 1])
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Rows of the ordering columns, from a place on (anywhere, if it is empty), in the order or against it. */
    private List<Object[]> select(List<Object> place, boolean backwards, long offset, int limit) {
        String order = list(column -> column.name + (column.descending == backwards ? "" : " desc"));
        String rows = place.isEmpty()
                ? branch(List.of())
                : IntStream.range(0, place.size())
                        .mapToObj(i -> "(" + branch(beyond(i, backwards)) + " order by " + order + " fetch first "
                                + limit + " rows only)")
                        .collect(Collectors.joining(" union all ", "select * from (", ") u"));
        NativeQuery<Object[]> query = bound(session.createNativeQuery(
                rows + " order by " + order + " offset " + offset + " rows fetch first " + limit + " rows only",
                Object[].class));
        for (int i = 0; i < place.size(); i++) {
            query.setParameter("place" + i, place.get(i));
        }
        return query.getResultList();
    }

    private String branch(List<String> conditions) {
        return "select " + list(Column::name) + " from " + table + where(conditions);
    }

    /** The conditions of one branch: equal to the place in the columns before it, beyond the place in its own. */
    private List<String> beyond(int branch, boolean backwards) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < branch; i++) {
            conditions.add(columns.get(i).name + " = :place" + i);
        }
        Column column = columns.get(branch);
        conditions.add(column.name + (column.descending == backwards ? " > :place" : " < :place") + branch);
        return conditions;
    }

    private String where(List<String> more) {
        List<String> all = new ArrayList<>(more);
        narrowed.keySet().forEach(column -> all.add(column + " in (:" + column + ")"));
        return all.isEmpty() ? "" : " where " + String.join(" and ", all);
    }

    private String list(Function<Column, String> naming) {
        return columns.stream().map(naming).collect(Collectors.joining(", "));
    }

    private <T> NativeQuery<T> bound(NativeQuery<T> query) {
        narrowed.forEach(query::setParameterList);
        return query;
    }
}
