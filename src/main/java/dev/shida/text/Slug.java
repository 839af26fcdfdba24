package dev.shida.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Proposes ids for titles: their first words in ASCII, Chinese as pinyin, Korean and Japanese letters romanised. */
public final class Slug {

    private static final int MAX_WORDS = 6;
    private static final int MAX_LENGTH = 40;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}][\\p{L}\\p{M}\\p{Nd}’'·ー]*");
    /** Letters of one script within a word. */
    private static final Pattern RUN =
            Pattern.compile("(?<han>\\p{IsHan}+)|(?<katakana>[\\p{IsKatakana}ー]+)|(?<hiragana>[\\p{IsHiragana}ー]+)|"
                    + "[^\\p{IsHan}\\p{IsKatakana}\\p{IsHiragana}ー]+");

    private static final Pattern YEAR_SIGN = Pattern.compile("(?<=[0-9])年");
    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

    /** Words that say little. */
    private static final Set<String> STOP_WORDS = Set.of(
            "a", "an", "the", "of", "to", "in", "on", "at", "for", "and", "or", "is", "are", "with", "by", "from",
            "as");

    /** Fewer hiragana in a row are particles rather than a word. */
    private static final int LEAST_HIRAGANA = 3;

    private Slug() {}

    /**
     * Words of {@code a-z}, {@code 0-9} with {@code -} between them, at most {@value #MAX_LENGTH} characters.
     *
     * @param language a BCP 47 tag; Han characters are read in pinyin only where it is Chinese
     * @return empty where nothing of the text can be written so
     */
    public static String of(String text, String language) {
        List<String> all = words(text, language.startsWith("zh"), language.startsWith("ja"));
        List<String> words = all.stream()
                .filter(word ->
                        !STOP_WORDS.contains(word) && !YEAR.matcher(word).matches())
                .toList();
        StringBuilder slug = new StringBuilder();
        for (String word :
                (words.isEmpty() ? all : words).stream().limit(MAX_WORDS).toList()) {
            String part = word.length() > MAX_LENGTH ? word.substring(0, MAX_LENGTH) : word;
            if (slug.length() + part.length() < MAX_LENGTH || slug.isEmpty()) {
                slug.append(slug.isEmpty() ? "" : "-").append(part);
            } else {
                break;
            }
        }
        return slug.toString();
    }

    private static List<String> words(String text, boolean chinese, boolean japanese) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(YEAR_SIGN
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll(" "));
        while (word.find() && words.size() < MAX_WORDS * 3) {
            Matcher run = RUN.matcher(word.group());
            while (run.find()) {
                String letters = run.group();
                if (run.group("han") != null) {
                    letters.codePoints()
                            .filter(c -> chinese)
                            .mapToObj(Han::pinyin)
                            .flatMap(Optional::stream)
                            .forEach(words::add);
                } else if (run.group("hiragana") == null) {
                    words.add(run.group("katakana") == null ? ascii(letters) : Romanised.kana(letters));
                } else if (run.start() == 0 && letters.length() >= LEAST_HIRAGANA) {
                    // Those after other letters are endings and particles.
                    words.add(Romanised.kana(letters));
                }
            }
        }
        words.removeIf(String::isEmpty);
        boolean hasLetters = words.stream().anyMatch(each -> each.matches(".*[a-z]{2}.*"));
        return japanese
                ? words.stream().filter(each -> hasLetters && each.length() > 1).toList()
                : words;
    }

    private static String ascii(String letters) {
        StringBuilder ascii = new StringBuilder();
        letters.codePoints()
                .mapToObj(c -> Romanised.hangul(c)
                        .orElseGet(() -> Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD)))
                .forEach(ascii::append);
        return ascii.toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
