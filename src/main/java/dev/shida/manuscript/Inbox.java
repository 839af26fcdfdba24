package dev.shida.manuscript;

import static dev.shida.manuscript.Wording.count;
import static dev.shida.manuscript.Wording.fileName;
import static dev.shida.manuscript.Wording.printable;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.shida.edition.Publications;
import dev.shida.edition.Revision;
import dev.shida.edition.StoreConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.util.ClassPathUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The folders of manuscripts that are published when the service starts: the bundled one and the operator's. */
@ApplicationScoped
class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);
    /** The two folders, as the names of sources begin: they may have files of the same name. */
    private static final String BUNDLED = "bundled";

    private static final String OPERATORS = "operator's";
    /** Of the files that are passed over. */
    private static final int MOST_NAMED = 20;

    private final Press press;
    private final ManuscriptConfig config;
    private final Publications publications;
    private final StoreConfig store;
    private final Event<Revision> present;

    Inbox(Press press, ManuscriptConfig config, Publications publications, StoreConfig store, Event<Revision> present) {
        this.press = press;
        this.config = config;
        this.publications = publications;
        this.store = store;
        this.present = present;
    }

    /**
     * Runs before the first request is taken: announces the present revision, then publishes. A manuscript that cannot be
     * published is logged and left out.
     */
    void publishAll(@Observes StartupEvent start) throws IOException {
        publications.last().ifPresent(present::fire);
        ClassPathUtils.consumeAsPaths("manuscripts", folder -> publishFolder(BUNDLED, folder));
        Path folder = config.manuscripts();
        if (Files.isDirectory(folder)) {
            publishFolder(OPERATORS, folder);
        } else if (Files.exists(folder)) {
            LOG.errorf("shida.manuscripts: %s is not a folder", printable(folder.toString()));
        }
        LOG.infof(
                "the store in %s is at revision %d",
                printable(store.data().toAbsolutePath().toString()),
                publications.last().map(Revision::number).orElse(0L));
    }

    private enum Outcome {
        PUBLISHED,
        UNCHANGED,
        LEFT_OUT
    }

    private void publishFolder(String kind, Path path) {
        String where = printable(path.toAbsolutePath().normalize().toString());
        try {
            ManuscriptFolder folder = ManuscriptFolder.of(path);
            if (!folder.others().isEmpty()) {
                LOG.warnf(
                        "%s: %s passed over, as their names do not end in .md: %s",
                        where,
                        count(folder.others().size(), "entry is", "entries are"),
                        folder.others().stream()
                                        .limit(MOST_NAMED)
                                        .map(other -> fileName(ManuscriptFolder.name(other)))
                                        .collect(joining(", "))
                                + (folder.others().size() > MOST_NAMED ? ", …" : ""));
            }
            Map<String, String> editions = new HashMap<>();
            Map<Outcome, Long> outcomes = folder.manuscripts().stream()
                    .map(file -> publish(kind, folder, file, editions))
                    .collect(groupingBy(outcome -> outcome, counting()));
            LOG.infof(
                    "%s: %d published, %d unchanged, %d left out",
                    kind.equals(BUNDLED) ? "bundled manuscripts" : where,
                    outcomes.getOrDefault(Outcome.PUBLISHED, 0L),
                    outcomes.getOrDefault(Outcome.UNCHANGED, 0L),
                    outcomes.getOrDefault(Outcome.LEFT_OUT, 0L));
        } catch (IOException e) {
            LOG.errorf("shida.manuscripts: %s cannot be read: %s", where, ManuscriptFolder.reason(e));
        }
    }

    /**
     * Publishes one file.
     *
     * @param editions the file that each edition published so far came from
     */
    private Outcome publish(String kind, ManuscriptFolder folder, Path file, Map<String, String> editions) {
        String name = fileName(ManuscriptFolder.name(file));
        try {
            Optional<Revision> revision = press.publish(kind + "/" + ManuscriptFolder.name(file), folder.read(file));
            if (revision.isEmpty()) {
                return Outcome.UNCHANGED;
            }
            String edition = revision.get().edition();
            LOG.infof(
                    "%s: published %s as revision %d",
                    name, edition, revision.get().number());
            String earlier = editions.put(edition, name);
            if (earlier != null) {
                LOG.warnf("%s: has taken the place of %s, as both are the edition %s", name, earlier, edition);
            }
            return Outcome.PUBLISHED;
        } catch (FaultyManuscript e) {
            e.faults().forEach(fault -> LOG.errorf("%s:%d: %s", name, fault.line(), fault.message()));
        } catch (IOException e) {
            LOG.errorf("%s: cannot be read: %s", name, ManuscriptFolder.reason(e));
        } catch (RuntimeException e) {
            LOG.errorf("%s: cannot be published: %s", name, Wording.cause(e));
            LOG.debugf(e, "%s: cannot be published", name);
        }
        return Outcome.LEFT_OUT;
    }
}
