package dev.shida.search;

import dev.shida.text.FoldedText;
import dev.shida.text.NumberForms;
import dev.shida.text.Resource;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Segments what was typed into words, where spaces do not: at a change of the script, and Chinese by Lucene's smartcn. Function
 * words (的, 怎么, how) are left out.
 *
 * <p>Single characters are what smartcn makes of names and of words that it does not know (冬/残/奥), so they are left
 * together in a {@link Kind#CHARACTERS}, for the index to say what of them are words.
 */
final class QuerySegmenter {
    /** What kind of word it is. */
    enum Kind {
        /** A Chinese word of two or more characters. */
        HAN,
        /** Han characters that are no word of the dictionary's. */
        CHARACTERS,
        /** Hiragana: particles and endings, for the most part. */
        ENDING,
        /** Of an alphabet, katakana or hangul. */
        LETTERS,
        /** A number, a date, or a name such as C++, which are never corrected. */
        NUMBER,
        /** A year from 1900 to 2099; its text is four digits. */
        YEAR
    }

    /**
     * One word.
     *
     * @param text folded
     * @param typed as it was typed
     * @param cutOff whether a character that follows was left out, with which no story has it: 舞 of 广场舞
     */
    record Segment(String text, String typed, Kind kind, boolean cutOff) {
        Segment(String text, String typed, Kind kind) {
            this(text, typed, kind, false);
        }

        /** Whether it is of a script with spaces, in which it is matched as a whole word: {@code ai} is in {@code training}. */
        boolean isAlphabetic() {
            return kind == Kind.LETTERS && WordAnalyzer.isOfAlphabet(typed);
        }
    }

    private static final Set<String> FUNCTION_WORDS = wordsOf("/search/function-words.txt");

    private static final Set<String> REQUEST_WORDS = wordsOf("/search/request-words.txt");

    /** The month and the day that follow, as Chinese has them; with a year before them or without. */
    private static final Pattern DATE = Pattern.compile(
            "(?:(?<year>[12][0-9]{3})\\s*[-/.年]\\s*)?(?<month>1[0-2]|0?[1-9])\\s*[-/.月]\\s*(?<day>3[01]|[12][0-9]|0?[1-9])"
                    + "(?![0-9.])\\s*[日号]?");

    private static final Pattern CHINESE_DATE =
            Pattern.compile("(?<month>十[一二]?|[一二三四五六七八九])月(?<day>[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]");

    private static final Pattern NUMBER = Pattern.compile(
            "(?:[0-9]{1,3}(?:[-/~～][0-9]{1,3})+(?![0-9])|[0-9０-９]+(?:[.．,，:：][0-9０-９]+)*)(?!\uFE0F?\u20E3)"
                    + "[%％]?(?:[年月日号万亿千百个件家名位次条岁届]{1,2})?");

    private static final Pattern YEAR = Pattern.compile("(?<digits>(?:[1１][9９]|[2２][0０])[0-9０-９]{2})(?:[年년]|"
            + "(?![.．,，:：]?[0-9０-９]|[%％]|\uFE0F?\u20E3|[\\p{L}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]]))");

    private static final Pattern CHINESE_YEAR = Pattern.compile("(?<digits>(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2})年?");

    /** What makes a count of a number before it, and no year: 2000人. */
    private static final Set<String> UNITS = wordsOf("/search/units.txt");

    /** A letter alone, which is another name with these signs behind it. */
    private static final Pattern LETTER_AND_SIGNS = Pattern.compile("\\p{IsLatin}[+#＋＃]+");

    private static Set<String> wordsOf(String resource) {
        return Resource.text(resource)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .flatMap(Pattern.compile("\\s+")::splitAsStream)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Segments a part of a query that has no space in it. */
    List<Segment> segment(String typed) {
        List<Segment> segments = new ArrayList<>();
        Matcher date = DATE.matcher(typed);
        Matcher chineseDate = CHINESE_DATE.matcher(typed);
        if (date.find() && isDate(typed, date)) {
            segments.addAll(segment(typed.substring(0, date.start())));
            if (date.group("year") != null) {
                segments.addAll(segment(date.group("year")));
            }
            segments.add(
                    dateOf(date.group(), Integer.parseInt(date.group("month")), Integer.parseInt(date.group("day"))));
            segments.addAll(segment(typed.substring(date.end())));
            return segments;
        }
        if (chineseDate.find()) {
            segments.addAll(segment(typed.substring(0, chineseDate.start())));
            segments.add(dateOf(
                    chineseDate.group(), valueOf(chineseDate.group("month")), valueOf(chineseDate.group("day"))));
            segments.addAll(segment(typed.substring(chineseDate.end())));
            return segments;
        }
        Matcher chineseYear = CHINESE_YEAR.matcher(typed);
        if (chineseYear.find()) {
            segments.addAll(segment(typed.substring(0, chineseYear.start())));
            String digits = String.valueOf(valueOf(chineseYear.group("digits").replace('○', '〇')));
            segments.add(new Segment(digits, chineseYear.group(), Kind.YEAR));
            segments.addAll(segment(typed.substring(chineseYear.end())));
            return segments;
        }
        int from = 0;
        while (from < typed.length()) {
            Matcher year = YEAR.matcher(typed).region(from, typed.length());
            Matcher number = NUMBER.matcher(typed).region(from, typed.length());
            Matcher signed = LETTER_AND_SIGNS.matcher(typed).region(from, typed.length());
            int to;
            if (signed.lookingAt()) {
                to = signed.end();
                add(segments, typed.substring(from, to), Kind.NUMBER);
            } else if (year.lookingAt() && !isCount(year, typed.substring(year.end()))) {
                to = year.end();
                String digits = FoldedText.of(year.group("digits")).joined();
                segments.add(new Segment(digits, year.group(), Kind.YEAR));
            } else if (typed.charAt(from) == '-') {
                to = from + 1;
            } else if (number.lookingAt() && !isLetter(typed, number.end())) {
                to = number.end();
                add(segments, typed.substring(from, to), Kind.NUMBER);
            } else {
                to = end(typed, from);
                addRun(segments, typed.substring(from, to));
            }
            from = to;
        }
        return segments;
    }

    /** Whether four digits say how many there are of what follows. */
    private boolean isCount(Matcher year, String next) {
        return year.group().equals(year.group("digits"))
                && !next.isEmpty()
                && Character.isIdeographic(next.codePointAt(0))
                && words(FoldedText.of(next).joined()).stream().limit(1).anyMatch(UNITS::contains);
    }

    /** Whether it is a year in Chinese digits: 二〇二二年. */
    static boolean isChineseYear(String text) {
        return CHINESE_YEAR.matcher(text).matches();
    }

    /** A day of a month is one only where something says so: 3.5 is a number. */
    private static boolean isDate(String typed, Matcher date) {
        boolean inNumber = date.start() > 0 && Character.isDigit(typed.charAt(date.start() - 1));
        return !inNumber
                && (date.group("year") != null
                        || date.group().indexOf('月') > 0
                        || date.group().indexOf('/') > 0);
    }

    private static Segment dateOf(String typed, int month, int day) {
        return new Segment(month + "月" + day + "日", typed, Kind.NUMBER);
    }

    private static int valueOf(String chinese) {
        return NumberForms.valueOf(chinese).intValueExact();
    }

    private static boolean isLetter(String typed, int index) {
        return index < typed.length() && WordAnalyzer.isInWord(typed.codePointAt(index));
    }

    /** The end of the characters of one kind of script that begin at an index. */
    private static int end(String typed, int from) {
        UnicodeScript first = script(typed.codePointAt(from));
        int to = from;
        while (to < typed.length()) {
            int point = typed.codePointAt(to);
            UnicodeScript script = script(point);
            if (script != first && script != UnicodeScript.INHERITED) {
                break;
            }
            to += Character.charCount(point);
        }
        return to;
    }

    /** Of a letter that joins others of an alphabet, Latin; of other characters their own. */
    private static UnicodeScript script(int point) {
        if (point == 'ー') {
            return UnicodeScript.KATAKANA;
        }
        UnicodeScript script = UnicodeScript.of(point);
        return switch (script) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, INHERITED -> script;
            default -> WordAnalyzer.isInWord(point) || point == '-' ? UnicodeScript.LATIN : UnicodeScript.COMMON;
        };
    }

    private void addRun(List<Segment> segments, String typed) {
        switch (script(typed.codePointAt(0))) {
            case HAN -> addHan(segments, FoldedText.of(typed).joined());
            case HIRAGANA -> {
                if (!FUNCTION_WORDS.contains(typed)) {
                    add(segments, typed, Kind.ENDING);
                }
            }
            case LATIN, KATAKANA -> {
                for (String word : typed.split("-(?![0-9])", -1)) {
                    if (!FUNCTION_WORDS.contains(word.toLowerCase(Locale.ROOT).replace("’", "'"))) {
                        add(segments, word, Kind.LETTERS);
                    }
                }
            }
            case HANGUL -> {
                String word = withoutParticle(typed);
                if (!FUNCTION_WORDS.contains(typed) && !FUNCTION_WORDS.contains(word)) {
                    add(segments, word, Kind.LETTERS);
                }
            }
            default -> add(segments, typed, Kind.CHARACTERS);
        }
    }

    private static void add(List<Segment> segments, String typed, Kind kind) {
        String text = FoldedText.of(typed).joined();
        if (!text.isEmpty()) {
            segments.add(new Segment(text, typed, kind));
        }
    }

    private void addHan(List<Segment> segments, String text) {
        StringBuilder characters = new StringBuilder();
        for (String word : words(text)) {
            boolean function = FUNCTION_WORDS.contains(word);
            if (word.codePointCount(0, word.length()) == 1 && !function) {
                characters.append(word);
                continue;
            }
            addCharacters(segments, characters);
            if (!function) {
                segments.add(new Segment(word, word, Kind.HAN));
            }
        }
        addCharacters(segments, characters);
    }

    private static void addCharacters(List<Segment> segments, StringBuilder characters) {
        if (!characters.isEmpty()) {
            segments.add(new Segment(characters.toString(), characters.toString(), Kind.CHARACTERS));
            characters.setLength(0);
        }
    }

    /** One that segments, once the dictionary is loaded, which takes a tenth of a second. */
    static QuerySegmenter loaded() {
        return Loaded.SEGMENTER;
    }

    private static final class Loaded {
        static final QuerySegmenter SEGMENTER = new QuerySegmenter();

        static {
            SEGMENTER.words("首都");
        }
    }

    /** Whether some characters are one word of the dictionary's. */
    boolean isWord(String text) {
        return text.codePointCount(0, text.length()) > 1 && words(text).size() == 1;
    }

    /** Whether a word says nothing about which story is meant. */
    static boolean isFunctionWord(String word) {
        return FUNCTION_WORDS.contains(word);
    }

    /** Whether a word says what is wanted of a story's subject: it does not count where no story has it. */
    static boolean isRequestWord(String word) {
        return REQUEST_WORDS.contains(word);
    }

    /** Chinese words, as smartcn segments them. */
    List<String> words(String text) {
        List<String> words = new ArrayList<>();
        try (Tokenizer tokens = new HMMChineseTokenizer()) {
            tokens.setReader(new StringReader(text));
            CharTermAttribute term = tokens.getAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(term.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    /** A Korean word without the particle at its end. */
    private static String withoutParticle(String word) {
        Optional<String> particle = List.of(
                        "에서는", "으로", "에서", "에게", "까지", "부터", "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "도", "로")
                .stream()
                .filter(each -> word.endsWith(each) && word.length() - each.length() >= 2)
                .findFirst();
        return particle.map(each -> word.substring(0, word.length() - each.length()))
                .orElse(word);
    }
}
