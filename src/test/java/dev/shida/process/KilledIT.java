package dev.shida.process;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shida.OneJdk;
import dev.shida.content.OldStore;
import dev.shida.process.GeneratedEdition.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SIGKILL leaves behind when it comes while editions are published. */
@OneJdk
class KilledIT {
    private static final String BUNDLED = "capital-unions-2022";
    private static final Pattern PUBLISHED = Pattern.compile("published (\\S+) as revision (\\d+)$");
    /** Says of a generated edition that it was published, or why not. */
    private static final Pattern DONE_WITH = Pattern.compile(" s\\d-\\d+\\.md: ");

    private static final Pattern REVISION = Pattern.compile("the store in .+ is at revision (\\d+)$");

    private static final List<GeneratedEdition> FIRST = GeneratedEdition.list(60, 1);
    private static final List<GeneratedEdition> SECOND = GeneratedEdition.list(60, 2);

    @TempDir
    Path home;

    /** The generated editions that must be there. */
    private Map<String, GeneratedEdition> store = new TreeMap<>();

    private long revision;

    @BeforeEach
    void writeManuscripts() throws IOException {
        for (GeneratedEdition edition : FIRST) {
            edition.write(Files.createDirectories(home.resolve("first")));
        }
        for (GeneratedEdition edition : SECOND) {
            edition.write(Files.createDirectories(home.resolve("second")));
        }
    }

    @Test
    void everyEditionIsWholeOrAbsentAndStays() {
        killAfter(2, 0.3, "first", FIRST);
        killAfter(30, 0.7, "first", FIRST);
        // From here on, editions take the place of what was published of them before.
        killAfter(7, 0.2, "second", SECOND);
        killAfter(20, 0.4, "second", SECOND);
        killAfter(12, 0.8, "second", SECOND);

        try (Service service = start("second").awaitListening()) {
            noteAnnounced(service, SECOND);
            assertEquals(byId(SECOND), store);
            service.kill();
        }
        checkStore("second", List.of());
    }

    /** {@code -Dshida.test.kills=100} kills a hundred first starts and as many upgrades. */
    @Test
    void aStartThatIsKilledCanBeRepeated() throws Exception {
        Random random = new Random(20);
        long whole = 0;
        for (int kill = 0; kill <= 2 * Integer.getInteger("shida.test.kills", 1); kill++) {
            Path folder = Files.createDirectories(home.resolve("killed-" + kill));
            int schema = kill % 2 == 0 ? 0 : 1 + kill / 2 % 4;
            if (schema > 0) {
                OldStore.make(Files.createDirectories(folder.resolve("data")), schema);
            }
            long start = System.nanoTime();
            try (Service service = Service.start(folder)) {
                if (kill == 0) {
                    service.awaitListening();
                    whole = System.nanoTime() - start;
                    continue;
                }
                LockSupport.parkNanos((long) (random.nextDouble() * whole));
                service.kill();
            }
            try (Service service = Service.start(folder)) {
                int expected = schema > 0 ? OldStore.STORIES + 10 : 10;
                assertEquals(expected, service.json("/v1/stories").path("total").asInt());
                assertEquals(List.of(), service.errors());
            }
        }
    }

    /**
     * Kills the service while it publishes.
     *
     * @param editions how many it is done with by then, at least
     * @param fraction how far it is with the next one, going by the time that the last one took
     */
    private void killAfter(int editions, double fraction, String folder, List<GeneratedEdition> manuscripts) {
        List<GeneratedEdition> next;
        try (Service service = start(folder)) {
            service.await(DONE_WITH, editions - 1);
            long start = System.nanoTime();
            service.await(DONE_WITH, editions);
            LockSupport.parkNanos((long) (fraction * (System.nanoTime() - start)));
            service.kill();
            assertTrue(service.logged(REVISION).isEmpty(), () -> "nothing was left to publish: " + service.log());
            noteAnnounced(service, manuscripts);
            next = manuscripts.stream()
                    .filter(edition -> !edition.equals(store.get(edition.id())))
                    .limit(1)
                    .toList();
        }
        checkStore("none", next);
    }

    private Service start(String manuscripts) {
        return Service.start(home, Map.of("SHIDA_MANUSCRIPTS", manuscripts));
    }

    private void noteAnnounced(Service service, List<GeneratedEdition> manuscripts) {
        Map<String, GeneratedEdition> published = byId(manuscripts);
        for (MatchResult line : announced(service)) {
            assertEquals(++revision, Long.parseLong(line.group(2)));
            if (!line.group(1).equals(BUNDLED)) {
                store.put(line.group(1), published.get(line.group(1)));
            }
        }
    }

    /**
     * Starts the service on manuscripts that are all published, or none, and holds all that it serves against the store.
     *
     * @param next what may be there, too, as the service was killed before it could say so
     */
    private void checkStore(String folder, List<GeneratedEdition> next) {
        try (Service service = start(folder).awaitListening()) {
            Map<String, GeneratedEdition> served = editions(service);
            GeneratedEdition bundled = served.remove(BUNDLED);
            assertNotNull(bundled, BUNDLED);
            if (!served.equals(store)) {
                assertNotEquals(List.of(), next, "the store has changed by itself");
                store.put(next.get(0).id(), next.get(0));
                revision++;
            }
            assertEquals(store, served);
            assertEquals(List.of(), announced(service), "nothing is published twice");
            assertEquals(revision, revision(service));
            for (GeneratedEdition edition : FIRST) {
                int status = store.containsKey(edition.id()) ? 200 : 404;
                assertEquals(status, service.get("/v1/editions/" + edition.id()).statusCode(), edition.id());
            }
            checkCounts(
                    service,
                    Stream.concat(Stream.of(bundled), served.values().stream()).toList());
        }
    }

    /** Holds what is counted beforehand against what is there. */
    private static void checkCounts(Service service, List<GeneratedEdition> editions) {
        checkCounts(service, "", editions);
        editions.stream()
                .collect(groupingBy(GeneratedEdition::series))
                .forEach((series, some) -> checkCounts(service, "?series=" + series, some));
        editions.stream()
                .collect(groupingBy(GeneratedEdition::year))
                .forEach((year, some) -> checkCounts(service, "?year=" + year, some));
    }

    private static void checkCounts(Service service, String scope, Collection<GeneratedEdition> editions) {
        List<Story> stories =
                editions.stream().flatMap(edition -> edition.stories().stream()).toList();
        Map<String, Long> topics =
                stories.stream().flatMap(story -> story.topics().stream()).collect(groupingBy(identity(), counting()));
        JsonNode list = service.json("/v1/stories" + scope);
        assertEquals(stories.size(), list.path("total").asInt(), scope);
        assertEquals(topics, counts(list.path("topics")), scope);
        assertEquals(topics, counts(service.json("/v1/topics" + scope).path("items")), scope);
    }

    private static Map<String, Long> counts(JsonNode topics) {
        return items(topics)
                .collect(toMap(
                        topic -> topic.path("id").asText(),
                        topic -> topic.path("count").asLong()));
    }

    /** Every edition that the service lists, by id, read through its list of stories. */
    private static Map<String, GeneratedEdition> editions(Service service) {
        Map<String, GeneratedEdition> editions = new TreeMap<>();
        List<JsonNode> listed = new ArrayList<>();
        String page = "/v1/editions?limit=100";
        while (!page.isEmpty()) {
            JsonNode list = service.json(page);
            items(list.path("items")).forEach(listed::add);
            page = list.path("links").path("next").asText("");
        }
        listed.forEach(edition -> editions.put(edition.path("id").asText(), edition(service, edition)));
        return editions;
    }

    private static GeneratedEdition edition(Service service, JsonNode edition) {
        String id = edition.path("id").asText();
        List<JsonNode> stories = items(service.json("/v1/stories?sort=rank&limit=100"
                                + "&fields=rank,title,replay,commentary,topics&edition=" + id)
                        .path("items"))
                .toList();
        assertEquals(edition.path("count").asInt(), stories.size(), id);
        assertEquals(
                IntStream.rangeClosed(1, stories.size()).boxed().toList(),
                stories.stream().map(story -> story.path("rank").asInt()).toList(),
                id);
        return new GeneratedEdition(
                edition.path("series").asText(),
                edition.path("year").asInt(),
                edition.path("title").asText(),
                stories.stream().map(KilledIT::story).toList());
    }

    private static Story story(JsonNode story) {
        return new Story(
                story.path("id").asText(),
                story.path("title").asText(),
                story.path("replay").asText(),
                story.path("commentary").asText(),
                items(story.path("topics"))
                        .map(topic -> topic.path("id").asText())
                        .toList());
    }

    private static List<MatchResult> announced(Service service) {
        return service.logged(PUBLISHED);
    }

    private static long revision(Service service) {
        return Long.parseLong(service.await(REVISION).group(1));
    }

    private static Map<String, GeneratedEdition> byId(List<GeneratedEdition> editions) {
        return new TreeMap<>(editions.stream().collect(toMap(GeneratedEdition::id, identity())));
    }

    private static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
