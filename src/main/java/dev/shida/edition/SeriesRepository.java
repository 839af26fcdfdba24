package dev.shida.edition;

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
                        select s.id, s.zh, s.en, sum(e.stories)
                        from series s join edition e on e.series = s.id
                        group by s.id, s.zh, s.en order by s.id
                        """, Object[].class).getResultList().stream()
                .map(row -> new Series(
                        (String) row[0], new Label((String) row[1], (String) row[2]), ((Number) row[3]).longValue()))
                .toList();
    }

    /** The name of a series. */
    public Optional<Label> labelOf(String id) {
        return findByIdOptional(id).map(row -> row.label);
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
