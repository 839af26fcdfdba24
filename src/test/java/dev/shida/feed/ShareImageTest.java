package dev.shida.feed;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.content.EditionContent;
import dev.shida.feed.ShareImage.Block;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ShareImageTest {
    private static final String IMAGE = "/capital-unions-2022/winter-olympics.png";

    /** Where images are left to be looked at ({@code -Dshida.test.images=target}); nowhere by default. */
    private static final Optional<Path> FOLDER =
            Optional.ofNullable(System.getProperty("shida.test.images")).map(Path::of);

    private static BufferedImage read(byte[] png, String name) throws IOException {
        if (FOLDER.isPresent()) {
            Files.write(FOLDER.get().resolve("share-image-" + name + ".png"), png);
        }
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(1200, image.getWidth());
        assertEquals(630, image.getHeight());
        return image;
    }

    @Test
    void isAnImageThatTheEdgeKeeps() throws IOException {
        Response first = given().get(IMAGE);
        Response again = given().get(IMAGE);
        read(first.asByteArray(), "short");
        assertEquals("image/png", again.contentType());
        assertEquals("shida; hit", again.header("Cache-Status"));
        assertEquals(
                "edition:capital-unions-2022 story:capital-unions-2022-winter-olympics series:capital-unions"
                        + " topic:winter-olympics topic:skills-competitions topic:volunteering",
                again.header("Surrogate-Key"));
        assertEquals(
                304,
                given().header("If-None-Match", first.header("ETag")).get(IMAGE).statusCode());
        assertArrayEquals(first.asByteArray(), again.asByteArray());
    }

    @ParameterizedTest
    @CsvSource({
        "/home.png, ''",
        "/capital-unions-2022.png, edition:capital-unions-2022 series:capital-unions",
        "/series/capital-unions.png, series series:capital-unions",
        "/topics/craftsmen.png, topics topic:craftsmen"
    })
    void everyPageHasOne(String target, String tags) throws IOException {
        Response image = given().get(target);
        assertEquals("image/png", image.contentType());
        assertEquals(tags, image.header("Surrogate-Key"));
        read(image.asByteArray(), target.replace('/', '-'));
    }

    /** What a square in the middle leaves out is the ground. */
    @Test
    void aSquareHasAllOfIt() throws IOException {
        BufferedImage image = read(given().get(IMAGE).asByteArray(), "square");
        for (int y = 0; y < 630; y++) {
            for (int x = 0; x < 270; x++) {
                assertEquals(image.getRGB(0, 0), image.getRGB(x, y));
                assertEquals(image.getRGB(0, 0), image.getRGB(1199 - x, y));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/nope-2022.png, 404",
        "/series/nope.png, 404",
        "/topics/nope.png, 404",
        "/home.png?size=1, 400",
        "/capital-unions-2022/nope.png, 404",
        "/capital-unions/2022-winter-olympics.png, 404",
        "/capital-unions-2022/.png, 404",
        "/capital-unions-2022/winter-olympics.png?size=1, 400",
    })
    void isOfWhatThereIs(String target, int status) {
        assertEquals(status, given().get(target).statusCode());
    }

    @Test
    void everyTitleIsDrawnWhole() {
        Response stories = given().get("/v1/stories");
        List<String> texts = stories.jsonPath().getList("items.title");
        assertEquals(10, texts.size());
        for (String text : texts) {
            assertEquals(text, ShareImage.drawable(text));
            assertEquals(text, String.join("", Block.of(text, "zh").lines()));
        }
        String edition = given().get("/v1/editions").jsonPath().getString("items[0].title");
        assertEquals(edition, ShareImage.drawable(edition));
    }

    @Test
    void everyCharacterThatChineseNewspapersPrintIsDrawn() {
        StringBuilder han = new StringBuilder();
        // What Unicode 1.1 to 13 have in the first and the second block of Han characters.
        for (int c = 0x4E00; c <= 0x9FEF; c++) {
            han.appendCodePoint(c);
        }
        for (int c = 0x3400; c <= 0x4DB5; c++) {
            han.appendCodePoint(c);
        }
        han.append("，。、；：？！“”‘’（）《》〈〉【】「」『』—…·～％￥①②Ⅲ℃㎡𠮷ｆｕｌｌéñßΩЖかな");
        assertEquals(han.toString(), ShareImage.drawable(han.toString()));
    }

    @Test
    void japaneseAndKoreanAreDrawn() throws IOException {
        StringBuilder letters = new StringBuilder("、。「」・ーｱﾝﾞ゛々〆〜ㄱㅎㅏㅣ");
        IntStream.concat(
                        IntStream.concat(IntStream.rangeClosed('ぁ', 'ゖ'), IntStream.rangeClosed('ァ', 'ヺ')),
                        IntStream.rangeClosed('가', '힣'))
                .forEach(letters::appendCodePoint);
        assertEquals(letters.toString(), ShareImage.drawable(letters.toString()));
        List<String> titles = List.of("大谷翔平、史上初の「50-50」達成", "노벨 문학상, 한강 작가 수상");
        for (String title : titles) {
            assertTrue(ShareImage.isLegible(title), title);
            read(ShareImage.draw(title, "ja", "1", "十大新闻"), "script-" + title.codePointAt(0));
        }
    }

    @Test
    void koreanWordsStayWhole() {
        String title = "대학신문 편집국이 선정한 올해의 열 가지 뉴스와 그 뒷이야기를 모았습니다";
        List<String> lines = Block.of(title, "ko").lines();
        assertTrue(lines.size() > 1, lines::toString);
        assertEquals(title, String.join(" ", lines));
    }

    @ParameterizedTest
    @CsvSource({
        "工匠😀学院, 工匠学院",
        "👩‍👩‍👧, ''",
        "a\u202Eb\u2067c\uFE0F, abc",
        "a\u0001b, ab",
        "'　a　　b ', a b",
    })
    void whatCannotBeDrawnIsLeftOut(String title, String drawn) {
        assertEquals(drawn, ShareImage.drawable(title));
    }

    @ParameterizedTest
    @ValueSource(strings = {"😀😀", "வணக்கம் 2022", "أخبار 2022", "工匠أخبار", "กขค"})
    void anUndrawableTitleGivesWayToTheEditions(String title) throws IOException {
        byte[] image = ShareImage.draw(title, "zh", "1", "十大新闻");
        assertArrayEquals(ShareImage.draw("十大新闻", "zh", "1", "أخبار"), image);
        read(image, "illegible");
    }

    @Test
    void aTitleIsDrawnWithoutItsEmoji() throws IOException {
        assertArrayEquals(ShareImage.draw("工匠学院", "zh", "1", "版"), ShareImage.draw("工匠😀学院", "zh", "1", "版"));
        read(ShareImage.draw("أخبار", "ar", "1", "أخبار"), "nothing-legible");
    }

    @ParameterizedTest
    @ValueSource(strings = {"积极助力，", "“首都工匠学院”。", "x", "many words and ", "Donaudampfschifffahrt", "《（", "！？", "𠮷"})
    void aLongTitleIsWrappedAndCut(String piece) throws IOException {
        String title = piece.repeat(EditionContent.MAX_TITLE).substring(0, EditionContent.MAX_TITLE);
        Block block = Block.of(title, "zh");
        assertEquals(40, block.size());
        assertTrue(block.lines().size() <= 6, block::toString);
        assertTrue(block.lines().get(block.lines().size() - 1).endsWith("…"), block::toString);
        assertTrue(
                title.startsWith(String.join("", block.lines()).replace("…", "").replace(" ", ""))
                        || title.contains(" "),
                block::toString);
        BufferedImage image = read(ShareImage.draw(title, "zh", "100", title), "long-" + piece.codePointAt(0));
        int paper = image.getRGB(600, 20);
        for (int y = 0; y < 630; y++) {
            for (int x = 890; x < 930; x++) {
                assertEquals(paper, image.getRGB(x, y), "at the right of " + title);
            }
        }
        for (int x = 270; x < 930; x++) {
            assertEquals(paper, image.getRGB(x, 530), "between title and edition");
            assertEquals(paper, image.getRGB(x, 620), "below");
        }
    }

    @Test
    void linesBreakByTheRulesOfPunctuation() {
        for (int length = 1; length < 30; length++) {
            for (String line : Block.of("字".repeat(length) + "，“工匠”。《学院》、（建设）！「课」『程』".repeat(6), "zh")
                    .lines()) {
                assertFalse(line.matches("[，”。》、）！」』].*"), line);
                assertFalse(line.matches(".*[“《（「『]"), line);
            }
        }
    }
}
