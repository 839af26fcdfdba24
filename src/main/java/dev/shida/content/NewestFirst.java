package dev.shida.content;

import dev.shida.content.Window.After;
import dev.shida.content.Window.Before;
import dev.shida.content.Window.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;

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
        return query(Long.class, "select count(*)", "").getSingleResult();
    }

    /** Those in a window. */
    Slice<String> slice(Window window) {
        int limit = window.limit();
        if (window.start() instanceof Page page) {
            List<String> ids = ids(Optional.empty(), false, (page.number() - 1) * limit, limit + 1);
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
    private List<String> ids(Optional<Position> after, boolean backwards, int offset, int limit) {
        String condition = backwards
                ? " and year >= :from and (year > :from or id < :id)"
                : " and year <= :from and (year < :from or id > :id)";
        String order = backwards ? " order by year, id desc" : " order by year desc, id";
        SelectionQuery<String> query = query(String.class, "select id", (after.isPresent() ? condition : "") + order);
        after.ifPresent(
                position -> query.setParameter("from", position.number(0)).setParameter("id", position.id()));
        return query.setFirstResult(offset).setMaxResults(limit).getResultList();
    }

    private <T> SelectionQuery<T> query(Class<T> type, String selected, String rest) {
        String series = scope.series().isEmpty() ? "" : " and series in :series";
        String years = scope.years().isEmpty() ? "" : " and year in :years";
        SelectionQuery<T> query =
                session.createSelectionQuery(selected + " from EditionRow where true" + series + years + rest, type);
        if (!series.isEmpty()) {
            query.setParameterList("series", scope.series());
        }
        if (!years.isEmpty()) {
            query.setParameterList("years", scope.years());
        }
        return query;
    }
}
