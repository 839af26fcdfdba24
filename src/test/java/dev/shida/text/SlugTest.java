package dev.shida.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.OneJdk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OneJdk
class SlugTest {

    @ParameterizedTest
    @CsvSource({
        "en, The first of the 2022 stories: a day in May, first-stories-day-may",
        "fr, L’été à Nîmes, lete-nimes",
        "zh-CN, 北京工匠学院成立, bei-jing-gong-jiang-xue-yuan",
        "zh-CN, 2022年AI大会, ai-da-hui",
        "zh-CN, 2022年新年晚会, xin-nian-wan-hui",
        "ja, こども家庭庁が発足, kodomo",
        "ja, サッカー日本代表がドイツに勝利, sakka-doitsu",
        "ja, マッチングアプリのキャッチコピー, matchinguapuri-kyatchikopi",
        "ja, ヴィーガンのウェブとフィルム, vigan-webu-firumu",
        "ja, ふるさと納税とiPhone 16, furusato-iphone-16",
        "ja, 能登半島地震, ''",
        "ja, 新年度, ''",
        "ko, 한국 축구 월드컵 진출, hanguk-chukgu-woldeukeop-jinchul",
        "ko, 노벨 문학상, nobel-munhaksang",
        "ko, 2024 총선 AI 열풍, chongseon-ai-yeolpung",
        "ar, أخبار, ''",
    })
    void saysTheFirstWordsInLatinLetters(String language, String title, String slug) {
        assertEquals(slug, Slug.of(title, language));
    }
}
