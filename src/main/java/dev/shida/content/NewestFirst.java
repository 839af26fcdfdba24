package dev.shida.content;

import dev.shida.content.Window.After;
import dev.shida.content.Window.Before;
import dev.shida.content.Window.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;
import org.hibernate.query.NativeQuery;

/**
 * The ids of the editions in a scope, the newest year first, then by id.
 *
 * <p>What comes after a year and an id is a range of the index, from the year on, of which at most that year's editions are
 * read in vain. Hibernate's keyset paging asks for {@code year < ? or year = ? and id > ?}, which H2 reads from the beginning of
 * the order: eight times as long among 20,000 editions (src/bench/README.md).
 */
record NewestFirst(StatelessSession session, Scope scope) {

    /** How many there are. */
    long count() {
        return Ids.column(Long.class, query("select count(*)", "", "")).get(0);
    }

    /** Those in a window. */
    Slice<String> slice(Window window) {
        int limit = window.limit();
        if (window.start() instanceof Page page) {
            List<String> ids = ids(Optional.empty(), false, (page.number() - 1L) * limit, limit + 1);
            return new Slice<>(first(ids, limit), page.number() > 1, ids.size() > limit);
        }
        boolean backwards = window.start() instanceof Before;
        Position from =
                window.start() instanceof Before before ? before.position() : ((After) window.start()).position();
        List<String> ids = ids(Optional.of(from), backwards, 0, limit + 1);
        boolean further = ids.size() > limit;
        boolean behind =
                !ids.isEmpty() && !ids(Optional.empty(), backwards, 0, 1).contains(ids.get(0));
        List<String> shown = first(ids, limit);
        if (backwards) {
            Collections.reverse(shown);
        }
        return new Slice<>(shown, backwards ? further : behind, backwards ? behind : further);
    }

    private static List<String> first(List<String> ids, int limit) {
        return new ArrayList<>(ids.subList(0, Math.min(limit, ids.size())));
    }

    /** Those after a position, in the order or against it. */
    private List<String> ids(Optional<Position> after, boolean backwards, long offset, int limit) {
        String condition = backwards
                ? " and edition_year >= :from and (edition_year > :from or id < :id)"
                : " and edition_year <= :from and (edition_year < :from or id > :id)";
        String order = backwards ? " order by edition_year, id desc" : " order by edition_year desc, id";
        NativeQuery<Object> query = query(
                "select id",
                after.isPresent() ? condition : "",
                order + " offset " + offset + " rows fetch first " + limit + " rows only");
        after.ifPresent(
                position -> query.setParameter("from", position.number(0)).setParameter("id", position.id()));
        return Ids.column(String.class, query);
    }

    private NativeQuery<Object> query(String selected, String condition, String order) {
        String series = scope.series().isEmpty() ? "" : " and series in (:series)";
        String years = scope.years().isEmpty() ? "" : " and edition_year in (:years)";
        NativeQuery<Object> query = session.createNativeQuery(
                selected + " from edition where true" + series + years + condition + order, Object.class);
        if (!series.isEmpty()) {
            query.setParameterList("series", scope.series());
        }
        if (!years.isEmpty()) {
            query.setParameterList("years", scope.years());
        }
        return query;
    }
}
