package dev.shida.text;

/** How an excerpt is cut from a replay. */
public final class Excerpt {
    /** The longest excerpt, in code points. */
    static final int MAX_LENGTH = 100;

    /** The longest one of a text in a script that separates words by spaces, whose words are made of more letters. */
    static final int MAX_LENGTH_WITH_SPACES = 200;

    /** Punctuation of Unicode category Po that closes what stands before it, so that no line may start with it. */
    private static final String CLOSING = "，。、；：？！．,.;:?!";

    private Excerpt() {}

    /**
     * The beginning of a text, as it stands: at most {@value #MAX_LENGTH} code points of it, or
     * {@value #MAX_LENGTH_WITH_SPACES} in a script that separates words by spaces. It is never cut inside a grapheme cluster,
     * nor inside a word of such a script or a number, and neither starts with closing nor ends with opening punctuation or
     * white space.
     */
    public static String of(String text) {
        int from = 0;
        while (from < text.length() && (closes(text.codePointAt(from)) || isSpace(text.codePointAt(from)))) {
            from += Character.charCount(text.codePointAt(from));
        }
        int to = from + boundary(text.substring(from));
        while (to > from && (opens(text.codePointBefore(to)) || isSpace(text.codePointBefore(to)))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    /** Where to cut a text, in UTF-16 units. */
    private static int boundary(String text) {
        int most = hasSpaces(text) ? MAX_LENGTH_WITH_SPACES : MAX_LENGTH;
        if (text.codePointCount(0, text.length()) <= most) {
            return text.length();
        }
        int limit = text.offsetByCodePoints(0, most);
        int boundary = Graphemes.floor(text, limit);
        int word = SpacedWords.floor(text, boundary);
        if (word > 0) {
            boundary = Graphemes.floor(text, word);
        }
        // One cluster longer than an excerpt, such as a letter under a pile of accents: cut inside it.
        return boundary == 0 ? limit : boundary;
    }

    /** Whether most letters of what an excerpt could have are of scripts that separate words by spaces. */
    private static boolean hasSpaces(String text) {
        int end = text.offsetByCodePoints(0, Math.min(MAX_LENGTH_WITH_SPACES, text.codePointCount(0, text.length())));
        long letters =
                text.substring(0, end).codePoints().filter(Character::isLetter).count();
        long withSpaces = text.substring(0, end)
                .codePoints()
                .filter(SpacedWords::isPart)
                .filter(Character::isLetter)
                .count();
        return withSpaces * 2 > letters;
    }

    private static boolean closes(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.END_PUNCTUATION
                || type == Character.FINAL_QUOTE_PUNCTUATION
                || CLOSING.indexOf(codePoint) >= 0;
    }

    private static boolean opens(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.START_PUNCTUATION || type == Character.INITIAL_QUOTE_PUNCTUATION;
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }
}
