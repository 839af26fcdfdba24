package dev.shida.manuscript;

import dev.shida.edition.Publications;
import dev.shida.edition.Revision;
import dev.shida.edition.StoreConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.util.ClassPathUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The folders of manuscripts that are published when the service starts: the bundled one and the operator's. */
@ApplicationScoped
class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);
    /** The two folders, as the names of sources begin: they may have files of the same name. */
    private static final String BUNDLED = "bundled";

    private static final String OPERATORS = "operator's";

    private static final Predicate<String> MANUSCRIPT = name -> name.endsWith(".md") && !name.startsWith(".");

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
            LOG.errorf("shida.manuscripts: %s is not a folder", folder);
        }
        LOG.infof(
                "the store in %s is at revision %d",
                store.data().toAbsolutePath(),
                publications.last().map(Revision::number).orElse(0L));
    }

    private enum Outcome {
        PUBLISHED,
        UNCHANGED,
        LEFT_OUT
    }

    private void publishFolder(String kind, Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            Map<String, String> editions = new HashMap<>();
            Map<Outcome, Long> outcomes = files.filter(file -> MANUSCRIPT.test(name(file)))
                    .sorted(Comparator.comparing(Inbox::name))
                    .map(file -> publish(kind, file, editions))
                    .collect(Collectors.groupingBy(outcome -> outcome, Collectors.counting()));
            LOG.infof(
                    "%s: %d published, %d unchanged, %d left out",
                    kind.equals(BUNDLED)
                            ? "bundled manuscripts"
                            : folder.toAbsolutePath().normalize(),
                    outcomes.getOrDefault(Outcome.PUBLISHED, 0L),
                    outcomes.getOrDefault(Outcome.UNCHANGED, 0L),
                    outcomes.getOrDefault(Outcome.LEFT_OUT, 0L));
        } catch (IOException | UncheckedIOException e) {
            LOG.errorf("shida.manuscripts: %s cannot be read: %s", folder, e.getMessage());
        }
    }

    /**
     * Publishes one file.
     *
     * @param editions the file that each edition published so far came from
     */
    private Outcome publish(String kind, Path file, Map<String, String> editions) {
        String name = name(file);
        try (InputStream in = Files.newInputStream(file)) {
            // One byte more than a manuscript may have tells that it has too many.
            Optional<Revision> revision = press.publish(kind + "/" + name, in.readNBytes(Manuscript.MAX_BYTES + 1));
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
            LOG.errorf("%s: cannot be read: %s", name, e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s: cannot be published", name);
        }
        return Outcome.LEFT_OUT;
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
