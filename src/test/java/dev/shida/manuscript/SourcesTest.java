package dev.shida.manuscript;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.OtherSettings;
import dev.shida.Publisher;
import dev.shida.content.Revision;
import dev.shida.content.Revisions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which source each edition belongs to, while the operator's folder changes. Each test has a series, and files, of its own. */
@QuarkusTest
@TestProfile(OtherSettings.class)
@OneJdk
class SourcesTest {
    private static final Logger INBOX = Logger.getLogger(ManuscriptFolders.class.getName());

    private Path folder;

    @Inject
    Press press;

    @Inject
    Revisions revisions;

    @Inject
    Publisher publisher;

    private final String series = "s" + UUID.randomUUID();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            String message = ((ExtLogRecord) line).getFormattedMessage();
            if (!message.contains(series)
                    && !message.contains("capital-unions")
                    && !message.startsWith("synonyms.txt")) {
                return;
            }
            synchronized (log) {
                log.add(line.getLevel() + " " + message.replace(series, "S").replaceAll("revision \\d+", "revision N"));
                log.notifyAll();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        folder = ConfigProvider.getConfig().getValue("shida.manuscripts", Path.class);
        INBOX.addHandler(handler);
    }

    @AfterEach
    void removeFiles() throws IOException {
        INBOX.removeHandler(handler);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static String manuscript(String series, int year, String title) {
        return """
                ---
                series: { id: %1$s, zh: 系列, en: Series }
                year: %2$d
                language: zh-CN
                topics:
                  %1$s: { zh: 话题, en: Topic }
                stories:
                  - { slug: one, topics: [%1$s] }
                ---
                # %3$s

                记者

                ## %3$s
                ### 【新闻回放】
                %3$s的回放
                ### 【评析】
                %3$s的评析
                """.formatted(series, year, title);
    }

    private String manuscript(int year, String title) {
        return manuscript(series, year, title);
    }

    /** A file in a folder, whose name begins with the series. */
    private Path file(Path folder, String name) {
        return folder.resolve(series + "-" + name);
    }

    /** Puts a file into the watched folder, whole. */
    private void put(String name, String text) throws IOException {
        Path written = Files.writeString(folder.resolve("." + name), text);
        Files.move(written, file(folder, name), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Waits until the log has had these lines, in any order, and nothing else. */
    private void awaitLog(String... lines) throws InterruptedException {
        List<String> expected = Stream.of(lines).sorted().toList();
        long deadline = System.nanoTime() + 60_000_000_000L;
        synchronized (log) {
            while (log.size() < expected.size() && System.nanoTime() < deadline) {
                log.wait(100);
            }
            assertEquals(String.join("\n", expected), log.stream().sorted().collect(joining("\n")));
            log.clear();
        }
    }

    private String title(int year) {
        return title(series + "-" + year);
    }

    private static String title(String edition) {
        return given().get("/v1/editions/" + edition)
                .then()
                .statusCode(200)
                .extract()
                .path("title");
    }

    private long revision() {
        return QuarkusTransaction.requiringNew()
                .call(() -> revisions.last().map(Revision::number).orElse(0L));
    }

    @Test
    void changedFilesArePublishedAndFaultsLoggedOnce() throws Exception {
        put("a.md", manuscript(2001, "一"));
        awaitLog("INFO S-a.md: published S-2001 as revision N");
        put("a.md", manuscript(2001, "二"));
        awaitLog("INFO S-a.md: published S-2001 as revision N");
        assertEquals("二", title(2001));
        put("a.md", manuscript(2001, "三").replace("year: 2001", "year: 20"));
        awaitLog("ERROR S-a.md:3: `year` is `20`; expected a year from 1000 to 9999");
        // A change of another file has what was left out read again, but not logged.
        put("b.md", manuscript(2002, "一"));
        awaitLog("INFO S-b.md: published S-2002 as revision N");
        assertEquals("二", title(2001));
        put("a.md", manuscript(2001, "二"));
        put("b.md", manuscript(2002, "二"));
        awaitLog("INFO S-b.md: published S-2002 as revision N");
    }

    @Test
    void aFileMayReplaceTheBundledEdition() throws Exception {
        String bundled = title("capital-unions-2022");
        put("a.md", manuscript("capital-unions", 2022, "误"));
        awaitLog(
                "INFO S-a.md: published capital-unions-2022 as revision N",
                "WARN S-a.md: capital-unions-2022 has taken the place of the edition from the bundle");
        assertEquals("误", title("capital-unions-2022"));
        // What has faults keeps what it published.
        put("a.md", manuscript("capital-unions", 22, "误"));
        awaitLog("ERROR S-a.md:3: `year` is `22`; expected a year from 1000 to 9999");
        assertEquals("误", title("capital-unions-2022"));
        put("a.md", manuscript(2023, "正"));
        awaitLog(
                "INFO S-a.md: published S-2023 as revision N",
                "INFO capital-unions-2022.md: published capital-unions-2022 as revision N",
                "WARN capital-unions-2022.md: capital-unions-2022 has the text of revision N again");
        assertEquals(bundled, title("capital-unions-2022"));
        assertEquals("正", title(2023));
    }

    /** The response to the same search was cached. */
    @Test
    void changedSynonymsEvictCachedSearches() throws Exception {
        Path synonyms = folder.resolve("synonyms.txt");
        Files.writeString(synonyms, "跑腿, 工匠");
        awaitLog("INFO synonyms.txt: read");
        assertEquals("relaxed", match("跑腿"));
        Files.writeString(synonyms, "跑腿, 工匠\n甲骨,, 工匠");
        awaitLog("ERROR synonyms.txt:2: no word, or only punctuation, beside a comma or `=>`; expected a word");
        assertEquals("relaxed", match("跑腿"));
        assertEquals("exact", match("甲骨"));
        Files.writeString(synonyms, "甲骨, 工匠");
        awaitLog("INFO synonyms.txt: read");
        assertEquals("exact", match("跑腿"));
        assertEquals("relaxed", match("甲骨"));
        Files.delete(synonyms);
        awaitLog("INFO synonyms.txt: there are none");
        assertEquals("exact", match("甲骨"));
    }

    private static String match(String words) {
        return given().queryParam("q", words)
                .get("/v1/stories")
                .then()
                .statusCode(200)
                .extract()
                .path("match");
    }

    @Test
    void warningsAreLoggedWhenItIsPublished() throws Exception {
        put("a.md", manuscript(2001, "一") + "\n责任编辑：某某\n");
        awaitLog(
                "INFO S-a.md: published S-2001 as revision N",
                "WARN S-a.md:20: `责任编辑：某某` seems not to be part of the last story; if it is not, put a line `---` above it");
        assertEquals("一", title(2001));
    }

    @Test
    void aSecondFileOfAnEditionFails() throws Exception {
        put("b.md", manuscript(2001, "一"));
        awaitLog("INFO S-b.md: published S-2001 as revision N");
        String fault = "ERROR S-%s.md:3: the edition S-2001 is published from S-b.md;"
                + " expected another series or year, or that file to be deleted";
        put("a.md", manuscript(2001, "二"));
        awaitLog(fault.formatted("a"));
        put("c.md", manuscript(2001, "一"));
        awaitLog(fault.formatted("c"));
        put("b.md", manuscript(2001, "三"));
        awaitLog("INFO S-b.md: published S-2001 as revision N");
        assertEquals("三", title(2001));
        Files.delete(file(folder, "b.md"));
        awaitLog(
                "INFO S-a.md: published S-2001 as revision N",
                "INFO S-a.md: S-2001 has taken the place of the edition from S-b.md",
                fault.formatted("c").replace("from S-b.md", "from S-a.md"));
        assertEquals("二", title(2001));
        // It is a file like any other when it comes back.
        put("b.md", manuscript(2001, "三"));
        awaitLog(fault.formatted("b").replace("from S-b.md", "from S-a.md"));
    }

    @Test
    void aFileThatIsRenamedKeepsItsEdition() throws Exception {
        put("a.md", manuscript(2001, "一"));
        awaitLog("INFO S-a.md: published S-2001 as revision N");
        long revision = revision();
        Files.move(file(folder, "a.md"), file(folder, "z.md"));
        awaitLog("INFO S-z.md: S-2001, which is published already, belongs to it now");
        assertEquals(revision, revision());
        put("z.md", manuscript(2001, "二"));
        awaitLog("INFO S-z.md: published S-2001 as revision N");
    }

    @Test
    void aDeletedFileWithdrawsNothing() throws Exception {
        put("a.md", manuscript(2001, "一"));
        awaitLog("INFO S-a.md: published S-2001 as revision N");
        Files.delete(file(folder, "a.md"));
        put("b.md", manuscript(2002, "一"));
        awaitLog("INFO S-b.md: published S-2002 as revision N");
        assertEquals("一", title(2001));
    }

    @Test
    void anEditionOutlivesItsDeletedFile() throws Exception {
        put("a.md", manuscript(2001, "一"));
        awaitLog("INFO S-a.md: published S-2001 as revision N");
        put("a.md", manuscript(2002, "一"));
        awaitLog(
                "INFO S-a.md: published S-2002 as revision N",
                "WARN S-2001: stays published, though no file has it any more");
        put("b.md", manuscript(2001, "二"));
        awaitLog("INFO S-b.md: published S-2001 as revision N");
        assertEquals("二", title(2001));
        assertEquals("一", title(2002));
    }

    @Test
    void whatGoesBackIsPublishedWithAWarning() throws Exception {
        for (String title : List.of("一", "二")) {
            put("a.md", manuscript(2001, title));
            awaitLog("INFO S-a.md: published S-2001 as revision N");
        }
        put("a.md", manuscript(2001, "一"));
        awaitLog("INFO S-a.md: published S-2001 as revision N", "WARN S-a.md: S-2001 has the text of revision N again");
        assertEquals("一", title(2001));
    }

    @Test
    void aFolderIsAWarning() throws Exception {
        Files.createDirectory(file(folder, "a.md"));
        awaitLog("WARN S-a.md: cannot be read: it is a folder");
        Files.delete(file(folder, "a.md"));
        put("a.md", manuscript(2001, "一"));
        awaitLog("INFO S-a.md: published S-2001 as revision N");
    }

    /** Each reading of it would count as one more manuscript that was left out. */
    @Test
    void whatIsNoFileIsReadOnce(@TempDir Path start) throws Exception {
        Files.createDirectory(file(start, "a.md"));
        Files.createSymbolicLink(file(start, "b.md"), Path.of("nowhere.md"));
        Files.createSymbolicLink(file(start, "c.md"), Path.of("../c.md"));
        FolderWatch watch = new FolderWatch();
        assertEquals(
                "0 published, 0 unchanged, 3 left out", readAtOnce(start, watch).counts());
        assertEquals(List.of(), watch.due(ManuscriptFolder.of(start)));
    }

    /** Reads the folder once, as at a start: whatever changed since the last time changed at once. */
    private FolderReading readAtOnce(Path folder) throws IOException {
        return readAtOnce(folder, new FolderWatch());
    }

    private FolderReading readAtOnce(Path folder, FolderWatch watch) throws IOException {
        ManuscriptFolder files = ManuscriptFolder.of(folder);
        watch.scan(files);
        FolderReading reading = new FolderReading(
                press,
                files,
                SourceName::inFolder,
                watch,
                new FaultLog(org.jboss.logging.Logger.getLogger(ManuscriptFolders.class)));
        reading.read(files.manuscripts(), () -> false);
        return reading;
    }

    private void write(Path folder, String name, String text) throws IOException {
        Files.writeString(file(folder, name), text);
    }

    @Test
    void filesMayExchangeTheirEditions(@TempDir Path start) throws Exception {
        write(start, "a.md", manuscript(2001, "甲"));
        write(start, "b.md", manuscript(2002, "乙"));
        write(start, "c.md", manuscript(2003, "丙"));
        assertEquals("3 published, 0 unchanged, 0 left out", readAtOnce(start).counts());
        write(start, "a.md", manuscript(2002, "甲"));
        write(start, "b.md", manuscript(2003, "乙"));
        write(start, "c.md", manuscript(2001, "丙"));
        assertEquals("3 published, 0 unchanged, 0 left out", readAtOnce(start).counts());
        assertEquals(List.of("丙", "甲", "乙"), List.of(title(2001), title(2002), title(2003)));
        assertEquals("0 published, 3 unchanged, 0 left out", readAtOnce(start).counts());

        // c keeps 2001, so a cannot have it, so b cannot have 2002.
        write(start, "a.md", manuscript(2001, "再"));
        write(start, "b.md", manuscript(2002, "再"));
        assertEquals("0 published, 1 unchanged, 2 left out", readAtOnce(start).counts());
        assertEquals(List.of("丙", "甲", "乙"), List.of(title(2001), title(2002), title(2003)));
        Files.delete(file(start, "c.md"));
        assertEquals("2 published, 0 unchanged, 0 left out", readAtOnce(start).counts());
        assertEquals(List.of("再", "再", "乙"), List.of(title(2001), title(2002), title(2003)));
    }

    @Test
    void theFirstOfNewFilesIsPublished(@TempDir Path start) throws Exception {
        write(start, "b.md", manuscript(2001, "乙"));
        write(start, "c.md", manuscript(2001, "丙"));
        assertEquals("1 published, 0 unchanged, 1 left out", readAtOnce(start).counts());
        write(start, "a.md", manuscript(2001, "甲"));
        assertEquals("0 published, 1 unchanged, 2 left out", readAtOnce(start).counts());
        assertEquals("乙", title(2001));
        // Renamed, it goes before the others.
        Files.move(file(start, "b.md"), file(start, "d.md"));
        assertEquals("0 published, 1 unchanged, 2 left out", readAtOnce(start).counts());
        assertEquals("乙", title(2001));
    }

    @Test
    void theBundledManuscriptNeverReplacesANewerRevision() throws Exception {
        String source = SourceName.inBundle(series + ".md").text();
        byte[] older = manuscript(2001, "旧").getBytes(UTF_8);
        byte[] newer = manuscript(2001, "新").getBytes(UTF_8);
        byte[] newest = manuscript(2001, "更新").getBytes(UTF_8);
        assertTrue(press.publish(source, older).isPresent());
        assertTrue(press.publish(source, newer).isPresent());
        assertEquals(Optional.empty(), press.publish(source, older));
        assertEquals(Optional.empty(), press.publish(source, older));
        assertEquals("新", title(2001));
        assertEquals(Optional.empty(), press.publish(source, newer));
        assertTrue(press.publish(source, newest).isPresent());
        assertEquals("更新", title(2001));
    }

    @Test
    void aWithdrawnEditionCanBePublishedAgain() throws Exception {
        put("a.md", manuscript(2001, "一"));
        awaitLog("INFO S-a.md: published S-2001 as revision N");
        long revision = revision();
        assertEquals(1, (int) given().get("/v1/stories?series=" + series).path("total"));
        assertEquals(revision + 1, press.withdraw(series + "-2001").number());
        for (String gone : List.of(
                "/v1/editions/%s-2001", "/v1/stories/%s-2001-one", "/v1/topics/%s", "/%s-2001", "/%s-2001/one")) {
            given().get(gone.formatted(series)).then().statusCode(404);
        }
        for (String refused : List.of("/v1/stories?series=%s", "/v1/stories?topic=%s", "/v1/stories?edition=%s-2001")) {
            given().get(refused.formatted(series)).then().statusCode(400);
        }
        for (String list :
                List.of("/v1/series", "/v1/editions", "/sitemap.xml", "/feeds/stories.atom", "/v1/stories?q=一的回放")) {
            assertFalse(given().get(list).asString().contains(series), list);
        }
        press.publish("x", manuscript(2001, "一").getBytes(UTF_8));
        assertEquals(1, (int) given().get("/v1/stories?series=" + series).path("total"));
        assertEquals("一", title(2001));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-01T00:30:00+08:00, 2023-12-31T16:30:00Z, 2024年1月1日, 1 January 2024",
        "2023-12-31T20:00:00-05:00, 2024-01-01T01:00:00Z, 2023年12月31日, 31 December 2023",
        "2024-01-01T00:30:00Z, 2024-01-01T00:30:00Z, 2024年1月1日, 1 January 2024"
    })
    void aDateIsShownInItsOwnOffset(String published, String instant, String zh, String en) throws Exception {
        String text = manuscript(2001, "一").replace("language:", "published: " + published + "\nlanguage:");
        press.publish(series, text.getBytes(UTF_8));
        assertEquals(instant, given().get("/v1/editions/" + series + "-2001").path("publishedAt"));
        for (String page : List.of("/" + series + "-2001", "/" + series + "-2001/one")) {
            String time = "<time datetime=\"" + instant + "\">";
            assertTrue(given().get(page + "?lang=zh").asString().contains(time + zh + "发布</time>"), page);
            assertTrue(
                    given().get(page + "?lang=en").asString().contains(time + "Published on " + en + "</time>"), page);
        }
    }

    @Test
    void nothingIsUpdatedBeforeItIsPublished() throws Exception {
        for (String title : List.of("一", "二")) {
            String text = manuscript(2001, title).replace("language:", "published: 2999-01-01T00:00:00Z\nlanguage:");
            press.publish(series, text.getBytes(UTF_8));
            for (String body : List.of("/v1/editions/" + series + "-2001", "/v1/stories/" + series + "-2001-one")) {
                assertEquals("2999-01-01T00:00:00Z", given().get(body).path("publishedAt"));
                assertEquals("2999-01-01T00:00:00Z", given().get(body).path("updatedAt"));
            }
        }
    }

    /** Under another clock the last revision was made in a year that is still to come. */
    @Test
    void theTimeOfARevisionNeverFalls() throws Exception {
        Instant future = Instant.parse("2099-01-01T00:00:00Z");
        publisher.publish(
                Manuscript.parse(manuscript(2001, "一").getBytes(UTF_8)).content(), future);
        press.publish(series + "-2001", manuscript(2001, "二").getBytes(UTF_8));
        assertEquals(
                future.plusSeconds(1),
                QuarkusTransaction.requiringNew()
                        .call(() -> revisions.last().orElseThrow().publishedAt()));
        String edition = "/v1/editions/" + series + "-2001";
        assertEquals("2099-01-01T00:00:00Z", given().get(edition).path("publishedAt"));
        assertEquals("2099-01-01T00:00:01Z", given().get(edition).path("updatedAt"));
        given().header("If-Modified-Since", "Thu, 01 Jan 2099 00:00:00 GMT")
                .get(edition)
                .then()
                .statusCode(200);
    }
}
