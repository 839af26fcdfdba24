package dev.shida.manuscript;

import dev.shida.edition.Nearest;
import dev.shida.edition.Part;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a story's parts are headed: {@code ### 【新闻回放】} and {@code ### 【评析】}, and what editors type instead. */
final class PartHeading {

    private static final int LEVEL = 3;

    /** Brackets, punctuation and white space: what gets lost or swapped when the heading is typed by hand. */
    private static final Pattern DRESSING = Pattern.compile("[\\p{P}\\p{Z}\\p{Cc}]");

    private PartHeading() {}

    /** The one right heading of a part, between backticks. */
    static String of(Part part) {
        return "`### " + part.heading() + "`";
    }

    /** The part that a heading is for, if it is for one: by its words at any level, and where no other heading can be, by likeness. */
    static Optional<Part> meant(Section section) {
        String words = words(section.heading());
        for (Part part : Part.values()) {
            if (words.equals(words(part.heading()))) {
                return Optional.of(part);
            }
        }
        return section.level() < LEVEL
                ? Optional.empty()
                : List.of(Part.values()).stream()
                        .filter(part -> Nearest.to(words, List.of(words(part.heading())))
                                .isPresent())
                        .findFirst();
    }

    /** Whether a heading is just as it should be. */
    static boolean isExact(Section section) {
        return section.level() == LEVEL
                && List.of(Part.values()).stream()
                        .anyMatch(part -> part.heading().equals(section.heading()));
    }

    private static String words(String heading) {
        return DRESSING.matcher(heading).replaceAll("");
    }
}
