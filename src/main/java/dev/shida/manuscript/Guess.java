package dev.shida.manuscript;

import java.util.Locale;

/**
 * Something that an import decided, and that an editor may want to decide otherwise.
 *
 * @param line the line of the input that it is about, from 1
 * @param what what was decided
 * @param why what spoke for it
 * @param certain whether it needs no second look
 */
public record Guess(int line, Message what, Message why, boolean certain) {

    /** What was decided, and why: in Chinese for a Chinese locale, else in English. */
    public String in(Locale language) {
        return Message.of("import.guess", what, why).in(language);
    }
}
