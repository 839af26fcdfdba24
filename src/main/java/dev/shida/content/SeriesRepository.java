package dev.shida.content;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** The published series. */
@ApplicationScoped
public class SeriesRepository implements PanacheRepositoryBase<SeriesRow, String> {
    private final StatelessSession session;

    SeriesRepository(StatelessSession session) {
        this.session = session;
    }

    /** Every series, by id. */
    public List<Series> byIdAscending() {
        return session.createNativeQuery("""
                        select s.id, s.zh, s.en, s.row_digest, sum(e.stories)
                        from series s join edition e on e.series = s.id
                        group by s.id, s.zh, s.en, s.row_digest order by s.id
                        """, Object[].class).getResultList().stream()
                .map(SeriesRepository::series)
                .toList();
    }

    private static Series series(Object[] row) {
        String id = (String) row[0];
        Label label = new Label((String) row[1], (String) row[2]);
        RowDigest.verify("series " + id, (byte[]) row[3], id, label.zh(), label.en());
        return new Series(id, label, ((Number) row[4]).longValue());
    }

    /** The name of a series. */
    public Optional<Label> labelOf(String id) {
        return findByIdOptional(id).map(row -> row.verified().label);
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
