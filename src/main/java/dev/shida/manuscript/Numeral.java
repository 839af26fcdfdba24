package dev.shida.manuscript;

import dev.shida.text.NumberForms;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number that a printed title begins with: {@code 1、} {@code 一、} {@code 10.} {@code 第一条} {@code 【1位】} {@code ⑩}
 * {@code 1위}.
 *
 * @param number what it says
 * @param text as printed, with the punctuation that separates it from the title
 * @param title the rest
 * @param isCertain whether it is a number of an entry even by itself; else only among consecutive ones
 */
record Numeral(int number, String text, String title, boolean isCertain) {

    /** Each is a number by itself: in circles, in parentheses, with a full stop, Roman; and ten as an emoji. */
    static final String SIGN = "[①-⑳㉑-㉟㊱-㊿❶-❿➀-➓⓫-⓴⑴-⒇⒈-⒛㈠-㈩㊀-㊉⓵-⓾Ⅰ-Ⅻⅰ-ⅻ]|🔟|[0-9]\\uFE0F?\\u20E3";

    static final String DIGITS = "[0-9０-９]{1,3}";

    /** The numerals of accounts, and the usual one for each. */
    private static final String FORMAL = "壹贰貳弐叁參参肆伍陆陸柒捌玖拾";

    private static final String USUAL = "一二二二三三三四五六六七八九十";

    static final String HAN_DIGITS = "[〇零一二三四五六七八九十百廿" + FORMAL + "]{1,5}";

    private static final String NUMBER = DIGITS + "|" + HAN_DIGITS + "|[IVX]{1,5}|" + SIGN;

    private static final String ORDINAL = "第|제|(?i:No\\.?|Nr\\.?|Nº|N°|№|Top|Number|Story)|[#＃]|新闻|新聞|事件|ニュース|뉴스";
    private static final String UNIT = "大新闻|大新聞|大事件|番目|[条條则則件个個项項号號名位篇番話话回大]|위|등|호|번째|번|(?i:st|nd|rd|th)(?![\\p{L}])";
    private static final String SEPARATOR = "[、，,.．:：)）】\\]｡·・|｜]|\\s[-–—－]+(?=\\s)|[–—－]+";

    private static final String BULLET = "(?:[●■◆★☆▲※•·►▶◎○□◇]\\s*)?";

    private static final Pattern BRACKETED = Pattern.compile(BULLET + "[\\p{Ps}＜<]\\s*(?:" + ORDINAL
            + ")?\\s*(?<number>" + NUMBER + ")\\s*(?:" + UNIT + ")?\\s*[\\p{Pe}＞>](?:\\s*(?:" + SEPARATOR + "))?");
    private static final Pattern SIGNED =
            Pattern.compile(BULLET + "(?<number>" + SIGN + ")(?:\\s*(?:" + SEPARATOR + "))?");
    private static final Pattern SEPARATED = Pattern.compile(BULLET + "(?:(?:" + ORDINAL + ")\\s*)?(?<number>" + NUMBER
            + ")\\s*(?:" + UNIT + ")?\\s*(?:" + SEPARATOR + ")");
    private static final Pattern COUNTED = Pattern.compile(BULLET + "(?:(?:" + ORDINAL + ")\\s*(?<number>" + NUMBER
            + ")(?:\\s*(?:" + UNIT + "))?|(?<counted>" + NUMBER + ")(?:" + UNIT + "))(?![0-9０-９])");
    private static final Pattern SPACED = Pattern.compile(BULLET + "(?<number>" + NUMBER + ")(?=\\s)");

    /** In order of precedence; those after the first three take for numbers what may be words. */
    private static final List<Pattern> FORMS = List.of(BRACKETED, SIGNED, SEPARATED, COUNTED, SPACED);

    private static final int CERTAIN_FORMS = 3;

    private static final Pattern HAN = Pattern.compile("[〇零一二三四五六七八九十百]+");

    /** The first sign of each row that Unicode does not decompose, and its number. */
    private static final Map<Character, Integer> SIGNS = Map.of('❶', 1, '➀', 1, '➊', 1, '⓵', 1, '⓫', 11);

    private static final int SIGNS_IN_ROW = 10;

    private static final Map<Character, Integer> ROMAN = Map.of('I', 1, 'V', 5, 'X', 10);

    /** The number that a title begins with, if it does. */
    static Optional<Numeral> of(String title) {
        for (int i = 0; i < FORMS.size(); i++) {
            Matcher matcher = FORMS.get(i).matcher(title);
            if (matcher.lookingAt()) {
                OptionalInt number = number(matcher);
                if (number.isPresent()) {
                    return Optional.of(new Numeral(
                            number.getAsInt(),
                            WhiteSpace.strip(title.substring(0, matcher.end())),
                            WhiteSpace.strip(title.substring(matcher.end())),
                            i < CERTAIN_FORMS));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether it is a number of an entry where others have one too. */
    boolean isOfList() {
        return isCertain || text.startsWith("第") || text.startsWith("제");
    }

    /** The numbers of all titles of an edition, if each has one and they are consecutive, rising or falling; or a single 1. */
    static Optional<List<Numeral>> ofAll(List<String> titles) {
        List<Numeral> numerals = new ArrayList<>();
        for (String title : titles) {
            Optional<Numeral> numeral = of(title).filter(each -> !each.title().isEmpty());
            if (numeral.isEmpty()) {
                return Optional.empty();
            }
            numerals.add(numeral.get());
        }
        boolean isAlone = numerals.size() == 1;
        if (numerals.isEmpty()
                || isAlone && !(numerals.get(0).isCertain() && numerals.get(0).number() == 1)) {
            return Optional.empty();
        }
        int step = isFalling(numerals) ? -1 : 1;
        for (int i = 1; i < numerals.size(); i++) {
            if (numerals.get(i).number() - numerals.get(i - 1).number() != step) {
                return Optional.empty();
            }
        }
        return Optional.of(numerals);
    }

    static boolean isFalling(List<Numeral> numerals) {
        return numerals.size() > 1 && numerals.get(0).number() > numerals.get(1).number();
    }

    private static OptionalInt number(Matcher matcher) {
        String text = matcher.group("number");
        return value(text == null ? matcher.group("counted") : text);
    }

    /** What digits, Han characters, Roman letters or one sign of those above say; empty if they are no number. */
    static OptionalInt value(String text) {
        if (text.equals("🔟")) {
            return OptionalInt.of(10);
        }
        // ① is 1, ⑴ is (1), Ⅳ is IV.
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("[^0-9\\p{IsHan}〇IVXivx]", "");
        if (plain.isEmpty()) {
            return sign(text.charAt(0));
        }
        if (plain.matches("[0-9]{1,3}")) {
            return OptionalInt.of(Integer.parseInt(plain));
        }
        return plain.matches("[IVXivx]+") ? roman(plain.toUpperCase(Locale.ROOT)) : han(plain);
    }

    /** ❶, which has no other form. */
    private static OptionalInt sign(char sign) {
        return SIGNS.entrySet().stream()
                .filter(row -> sign >= row.getKey() && sign < row.getKey() + SIGNS_IN_ROW)
                .mapToInt(row -> row.getValue() + sign - row.getKey())
                .findFirst();
    }

    /** 十, 十一, 二十, 二十一, 一百, and 二一, one digit after the other. */
    private static OptionalInt han(String text) {
        StringBuilder usual = new StringBuilder(text.replace("廿", "二十"));
        for (int i = 0; i < usual.length(); i++) {
            int formal = FORMAL.indexOf(usual.charAt(i));
            if (formal >= 0) {
                usual.setCharAt(i, USUAL.charAt(formal));
            }
        }
        return HAN.matcher(usual).matches()
                ? OptionalInt.of(NumberForms.valueOf(usual.toString()).intValueExact())
                : OptionalInt.empty();
    }

    private static OptionalInt roman(String text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = ROMAN.getOrDefault(text.charAt(i), 0);
            boolean subtracts = i + 1 < text.length() && ROMAN.getOrDefault(text.charAt(i + 1), 0) > value;
            sum += subtracts ? -value : value;
        }
        return OptionalInt.of(sum);
    }
}
