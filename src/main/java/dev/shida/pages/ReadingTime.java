package dev.shida.pages;

import dev.shida.content.Edition;
import dev.shida.content.Part;
import dev.shida.content.Story;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How long it takes to read something. */
final class ReadingTime {
    /** Han characters, kana and hangul a minute. */
    private static final int CHARACTERS = 400;

    private static final int WORDS = 230;

    private static final Pattern CHARACTER = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}]");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private ReadingTime() {}

    /** The minutes that an edition takes, at least 1; its stories have their texts. */
    static long of(Edition edition, List<Story> stories) {
        double minutes = Stream.concat(
                        Stream.of(edition.introduction(), edition.closing().orElse("")),
                        stories.stream()
                                .flatMap(story -> Stream.concat(
                                        Stream.of(story.title()),
                                        story.parts().orElseThrow().stream().map(Part::text))))
                .mapToDouble(ReadingTime::minutes)
                .sum();
        return Math.max(1, Math.round(minutes));
    }

    private static double minutes(String text) {
        long characters = CHARACTER.matcher(text).results().count();
        long words =
                WORD.matcher(CHARACTER.matcher(text).replaceAll(" ")).results().count();
        return (double) characters / CHARACTERS + (double) words / WORDS;
    }
}
