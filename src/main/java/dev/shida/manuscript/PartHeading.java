package dev.shida.manuscript;

import dev.shida.text.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a story's parts are headed: {@code ### 【新闻回放】} and {@code ### 【评析】}, and what editors type instead. */
final class PartHeading {

    /** What is expected where no other heading can be. */
    static final String ANY = of(PartKind.REPLAY) + " or " + of(PartKind.COMMENTARY);

    private static final int LEVEL = 3;

    /** Brackets, punctuation, white space and what nobody sees: what gets lost or swapped when the heading is typed by hand. */
    private static final Pattern DRESSING = Pattern.compile("[\\p{P}\\p{Z}\\p{Cc}\\p{Cf}]");

    /** No line with more characters is looked at for the name of a part. */
    private static final int LONGEST = 40;

    private PartHeading() {}

    /** The one right heading of a part, between backticks. */
    static String of(PartKind part) {
        return "`### " + part.heading() + "`";
    }

    static Optional<PartKind> meant(Section section) {
        return meant(section.level(), section.heading());
    }

    /** The part that a heading is for, if it is for one: by its words at any level, and where no other heading can be, by likeness. */
    static Optional<PartKind> meant(int level, String heading) {
        Optional<PartKind> named = named(heading);
        if (named.isPresent() || level < LEVEL) {
            return named;
        }
        String words = words(heading);
        return List.of(PartKind.values()).stream()
                .filter(part ->
                        Nearest.to(words, List.of(words(part.heading()))).isPresent())
                .findFirst();
    }

    /** The part of which a text is the heading, whatever is around its words. */
    static Optional<PartKind> named(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String words = words(text);
        return List.of(PartKind.values()).stream()
                .filter(part -> words(part.heading()).equals(words))
                .findFirst();
    }

    /** Whether a heading is just as it should be. */
    static boolean isExact(Section section) {
        return section.level() == LEVEL
                && List.of(PartKind.values()).stream()
                        .anyMatch(part -> part.heading().equals(section.heading()));
    }

    private static String words(String heading) {
        return DRESSING.matcher(heading).replaceAll("");
    }
}
