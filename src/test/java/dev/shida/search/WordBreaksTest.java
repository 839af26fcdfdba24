package dev.shida.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.OneJdk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a line of a headline may end: at each slash. */
@OneJdk
class WordBreaksTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh-CN | 2022年/首都/工会/十大/新闻/盘点",
                "zh-TW | 臺灣/經濟/發展",
                "zh | “首都/工匠/学院”，《建设/方案》",
                "zh | GDP/增长5.2%",
                "zh | 𠮷𠮷𠮷",
                "ja | 今年の/科学10大ニュース",
                "ja | メジャーリーグ/優勝を/祝う",
                "ko | 올해의 10대 뉴스",
                "en | The ten stories of 2022",
                "zh | ''",
            })
    void standsBetweenWords(String language, String divided) {
        String text = divided.replace("/", "");
        StringBuilder marked = new StringBuilder(text);
        WordBreaks.in(text, language).stream().sorted((a, b) -> b - a).forEach(at -> marked.insert((int) at, "/"));
        assertEquals(divided, marked.toString());
    }
}
