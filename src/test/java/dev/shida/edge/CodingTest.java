package dev.shida.edge;

import static dev.shida.edge.Client.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shida.OneJdk;
import dev.shida.edge.Client.Answer;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which coding an answer has (RFC 9110, section 12.5.3). */
@QuarkusTest
@OneJdk
class CodingTest {
    private static final String LONG = "/v1/editions/capital-unions-2022";
    private static final String SHORT = "/v1/topics/craftsmen";
    private static final String LONG_PROBLEM = "/v1/stories?a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip                              | gzip",
                "br                                | br",
                "gzip, br                          | br",
                "gzip, deflate, br, zstd           | br",
                "br;q=0.5, gzip                    | gzip",
                "br;q=0.5, gzip;q=0.5              | br",
                "br;q=0.001, gzip;q=0.002          | gzip",
                "br;q=0, gzip                      | gzip",
                "br;q=0.000, gzip;q=0.0            | ''",
                "gzip;q=0                          | ''",
                "GZip                              | gzip",
                "x-gzip                            | gzip",
                "X-GZIP;Q=0.5                      | gzip",
                "gzip ; q=0.5 , br ; q=0.4         | gzip",
                "*                                 | br",
                "*;q=0.1                           | br",
                "br;q=0, *                         | gzip",
                "br;q=0, gzip;q=0, *               | ''",
                "gzip;q=0.5, *;q=0.1               | gzip",
                "gzip, *;q=0                       | gzip",
                "''                                | ''",
                "','                               | ''",
                "identity                          | ''",
                "identity, gzip                    | gzip",
                "identity, gzip;q=0.9              | ''",
                "identity;q=0.5, gzip;q=0.5        | gzip",
                "identity;q=0, gzip                | gzip",
                "identity;q=0, *                   | br",
                "identity;q=0.1, *;q=0             | ''",
                "deflate, zstd, compress           | ''",
                "gzip;q=2                          | ''",
                "gzip;q=                           | ''",
                "gzip;q=0.5555                     | ''",
                "gzip;q=-1                         | ''",
                "gzip;q=abc, br                    | br",
                "gzip;level=9, br;q=0.1            | br",
                ";q=1, gzip                        | gzip",
                ",,gzip,,                          | gzip",
                "gzip;q=1.000                      | gzip",
                "gzip;q=1.                         | gzip",
                "gzip;q=.5                         | gzip",
                "gzip;a=\"b, br                     | ''",
                "x-gzip;q=0.5, gzip;q=0.1, br;q=0.2 | gzip",
            })
    void isTheOneTheClientLikesBest(String accepted, String coding) {
        Answer plain = get(LONG);
        Answer answer = get(LONG, "Accept-Encoding: " + accepted);
        assertEquals(200, answer.status());
        assertEquals(coding, answer.header("content-encoding").orElse(""));
        assertEquals(plain.text(), answer.text());
        assertEquals(Optional.of(String.valueOf(answer.body().length())), answer.header("content-length"));
        assertEquals(coding.isEmpty(), answer.body().length() == plain.body().length());
        assertEquals(Optional.of("Accept-Encoding"), answer.header("vary"));
    }

    @Test
    void isNoneIfNobodyAskedForOne() {
        Answer answer = get(LONG);
        assertEquals(Optional.empty(), answer.header("content-encoding"));
        assertEquals(Optional.of("Accept-Encoding"), answer.header("vary"));
    }

    @Test
    void isChosenByAllLinesOfTheHeader() {
        Answer answer = get(LONG, "Accept-Encoding: br;q=0.1", "Accept-Encoding: gzip;q=0.2");
        assertEquals(Optional.of("gzip"), answer.header("content-encoding"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*;q=0",
                "identity;q=0",
                "identity;q=0, gzip;q=0",
                "identity;q=0, zstd",
                "gzip;q=0, br;q=0, *;q=0",
                "zstd, *;q=0"
            })
    void mayBeNoneOfThoseThatThereAre(String accepted) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        for (String method : new String[] {"GET", "GET", "HEAD"}) {
            Answer answer = Client.ask(method, LONG, "Accept-Encoding: " + accepted);
            assertEquals(406, answer.status());
            assertEquals(Optional.of("application/problem+json"), answer.header("content-type"));
            assertEquals(Optional.of("no-store"), answer.header("cache-control"));
            assertEquals(Optional.of("Accept, Accept-Encoding"), answer.header("vary"));
            assertEquals(Optional.empty(), answer.header("content-encoding"));
            if (method.equals("GET")) {
                assertEquals(json.readTree("""
                                {"type": "/problems/not-acceptable", "title": "Not acceptable", "status": 406,
                                 "detail": "No coding that Accept-Encoding allows is on offer.",
                                 "instance": "/v1/editions/capital-unions-2022"}
                                """), json.readTree(answer.body()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "*", "identity;q=0.5, gzip"})
    void isNotWorthwhileForAFewBytes(String accepted) {
        Answer plain = get(SHORT);
        assertTrue(plain.body().length() < 1_024);
        assertEquals(Optional.of("Accept-Encoding"), plain.header("vary"));
        assertEquals(plain.lasting(), get(SHORT, "Accept-Encoding: " + accepted).lasting());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, identity;q=0 | gzip",
                "br, *;q=0          | br",
                "gzip;q=0.5, *;q=0  | gzip",
            })
    void codesFewBytesIfRequired(String accepted, String coding) {
        Answer answer = get(SHORT, "Accept-Encoding: " + accepted);
        assertEquals(Optional.of(coding), answer.header("content-encoding"));
        assertEquals(get(SHORT).text(), answer.text());
        assertEquals(
                answer.lasting(), get(SHORT, "Accept-Encoding: " + accepted).lasting());
        // It is not what others get, who need not have it.
        assertEquals(Optional.empty(), get(SHORT, "Accept-Encoding: " + coding).header("content-encoding"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br"})
    void codesLongProblemsToo(String coding) {
        Answer plain = get(LONG_PROBLEM);
        assertEquals(400, plain.status());
        assertTrue(plain.body().length() >= 1_024);
        assertEquals(Optional.of("Accept-Encoding"), plain.header("vary"));
        Answer coded = get(LONG_PROBLEM, "Accept-Encoding: " + coding);
        assertEquals(400, coded.status());
        assertEquals(Optional.of(coding), coded.header("content-encoding"));
        assertEquals(plain.text(), coded.text());
        assertEquals(
                plain.without("content-length").lasting().headers(),
                coded.without("content-length", "content-encoding").lasting().headers());
    }

    @Test
    void isNoneOfWhatIsPackedAlready() {
        Answer plain = get("/docs/swagger/logo.png");
        assertEquals(Optional.empty(), plain.header("vary"));
        assertEquals(
                plain.lasting(),
                get("/docs/swagger/logo.png", "Accept-Encoding: gzip, br").lasting());
    }

    @Test
    void standsInVaryBesideOtherHeaders() {
        for (String coding : new String[] {"identity", "gzip", "br"}) {
            assertEquals(
                    Optional.of("Accept, Accept-Encoding"),
                    get("/openapi", "Accept-Encoding: " + coding).header("vary"));
        }
    }
}
