package dev.shida.content;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;
import org.hibernate.query.NativeQuery;

/** The published editions. */
@ApplicationScoped
public class Editions {
    /** What an edition is called, and by whom it is. */
    public record Name(String id, String title, Optional<String> byline, String language) {}

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
        return byId(session.createNativeQuery("""
                        select id from edition
                        order by published_at desc, edition_year desc, id fetch first row only
                        """, Object.class));
    }

    /** The editions of the same series before and after one. */
    public Beside beside(Edition edition) {
        return new Beside(
                nearest(edition, "edition_year < :year order by edition_year desc"),
                nearest(edition, "edition_year > :year order by edition_year"));
    }

    private Optional<Edition> nearest(Edition edition, String condition) {
        return byId(session.createNativeQuery(
                        "select id from edition where series = :series and " + condition + " fetch first row only",
                        Object.class)
                .setParameter("series", edition.series())
                .setParameter("year", edition.year()));
    }

    private Optional<Edition> byId(NativeQuery<Object> query) {
        return Ids.column(String.class, query).stream().findFirst().flatMap(this::byId);
    }

    /** The position of an edition in the order of {@link #newestFirst}. */
    public static Position positionOf(Edition edition) {
        return new Position(List.of(edition.year()), edition.id());
    }

    /** One edition. */
    public Optional<Edition> byId(String id) {
        return load(List.of(id)).stream().findFirst();
    }

    /** What every edition is called. */
    public List<Name> names() {
        return session
                .createNativeQuery("select id, title, byline, language from edition", Object[].class)
                .getResultList()
                .stream()
                .map(row -> new Name(
                        (String) row[0], (String) row[1], Optional.ofNullable((String) row[2]), (String) row[3]))
                .toList();
    }

    /** The editions with these ids, in the order of the ids; one that is not there is left out. */
    public List<Edition> byIds(List<String> ids) {
        return ids.isEmpty() ? List.of() : load(ids);
    }

    /** The years in which there are editions, the nearest to a year first, at most two. */
    public List<Integer> yearsNear(int year) {
        return Ids.column(
                Integer.class, session.createNativeQuery("""
                        select edition_year from (
                            select min(edition_year) as edition_year from edition where edition_year >= :year
                            union
                            select max(edition_year) from edition where edition_year < :year) near
                        where edition_year is not null
                        order by abs(edition_year - :year), edition_year desc
                        """, Object.class).setParameter("year", year));
    }

    /** Those of some ids that are editions. */
    public List<String> known(Collection<String> ids) {
        return Ids.known(session, "edition", ids);
    }

    /** Those of some years in which there are editions. */
    public List<Integer> knownYears(Collection<Integer> years) {
        return years.isEmpty()
                ? List.of()
                : Ids.column(
                        Integer.class,
                        session.createNativeQuery(
                                        "select distinct edition_year from edition where edition_year = any(:years)",
                                        Object.class)
                                .setParameter("years", years.toArray(Integer[]::new)));
    }

    /** Ids of editions that are near an id in the order of ids; the candidates when a name is misspelt. */
    public List<String> idsNear(String id) {
        return Ids.near(session, "edition", id);
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
                .createNativeQuery("select * from edition where id = any(:ids)", EditionRow.class)
                .setParameter("ids", ids.toArray(String[]::new))
                .getResultList()
                .stream()
                .map(row -> new Edition(row.verified()));
        return Ids.inOrder(ids, editions, Edition::id);
    }
}
