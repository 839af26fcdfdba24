package dev.shida.edition;

import dev.shida.edition.Window.After;
import dev.shida.edition.Window.Before;
import dev.shida.edition.Window.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/**
 * Finds the ids in one window of an ordered list, reading about as many index entries as it returns.
 *
 * <p>The rows after a place (a, b, c) in the order (x, y, id) are those with x = a, y = b and id &gt; c, then those
 * with x = a and y &gt; b, then those with x &gt; a. Asked for in one condition, a database reads every row with x = a
 * and throws most away; asked for as a union of three, each is a range of the index that begins where the answer does
 * and ends after as many rows as the window has. Further sources (the stories of any of some topics, the stories of
 * some years) are further branches of the same union.
 */
final class Keyset {
    /** A column to order by; the last of a list of them is the id, which is unique. */
    record Column(String name, boolean descending) {}

    /**
     * Rows to choose from, under the alias {@code x}.
     *
     * @param table what stands after FROM
     * @param fixed the columns that the condition gives one value, and that stand ahead of the others in the index: H2
     *     sees that the index is in order only if the order names them
     * @param columns the names in it of the columns to order by
     * @param where a condition
     * @param parameters the values of the condition's named parameters
     */
    record Source(
            String table, List<Column> fixed, List<Column> columns, String where, Map<String, Object> parameters) {
        String id() {
            return columns.get(columns.size() - 1).name;
        }

        Source and(String condition, Map<String, Object> more) {
            Map<String, Object> all = new HashMap<>(parameters);
            all.putAll(more);
            return new Source(table, fixed, columns, where + " and " + condition, all);
        }
    }

    private final Session session;
    private final List<Source> sources;

    /** One list from several sources, which may overlap; they have the same columns but for their names. */
    Keyset(Session session, List<Source> sources) {
        this.session = session;
        this.sources = sources;
    }

    /** The ids in the window, in order. */
    Slice<String> slice(Window window) {
        if (window.start() instanceof After after) {
            return beyond(after.place(), false, window.limit());
        }
        if (window.start() instanceof Before before) {
            return beyond(before.place(), true, window.limit());
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

    /** Rows of ordering columns, from a place on (anywhere, if it is empty), in the order or against it. */
    private List<Object[]> select(List<Object> place, boolean backwards, long offset, int limit) {
        List<String> branches = sources.stream()
                .flatMap(source -> IntStream.range(0, Math.max(1, place.size()))
                        .mapToObj(branch ->
                                branch(source, place.isEmpty() ? "" : beyond(source, branch, backwards), backwards)))
                .toList();
        String rows = branches.size() == 1
                ? branches.get(0)
                : branches.stream()
                                .map(branch -> "(" + branch + " fetch first " + (offset + limit) + " rows only)")
                                .collect(Collectors.joining(" union ", "select * from (", ") u order by "))
                        + list(sources.get(0).columns, (column, i) -> "k" + i + direction(column, backwards));
        NativeQuery<Object[]> query = session.createNativeQuery(
                rows + " offset " + offset + " rows fetch first " + limit + " rows only", Object[].class);
        sources.forEach(source -> source.parameters.forEach(query::setParameter));
        for (int i = 0; i < place.size(); i++) {
            query.setParameter("place" + i, place.get(i));
        }
        return query.getResultList();
    }

    private static String branch(Source source, String beyond, boolean backwards) {
        List<Column> order =
                Stream.concat(source.fixed.stream(), source.columns.stream()).toList();
        return "select " + list(source.columns, (column, i) -> column.name + " as k" + i)
                + " from " + source.table + " x where " + source.where + beyond
                + " order by " + list(order, (column, i) -> column.name + direction(column, backwards));
    }

    /** The condition of one branch: equal to the place in the columns before it, beyond the place in its own. */
    private static String beyond(Source source, int branch, boolean backwards) {
        String equal = IntStream.range(0, branch)
                .mapToObj(i -> " and " + source.columns.get(i).name + " = :place" + i)
                .collect(Collectors.joining());
        Column column = source.columns.get(branch);
        return equal + " and " + column.name + (column.descending == backwards ? " > :place" : " < :place") + branch;
    }

    private static String direction(Column column, boolean backwards) {
        return column.descending == backwards ? "" : " desc";
    }

    private interface Naming {
        String of(Column column, int index);
    }

    private static String list(List<Column> columns, Naming naming) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> naming.of(columns.get(i), i))
                .collect(Collectors.joining(", "));
    }
}
