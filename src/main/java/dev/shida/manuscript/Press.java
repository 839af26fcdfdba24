package dev.shida.manuscript;

import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Publications;
import dev.shida.content.Publications.Provenance;
import dev.shida.content.Revision;
import dev.shida.content.Revisions;
import io.quarkus.runtime.util.HashUtil;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Publishes manuscripts. */
@ApplicationScoped
public class Press {
    private final Publications publications;
    private final Revisions revisions;
    private final Event<Revision> published;

    Press(Publications publications, Revisions revisions, Event<Revision> published) {
        this.publications = publications;
        this.revisions = revisions;
        this.published = published;
    }

    /**
     * What came of a manuscript.
     *
     * @param revision that it made; empty if nothing that is published has changed
     * @param edition that it is of; empty if it was not read, as it has not changed
     * @param warnings of the manuscript, if it was published
     * @param notes what the operator should know
     * @param formerEdition the edition that its source had before, if it was another
     */
    record PublishResult(
            Optional<Revision> revision,
            Optional<String> edition,
            List<Fault> warnings,
            List<Note> notes,
            Optional<String> formerEdition) {
        static final PublishResult UNCHANGED =
                new PublishResult(Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty());
    }

    /** @param isWarning whether it may be a mistake */
    record Note(boolean isWarning, String text) {}

    /**
     * Publishes a manuscript whole, in one transaction, and announces the revision that it made as an event. Observers
     * that wait for the transaction's success see it once it can be read.
     *
     * @param source where it comes from: a name that stays when its content changes
     * @return empty if it has not changed since it was last published from there, or is what is published of its
     *     edition; then nothing changes
     * @throws FaultyManuscript if it has any fault, or its edition belongs to another source; then nothing changes either
     */
    @Transactional
    public Optional<Revision> publish(String source, byte[] bytes) throws FaultyManuscript {
        return publish(source, bytes, Set.of()).revision();
    }

    /**
     * Publishes a manuscript likewise.
     *
     * @param gone names of sources that no longer have the edition that belongs to them
     */
    @Transactional
    PublishResult publish(String source, byte[] bytes, Set<String> gone) throws FaultyManuscript {
        String digest = digest(bytes);
        if (publications.isUnchanged(source, digest)) {
            return PublishResult.UNCHANGED;
        }
        Manuscript manuscript = Manuscript.parse(bytes);
        EditionContent content = manuscript.content();
        String edition = content.id();
        SourceName name = SourceName.of(source);
        Optional<Provenance> provenance = publications.provenanceOf(edition);
        Optional<SourceName> owner = provenance.flatMap(Provenance::source).map(SourceName::of);
        boolean isOwn = owner.equals(Optional.of(name));
        if (owner.isPresent()
                && !isOwn
                && !gone.contains(owner.get().text())
                && !owner.get().isBundled()) {
            if (name.isBundled()) {
                return PublishResult.UNCHANGED;
            }
            throw new EditionConflict(
                    manuscript.yearLine(),
                    edition,
                    owner.get().text(),
                    provenance.get().digest());
        }
        checkIds(manuscript);

        List<Note> notes = new ArrayList<>();
        Optional<String> formerEdition = publications.editionOf(source).filter(before -> !before.equals(edition));
        if (provenance.isPresent() && provenance.get().digest().equals(digest)) {
            if (!isOwn) {
                notes.add(new Note(false, "%s, which is published already, belongs to it now".formatted(edition)));
            }
            publications.changeSource(content, source, digest);
            return new PublishResult(Optional.empty(), Optional.of(edition), List.of(), notes, formerEdition);
        }
        Optional<Long> earlier = provenance.isPresent() ? revisions.withManuscript(edition, digest) : Optional.empty();
        if (earlier.isPresent() && name.isBundled() && owner.isPresent()) {
            notes.add(new Note(
                    true,
                    "is left out, as it has the text of revision %d of %s, and a newer one is published"
                            .formatted(earlier.get(), edition)));
            publications.recordDigest(source, digest, edition);
            return new PublishResult(Optional.empty(), Optional.of(edition), List.of(), notes, formerEdition);
        }
        Revision revision = publications.publish(content, source, digest, revisions.nextMoment());
        published.fire(revision);
        if (owner.isPresent() && !isOwn) {
            notes.add(new Note(
                    owner.get().isBundled(),
                    "%s has taken the place of the edition from %s"
                            .formatted(edition, owner.get().shown())));
        }
        earlier.ifPresent(
                number -> notes.add(new Note(true, "%s has the text of revision %d again".formatted(edition, number))));
        return new PublishResult(
                Optional.of(revision), Optional.of(edition), manuscript.warnings(), notes, formerEdition);
    }

    /**
     * Withdraws an edition and announces the revision that it made.
     *
     * @param edition the id of a published edition
     */
    @Transactional
    Revision withdraw(String edition) {
        Revision revision = publications.withdraw(edition, revisions.nextMoment());
        published.fire(revision);
        return revision;
    }

    /** The SHA-256 of a manuscript, by a utility of Quarkus, which is no public API; without it, this does not compile. */
    static String digest(byte[] bytes) {
        return HashUtil.sha256(bytes);
    }

    /** A slug that looks well can still make an id that a story of another edition has: a-1 + 2022 and a + 1-2022. */
    private void checkIds(Manuscript manuscript) throws FaultyManuscript {
        EditionContent content = manuscript.content();
        Map<String, String> taken = publications.conflictingIds(content);
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < content.stories().size(); i++) {
            StoryContent story = content.stories().get(i);
            int line = manuscript.storyLines().get(i);
            Stream.concat(Stream.of(content.idOf(story)), content.formerIdsOf(story).stream())
                    .forEach(id -> Optional.ofNullable(taken.get(id))
                            .ifPresent(other -> faults.add(Fault.at(line, FaultCode.ID_TAKEN, id, other))));
        }
        if (!faults.isEmpty()) {
            throw new FaultyManuscript(faults, manuscript.warnings());
        }
    }
}
