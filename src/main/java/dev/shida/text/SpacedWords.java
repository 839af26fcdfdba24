package dev.shida.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** Boundaries of words in scripts that separate them by spaces, and of numbers: no piece of a text is cut inside one. */
public final class SpacedWords {
    /** The longest word that has no boundaries inside it, in code points. */
    private static final int MAX_LENGTH = 50;

    /** Scripts that do not separate words by spaces. */
    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    private SpacedWords() {}

    /** The last boundary at or before a place, in UTF-16 units. */
    public static int floor(String text, int place) {
        int boundary = place;
        for (int length = 0; length <= MAX_LENGTH && isInside(text, boundary); length++) {
            boundary -= Character.charCount(text.codePointBefore(boundary));
        }
        return isInside(text, boundary) ? place : boundary;
    }

    /** The first boundary at or after a place, in UTF-16 units. */
    public static int ceiling(String text, int place) {
        int boundary = place;
        for (int length = 0; length <= MAX_LENGTH && isInside(text, boundary); length++) {
            boundary += Character.charCount(text.codePointAt(boundary));
        }
        return isInside(text, boundary) ? place : boundary;
    }

    /** Whether a place is inside a word or a number, among which are “don’t”, “e-mail” and 3.5. */
    private static boolean isInside(String text, int place) {
        if (place <= 0 || place >= text.length()) {
            return false;
        }
        int before = text.codePointBefore(place);
        int after = text.codePointAt(place);
        int further = place + Character.charCount(after);
        if (isPart(before)) {
            return isPart(after) || (joins(after) && further < text.length() && isPart(text.codePointAt(further)));
        }
        return joins(before) && isPart(after) && place > 1 && isPart(text.codePointBefore(place - 1));
    }

    /** Whether a mark between two letters or digits makes one word or number of them. */
    private static boolean joins(int point) {
        return "'’-.,:/@_".indexOf(point) >= 0;
    }

    /** Whether a code point may be part of such a word or number. */
    static boolean isPart(int point) {
        return Character.isDigit(point)
                || Character.getType(point) == Character.NON_SPACING_MARK
                || Character.getType(point) == Character.COMBINING_SPACING_MARK
                || (Character.isLetter(point) && !WITHOUT_SPACES.contains(UnicodeScript.of(point)));
    }
}
