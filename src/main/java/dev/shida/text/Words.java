package dev.shida.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What is looked for. White space separates words, which must all occur, and so does the punctuation of clauses
 * ({@code 5G，AI}); {@code "…"} is a phrase, with quotation marks of any kind; a leading {@code -} excludes. All other
 * punctuation is left out, as it is in the index: {@code 工会·职工} is one word, or two where no text has them adjacent
 * ({@link #apart}).
 *
 * @param required words that must occur, in the order given; none twice
 * @param excluded words that must not
 */
public record Words(List<Word> required, List<Word> excluded) {
    /** Nothing is looked for. */
    public static final Words NONE = new Words(List.of(), List.of());

    /** The longest query, in code points. */
    public static final int MAX_LENGTH = 500;

    /** The most words in one. */
    public static final int MAX_WORDS = 50;

    /**
     * One word.
     *
     * @param text folded, not empty
     * @param readings the syllables that it is as pinyin, in each way to divide it; empty if it is none
     * @param typed as it was typed
     * @param quoted whether it is a phrase in quotation marks
     */
    public record Word(String text, List<List<String>> readings, String typed, boolean quoted) {
        private static Word of(String typed, boolean quoted) {
            return new Word(FoldedText.of(typed).joined(), Pinyin.read(typed), typed, quoted);
        }

        /** The words between the punctuation inside of it; itself alone if that does not separate words. */
        private List<Word> parts() {
            List<Word> parts = PART.matcher(typed)
                    .results()
                    .map(part -> of(part.group(), false))
                    .filter(part -> !part.text.isEmpty())
                    .toList();
            boolean separable = !quoted && parts.stream().allMatch(part -> part.isWord(!readings.isEmpty()));
            return separable && parts.size() > 1 ? parts : List.of(this);
        }

        /** Whether it may be a word beside others: no initial, no number, and no syllable of a word in pinyin. */
        private boolean isWord(boolean ofPinyin) {
            boolean syllable =
                    ofPinyin && !readings.isEmpty() && readings.get(0).size() == 1;
            return !syllable && !NO_WORD.matcher(text).matches();
        }
    }

    private static final String PUNCTUATION = "[\\p{P}\\p{Sm}\\p{Sc}\\p{Sk}&&[^'’]]";

    /** A part of a word without punctuation, but for that between digits, and the signs of names such as C++. */
    private static final Pattern PART = Pattern.compile("(?:(?<![\\p{IsLatin}\\p{N}])\\p{IsLatin}[+#＋＃]+|(?<=\\p{Nd})"
            + PUNCTUATION + "(?=\\p{Nd})|(?!" + PUNCTUATION + ").)+");

    private static final Pattern NO_WORD = Pattern.compile("\\p{IsLatin}|\\p{Nd}[\\p{Nd}.+]*");

    public Words {
        required = List.copyOf(required);
        excluded = List.copyOf(excluded);
    }

    /**
     * Reads a query; there is nothing that cannot be read. Only white space and punctuation is {@link #NONE}.
     *
     * @throws IllegalArgumentException if it has more than {@value #MAX_LENGTH} code points or {@value #MAX_WORDS} words
     */
    public static Words of(String query) {
        if (query.codePointCount(0, query.length()) > MAX_LENGTH) {
            throw new IllegalArgumentException("has more than " + MAX_LENGTH + " characters");
        }
        Words words = new QueryParser(query, true).read();
        if (words.size() > MAX_WORDS) {
            words = new QueryParser(query, false).read();
        }
        if (words.size() > MAX_WORDS) {
            throw new IllegalArgumentException("has more than " + MAX_WORDS + " words");
        }
        return words;
    }

    private int size() {
        return required.size() + excluded.size();
    }

    /** The same, but for some words that must occur: what punctuation separates in them is words of their own. */
    public Words apart(Predicate<Word> which) {
        Map<String, Word> parts = new LinkedHashMap<>();
        for (Word word : required) {
            List<Word> each = word.parts();
            (each.size() > 1 && which.test(word) ? each : List.of(word))
                    .forEach(part -> parts.putIfAbsent(part.text, part));
        }
        return parts.size() + excluded.size() > MAX_WORDS ? this : new Words(List.copyOf(parts.values()), excluded);
    }

    /** Whether nothing is looked for. */
    public boolean isEmpty() {
        return required.isEmpty() && excluded.isEmpty();
    }

    /** A query that says the same: words folded, each behind a space, then those excluded, each behind a space and a minus. */
    @Override
    public String toString() {
        StringBuilder query = new StringBuilder();
        required.forEach(word -> query.append(' ').append(word.text));
        excluded.forEach(word -> query.append(" -").append(word.text));
        return query.toString();
    }

    /** All that must occur, in one. */
    public String phrase() {
        StringBuilder phrase = new StringBuilder();
        required.forEach(word -> phrase.append(word.text));
        return phrase.toString();
    }

    /** The ways to read all that must occur as pinyin, in one; empty if not all of it is pinyin. */
    public List<List<String>> phraseReadings() {
        List<String> syllables = new ArrayList<>();
        for (Word word : required) {
            if (word.readings.isEmpty()) {
                return List.of();
            }
            syllables.addAll(word.readings.get(0));
        }
        return List.of(syllables);
    }

    private static final class QueryParser {
        private static final String STRAIGHT_QUOTES = "\"＂";
        private static final String OPENING_QUOTES = "“„‟«「『";
        private static final String CLOSING_QUOTES = "”“”»」』";

        /** Where a clause ends; a comma or colon between digits belongs to a number or a time. */
        private static final Pattern CLAUSE_END = Pattern.compile("[，、。；：！？…;!?]|(?<![0-9])[,:]|[,:](?![0-9])");

        private final String query;
        private final boolean splitsClauses;
        private final List<Word> required = new ArrayList<>();
        private final List<Word> excluded = new ArrayList<>();
        private int next;

        QueryParser(String query, boolean splitsClauses) {
            this.query = query;
            this.splitsClauses = splitsClauses;
        }

        Words read() {
            while (next < query.length()) {
                if (isSpace(query.codePointAt(next))) {
                    next += Character.charCount(query.codePointAt(next));
                    continue;
                }
                boolean minus = isMinus(query.charAt(next));
                if (minus) {
                    next++;
                }
                String phraseEnd = next < query.length() ? phraseEnd(query.charAt(next)) : "";
                if (!phraseEnd.isEmpty()) {
                    next++;
                }
                boolean quoted = !phraseEnd.isEmpty();
                String word = query.substring(next, end(phraseEnd));
                if (minus) {
                    add(excluded, word, quoted);
                } else if (!splitsClauses
                        || !phraseEnd.isEmpty()
                        || !Pinyin.read(word).isEmpty()) {
                    add(required, word, quoted);
                } else {
                    CLAUSE_END.splitAsStream(word).forEach(clause -> add(required, clause, false));
                }
            }
            return new Words(required, excluded);
        }

        /** The marks that end a phrase which a mark begins; none if it begins none. */
        private String phraseEnd(char mark) {
            if (STRAIGHT_QUOTES.indexOf(mark) >= 0) {
                return STRAIGHT_QUOTES;
            }
            int kind = OPENING_QUOTES.indexOf(mark);
            if (kind < 0) {
                return "";
            }
            // German closes with the mark that opens elsewhere. A mark that nothing closes is punctuation.
            String closing = CLOSING_QUOTES.substring(kind, kind + 1);
            String either = mark == '„' ? closing + "”" : closing;
            return query.substring(next + 1).chars().anyMatch(c -> either.indexOf(c) >= 0) ? either : "";
        }

        /** Goes to where a word ends. */
        private int end(String phraseEnd) {
            int start = next;
            while (next < query.length()) {
                int point = query.codePointAt(next);
                if (phraseEnd.indexOf(point) >= 0) {
                    return next++;
                }
                if (phraseEnd.isEmpty() && (isSpace(point) || STRAIGHT_QUOTES.indexOf(point) >= 0)) {
                    return next;
                }
                next += Character.charCount(point);
            }
            return Math.max(start, next);
        }

        private static void add(List<Word> words, String typed, boolean quoted) {
            Word word = Word.of(typed, quoted);
            if (!word.text.isEmpty() && words.stream().noneMatch(other -> other.text.equals(word.text))) {
                words.add(word);
            }
        }

        private static boolean isMinus(int point) {
            return point == '-' || point == '－';
        }

        private static boolean isSpace(int point) {
            return Character.isWhitespace(point) || Character.isSpaceChar(point);
        }
    }
}
