package dev.shida.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What headers come down to by which a client says what it prefers. */
class PreferencesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "application/json                            | application/json",
                "Application/JSON;Charset=UTF-8              | application/json",
                "application/json,                           | application/json",
                ",application/json                           | application/json",
                "application/json, ,, text/html              | application/json,text/html",
                "application/json, garbage                   | application/json",
                "garbage, /, a/, /b, */json, a/b/c, text /html, application/json | application/json",
                "*; q=.2                                     | ``",
                "text/html, image/gif, *; q=.2, */*; q=.2    | text/html,image/gif,*/*;q=0.2",
                "application/json;q=0                        | application/json;q=0.0",
                "application/json;q=0.000, */*               | application/json;q=0.0,*/*",
                "application/json;q=1.5                      | ``",
                "application/json;q=1.5, text/html           | text/html",
                "text/html;q=, text/plain;q=x, text/markdown;q=0.1234, a/b;q=-1, c/d;Q=0.5 | c/d;q=0.5",
                "application/json ; q=0.5 ; ext=1            | application/json;q=0.5",
                "application/ld+json;profile=\"a, b;q=0\"    | application/ld+json",
                "application/ld+json;profile=\"a\\\", text/html\", text/plain | application/ld+json,text/plain",
                "text/plain, application/ld+json;profile=\"a, text/html | text/plain",
                "text/html;level=1;q=0.3, text/html;q=0.7    | text/html;q=0.7",
                "*/*;q=0                                     | */*;q=0.0",
                "*/*;q=0.1                                   | ``",
                "*                                           | ``",
                "``                                          | ``",
                "garbage                                     | ``",
                "冬/奥, text/html                            | text/html",
            })
    void accept(String value, String canonical) {
        assertEquals(canonical, MediaRanges.canonical(List.of(value)));
    }

    @Test
    void acceptOnSeveralLines() {
        assertEquals("", MediaRanges.canonical(List.of()));
        assertEquals(
                "text/html,text/plain;q=0.5",
                MediaRanges.canonical(List.of("text/html, a/b;c=\"", "text/plain;q=0.5")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "en                        | en",
                ",en                       | en",
                "en, ,fr                   | en",
                "en-US,en_GB;q=0.8         | en",
                "EN-gb;Q=0.5               | en",
                "fr-FR,fr;q=0.9,en;q=0.3   | en",
                "zh-Hant-TW, en;q=0.9      | zh",
                "en;q=0.1, zh;q=0.2        | zh",
                "en, zh                    | en",
                "en;q=1.5, zh;q=0.1        | zh",
                "en;q=1.5                  | zh",
                "en;a=b, zh;q=0.1          | zh",
                "zh;q=0                    | en",
                "zh;q=0, *                 | en",
                "zh;q=0.1, *               | en",
                "en;q=0, *                 | zh",
                "en, *;q=0.5               | en",
                "en-US;q=0, en             | en",
                "en;q=0                    | zh",
                "zh;q=0, en;q=0            | zh",
                "*                         | zh",
                "*;q=0                     | zh",
                "fr                        | zh",
                "eng                       | zh",
                "``                        | zh",
                ";;;=                      | zh",
            })
    void acceptLanguage(String value, String language) {
        assertEquals(language, new LanguageNegotiation(List.of("zh", "en")).choose(List.of(value)));
    }

    @Test
    void acceptLanguageThatIsLong() {
        LanguageNegotiation languages = new LanguageNegotiation(List.of("zh", "en"));
        String long542 = "fr-FR;q=0.9,".repeat(45) + "en";
        assertEquals(542, long542.length());
        assertEquals("en", languages.choose(List.of(long542)));
        assertEquals("en", languages.choose(List.of("x-a".repeat(10_000) + ",en")));
        assertEquals("en", languages.choose(List.of("de-x" + "-a".repeat(10_000) + ",en")));
        assertEquals("", new LanguageNegotiation(List.of()).choose(List.of("en")));
    }

    @Test
    void acceptLanguageAmongKindsOfALanguage() {
        LanguageNegotiation languages = new LanguageNegotiation(List.of("zh", "zh-Hant", "en"));
        assertEquals("zh-Hant", languages.choose(List.of("zh-hant-TW")));
        assertEquals("zh", languages.choose(List.of("zh-Hans")));
        assertEquals("en", languages.choose(List.of("zh;q=0, *")));
    }
}
