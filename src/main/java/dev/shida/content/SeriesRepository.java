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
    private static final String COUNTED =
            "select s, sum(e.stories) from SeriesRow s join EditionRow e on e.series = s.id";

    private final StatelessSession session;
    private final SeriesRows rows;

    SeriesRepository(StatelessSession session, SeriesRows rows) {
        this.session = session;
        this.rows = rows;
    }

    @ApplicationScoped
    static class SeriesRows implements PanacheRepositoryBase<SeriesRow, String> {}

    /** Every series, by id. */
    public List<Series> byIdAscending() {
        return session
                .createSelectionQuery(COUNTED + " group by s order by s.id", Object[].class)
                .getResultList()
                .stream()
                .map(SeriesRepository::series)
                .toList();
    }

    private static Series series(Object[] counted) {
        SeriesRow row = ((SeriesRow) counted[0]).verified();
        return new Series(row.id, Label.decoded(row.label), (Long) counted[1]);
    }

    /** One series. */
    public Optional<Series> byId(String id) {
        return session.createSelectionQuery(COUNTED + " where s.id = :id group by s", Object[].class)
                .setParameter("id", id)
                .uniqueResultOptional()
                .map(SeriesRepository::series);
    }

    /** The name of a series. */
    public Optional<Label> labelOf(String id) {
        return rows.findByIdOptional(id).map(row -> Label.decoded(row.verified().label));
    }

    /** Those of some ids that are series. */
    public List<String> existing(Collection<String> ids) {
        return IdLookup.existing(session, SeriesRow.class, ids);
    }

    /** Ids that are near an id in the order of ids: candidates for a misspelling. */
    public List<String> idsNear(String id) {
        return IdLookup.near(session, SeriesRow.class, id);
    }
}
