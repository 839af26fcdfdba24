package dev.shida.manuscript;

import dev.shida.edition.EditionContent;
import dev.shida.edition.Publications;
import dev.shida.edition.Revision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Publishes manuscripts. */
@ApplicationScoped
public class Press {
    private final Publications publications;
    private final Event<Revision> published;

    Press(Publications publications, Event<Revision> published) {
        this.publications = publications;
        this.published = published;
    }

    /**
     * Publishes a manuscript whole, in one transaction, and announces the revision that it made as an event. Observers
     * that wait for the transaction's success see it once it can be read.
     *
     * @param source where it comes from: a name that stays when its content changes
     * @return empty if it has not changed since it was last published from there, or is what is published of its
     *     edition; then nothing changes
     * @throws FaultyManuscript if it has any fault; then nothing changes either
     */
    @Transactional
    public Optional<Revision> publish(String source, byte[] bytes) throws FaultyManuscript {
        String digest = digest(bytes);
        if (publications.know(source, digest)) {
            return Optional.empty();
        }
        Manuscript manuscript = Manuscript.parse(bytes);
        checkIds(manuscript);
        publications.note(source, digest);
        if (publications.hold(manuscript.content().id(), digest)) {
            return Optional.empty();
        }
        Revision revision = publications.publish(manuscript.content(), digest, Instant.now());
        published.fire(revision);
        return Optional.of(revision);
    }

    /** A slug that looks well can still make an id that a story of another edition has: a-1 + 2022 and a + 1-2022. */
    private void checkIds(Manuscript manuscript) throws FaultyManuscript {
        EditionContent content = manuscript.content();
        Map<String, String> taken = publications.taken(content);
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < content.stories().size(); i++) {
            String id = content.idOf(content.stories().get(i));
            if (taken.containsKey(id)) {
                faults.add(new Fault(
                        manuscript.storyLines().get(i),
                        "the slug makes the story id " + id + ", which a story of the edition " + taken.get(id)
                                + " has; expected another slug"));
            }
        }
        if (!faults.isEmpty()) {
            throw new FaultyManuscript(faults);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
