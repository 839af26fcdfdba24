package dev.shida.edition;

import dev.shida.edition.Keyset.Column;
import dev.shida.edition.Keyset.Source;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.query.NativeQuery;

/** The published editions. */
@ApplicationScoped
public class Editions implements PanacheRepositoryBase<EditionRow, String> {
    /**
     * Some of the editions in a scope.
     *
     * @param total how many are in the scope
     */
    public record Listing(Slice<Edition> slice, long total) {}

    /** The editions in a scope, the newest year first, then by id. */
    public Listing newestFirst(Scope scope, Window window) {
        Source source = new Source(
                "edition",
                List.of(),
                List.of(new Column("x.edition_year", true), new Column("x.id", false)),
                "1 = 1",
                Map.of());
        if (!scope.series().isEmpty()) {
            source = source.and("x.series in (:series)", Map.of("series", scope.series()));
        }
        if (!scope.years().isEmpty()) {
            source = source.and("x.edition_year in (:years)", Map.of("years", scope.years()));
        }
        Slice<String> ids = new Keyset(getSession(), List.of(source)).slice(window);
        return new Listing(ids.with(this::load), count(source));
    }

    /** The place of an edition in the order of {@link #newestFirst}. */
    public static List<Object> placeOf(Edition edition) {
        return List.of(edition.year(), edition.id());
    }

    /** One edition. */
    public Optional<Edition> byId(String id) {
        return load(List.of(id)).stream().findFirst();
    }

    /** The years in which there are editions, the nearest to a year first, at most two. */
    public List<Integer> yearsNear(int year) {
        return getSession()
                .createNativeQuery("""
                        select edition_year from (
                            (select edition_year from tally where series = '' and topic = '' and edition_year >= :year
                             order by edition_year fetch first row only)
                            union
                            (select edition_year from tally where series = '' and topic = '' and edition_year < :year
                             and edition_year > 0 order by edition_year desc fetch first row only)) near
                        order by abs(edition_year - :year), edition_year desc
                        """, Integer.class)
                .setParameter("year", year)
                .getResultList();
    }

    /** Those of some ids that are editions. */
    public List<String> known(Collection<String> ids) {
        return Ids.known(getSession(), "edition", ids);
    }

    /** Those of some years in which there are editions. */
    public List<Integer> knownYears(Collection<Integer> years) {
        return years.isEmpty()
                ? List.of()
                : getSession()
                        .createNativeQuery(
                                "select edition_year from tally where series = '' and topic = '' and edition_year in (:years)",
                                Integer.class)
                        .setParameter("years", years)
                        .getResultList();
    }

    /** Ids of editions that are near an id in the order of ids; the candidates when a name is misspelt. */
    public List<String> idsNear(String id) {
        return Ids.near(getSession(), "edition", id);
    }

    private long count(Source source) {
        NativeQuery<Long> query =
                getSession().createNativeQuery("select count(*) from edition x where " + source.where(), Long.class);
        source.parameters().forEach(query::setParameter);
        return query.getSingleResult();
    }

    private List<Edition> load(List<String> ids) {
        Stream<Edition> editions = getSession()
                .createNativeQuery(
                        "select {e.*}, (select count(*) from story s where s.edition = e.id) as stories from edition e"
                                + " where e.id in (:ids)",
                        Object[].class)
                .addEntity("e", EditionRow.class)
                .addScalar("stories", Long.class)
                .setParameter("ids", ids)
                .getResultStream()
                .map(row -> new Edition((EditionRow) row[0], (Long) row[1]));
        return Ids.inOrder(ids, editions, Edition::id);
    }
}
