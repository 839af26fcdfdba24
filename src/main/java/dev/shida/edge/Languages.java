package dev.shida.edge;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;

/**
 * The languages that something comes in.
 *
 * @param tags the one for those who have not said which they prefer first; empty if there is nothing to choose
 */
record Languages(List<String> tags) {
    /** Looking a language up takes time in the square of what is accepted; people accept a few. */
    private static final int MAX_LENGTH = 500;

    /**
     * Chooses by what a client accepts (RFC 9110, section 12.5.4), as RFC 4647, section 3.4, looks it up.
     *
     * @param accepted the value of {@code Accept-Language}, empty without one
     * @return one of the tags; empty if there are none
     */
    String choose(String accepted) {
        if (tags.isEmpty()) {
            return "";
        }
        String found = null;
        if (!accepted.isBlank() && accepted.length() <= MAX_LENGTH) {
            try {
                found = Locale.lookupTag(LanguageRange.parse(accepted), tags);
            } catch (IllegalArgumentException e) {
                // It cannot be read: as good as none.
            }
        }
        return found == null ? tags.get(0) : found;
    }
}
