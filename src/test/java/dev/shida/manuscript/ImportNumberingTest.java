package dev.shida.manuscript;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shida.OneJdk;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists whose numbers have gaps, repeats or no beginning. */
@OneJdk
class ImportNumberingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1、 2、 3、 4、           |",
                "4、 3、 2、 1、           |",
                "1、 2、 4、              | 4、: the number 3 is missing",
                "一、 二、 四、            | 四、: the number 3 is missing",
                "1 2 4                   | 4: the number 3 is missing",
                "1. 2. 3. 6.             | 6.: the numbers 4 to 5 are missing",
                "1、 3、 5、 7、           | 3、: the number 2 is missing, 5、: the number 4 is missing, 7、: the number 6 is missing",
                "第1条 第2条 第3条 第4条 第5条 第8条 第9条 第10条 | 第8条: the numbers 6 to 7 are missing",
                "1. 2. 3. 5. 6. 7. 10.   | 5.: the number 4 is missing, 10.: the numbers 8 to 9 are missing",
                "1、 2、 3、 3、 4、 5、    | 3、: the number 3 again",
                "二、 三、                 | 二、: the number 1 is missing",
                "2、 3、 4、 5、           | 2、: the number 1 is missing",
                "3. 4. 5. 6. 7. 8. 9. 10. | 3.: the numbers 1 to 2 are missing",
                "10. 9. 8. 5. 4.         | 4.: the numbers 1 to 3 are missing, 5.: the numbers 6 to 7 are missing",
            })
    void areStoriesAndWhatIsMissingIsNamed(String numbers, @Nullable String named) throws Exception {
        List<String> numbered = List.of(numbers.split(" "));
        String article = article(numbered, "【新闻回放】\n正文不长。\n点评：好。\n");
        Import.Imported imported = imported(article);
        List<String> titles = numbered.stream().map(number -> number + " 一件事").toList();
        List<StoryContent> stories = content(imported).stories();
        assertEquals(
                titles,
                stories.stream()
                        .map(story -> (story.numeral().map(each -> each + " ").orElse("") + story.title()))
                        .toList());
        stories.forEach(story -> assertEquals(2, story.parts().size()));
        assertEquals(Objects.requireNonNullElse(named, ""), named(article, imported));
    }

    @Nested
    class ThatAreInTheTexts {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "（1）一点。/（2）两点。/（3）三点。 |",
                    "1、一点。/2、两点。             | 1、一点。: text and no story, numbered 1, 2",
                    "20、一点。                    | 20、一点。: text and no story, numbered 20",
                })
        void stayThereAndAreNamedIfNumberedAlike(String text, @Nullable String named) throws Exception {
            String article = article(List.of("1、", "2、", "3、"), "正文不长。\n") + text.replace('/', '\n') + "\n";
            Import.Imported imported = imported(article);
            assertEquals(3, content(imported).stories().size());
            assertEquals(Objects.requireNonNullElse(named, ""), named(article, imported));
        }

        @Test
        void areNamedInTheIntroductionToo() throws Exception {
            String article = article(List.of("1、", "1、", "2、", "3、"), "正文不长。\n");
            assertEquals("1、: text and no story, numbered 1", named(article, imported(article)));
        }
    }

    @Test
    void makeNoTitlesOfTextsBetweenThem() throws Exception {
        Import.Imported imported = imported("江城新闻\n2、一号桥通车\n5月，一号桥建成通车。\n3、二号线开工\n6月，二号线开工建设。\n");
        assertEquals(
                List.of("一号桥通车", "二号线开工"),
                content(imported).stories().stream().map(StoryContent::title).toList());
    }

    private static String article(List<String> numbers, String text) {
        return "2020年新闻\n"
                + numbers.stream()
                        .map(number -> "\n" + number + " 一件事\n" + text)
                        .collect(Collectors.joining());
    }

    private static Import.Imported imported(String article) throws UnimportableArticle {
        return Import.of(
                        article.getBytes(StandardCharsets.UTF_8),
                        new Import.Options("a.txt", Optional.empty(), Optional.empty(), Map.of(), Locale.ENGLISH))
                .get(0);
    }

    private static EditionContent content(Import.Imported imported) throws FaultyManuscript {
        return Samples.parse(imported.manuscript().replace("year: 0\n", "year: 2020\n"))
                .content();
    }

    /** What is said of numbers, each behind what the line begins with. */
    private static String named(String article, Import.Imported imported) {
        List<String> lines = article.lines().toList();
        return imported.guesses().stream()
                .filter(guess -> guess.what().in(Locale.ENGLISH).contains("number"))
                .map(guess -> lines.get(guess.line() - 1).replaceFirst("(?<=^\\S{1,9}) 一件事$", "") + ": "
                        + guess.what().in(Locale.ENGLISH))
                .collect(Collectors.joining(", "));
    }
}
