package dev.shida.edge;

import static dev.shida.edge.Client.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shida.OneJdk;
import dev.shida.edge.Client.Answer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditional requests (RFC 9110, section 13). */
@QuarkusTest
@OneJdk
class ConditionsTest {
    private static final String PUBLISHED = "Sat, 03 Jan 2026 08:00:00 GMT";
    private static final String BEFORE = "Sat, 03 Jan 2026 07:59:59 GMT";
    private static final String AFTER = "Sat, 03 Jan 2026 08:00:01 GMT";

    @Inject
    Newsroom newsroom;

    private Answer whole;

    @BeforeEach
    void publish() {
        newsroom.publishNext();
        newsroom.publishAgain(Instant.parse("2026-01-03T08:00:00Z"));
        whole = get(Newsroom.STORY);
    }

    /** Asks with conditions, in which TAG stands for the entity tag, and ANOTHER for that of the same in gzip. */
    private Answer ask(String... conditions) {
        String another = get(Newsroom.STORY, "Accept-Encoding: gzip").entityTag();
        return get(
                Newsroom.STORY,
                Arrays.stream(conditions)
                        .map(condition -> condition.replace("ANOTHER", another).replace("TAG", whole.entityTag()))
                        .toArray(String[]::new));
    }

    private void assertWhole(Answer answer) {
        assertEquals(whole.lasting(), answer.lasting());
    }

    private void assertNotModified(Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(whole.lasting().headers());
        headers.keySet()
                .removeAll(List.of(
                        "content-language",
                        "content-type",
                        "content-length",
                        "surrogate-key",
                        "cache-tag",
                        "x-content-type-options"));
        assertEquals(new Answer(304, headers, ""), answer.lasting());
        assertTrue(answer.header("date").isPresent());
    }

    private static void assertFailed(Answer answer) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        assertEquals(json.readTree("""
                        {"type": "/problems/precondition-failed", "title": "Precondition failed", "status": 412,
                         "detail": "What is at this path is not what was asked for.",
                         "instance": "/v1/stories/numbers-2000-one"}
                        """), json.readTree(answer.text()));
        assertEquals(412, answer.status());
        assertEquals(Optional.of("application/problem+json"), answer.header("content-type"));
        assertEquals(Optional.of("no-store"), answer.header("cache-control"));
        assertEquals(Optional.empty(), answer.header("etag"));
        assertEquals(Optional.empty(), answer.header("last-modified"));
    }

    @Nested
    class AnEntityTag {
        @Test
        void isStrongAndAnotherForEachCoding() {
            List<String> tags = new ArrayList<>();
            for (String coding : List.of("identity", "gzip", "br")) {
                tags.add(get(Newsroom.STORY, "Accept-Encoding: " + coding).entityTag());
            }
            assertEquals(3, new HashSet<>(tags).size(), tags::toString);
            tags.forEach(tag -> assertTrue(tag.matches("\"[A-Za-z0-9_-]{22}\""), tag));
        }

        @Test
        void changesOnlyWithTheContent() {
            newsroom.publishAgain(Newsroom.PAST);
            Answer again = get(Newsroom.STORY);
            assertEquals(whole.entityTag(), again.entityTag());
            assertEquals(whole.body(), again.body());
            newsroom.publishNext();
            assertNotEquals(whole.entityTag(), get(Newsroom.STORY).entityTag());
        }

        @ParameterizedTest
        @ValueSource(strings = {"/v1/stories/nope", "/v1/stories?nope=1", "/nope"})
        void problemsHaveNoneAndIgnoreConditions(String target) {
            Answer problem = get(target);
            assertEquals(Optional.empty(), problem.header("etag"));
            assertEquals(Optional.empty(), problem.header("last-modified"));
            for (String condition :
                    List.of("If-None-Match: *", "If-Match: *", "If-Match: \"x\"", "If-Unmodified-Since: " + BEFORE)) {
                assertEquals(problem.lasting(), get(target, condition).lasting(), condition);
            }
        }
    }

    @Nested
    class IfNoneMatch {
        @ParameterizedTest
        @ValueSource(strings = {"TAG", "W/TAG", "*", " * ", "\"x\", TAG", "\"a,b\",W/\"y\" ,W/TAG,", "ANOTHER, TAG"})
        void thatNamesTheTagIsNotModified(String tags) {
            assertNotModified(ask("If-None-Match: " + tags));
            assertNotModified(ask("If-None-Match: " + tags, "Cache-Control: no-cache"));
        }

        @Test
        void inSeveralLinesIsOneList() {
            assertNotModified(ask("If-None-Match: \"x\"", "If-None-Match: TAG"));
        }

        @Test
        void isForGetAndHeadAlike() {
            assertNotModified(Client.ask("HEAD", Newsroom.STORY, "If-None-Match: " + whole.entityTag()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"x\"", "ANOTHER", "x", "", "\"", "W/", "\"*\"", "\"\", \"TAG"})
        void thatDoesNotIsAnsweredWhole(String tags) {
            assertWhole(ask("If-None-Match: " + tags));
        }

        @Test
        void isAboutTheCodingThatIsAskedFor() {
            Answer gzip = get(Newsroom.STORY, "Accept-Encoding: gzip");
            Answer answer = ask("Accept-Encoding: gzip", "If-None-Match: ANOTHER");
            assertEquals(304, answer.status());
            assertEquals(gzip.entityTag(), answer.entityTag());
            assertEquals(Optional.empty(), answer.header("content-encoding"));
            assertEquals(
                    gzip.lasting(),
                    ask("Accept-Encoding: gzip", "If-None-Match: TAG").lasting());
        }

        @Test
        void isTrueOfAnUncachedAnswer() {
            newsroom.publishAgain(Instant.parse("2026-01-03T08:00:00Z"));
            Answer cold = get(Newsroom.STORY, "If-None-Match: " + whole.entityTag());
            assertNotModified(cold);
            assertEquals(Optional.of("shida; fwd=uri-miss"), cold.header("cache-status"));
            Answer warm = get(Newsroom.STORY, "If-None-Match: " + whole.entityTag());
            assertNotModified(warm);
            assertNotModified(get(Newsroom.STORY, "If-None-Match: " + whole.entityTag()));
            assertEquals(Optional.of("shida; hit"), warm.header("cache-status"));
        }

        @Test
        void isNoLongerTrueAfterAPublication() {
            assertNotModified(ask("If-None-Match: TAG"));
            assertNotModified(ask("If-None-Match: TAG"));
            newsroom.publishNext();
            Answer changed = get(Newsroom.STORY, "If-None-Match: " + whole.entityTag());
            assertEquals(200, changed.status());
            assertEquals(get(Newsroom.STORY).lasting(), changed.lasting());
        }
    }

    @Nested
    class IfMatch {
        @ParameterizedTest
        @ValueSource(strings = {"TAG", "*", "\"x\", TAG", "W/TAG, TAG"})
        void thatNamesTheTagIsAnsweredWhole(String tags) {
            assertWhole(ask("If-Match: " + tags));
        }

        @ParameterizedTest
        @ValueSource(strings = {"W/TAG", "\"x\"", "ANOTHER", "W/TAG, \"x\"", "x", ""})
        void thatDoesNotHasFailed(String tags) throws JsonProcessingException {
            assertFailed(ask("If-Match: " + tags));
            assertFailed(ask("If-Match: " + tags, "If-None-Match: TAG"));
            assertFailed(ask("If-Match: " + tags));
        }

        @Test
        void mayHoldTogetherWithIfNoneMatch() {
            assertNotModified(ask("If-Match: TAG", "If-None-Match: TAG"));
        }

        @Test
        void failsForHeadWithoutABody() {
            Answer failed = get(Newsroom.STORY, "If-Match: \"x\"");
            assertEquals(
                    new Answer(412, failed.lasting().headers(), ""),
                    Client.ask("HEAD", Newsroom.STORY, "If-Match: \"x\"").lasting());
        }
    }

    @Nested
    class ATime {
        @Test
        void isThatOfTheLastPublication() {
            assertEquals(Optional.of(PUBLISHED), whole.header("last-modified"));
            newsroom.publishAgain(Instant.parse("2026-02-03T04:05:06Z"));
            for (String target : List.of(Newsroom.STORY, Newsroom.STORIES, "/v1/series", "/v1/topics/craftsmen")) {
                for (int i = 0; i < 3; i++) {
                    assertEquals(
                            Optional.of("Tue, 03 Feb 2026 04:05:06 GMT"),
                            get(target).header("last-modified"),
                            target);
                }
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"/openapi", "/docs/swagger/", "/docs/swagger/logo.png", "/problems/not-found"})
        void isNotOfWhatPublicationsDoNotChange(String target) {
            Answer answer = get(target);
            assertEquals(200, answer.status());
            assertEquals(Optional.empty(), answer.header("last-modified"));
            for (String condition : List.of("If-Modified-Since: ", "If-Unmodified-Since: ")) {
                assertEquals(
                        answer.lasting(), get(target, condition + PUBLISHED).lasting());
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    PUBLISHED,
                    AFTER,
                    "Saturday, 03-Jan-26 08:00:00 GMT",
                    "Sat Jan  3 08:00:00 2026",
                    "Fri, 31 Dec 2055 23:59:59 GMT"
                })
        void sinceWhichNothingChangedIsNotModified(String time) {
            assertNotModified(ask("If-Modified-Since: " + time));
            assertWhole(ask("If-Unmodified-Since: " + time));
        }

        @ParameterizedTest
        @ValueSource(strings = {BEFORE, "Friday, 02-Jan-26 08:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"})
        void beforeAChangeIsAnsweredWholeOrFails(String time) throws JsonProcessingException {
            assertWhole(ask("If-Modified-Since: " + time));
            assertFailed(ask("If-Unmodified-Since: " + time));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "x",
                    "2026-01-03T08:00:00Z",
                    "1767427200",
                    "Sat, 03 Jan 2026",
                    "Sat, 03 Jan 2026 25:00:00 GMT",
                    "Sat, 99 Jan 2026 08:00:00 GMT"
                })
        void thatIsNoneIsIgnored(String time) {
            assertWhole(ask("If-Modified-Since: " + time));
            assertWhole(ask("If-Unmodified-Since: " + time));
        }

        @Test
        @Timeout(60)
        void withinThePublicationsSecondIsNotLater() throws JsonProcessingException {
            // The second of a publication may be over by the first request; then this asks for less.
            newsroom.publishAgain(Instant.now());
            Answer unconditional;
            do {
                ask("If-Unmodified-Since: " + BEFORE);
                unconditional = get(Newsroom.STORY);
            } while (unconditional.header("last-modified").isEmpty());
            assertFailed(ask("If-Unmodified-Since: " + BEFORE));
        }

        @Test
        void countsForLessThanATag() {
            assertWhole(ask("If-None-Match: \"x\"", "If-Modified-Since: " + AFTER));
            assertNotModified(ask("If-None-Match: TAG", "If-Modified-Since: " + BEFORE));
            assertWhole(ask("If-Match: TAG", "If-Unmodified-Since: " + BEFORE));
        }
    }

    @Nested
    class ARange {
        @ParameterizedTest
        @CsvSource({"bytes=0-9, ''", "bytes=-1, TAG", "bytes=99999999-, \"x\"", "lines=1-2, ''"})
        void isIgnored(String range, String condition) {
            assertWhole(
                    condition.isEmpty() ? ask("Range: " + range) : ask("Range: " + range, "If-Range: " + condition));
            assertEquals(Optional.empty(), whole.header("accept-ranges"));
        }

        @Test
        void isNotOnOfferOfAFile() {
            Answer file = get("/docs/swagger/logo.png");
            assertEquals(Optional.empty(), file.header("accept-ranges"));
            assertEquals(
                    file.lasting(),
                    get("/docs/swagger/logo.png", "Range: bytes=0-9").lasting());
        }
    }
}
