package dev.shida.content;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** The revisions that publications and withdrawals have made. */
@ApplicationScoped
public class Revisions {
    /** The key of what {@link #ofSnapshot} has read in a transaction. */
    private static final Object SNAPSHOT = new Object();

    private final StatelessSession session;
    private final TransactionSynchronizationRegistry transaction;
    private final Event<RevisionRead> reads;

    Revisions(StatelessSession session, TransactionSynchronizationRegistry transaction, Event<RevisionRead> reads) {
        this.session = session;
        this.transaction = transaction;
        this.reads = reads;
    }

    /** The present revision; empty before the first publication. */
    public Optional<Revision> last() {
        return lastRow().map(Revisions::revision);
    }

    /**
     * The revision of the state of the content that the caller's transaction reads; empty before the first publication. It is
     * read once in a transaction, and announced when that has ended: another process may have published it, or a thread that
     * has yet to announce it, and after a response that tells of it none may be older.
     */
    public Optional<Revision> ofSnapshot() {
        if (transaction.getResource(SNAPSHOT) instanceof RevisionRead read) {
            return read.revision();
        }
        RevisionRead read = new RevisionRead(last());
        transaction.putResource(SNAPSHOT, read);
        reads.fire(read);
        return read.revision();
    }

    /** An event: a transaction reads a revision. */
    record RevisionRead(Optional<Revision> revision) {}

    /** In SQL, as {@link Topics} are. */
    Optional<RevisionRow> lastRow() {
        return session
                .createNativeQuery(
                        "select * from revision order by number desc fetch first row only", RevisionRow.class)
                .getResultList()
                .stream()
                .findFirst()
                .map(RevisionRow::verified);
    }

    /** A revision by its number. */
    public Optional<Revision> byNumber(long number) {
        return Optional.ofNullable(session.get(RevisionRow.class, number))
                .map(RevisionRow::verified)
                .map(Revisions::revision);
    }

    /**
     * The editions that have been published after a revision, each as the revision that last did, in order. In SQL, as
     * {@link Topics} are.
     *
     * @param limit the most of them
     */
    public List<Revision> after(long number, int limit) {
        return session
                .createNativeQuery("""
                        select * from revision r where r.number > :number
                        and not exists (select 1 from revision l where l.edition = r.edition and l.number > r.number)
                        order by r.number fetch first :limit rows only
                        """, RevisionRow.class)
                .setParameter("number", number)
                .setParameter("limit", limit)
                .getResultList()
                .stream()
                .map(RevisionRow::verified)
                .map(Revisions::revision)
                .toList();
    }

    /** The number of the last revision that published an edition from a manuscript with this digest. */
    public Optional<Long> withManuscript(String edition, String digest) {
        return session.createSelectionQuery(
                        "from RevisionRow where edition = :edition and digest = :digest order by number desc",
                        RevisionRow.class)
                .setParameter("edition", edition)
                .setParameter("digest", digest)
                .setMaxResults(1)
                .uniqueResultOptional()
                .map(row -> row.verified().number);
    }

    /** The digest of the manuscript that an edition was last published from. */
    String digestOf(String edition) {
        return session.createSelectionQuery(
                        "from RevisionRow where edition = :edition order by number desc", RevisionRow.class)
                .setParameter("edition", edition)
                .setMaxResults(1)
                .uniqueResultOptional()
                .map(row -> row.verified().digest)
                .orElseThrow();
    }

    /**
     * The time of a revision that is made now. It is never earlier than that of the last one, whatever the system clock
     * did. If the clock has gone back, it is later: clients may have been told the time of the last one, and ask what
     * changed since.
     */
    public Instant nextMoment() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return lastRow()
                .map(row -> row.publishedAt)
                .filter(now::isBefore)
                .map(last -> last.plusSeconds(1))
                .orElse(now);
    }

    private static Revision revision(RevisionRow row) {
        return new Revision(row.number, row.edition, row.publishedAt);
    }
}
