package dev.shida.content;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/** The published editions. */
@ApplicationScoped
public class Editions {
    /** What an edition is called, and by whom it is. */
    public record Name(String id, String title, Optional<String> byline, String language) {
        /** As a query has it. */
        Name(String id, String title, @Nullable String byline, String language) {
            this(id, title, Optional.ofNullable(byline), language);
        }
    }

    /**
     * Some of the editions in a scope.
     *
     * @param total how many are in the scope
     */
    public record Listing(Slice<Edition> slice, long total) {}

    /** The editions of a series in the years nearest to one. */
    public record Beside(Optional<Edition> before, Optional<Edition> after) {}

    private final StatelessSession session;

    Editions(StatelessSession session) {
        this.session = session;
    }

    /** The editions in a scope, the newest year first, then by id. */
    public Listing newestFirst(Scope scope, Window window) {
        NewestFirst editions = new NewestFirst(session, scope);
        return new Listing(editions.slice(window).with(this::loadAll), editions.count());
    }

    /** The edition that was published last; empty if there is none. */
    public Optional<Edition> latest() {
        return first(session.createSelectionQuery(
                "from EditionRow order by publishedAt desc, year desc, id", EditionRow.class));
    }

    /** The editions of the same series before and after one. */
    public Beside beside(Edition edition) {
        return new Beside(
                nearest(edition, "year < :year order by year desc"), nearest(edition, "year > :year order by year"));
    }

    private Optional<Edition> nearest(Edition edition, String condition) {
        return first(session.createSelectionQuery(
                        "from EditionRow where series = :series and " + condition, EditionRow.class)
                .setParameter("series", edition.series())
                .setParameter("year", edition.year()));
    }

    private static Optional<Edition> first(SelectionQuery<EditionRow> editions) {
        return editions.setMaxResults(1).getResultList().stream().findFirst().map(row -> new Edition(row.verified()));
    }

    /** The position of an edition in the order of {@link #newestFirst}. */
    public static Position positionOf(Edition edition) {
        return Position.of(edition.id()).withYear(edition.year());
    }

    /** One edition. */
    public Optional<Edition> byId(String id) {
        return Optional.ofNullable(session.get(EditionRow.class, id)).map(row -> new Edition(row.verified()));
    }

    /** What every edition is called. */
    public List<Name> names() {
        return session.createSelectionQuery("select id, title, byline, language from EditionRow", Name.class)
                .getResultList();
    }

    /** The editions with these ids, in the order of the ids; one that is not there is left out. */
    public List<Edition> byIds(List<String> ids) {
        return ids.isEmpty() ? List.of() : load(ids);
    }

    /** The years in which there are editions, the nearest to a year first, at most two. */
    public List<Integer> yearsNear(int year) {
        return session
                .createSelectionQuery(
                        "select min(year) from EditionRow where year >= :year"
                                + " union all select max(year) from EditionRow where year < :year",
                        Integer.class)
                .setParameter("year", year)
                .getResultList()
                .stream()
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingInt((Integer near) -> Math.abs(near - year))
                        .thenComparing(Comparator.reverseOrder()))
                .toList();
    }

    /** Those of some ids that are editions. */
    public List<String> existing(Collection<String> ids) {
        return IdLookup.existing(session, EditionRow.class, ids);
    }

    /** Those of some years in which there are editions. */
    public List<Integer> existingYears(Collection<Integer> years) {
        return years.isEmpty()
                ? List.of()
                : session.createSelectionQuery(
                                "select distinct year from EditionRow where year in :years", Integer.class)
                        .setParameterList("years", years)
                        .getResultList();
    }

    /** Ids of editions that are near an id in the order of ids; the candidates when a name is misspelt. */
    public List<String> idsNear(String id) {
        return IdLookup.near(session, EditionRow.class, id);
    }

    /** Editions that are certain to be there. */
    private List<Edition> loadAll(List<String> ids) {
        List<Edition> editions = load(ids);
        if (editions.size() < ids.size()) {
            throw new DamagedContent("list of editions");
        }
        return editions;
    }

    private List<Edition> load(List<String> ids) {
        Stream<Edition> editions = session
                .createSelectionQuery("from EditionRow where id in :ids", EditionRow.class)
                .setParameterList("ids", ids)
                .getResultList()
                .stream()
                .map(row -> new Edition(row.verified()));
        return IdLookup.inOrder(ids, editions, Edition::id);
    }
}
