package dev.shida.content;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Locale;

/**
 * The name of a series or a topic, for people.
 *
 * @param zh in Chinese, 1 to {@value #MAX_LENGTH} code points
 * @param en in English, 1 to {@value #MAX_LENGTH} code points
 */
@Embeddable
public record Label(
        @Column(nullable = false) String zh,
        @Column(nullable = false) String en) {
    /** The longest label, in code points. */
    public static final int MAX_LENGTH = 100;

    /** The one for people who read a language, a BCP 47 tag: the Chinese one if that is Chinese. */
    public String in(String language) {
        return Locale.forLanguageTag(language).getLanguage().equals("zh") ? zh : en;
    }
}
