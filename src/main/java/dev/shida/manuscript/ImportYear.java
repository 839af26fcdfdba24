package dev.shida.manuscript;

import dev.shida.content.EditionContent;
import dev.shida.text.NumberForms;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The year that an article is about. */
final class ImportYear {

    private static final Pattern SEASON =
            Pattern.compile("(?<!\\d)(?<century>19|20)\\d\\d[/–—-](?:19|20)?(?<end>\\d\\d)(?!\\d|[-/.月])");
    private static final Pattern YEAR = Pattern.compile("(?<!\\d)(?:19|20)\\d\\d(?!\\d)");
    private static final Pattern SHORT = Pattern.compile("(?<!\\d)(\\d\\d)年度");
    private static final Pattern HAN = Pattern.compile("(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2}");
    private static final Pattern ERA = Pattern.compile("(?<era>民國|民国|令和|平成)(?<n>\\d{1,3}|元)年?");

    /** Lists of a year appear until then in the next. */
    private static final Pattern EARLY =
            Pattern.compile("(?<year>(?:19|20)\\d\\d)(?:年|[-/.])0?[12](?:月|[-/.]).*", Pattern.DOTALL);

    /** The beginning of a line, in UTF-16 units, that may name its year. */
    private static final int WITHIN = 1000;

    private ImportYear() {}

    /** A year, and what spoke for it. */
    record Year(int year, int line, String sign, boolean isCertain) {

        Guess guess() {
            return new Guess(line, Message.of("import.year", year), Message.of("import.by." + sign), isCertain);
        }
    }

    /** The year that a line names. */
    static Optional<Integer> in(String line) {
        String text = Normalizer.normalize(line.substring(0, Math.min(line.length(), WITHIN)), Normalizer.Form.NFKC);
        Matcher season = SEASON.matcher(text);
        if (season.find()) {
            int end = Integer.parseInt(season.group("century") + season.group("end"));
            return Optional.of(end);
        }
        Matcher year = YEAR.matcher(text);
        if (year.find()) {
            return Optional.of(Integer.valueOf(year.group()));
        }
        Matcher brief = SHORT.matcher(text);
        if (brief.find()) {
            return Optional.of(2000 + Integer.parseInt(brief.group(1)));
        }
        Matcher han = HAN.matcher(text);
        if (han.find()) {
            return Optional.of(
                    NumberForms.valueOf(han.group().replace('○', '〇')).intValueExact());
        }
        Matcher era = ERA.matcher(text);
        if (era.find()) {
            int count = era.group("n").equals("元") ? 1 : Integer.parseInt(era.group("n"));
            return Optional.of(count
                    + switch (era.group("era")) {
                        case "令和" -> 2018;
                        case "平成" -> 1988;
                        default -> 1911;
                    });
        }
        return Optional.empty();
    }

    /**
     * By the title, else by the lines above the first story, else by what the article names most often, else by the
     * file's name.
     */
    static Optional<Year> find(
            ImportLine title, List<ImportLine> front, List<ImportLine> text, String file, ImportDeadline deadline) {
        Optional<Integer> titled = in(title.text());
        if (titled.isPresent()) {
            return Optional.of(new Year(titled.get(), title.number(), "year-of-title", true));
        }
        for (ImportLine line : front) {
            deadline.step();
            Matcher early = EARLY.matcher(WhiteSpace.strip(line.text()));
            if (early.matches()) {
                return Optional.of(
                        new Year(Integer.parseInt(early.group("year")) - 1, line.number(), "year-before", false));
            }
            Optional<Integer> named = in(line.text());
            if (named.isPresent()) {
                return Optional.of(new Year(named.get(), line.number(), "first-year", false));
            }
        }
        Map<Integer, Integer> counts = new HashMap<>();
        for (ImportLine line : text) {
            deadline.step();
            in(line.text()).ifPresent(year -> counts.merge(year, 1, Integer::sum));
        }
        return counts.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(most -> new Year(most.getKey(), title.number(), "commonest-year", false))
                .or(() -> in(file).map(year -> new Year(year, 1, "year-of-file", false)))
                .filter(found -> found.year >= EditionContent.MIN_YEAR && found.year <= EditionContent.MAX_YEAR);
    }
}
