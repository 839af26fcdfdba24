package dev.shida.content;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** The published series. */
@ApplicationScoped
public class SeriesRepository {
    private final StatelessSession session;
    private final Rows rows;

    SeriesRepository(StatelessSession session, Rows rows) {
        this.session = session;
        this.rows = rows;
    }

    @ApplicationScoped
    static class Rows implements PanacheRepositoryBase<SeriesRow, String> {}

    /** Every series, by id. */
    public List<Series> byIdAscending() {
        return session.createNativeQuery("""
                        select s.id, s.label, s.row_digest, sum(e.stories)
                        from series s join edition e on e.series = s.id
                        group by s.id, s.label, s.row_digest order by s.id
                        """, Object[].class).getResultList().stream()
                .map(SeriesRepository::series)
                .toList();
    }

    private static Series series(Object[] row) {
        String id = (String) row[0];
        String label = (String) row[1];
        RowDigest.verify("series " + id, (byte[]) row[2], id, label);
        return new Series(id, Label.decoded(label), ((Number) row[3]).longValue());
    }

    /** One series. */
    public Optional<Series> byId(String id) {
        return session.createNativeQuery("""
                        select s.id, s.label, s.row_digest, sum(e.stories)
                        from series s join edition e on e.series = s.id where s.id = :id
                        group by s.id, s.label, s.row_digest
                        """, Object[].class).setParameter("id", id).getResultList().stream()
                .map(SeriesRepository::series)
                .findFirst();
    }

    /** The name of a series. */
    public Optional<Label> labelOf(String id) {
        return rows.findByIdOptional(id).map(row -> Label.decoded(row.verified().label));
    }

    /** Those of some ids that are series. */
    public List<String> known(Collection<String> ids) {
        return Ids.known(session, "series", ids);
    }

    /** Ids that are near an id in the order of ids: candidates for a misspelling. */
    public List<String> idsNear(String id) {
        return Ids.near(session, "series", id);
    }
}
