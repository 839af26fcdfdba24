package dev.shida.content;

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
        return window.slice(this::after);
    }

    /** Those after a position, in the order or against it. */
    private List<String> after(Optional<Position> position, boolean backwards, long skip, int count) {
        String condition = backwards
                ? " and year >= :from and (year > :from or id < :id)"
                : " and year <= :from and (year < :from or id > :id)";
        String order = backwards ? " order by year, id desc" : " order by year desc, id";
        SelectionQuery<String> query =
                query(String.class, "select id", (position.isPresent() ? condition : "") + order);
        position.ifPresent(
                from -> query.setParameter("from", from.year().orElseThrow()).setParameter("id", from.id()));
        return query.setFirstResult(Math.toIntExact(skip)).setMaxResults(count).getResultList();
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
