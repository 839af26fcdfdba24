package dev.shida.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shida.OneJdk;
import dev.shida.RawHttp;
import dev.shida.RawHttp.Answer;
import dev.shida.manuscript.Press;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages say. How they look, and what can be done with them, is tried in a browser ({@code PagesIT}). */
@QuarkusTest
@OneJdk
class PagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BROWSER =
            "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8\r\n";
    private static final String STORY = "/capital-unions-2022/winter-olympics";

    /** Screen readers would pause at it. */
    private static final String BREAK = "<wbr aria-hidden=\"true\">";

    @Inject
    Press press;

    @BeforeEach
    void publishWhatMeansHarm() throws Exception {
        press.publish("hostile", Files.readAllBytes(Path.of("src/test/resources/samples/hostile.md")));
    }

    static List<String> targets() {
        return List.of(
                "/",
                "/series/capital-unions",
                "/topics",
                "/subscribe",
                "/capital-unions-2022",
                "/capital-unions-2022?topic=craftsmen",
                STORY,
                STORY + "?fbclid=whatever",
                "/hostile-2001",
                "/hostile-2001/scripts",
                "/topics/craftsmen",
                "/topics/hostile",
                "/search",
                "/search?q=dongao",
                "/search?q=dongao&topic=volunteering",
                "/search?q=%E6%B2%A1%E6%9C%89%E7%9A%84%E4%BA%8B&lang=en");
    }

    private static Answer get(String target, String... headers) {
        return RawHttp.request("GET", target, headers);
    }

    private static String html(String target, String... headers) {
        Answer answer = get(target, headers);
        assertEquals(200, answer.status(), target);
        return answer.body();
    }

    /** What a page is about; headlines without the places where a line may end. */
    private static String main(String html) {
        String begin = "<main id=\"content\" tabindex=\"-1\">";
        return html.substring(html.indexOf(begin) + begin.length(), html.indexOf("</main>"))
                .replace(BREAK, "")
                .strip()
                .replaceAll("\\s*\\n\\s*", "\n");
    }

    private static List<String> all(String regex, String text) {
        return Pattern.compile(regex, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String sha256(String text) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyPageAllowsOnlyItsOwnScripts(String target) throws Exception {
        Answer answer = get(target, BROWSER);
        assertEquals(Optional.of("text/html;charset=UTF-8"), answer.header("Content-Type"));
        assertEquals(Optional.of("nosniff"), answer.header("X-Content-Type-Options"));
        assertEquals(Optional.of("strict-origin-when-cross-origin"), answer.header("Referrer-Policy"));
        List<String> styles = all("<style>(.*?)</style>", answer.body());
        List<String> scripts = all("<script>(.*?)</script>", answer.body());
        assertEquals(List.of(1, 1), List.of(styles.size(), scripts.size()));
        assertEquals(
                Optional.of("default-src 'none'; style-src " + sha256(styles.get(0)) + "; script-src "
                        + sha256(scripts.get(0))
                        + "; img-src 'self' data:; connect-src 'self'; manifest-src 'self';"
                        + " worker-src 'self'; form-action 'self';"
                        + " base-uri 'none'; frame-ancestors 'none'"),
                answer.header("Content-Security-Policy"));
        assertEquals(
                Optional.of("public, max-age=60, stale-while-revalidate=3600, stale-if-error=86400"),
                answer.header("Cache-Control"));
    }

    private static JsonNode withoutLinks(Answer answer) throws Exception {
        return ((ObjectNode) JSON.readTree(answer.body())).without("links");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyPageShowsCallsThatAreAnswered(String target) throws Exception {
        String html = html(target);
        List<String> calls = all("<p class=\"request\"><a href=\"([^\"]+)\">", html);
        assertTrue(!calls.isEmpty());
        for (String call : calls) {
            Answer answer = get(call.replace("&amp;", "&"), BROWSER);
            assertEquals(200, answer.status(), call);
            String copied = call.replaceFirst("\\?fields=.*", "");
            assertEquals(withoutLinks(get(copied.replace("&amp;", "&"))), withoutLinks(answer));
            assertTrue(html.contains(
                    "<dd><pre tabindex=\"0\"><code>curl &#39;http://localhost" + copied + "&#39;</code>"));
        }
        assertEquals(
                List.of("curl", "JavaScript", "Kotlin", "Swift", "Python"),
                all("<dt>(.*?)</dt>", html).subList(0, 5));
    }

    @Test
    void theFirstPageBeginsWithTheNewestEdition() {
        String main = main(html("/"));
        assertTrue(main.contains("""
                <h2 id="lead" class="title" lang="zh-CN" dir="auto"><a href="/capital-unions-2022">2022年首都工会十大新闻盘点</a></h2>
                <p class="byline"><span lang="zh-CN"><bdi>本报记者 白莹文 陈艺供图</bdi></span> <time datetime="2023-01-03T00:00:00Z">2023年1月3日发布</time></p>
                <ul class="headlines">
                <li><span class="rank" aria-hidden="true">1</span> <a href="/capital-unions-2022/party-congress" lang="zh-CN" dir="auto">首都各级工会和广大职工群众认真学习宣传贯彻党的二十大精神</a></li>
                """), main);
        assertEquals(10, all("(<li><span class=\"rank\")", main).size());
        assertEquals(List.of("/hostile-2001"), all("<span class=\"count\">2001</span> <a href=\"([^\"]*)\"", main));
        assertEquals(List.of("/series/capital-unions", "/series/hostile"), all("<a href=\"(/series/[^\"]*)\"", main));
    }

    @Test
    void aRoundUpIsFilteredByTopic() {
        List<String> everything = all("<h3 [^>]*><a href=\"([^\"]*)\"", main(html("/capital-unions-2022")));
        assertEquals(10, everything.size());
        assertEquals("/capital-unions-2022/party-congress", everything.get(0));
        String filtered = main(html("/capital-unions-2022?topic=craftsmen"));
        assertEquals(
                List.of(
                        "/capital-unions-2022/industrial-workforce-reform",
                        "/capital-unions-2022/craftsmen-academy",
                        "/capital-unions-2022/beijing-craftsmen-award"),
                all("<h3 [^>]*><a href=\"([^\"]*)\"", filtered));
        assertEquals(
                List.of("<bdi>工匠</bdi> <span class=\"count\">3</span>"),
                all("aria-current=\"true\">(.*?)</a>", filtered));
    }

    @Test
    void aStoryIsWhole() throws Exception {
        String main = main(html(STORY));
        var story = JSON.readTree(
                get("/v1/stories/capital-unions-2022-winter-olympics").body());
        assertEquals(
                List.of(story.get("replay").asText(), story.get("commentary").asText()),
                all("<div class=\"prose\" lang=\"zh-CN\">\n(.*?)\n</div>", main).stream()
                        .map(prose ->
                                all("<p dir=\"auto\">(.*?)</p>", prose).stream().collect(Collectors.joining("\n\n")))
                        .toList());
        assertEquals(
                List.of("/capital-unions-2022/party-congress", "/capital-unions-2022/industrial-workforce-reform"),
                all("<a rel=\"(?:prev|next)\" href=\"(.*?)\"", main));
    }

    @Test
    void aSearchMarksWhatItFound() {
        assertEquals(
                "首都各级工会和广大职工积极助力北京2022年<mark>冬奥</mark>会、冬残奥会",
                all("<h3 [^>]*><a [^>]*>(.*?)</a>", main(html("/search?q=dongao")))
                        .get(0));
        assertEquals(List.of(), all("(<mark>)", main(html("/capital-unions-2022"))));
        assertTrue(main(html("/search?q=%E5%86%AC%E5%A5%A5%E4%BC%98")).contains("<p class=\"meant\">"));
    }

    @Test
    void aSearchSaysWhatComesClosest() {
        String main = main(html("/search?q=%E5%86%AC%E5%A5%A5%20%E6%BB%91%E5%86%B0"));
        assertEquals(
                "首都各级工会和广大职工积极助力北京2022年<mark>冬奥会</mark>、冬残奥会",
                all("<h3 [^>]*><a [^>]*>(.*?)</a>", main).get(0));
        assertEquals(
                List.of("/search?q=%E5%86%AC%E5%A5%A5+%E6%BB%91%E5%86%B0&amp;exact=true"),
                all("<p class=\"meant\">[^<]*<a href=\"([^\"]*exact=true)\"", main));
        assertEquals(
                List.of(),
                all(
                        "<h3 [^>]*><a [^>]*>(.*?)</a>",
                        main(html("/search?q=%E5%86%AC%E5%A5%A5%20%E6%BB%91%E5%86%B0&exact=true"))));
    }

    @Test
    void anEmptySearchShowsItsCall() throws Exception {
        List<String> ids =
                JSON.readTree(get("/v1/stories?fields=id").body()).get("items").findValuesAsText("id");
        for (String target : List.of("/search", "/search?q=%20", "/search?q=%EF%BC%8C")) {
            List<String> links = all("<h3 [^>]*><a href=\"/(.*?)[\"?]", main(html(target)));
            assertEquals(ids, links.stream().map(link -> link.replace('/', '-')).toList(), target);
        }
    }

    @Test
    void whatMeansHarmIsText() {
        assertEquals("""
                <article class="story">
                <header class="head">
                <p class="rank"><span class="unseen">第1条</span><span aria-hidden="true">1</span></p>
                <h1 class="title" lang="zh-CN" dir="auto">{frame.visit} &amp; &lt;/h1&gt;&lt;script&gt;alert(1)&lt;/script&gt; \u202E倒着念</h1>
                <p class="byline"><span lang="zh-CN"><bdi>&lt;img src=x onerror=alert(1)&gt;</bdi></span> <time datetime="2002-01-03T08:00:00Z">2002年1月3日发布</time></p>
                <ul class="topics" aria-label="话题">
                <li><a href="/topics/hostile"><bdi>&lt;svg onload=alert(1)&gt;</bdi></a></li>
                </ul>
                </header>
                <section class="replay" aria-labelledby="replay">
                <h2 id="replay" lang="zh-CN" dir="auto">【新闻回放】</h2>
                <div class="prose" lang="zh-CN">
                <p dir="auto">[链接](javascript:alert(1)) &lt;a href=&quot;javascript:alert(1)&quot; onclick=alert(1)&gt;链接&lt;/a&gt;</p>
                <p dir="auto">&lt;!-- --&gt; ]]&gt; \u202E倒着念</p>
                </div>
                </section>
                <section class="commentary" aria-labelledby="commentary">
                <h2 id="commentary" lang="zh-CN" dir="auto">【评析】</h2>
                <div class="prose" lang="zh-CN">
                <p dir="auto">&amp;lt;b&amp;gt; &quot;双&quot; &#39;单&#39;</p>
                </div>
                </section>
                </article>
                <nav class="neighbours" aria-label="前后两条">
                <a rel="next" href="/hostile-2001/emoji"><span class="way">下一条</span> <span lang="zh-CN" dir="auto">EMOJI</span></a>
                </nav>""".replace("EMOJI", "🏆".repeat(200)), main(html("/hostile-2001/scripts")));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void noPageHasMarkupOfAManuscript(String target) {
        String html = html(target);
        assertEquals(
                2 + all("(application/ld\\+json)", html).size(),
                all("(</?script)", html).size() - all("(<script type)", html).size());
        for (String markup : List.of("<img", "<svg onload", "<iframe", "<b>", "href=\"javascript:")) {
            assertTrue(!html.contains(markup), markup);
        }
    }

    @Nested
    class TheLanguage {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "''                           | zh-Hans",
                    "zh-TW,zh;q=0.9,en;q=0.8      | zh-Hans",
                    "en-GB,en;q=0.9,zh;q=0.8      | en",
                    "en;q=0.1, zh;q=0.2           | zh-Hans",
                    "fr                           | zh-Hans",
                    "fr, en;q=0.3                 | en",
                    "zh;q=0, en                   | en",
                    "*                            | zh-Hans",
                    ";;;=                         | zh-Hans",
                })
        void isTheOneThatTheBrowserPrefers(String accepted, String language) {
            for (int i = 0; i < 2; i++) {
                Answer answer = get(STORY, "Accept-Language: " + accepted + "\r\n");
                assertEquals(List.of(language), all("<html lang=\"(.*?)\">", answer.body()));
                assertEquals(Optional.of("Accept-Language, Accept-Encoding"), answer.header("Vary"));
            }
        }

        @Test
        void isTheChosenOneAndLinksCarryIt() {
            Answer answer = get(STORY + "?lang=en", "Accept-Language: zh\r\n");
            assertEquals(List.of("en"), all("<html lang=\"(.*?)\">", answer.body()));
            assertEquals(Optional.of("Accept-Encoding"), answer.header("Vary"));
            assertEquals(
                    List.of(
                            "/topics/winter-olympics?lang=en",
                            "/topics/skills-competitions?lang=en",
                            "/topics/volunteering?lang=en",
                            "/capital-unions-2022/party-congress?lang=en",
                            "/capital-unions-2022/industrial-workforce-reform?lang=en"),
                    all(" href=\"(.*?)\"", main(answer.body())));
        }

        @Test
        void leavesTheApiAlone() {
            Answer answer = get("/v1/series", "Accept-Language: en\r\n");
            assertEquals(
                    Optional.of("shida; hit"),
                    get("/v1/series", "Accept-Language: fr\r\n").header("Cache-Status"));
            assertEquals(Optional.of("Accept-Encoding"), answer.header("Vary"));
        }

        @ParameterizedTest
        @EnumSource(Language.class)
        void knowsAllWordsInEachLanguage(Language language) throws Exception {
            Properties words = new Properties();
            words.load(Files.newBufferedReader(
                    Path.of("src/main/resources/messages/msg_" + language.id() + ".properties")));
            assertEquals(
                    Arrays.stream(Messages.class.getDeclaredMethods())
                            .map(Method::getName)
                            .collect(Collectors.toCollection(TreeSet::new)),
                    new TreeSet<>(words.stringPropertyNames()));
        }
    }

    @Test
    void programsAreToldWhatAStoryIs() throws Exception {
        String html = html(STORY, "Accept-Language: en\r\n");
        var data = JSON.readTree(all("<script type=\"application/ld\\+json\">(.*?)</script>", html)
                .get(0));
        var told = get("/v1/stories/capital-unions-2022-winter-olympics", "Accept: application/ld+json\r\n");
        assertEquals(JSON.readTree(told.body()).toPrettyString(), data.toPrettyString());
        assertEquals(
                List.of(
                        "rel=\"apple-touch-icon\" href=\"/apple-touch-icon.png\"",
                        "rel=\"canonical\" href=\"http://localhost/capital-unions-2022/winter-olympics\"",
                        "rel=\"alternate\" hreflang=\"zh\" href=\"http://localhost/capital-unions-2022/winter-olympics?lang=zh\"",
                        "rel=\"alternate\" hreflang=\"en\" href=\"http://localhost/capital-unions-2022/winter-olympics?lang=en\"",
                        "rel=\"alternate\" hreflang=\"x-default\" href=\"http://localhost/capital-unions-2022/winter-olympics\"",
                        "rel=\"alternate\" type=\"application/json\" href=\"/v1/stories/capital-unions-2022-winter-olympics\"",
                        "rel=\"alternate\" type=\"application/atom+xml\" title=\"Atom\" href=\"/feeds/stories.atom?edition=capital-unions-2022\"",
                        "rel=\"alternate\" type=\"application/feed+json\" title=\"JSON Feed\" href=\"/feeds/stories.json?edition=capital-unions-2022\""),
                all("<link ((?!rel=\"icon\").*?)>", html.replaceAll("\n", "")));
    }

    @Test
    void eachLanguageIsItsOwnCanonical() {
        for (String lang : List.of("", "?lang=zh", "?lang=en")) {
            assertEquals(
                    List.of("http://localhost" + STORY + lang),
                    all("<link rel=\"canonical\" href=\"(.*?)\">", html(STORY + lang)));
        }
    }

    @Test
    void programsAreToldWhatARoundUpIs() throws Exception {
        List<String> data =
                all("<script type=\"application/ld\\+json\">(.*?)</script>", html("/capital-unions-2022?lang=en"));
        JsonNode page = JSON.readTree(data.get(0));
        assertEquals("CollectionPage", page.at("/@type").asText());
        assertEquals("本报记者 白莹文 陈艺供图", page.at("/author/name").asText());
        assertEquals("Shida 十大", page.at("/publisher/name").asText());
        assertEquals("ItemList", page.at("/mainEntity/@type").asText());
        assertEquals(
                "https://schema.org/ItemListOrderAscending",
                page.at("/mainEntity/itemListOrder").asText());
        assertEquals(10, page.at("/mainEntity/itemListElement").size());
        assertEquals(JSON.readTree("""
                        {
                          "@context": "https://schema.org",
                          "@type": "BreadcrumbList",
                          "itemListElement": [
                            {"@type": "ListItem", "position": 1, "name": "Home", "item": "http://localhost/"},
                            {"@type": "ListItem", "position": 2, "name": "Capital unions' top ten",
                             "item": "http://localhost/series/capital-unions"},
                            {"@type": "ListItem", "position": 3, "name": "2022年首都工会十大新闻盘点",
                             "item": "http://localhost/capital-unions-2022"}
                          ]
                        }"""), JSON.readTree(data.get(1)));
    }

    @Test
    void titlesTellPagesApart() {
        assertEquals(
                List.of("2022年首都工会十大新闻盘点 · 工匠 · Shida 十大", "工匠 · Shida 十大", "搜索“dongao” · 志愿服务 · Shida 十大"),
                Stream.of(
                                "/capital-unions-2022?topic=craftsmen",
                                "/topics/craftsmen",
                                "/search?q=dongao&topic=volunteering")
                        .map(target -> all("<title>(.*?)</title>", html(target)).get(0))
                        .toList());
        assertEquals(
                List.of(),
                all("<meta name=\"description\" content=\"[^\"]*(\n)[^\"]*\">", html("/capital-unions-2022")));
    }

    @Test
    void aHeadlineBreaksBetweenWords() {
        assertEquals(
                List.of("2022年 首都 工会 十大 新闻 盘点".replace(" ", BREAK)),
                all("<h1 [^>]*>(.*?)</h1>", html("/capital-unions-2022")));
    }

    @Test
    void breadcrumbsLeadToTheSeries() {
        assertEquals(
                List.of("/?lang=en", "/series/capital-unions?lang=en", "/capital-unions-2022?lang=en"),
                all(
                        "href=\"(.*?)\"",
                        all("<nav class=\"crumbs\"(.*?)</nav>", html(STORY + "?lang=en"))
                                .get(0)));
        assertEquals(
                List.of("/capital-unions-2022"), all("<a href=\"(/[^\"]*)\"", main(html("/series/capital-unions"))));
    }

    @Test
    void whatIsFoundSaysWhoseItIs() {
        assertEquals(
                List.of("<a href=\"/capital-unions-2022\"><bdi>首都工会十大新闻</bdi> 2022</a> · 第2条"),
                all("<p class=\"kicker\">(.*?)</p>", main(html("/search?q=dongao")))
                        .subList(0, 1));
    }

    @Test
    void theOldAddressOfASeriesRedirects() {
        Answer answer = get("/?series=capital-unions&lang=en");
        assertEquals(308, answer.status());
        assertEquals(Optional.of("/series/capital-unions?lang=en"), answer.header("Location"));
    }

    @Test
    void allTopicsAreListedByFrequency() throws Exception {
        List<String> ids = new ArrayList<>();
        JSON.readTree(get("/v1/topics").body())
                .get("items")
                .forEach(topic -> ids.add("/topics/" + topic.get("id").asText()));
        assertEquals(ids, all("<li><a href=\"(/topics/.*?)\"", main(html("/topics"))));
    }

    @ParameterizedTest
    @CsvSource({
        "/?page=2, /",
        "/?page=2&lang=en, /?lang=en",
        "/topics/craftsmen?page=7, /topics/craftsmen",
        "/topics?page=2, /topics",
        "/series/hostile?page=2, /series/hostile",
        "/search?q=dongao&page=99, /search?q=dongao",
    })
    void pastTheEndLeadsToTheLastPage(String target, String last) {
        Answer answer = get(target, BROWSER);
        assertEquals(404, answer.status());
        assertEquals(
                List.of(last.replace("&", "&amp;")),
                all(
                        "<p class=\"more\"><a href=\"([^\"]*)\">(?:这个列表的最后一页|The last page of this list)</a>",
                        answer.body()));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyPageHasAnImageToShare(String target) {
        String image = all("<meta property=\"og:image\" content=\"http://localhost(.*?)\">", html(target))
                .get(0);
        assertEquals(Optional.of("image/png"), get(image).header("Content-Type"));
    }

    @ParameterizedTest
    @CsvSource({
        "/favicon.ico, image/x-icon",
        "/apple-touch-icon.png, image/png",
        "/icon-192.png, image/png",
        "/icon-512.png, image/png",
        "/site.webmanifest, application/manifest+json"
    })
    void phonesFindTheirIcons(String target, String type) {
        Answer answer = get(target);
        assertEquals(200, answer.status());
        assertEquals(Optional.of(type), answer.header("Content-Type"));
    }

    @Nested
    class APageThatIsNotThere {
        private static List<String> ways(String target, String... headers) {
            Answer answer = get(target, headers);
            assertEquals(404, answer.status());
            return all(
                    "<li><a href=\"(.*?)\"",
                    all("<h2 id=\"near\">(.*?)</section>", answer.body()).stream()
                            .findFirst()
                            .orElse(""));
        }

        @Test
        void speaksTheLanguageOfTheReader() {
            Answer english = get("/nope", BROWSER, "Accept-Language: en\r\n");
            assertTrue(english.body().contains("<html lang=\"en\">"), english.body());
            assertTrue(english.body().contains("<h1 class=\"title\">Not found</h1>"), english.body());
            Answer chinese = get("/nope?lang=zh", BROWSER, "Accept-Language: en\r\n");
            assertTrue(chinese.body().contains("<h1 class=\"title\">没有找到这个页面</h1>"), chinese.body());
        }

        @Test
        void namesTheNewestRoundUps() {
            String page = get("/nope/nope", BROWSER).body();
            assertEquals(
                    List.of("/capital-unions-2022", "/hostile-2001"),
                    all(
                            "<li><a href=\"(.*?)\"",
                            all("<h2 id=\"newest\">(.*?)</section>", page).get(0)));
        }

        @ParameterizedTest
        @CsvSource({
            "/capital-unions-2022/winter-olympic, /capital-unions-2022/winter-olympics",
            "/capital-union-2022, /capital-unions-2022",
            "/capital-unions-2022/craftsman-academy, /capital-unions-2022/craftsmen-academy",
            "/topics/craftsman, /topics/craftsmen",
            "/series/capital-union, /series/capital-unions",
            "/winter-olympics, /topics/winter-olympics",
            "/winter_olympics.html, ''",
        })
        void namesWhatIsNear(String target, String near) {
            assertEquals(near, ways(target, BROWSER).stream().findFirst().orElse(""));
        }
    }

    @Test
    void swaggerUiAllowsOnlyItsOwnScripts() throws Exception {
        Answer answer = get("/docs/swagger/");
        List<String> scripts = all("<script(?: defer)?>(.*?)</script>", answer.body());
        String logo = all("\"(\\.logo_small_svg__[^\"]*)\"", html("/docs/swagger/swagger-ui-standalone-preset.js"))
                .get(0);
        assertEquals(
                Optional.of("default-src 'none'; style-src 'self' " + sha256(logo) + "; script-src 'self' "
                        + sha256(scripts.get(0)) + " "
                        + sha256(scripts.get(1)) + "; img-src 'self' data:; connect-src 'self'; form-action 'none';"
                        + " base-uri 'none'; frame-ancestors 'none'"),
                answer.header("Content-Security-Policy"));
        assertEquals(Optional.of("nosniff"), get("/docs/swagger/swagger-ui.css").header("X-Content-Type-Options"));
    }

    @ParameterizedTest
    @CsvSource({
        STORY + ", /v1/stories/capital-unions-2022-winter-olympics",
        "/hostile-2001/scripts, /v1/stories/hostile-2001-scripts",
    })
    void aPageShowsTheAnswerToItsCall(String page, String call) throws Exception {
        String shown = all("<div class=\"json\"[^>]*>(.*?)</div>", html(page)).get(0);
        String json = shown.replaceAll("<[^>]*>", "")
                .replace("&lbrace;", "{")
                .replace("&rbrace;", "}")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
        assertEquals(JSON.readTree(get(call).body()), JSON.readTree(json));
    }

    @Nested
    class Pictures {
        @Test
        void sayTheSameInATable() {
            String topic = html("/topics/craftsmen?lang=en");
            assertEquals(
                    List.of("3", "4", "10"),
                    marked(all("<table>(.*?)</table>", topic).get(0), "2022"));
            assertEquals(3, all("(<circle [^>]*class=\"f\")", topic).size());
            String roundUp = html("/capital-unions-2022?lang=en");
            assertEquals(
                    List.of("3", "4", "10"),
                    marked(all("<table>(.*?)</table>", roundUp).get(0), "Craftsmen"));
        }

        /** The columns that have a full dot in a row. */
        private static List<String> marked(String table, String row) {
            List<String> cells = all(
                    "<td>(.*?)</td>",
                    all("<th scope=\"row\">" + row + "</th>(.*?)</tr>", table).get(0));
            return IntStream.range(0, cells.size())
                    .filter(i -> cells.get(i).equals("●"))
                    .mapToObj(i -> String.valueOf(i + 1))
                    .toList();
        }
    }

    @Test
    void aRoundUpIsReadOnOnePage() throws Exception {
        String whole = main(html("/capital-unions-2022?read=all"));
        var texts = new ArrayList<String>();
        for (JsonNode story : JSON.readTree(
                        get("/v1/stories?fields=id,replay,commentary").body())
                .get("items")) {
            if (story.get("id").asText().startsWith("capital-unions-2022")) {
                texts.add(story.get("replay").asText());
                texts.add(story.get("commentary").asText());
            }
        }
        assertEquals(20, texts.size());
        assertEquals(
                texts,
                all("<details (.*?)</details>", whole).stream()
                        .map(part ->
                                all("<p dir=\"auto\">(.*?)</p>", part).stream().collect(Collectors.joining("\n\n")))
                        .toList());
        assertTrue(html("/capital-unions-2022").contains("<a href=\"/capital-unions-2022?read=all\">"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/docs/getStory", "/capital-unions-2022?read=all"})
    void pagesAllowOnlyTheirOwnScripts(String target) throws Exception {
        Answer answer = get(target);
        List<String> scripts = all("<script>(.*?)</script>", answer.body());
        assertEquals(1, scripts.size());
        assertTrue(answer.header("Content-Security-Policy")
                .orElse("")
                .contains("; script-src " + sha256(scripts.get(0)) + ";"));
    }

    @Test
    void browsersAreGivenAServiceWorker() {
        Answer answer = get("/offline.js");
        assertEquals(Optional.of("text/javascript;charset=UTF-8"), answer.header("Content-Type"));
        assertTrue(answer.body().startsWith("const MAX_PAGES = 50;\n"), answer.body());
    }

    @Nested
    class TheDocs {
        @Test
        void haveAPageForEveryCall() throws Exception {
            String docs = html("/docs");
            JsonNode document = JSON.readTree(get("/openapi.json").body());
            List<String> calls = document.path("paths").properties().stream()
                    .map(path ->
                            "/docs/" + path.getValue().at("/get/operationId").asText())
                    .sorted()
                    .toList();
            List<String> linked = all("<li><a href=\"(/docs/[a-zA-Z]+)\"", docs);
            assertEquals(calls, linked.stream().sorted().toList());
            assertTrue(docs.contains("<a href=\"/docs/swagger/\">"));
            for (String call : linked) {
                String html = html(call + "?lang=en");
                JsonNode get = document.path("paths").properties().stream()
                        .map(path -> path.getValue().path("get"))
                        .filter(operation -> call.endsWith(
                                "/" + operation.path("operationId").asText()))
                        .findFirst()
                        .orElseThrow();
                assertEquals(
                        get.path("parameters").size(),
                        all("<label for=\"p-([^\"]*)\"", html).size(),
                        call);
                assertEquals(
                        get.path("responses").size(),
                        all("<dt><code>([0-9]{3}|default)</code></dt>", html).size(),
                        call);
            }
        }

        @Test
        void nameMembersWithTheirTypes() {
            String html = html("/docs/listEditions");
            assertTrue(
                    html.contains(
                            "<dt><code>items</code> <span class=\"count\"><a href=\"#s-Edition\">array of Edition</a></span></dt>"),
                    html);
            assertTrue(html.contains("<h3 id=\"s-Edition\">Edition</h3>"), html);
        }

        @ParameterizedTest
        @CsvSource({
            "/docs/getTopic?try=1&id=craftsmen&lang=en, /v1/topics/craftsmen",
            "/docs/listStories?try=1&q=%E5%B7%A5%E5%8C%A0&year=&topic=a&topic=b&nope=1, /v1/stories?q=%E5%B7%A5%E5%8C%A0&topic=a&topic=b",
            "/docs/getTopic?try=1&id=../a%20b, /v1/topics/..%2Fa%20b",
        })
        void sendAFormOnWithoutAScript(String form, String target) {
            Answer answer = get(form);
            assertEquals(303, answer.status());
            assertEquals(Optional.of(target), answer.header("Location"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"/docs/getTopic?try=1", "/docs/getTopic?try=1&id=%20"})
        void showAFormAgainThatLacksAnId(String form) {
            assertTrue(html(form).contains("<form class=\"try\""));
        }

        @Test
        void haveNoOtherCalls() {
            assertEquals(404, get("/docs/swagger/nope").status());
            assertEquals(Optional.of("/docs"), get("/docs/").header("Location"));
        }
    }

    /** Markup, style and script together: all that there is to send of a page. */
    @ParameterizedTest
    @CsvSource({"br, 10240", "gzip, 12288"})
    void everyPageIsShortOnTheWire(String coding, int most) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        List<String> pages = new ArrayList<>(targets());
        pages.addAll(all("<h3 [^>]*><a href=\"([^\"]*)\"", main(html("/capital-unions-2022"))));
        pages.addAll(all("<li><a href=\"(/docs/[a-zA-Z]+)\"", html("/docs")));
        pages.addAll(List.of("/docs", "/problems/invalid-parameters"));
        for (String page : pages) {
            for (String language : List.of("zh", "en")) {
                String target = page + (page.contains("?") ? "&" : "?") + "lang=" + language;
                HttpResponse<byte[]> answer = client.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + target))
                                .header("Accept", "text/html")
                                .header("Accept-Encoding", coding)
                                .build(),
                        BodyHandlers.ofByteArray());
                assertEquals(Optional.of(coding), answer.headers().firstValue("Content-Encoding"));
                assertTrue(answer.body().length <= most, target + ": " + answer.body().length + " bytes");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nope",
                "/nope-2022",
                "/capital-unions-2022/nope",
                "/hostile-2001/2001-scripts",
                "/topics/nope",
                "/capital-unions-2022?topic=nope",
                "/?series=nope",
                "/series/nope",
                "/series",
                "/v1",
                "/v1/nope",
                "/feeds"
            })
    void whatIsNotThereIsAProblem(String target) {
        Answer answer = get(target);
        assertEquals(404, answer.status());
        assertEquals(Optional.of("application/problem+json"), answer.header("Content-Type"));
    }
}
