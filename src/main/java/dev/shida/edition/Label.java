package dev.shida.edition;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

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
}
