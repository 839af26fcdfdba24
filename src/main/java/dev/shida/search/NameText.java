package dev.shida.search;

import dev.shida.content.Label;
import dev.shida.text.FoldedText;
import dev.shida.text.Han;
import dev.shida.text.Pinyin;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A name that completes what is typed: from any of its characters on, of scripts with spaces from the beginning of a word on;
 * a Chinese one also in pinyin, and by the initials of its syllables.
 */
record NameText(FoldedText text, boolean chinese) {
    /** The rank of a name that does not match. */
    static final int NO_MATCH = Integer.MAX_VALUE;

    /** Added to the rank of a name that matches by the initials of its syllables. */
    private static final int BY_INITIALS = 1_000;

    /**
     * What is typed.
     *
     * @param points folded
     * @param letters of pinyin; empty if it is none
     */
    record Typed(int[] points, String letters) {
        static Typed of(String typed) {
            int[] points = FoldedText.of(typed).points();
            String letters = Pinyin.letters(typed).replace("'", "");
            boolean pinyin =
                    letters.length() == points.length && letters.chars().allMatch(c -> c >= 'a' && c <= 'z');
            return new Typed(points, pinyin ? letters : "");
        }

        int length() {
            return points.length;
        }

        /** A sign may follow a letter, as in C++, so that its case does not matter. */
        private boolean has(int index, int point) {
            return Character.toLowerCase(points[index]) == Character.toLowerCase(point);
        }
    }

    static NameText of(String language, String text) {
        return new NameText(
                FoldedText.of(text),
                Locale.forLanguageTag(language).getLanguage().equals("zh"));
    }

    /** A label in each of its languages. */
    static List<NameText> of(Label label) {
        return label.texts().entrySet().stream()
                .map(text -> of(text.getKey(), text.getValue()))
                .toList();
    }

    /** The lower, the better: where in the name what is typed begins; {@link #NO_MATCH} if it is not in it. */
    int rank(Typed typed) {
        int written = LabelLookup.place(text, typed.points.length, typed::has);
        if (written >= 0) {
            return written;
        }
        String letters = chinese ? typed.letters : "";
        if (letters.isEmpty()) {
            return NO_MATCH;
        }
        OptionalInt read = starts().filter(start -> isRead(start, letters)).findFirst();
        if (read.isPresent() || letters.length() < 2) {
            return read.orElse(NO_MATCH);
        }
        return starts().filter(start -> beginsWith(start, letters))
                .map(start -> BY_INITIALS + start)
                .findFirst()
                .orElse(NO_MATCH);
    }

    /** The name as letters: as it is, or in pinyin if it is Chinese; empty if it is written otherwise. */
    Optional<String> spelt() {
        StringBuilder spelt = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean han = Character.isIdeographic(text.pointAt(i));
            if (han && (!chinese || readings(i).isEmpty())) {
                return Optional.empty();
            }
            spelt.append(han ? readings(i).get(0) : Character.toString(text.pointAt(i)));
        }
        return Optional.of(spelt.toString());
    }

    private IntStream starts() {
        return IntStream.range(0, text.length());
    }

    private List<String> readings(int index) {
        return Han.readingsOf(text.pointAt(index));
    }

    /** Whether letters are the first ones of the syllables of characters from one on. */
    private boolean beginsWith(int start, String letters) {
        return start + letters.length() <= text.length()
                && IntStream.range(0, letters.length())
                        .allMatch(i -> readings(start + i).stream()
                                .anyMatch(syllable -> syllable.charAt(0) == letters.charAt(i)));
    }

    /** Whether letters spell characters from one on, the last as far as it is typed. */
    private boolean isRead(int start, String letters) {
        if (start == text.length()) {
            return false;
        }
        return readings(start).stream()
                .anyMatch(syllable -> syllable.startsWith(letters)
                        || (letters.startsWith(syllable) && isRead(start + 1, letters.substring(syllable.length()))));
    }
}
