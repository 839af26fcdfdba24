package dev.shida.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A text as it is searched: what is not to matter is folded away, and each code point that is left knows where in the
 * text it comes from.
 *
 * <p>Compatible forms become one (full width and half width, ligatures, ①), and so do cases, traditional, simplified and
 * Japanese characters, hiragana and katakana; accents, punctuation, symbols and white space are left out, and what stood
 * around them is adjacent, but for paragraphs. A mark is an accent in scripts that can do without it; where it makes another
 * letter it stays: voicing marks of kana, which are composed with it, and vowel signs. Syllables of hangul are composed too,
 * as a part of one is another. Otherwise code points are folded one by one, whatever stands next to them, so that a part of
 * a text folds to a part of the folded text: that is why every substring finds it.
 *
 * <p>Some marks are searched in their place alone: {@code .} and {@code +} between two digits, so that 46.8 is not 468, and
 * {@code +} and {@code #} behind a Latin letter. At an end of a substring they go, and what is left is still a part: Disney
 * finds Disney+. But C, C++ and C# are three names: a letter that stands alone before such a mark is a capital, which no
 * other letter is. A digit on a keycap has the mark of the keycap behind it. A sequence of emoji that is shown as one is one
 * character.
 *
 * <p>The index, the query and the highlighter all go by this; there is no second notion of what a character is.
 */
public final class FoldedText {
    /** Stands between the paragraphs of a text: nothing is adjacent across it. */
    public static final int GAP = '\n';

    private static final char ZERO_WIDTH_JOINER = '\u200D';
    private static final char KEYCAP = '\u20E3';

    /** What one {@code char} folds to, where that is one {@code char}; 0 where it is not known yet. Threads may compute one twice. */
    private static final char[] KNOWN = new char[0x10000];

    /** In place of what folds to nothing, and to more than one. */
    private static final char NOTHING = 0xD800;

    private static final char MORE = 0xD801;

    private int[] points;
    private int[] from;
    private int[] to;
    private int length;

    private FoldedText(int capacity) {
        points = new int[capacity];
        from = new int[capacity];
        to = new int[capacity];
    }

    /** Folds a text; an empty line, or several, is one {@link #GAP}. */
    public static FoldedText of(String text) {
        FoldedText folded = new FoldedText(text.length() + 1);
        int size;
        for (int i = 0; i < text.length(); i += size) {
            int point = text.codePointAt(i);
            int end = sequenceEnd(text, i, point);
            size = end > 0 ? end - i : Character.charCount(point);
            if (end > 0) {
                folded.appendSequence(text, i, end);
            } else {
                folded.append(text, i, i + size, point);
            }
        }
        if (folded.length > 0 && folded.points[folded.length - 1] == GAP) {
            folded.length--;
        }
        return folded;
    }

    /**
     * Where a sequence of emoji ends that is shown as one: a flag (two regional indicators, or tags behind a flag), or
     * emoji joined by U+200D (UTS #51, section 2).
     *
     * @return 0 if none begins here
     */
    private static int sequenceEnd(String text, int start, int point) {
        if (point < 0x2000
                || (point >= 0x3400 && point < 0xD800)
                || Character.getType(point) != Character.OTHER_SYMBOL) {
            return 0;
        }
        int end = start + Character.charCount(point);
        boolean sequence = false;
        if (isRegionalIndicator(point) && end < text.length() && isRegionalIndicator(text.codePointAt(end))) {
            end += 2;
            sequence = true;
        }
        end = modifiersEnd(text, end);
        while (end < text.length() && isTag(text.codePointAt(end))) {
            end += 2;
            sequence = true;
        }
        while (end + 1 < text.length()
                && text.charAt(end) == ZERO_WIDTH_JOINER
                && isSymbol(text.codePointAt(end + 1))) {
            end = modifiersEnd(text, end + 1 + Character.charCount(text.codePointAt(end + 1)));
            sequence = true;
        }
        return sequence ? end : 0;
    }

    private static int modifiersEnd(String text, int start) {
        int end = start;
        while (end < text.length() && isCombining(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private static boolean isRegionalIndicator(int point) {
        return point >= 0x1F1E6 && point <= 0x1F1FF;
    }

    private static boolean isTag(int point) {
        return point >= 0xE0020 && point <= 0xE007F;
    }

    private static boolean isSymbol(int point) {
        int type = Character.getType(point);
        return type == Character.OTHER_SYMBOL || type == Character.MATH_SYMBOL;
    }

    /**
     * A sequence of emoji becomes two code points for private use, made from a hash of 32 bits: so neither one of the emoji
     * nor a part of the sequence finds it. Skin tones and variants do not matter.
     */
    private void appendSequence(String text, int start, int end) {
        long hash = 0xCBF29CE484222325L;
        int size;
        for (int i = start; i < end; i += size) {
            int point = text.codePointAt(i);
            size = Character.charCount(point);
            if (!isCombining(point)) {
                // FNV-1a, of code points.
                hash = (hash ^ point) * 0x100000001B3L;
            }
        }
        append(0xF0000 | (int) (hash >>> 48), start, end);
        append(0x100000 | (int) (hash >>> 32 & 0xFFFF), start, end);
    }

    private void append(String text, int start, int end, int point) {
        char known = point < KNOWN.length ? known((char) point) : MORE;
        if (known == NOTHING) {
            appendMark(text, start, end, point);
        } else if (known == MORE) {
            int[] several = fold(point);
            for (int each : several) {
                append(each, start, end);
            }
            if (several.length == 0) {
                appendMark(text, start, end, point);
            }
        } else if (!(isTrailingJamo(point) && compose(known, start, end))) {
            append(known, start, end);
        }
    }

    /** Makes one character of the last one and what follows it directly, if there is such a one. */
    private boolean compose(int point, int start, int end) {
        if (length == 0 || to[length - 1] != start) {
            return false;
        }
        String both = new StringBuilder()
                .appendCodePoint(points[length - 1])
                .appendCodePoint(point)
                .toString();
        String composed = Normalizer.normalize(both, Normalizer.Form.NFC);
        if (composed.length() > 1) {
            return false;
        }
        points[length - 1] = composed.charAt(0);
        to[length - 1] = end;
        return true;
    }

    /** What folds to nothing may still separate digits or paragraphs, or belong to the character before it. */
    private void appendMark(String text, int start, int end, int point) {
        if (point == '\n') {
            boolean empty = end < text.length() && text.charAt(end) == '\n';
            if (empty && length > 0 && points[length - 1] != GAP) {
                append(GAP, start, end);
            }
        } else if (isInnerMark(point)) {
            boolean digitBefore = length > 0 && to[length - 1] == start && isDigit(points[length - 1]);
            if (digitBefore && end < text.length()) {
                int[] next = fold(text.codePointAt(end));
                if (next.length > 0 && isDigit(next[0])) {
                    append(point == '.' || point == '．' ? '.' : '+', start, end);
                    return;
                }
            }
            appendBehindLetter(start, end, point);
        } else if (point == '#' || point == '＃') {
            appendBehindLetter(start, end, point);
        } else if (isVoicing(point) && compose(combining(point), start, end)) {
            return;
        } else if (length > 0 && to[length - 1] == start && point == KEYCAP) {
            append(KEYCAP, start, end);
        } else if (length > 0 && to[length - 1] == start && isCombining(point)) {
            to[length - 1] = end;
        }
    }

    private void appendBehindLetter(int start, int end, int point) {
        boolean plus = point == '+' || point == '＋';
        if ((plus || point == '#' || point == '＃') && length > 0 && to[length - 1] == start) {
            int before = points[length - 1];
            if (before == '+' || before == '#') {
                append(plus ? '+' : '#', start, end);
            } else if (isLatin(before)) {
                boolean alone = length == 1
                        || to[length - 2] != from[length - 1]
                        || !(isLatin(points[length - 2]) || Character.isDigit(points[length - 2]));
                points[length - 1] = alone ? Character.toUpperCase(before) : before;
                append(plus ? '+' : '#', start, end);
            }
        }
    }

    private static boolean isLatin(int point) {
        return Character.UnicodeScript.of(point) == Character.UnicodeScript.LATIN;
    }

    private void append(int point, int start, int end) {
        if (length == points.length) {
            points = Arrays.copyOf(points, length * 2);
            from = Arrays.copyOf(from, length * 2);
            to = Arrays.copyOf(to, length * 2);
        }
        points[length] = point;
        from[length] = start;
        to[length++] = end;
    }

    private static char known(char unit) {
        char known = KNOWN[unit];
        if (known == 0) {
            int[] folded = fold(unit);
            known = folded.length == 0
                    ? NOTHING
                    : folded.length == 1 && folded[0] < KNOWN.length ? (char) folded[0] : MORE;
            KNOWN[unit] = known;
        }
        return known;
    }

    private static int[] fold(int point) {
        String decomposed = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD);
        // Through upper case, as some small letters differ only there from others: ſ, ς, ß.
        String cased = decomposed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(cased, Normalizer.Form.NFKC)
                .codePoints()
                .flatMap(FoldedText::letters)
                .filter(FoldedText::isSearched)
                .map(FoldedText::katakana)
                .map(Han::simplify)
                .toArray();
    }

    /** A letter without what can be an accent; kana and hangul are whole. */
    private static IntStream letters(int composed) {
        return switch (Character.UnicodeScript.of(composed)) {
            case HIRAGANA, KATAKANA, HANGUL -> IntStream.of(composed);
            default ->
                Normalizer.normalize(Character.toString(composed), Normalizer.Form.NFKD)
                        .codePoints();
        };
    }

    private static int katakana(int point) {
        boolean hiragana = (point >= 'ぁ' && point <= 'ゖ') || point == 'ゝ' || point == 'ゞ';
        return hiragana ? point + ('ァ' - 'ぁ') : point;
    }

    /** The marks that make another kana of the one before them, of any form and width. */
    private static boolean isVoicing(int point) {
        return "\u3099\u309A\u309B\u309Cﾞﾟ".indexOf(point) >= 0;
    }

    private static int combining(int voicing) {
        return "\u3099\u309Bﾞ".indexOf(voicing) >= 0 ? '\u3099' : '\u309A';
    }

    /** The vowels and the final consonants of hangul that form a syllable with what is before them. */
    private static boolean isTrailingJamo(int point) {
        return point >= 0x1161 && point <= 0x11C2;
    }

    /** Whether a code point, decomposed, is searched; all others are left out. */
    static boolean isSearched(int point) {
        return switch (Character.getType(point)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER,
                    Character.COMBINING_SPACING_MARK,
                    // Pictures such as ☀, and what this Java does not know yet: rather found than lost.
                    Character.OTHER_SYMBOL,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            case Character.NON_SPACING_MARK ->
                switch (Character.UnicodeScript.of(point)) {
                    case INHERITED, COMMON, LATIN, GREEK, CYRILLIC, ARABIC, HEBREW, SYRIAC -> false;
                    // Vowels, in scripts such as Devanagari and Thai.
                    default -> true;
                };
            default -> false;
        };
    }

    private static boolean isInnerMark(int point) {
        return point == '.' || point == '．' || point == '+' || point == '＋';
    }

    private static boolean isCombining(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || isSkinTone(point);
    }

    private static boolean isSkinTone(int point) {
        return point >= 0x1F3FB && point <= 0x1F3FF;
    }

    private static boolean isDigit(int point) {
        return point >= '0' && point <= '9';
    }

    public int length() {
        return length;
    }

    public int pointAt(int index) {
        return points[index];
    }

    /** Where in the text the code point at an index begins, in UTF-16 units. */
    public int from(int index) {
        return from[index];
    }

    /** Where in the text it ends, accents included. */
    public int to(int index) {
        return to[index];
    }

    /** The folded text's code points, gaps among them. */
    public int[] points() {
        return Arrays.copyOf(points, length);
    }

    /** The folded text, without gaps. */
    public String joined() {
        StringBuilder joined = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            if (points[i] != GAP) {
                joined.appendCodePoint(points[i]);
            }
        }
        return joined.toString();
    }
}
