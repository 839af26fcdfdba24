package dev.shida.text;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Other ways in which newspapers write a number: 3万, 30000, 三万, 3万多, 3万余. */
public final class NumberForms {
    private static final String DIGITS = "零一二三四五六七八九";
    private static final String[] PLACES = {"", "十", "百", "千"};
    private static final BigDecimal TEN_THOUSAND = new BigDecimal(10_000);
    private static final BigDecimal HUNDRED_MILLION = new BigDecimal(100_000_000);

    /** More digits are an identifier. */
    private static final int MAX_DIGITS = 15;

    private static final Pattern NUMBER = Pattern.compile(
            "(?:(?<digits>[1-9][0-9]*(?:\\.[0-9]+)?)(?<scale>[百千万亿]?)|(?<chinese>[零〇一二两三四五六七八九十百千万亿]{2,}))(?<unit>\\D*)");

    private NumberForms() {}

    /**
     * The other forms of a number, with what is behind it; none if a text does not begin with a
     * number, it is one digit, or begins with 0.
     *
     * @param text folded
     */
    public static Set<String> of(String text) {
        Set<String> forms = new LinkedHashSet<>();
        Matcher number = NUMBER.matcher(text);
        if (!number.matches() || text.length() < 2 || text.length() > MAX_DIGITS) {
            return forms;
        }
        String unit = number.group("unit");
        String digits = number.group("digits");
        BigDecimal value = digits == null
                ? valueOf(number.group("chinese"))
                : new BigDecimal(digits).multiply(scale(number.group("scale")));
        if (digits != null) {
            String written = digits + number.group("scale");
            for (String more : new String[] {"多", "余"}) {
                forms.add(digits + more + number.group("scale") + unit);
                forms.add(written + more + unit);
            }
        }
        addForms(forms, value, unit);
        forms.remove(text);
        return forms;
    }

    private static void addForms(Set<String> forms, BigDecimal value, String unit) {
        if (value.stripTrailingZeros().scale() <= 0) {
            forms.add(value.setScale(0).toPlainString() + unit);
            if (value.signum() > 0 && value.compareTo(TEN_THOUSAND) < 0) {
                forms.add(chinese(value.intValueExact()) + unit);
            }
        }
        addScaled(forms, value, TEN_THOUSAND, "万", unit);
        addScaled(forms, value, HUNDRED_MILLION, "亿", unit);
    }

    private static void addScaled(Set<String> forms, BigDecimal value, BigDecimal scale, String name, String unit) {
        BigDecimal scaled = value.divide(scale).stripTrailingZeros();
        // 1.25亿 is written; 0.00125亿 is not.
        if (value.compareTo(scale) >= 0 && scaled.scale() <= 2) {
            forms.add(scaled.toPlainString() + name + unit);
            if (scaled.scale() <= 0 && scaled.compareTo(TEN_THOUSAND) < 0) {
                forms.add(chinese(scaled.intValueExact()) + name + unit);
            }
        }
    }

    private static BigDecimal scale(String name) {
        return switch (name) {
            case "百" -> new BigDecimal(100);
            case "千" -> new BigDecimal(1_000);
            case "万" -> TEN_THOUSAND;
            case "亿" -> HUNDRED_MILLION;
            default -> BigDecimal.ONE;
        };
    }

    /** The value of Chinese numerals; of digits one after another (二〇二二) too. */
    public static BigDecimal valueOf(String chinese) {
        BigDecimal all = BigDecimal.ZERO;
        BigDecimal section = BigDecimal.ZERO;
        BigDecimal digits = BigDecimal.ZERO;
        for (char each : chinese.replace('〇', '零').replace('两', '二').toCharArray()) {
            int digit = DIGITS.indexOf(each);
            switch (each) {
                case '十', '百', '千' -> {
                    BigDecimal place = each == '十' ? BigDecimal.TEN : scale(String.valueOf(each));
                    section = section.add(place.multiply(digits.max(BigDecimal.ONE)));
                    digits = BigDecimal.ZERO;
                }
                case '万', '亿' -> {
                    BigDecimal below = each == '亿' ? all : BigDecimal.ZERO;
                    BigDecimal scaled =
                            below.add(section).add(digits).max(BigDecimal.ONE).multiply(scale(String.valueOf(each)));
                    all = all.subtract(below).add(scaled);
                    section = BigDecimal.ZERO;
                    digits = BigDecimal.ZERO;
                }
                default -> digits = digits.multiply(BigDecimal.TEN).add(BigDecimal.valueOf(digit));
            }
        }
        return all.add(section).add(digits);
    }

    /** A year as it is written: in digits, or in Chinese ones (二〇二二). */
    public static Set<String> ofYear(String digits) {
        Set<String> forms = new LinkedHashSet<>(Set.of(digits));
        StringBuilder chinese = new StringBuilder();
        digits.chars().forEach(digit -> chinese.append(DIGITS.charAt(digit - '0')));
        for (String zero : new String[] {"零", "〇", "○"}) {
            forms.add(chinese.toString().replace("零", zero));
        }
        return forms;
    }

    /** Chinese numerals of a number from 1 to 9,999: 三千零五, 十二. */
    public static String chinese(int number) {
        StringBuilder numerals = new StringBuilder();
        String digits = String.valueOf(number);
        boolean isZero = false;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit == 0) {
                isZero = true;
                continue;
            }
            if (isZero) {
                numerals.append('零');
                isZero = false;
            }
            numerals.append(DIGITS.charAt(digit)).append(PLACES[digits.length() - 1 - i]);
        }
        String written = numerals.toString();
        return number >= 10 && number < 20 ? written.substring(1) : written;
    }
}
