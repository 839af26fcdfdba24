package dev.shida.manuscript;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number that a line begins with.
 *
 * @param form how it is written; the numbers of one list are written alike
 * @param value from 1
 * @param end where the text after it and its punctuation begins
 */
record ImportNumeral(String form, int value, int end) {

    private static final String BEFORE = "[\\h\\p{Z}\\p{Cf}]*+(?:[●■◆★☆▲※•·▶►◎○□◇▍▌][\\h\\p{Z}]*)?";
    private static final String AFTER = "[\\h\\p{Z}\\p{Cf}]*+";
    private static final String DIGITS = "(?<n>" + Numeral.DIGITS + ")";
    private static final String HAN = "(?<n>" + Numeral.HAN_DIGITS + ")";
    private static final String ANY = "(?<n>" + Numeral.DIGITS + "|" + Numeral.HAN_DIGITS + ")";
    private static final String PUNCTUATION = "[\\h\\p{Z}]*[:：、，,.．)）]?";

    /** The first that fits counts. */
    private static final List<NumeralForm> FORMS = List.of(
            form("第1条", "[【\\[（(「『《]?第\\h*" + ANY + "\\h*(?:大新闻|大新聞|大事件|[条條名位件个個则則项項大篇号號回])[】\\])）」』》]?" + PUNCTUATION),
            form("제1", "제\\h*" + DIGITS + "\\h*[위호]?" + PUNCTUATION),
            form("第1：", "第\\h*" + ANY + "\\h*[:：、，,]"),
            form("1位", "[【\\[（(「『《]?(?:第)?" + DIGITS + "\\h*(?:位|위)[】\\])）」』》]?" + PUNCTUATION),
            form("【1】", "[【\\[〔「『《]" + ANY + "[】\\]〕」』》]" + PUNCTUATION),
            form("（1）", "[（(]" + ANY + "[)）]、?"),
            form("1️⃣", "(?<n>[0-9]{1,3})\uFE0F?\u20E3" + PUNCTUATION),
            form("①", "(?<n>" + Numeral.SIGN + ")" + PUNCTUATION),
            form("No. 1", "(?i:no|top|nr|number|rank|story)[.．]?\\h*" + DIGITS + "(?![0-9A-Za-z])\\h*[:：、，,.．)）-]?"),
            form("№1", "[№#＃]\\h*" + DIGITS + "(?![0-9A-Za-z])" + PUNCTUATION),
            form("1.", DIGITS + "[.．](?![0-9０-９])"),
            form("1、", DIGITS + "[、，]"),
            form("1:", DIGITS + "\\h*[:：](?![0-9])"),
            form("1)", DIGITS + "[)）]"),
            form("1 - ", DIGITS + "\\h*[-–—－|｜/](?=\\h*\\p{L})"),
            form("一、", HAN + "[、，.．:：]"),
            form("一 ", HAN + "(?=[\\h\\p{Z}])"),
            form("I.", "(?<n>[IVX]{1,6}|[Ⅰ-Ⅻ])[.．、:：](?=\\D)"),
            form("1 ", DIGITS + "(?=[\\h\\p{Z}]|$)"),
            form("一", HAN + "$"));

    private record NumeralForm(String name, Pattern pattern) {}

    private static NumeralForm form(String name, String pattern) {
        return new NumeralForm(name, Pattern.compile(BEFORE + pattern + AFTER));
    }

    static Optional<ImportNumeral> of(String line) {
        for (NumeralForm form : FORMS) {
            Matcher matcher = form.pattern.matcher(line);
            if (matcher.lookingAt()) {
                int value = Numeral.value(matcher.group("n")).orElse(0);
                if (value > 0) {
                    return Optional.of(new ImportNumeral(form.name, value, matcher.end()));
                }
            }
        }
        return Optional.empty();
    }
}
