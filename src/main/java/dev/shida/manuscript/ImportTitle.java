package dev.shida.manuscript;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Finds the title of an article: it says what list this is, of which year, and stands near the beginning. */
final class ImportTitle {

    /** A title is not looked for further down. */
    private static final int WITHIN = 40;

    /** How much better a line below must fit for those above it to be left out. */
    private static final double MARGIN = 3;

    /** No title, date or credit is longer, in UTF-16 units. */
    private static final int LONGEST = 600;

    private static final Pattern DATE = Pattern.compile("[\\d０-９年月日号:：/.\\-\\h\\p{Z}年월일週曜()（）时時分]+");
    private static final Pattern CREDIT = Pattern.compile(
            "(?i)[\\h\\p{Z}]*(?:[（(【]?(?:本报|本報|记者|記者|作者|来源|來源|文|图|发布时间|时间|日期|by|published|updated|posted|投稿|更新|公開|기자|입력)[\\h\\p{Z}:：/｜|].*|.*(?:记者|記者|기자)[\\h\\p{Z}]*\\S{1,12})");

    private ImportTitle() {}

    static boolean isDate(String line) {
        return line.length() <= LONGEST && DATE.matcher(line).matches();
    }

    /** Whether a line says who wrote something. */
    static boolean isCredit(String line) {
        return line.length() <= LONGEST && CREDIT.matcher(line).matches();
    }

    /** The place of the title among the lines that are kept. */
    static int find(List<ImportLine> lines, ImportDeadline deadline) {
        boolean oneTop = lines.stream().filter(line -> line.level() == 1).count() == 1;
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        int seen = 0;
        int end = (int) IntStream.range(0, lines.size())
                .filter(i -> oneTop && lines.get(i).level() == 1)
                .findFirst()
                .orElse(WITHIN);
        for (int i = 0; i < Math.min(lines.size(), end + 1); i++) {
            deadline.step();
            ImportLine line = lines.get(i);
            if (ImportWords.isNavigation(line.text())) {
                continue;
            }
            double score = score(line, oneTop) - 0.4 * Math.min(seen, 10);
            if (score > most + (best < 0 ? 0 : MARGIN)) {
                most = score;
                best = i;
            }
            seen++;
        }
        return Math.max(best, 0);
    }

    private static double score(ImportLine line, boolean oneTop) {
        String text = line.text();
        double score = line.level() == 1 ? oneTop ? 20 : 3 : 0;
        if (text.length() > LONGEST) {
            return score - 9;
        }
        score += ImportWords.isAboutAList(text) ? 3 : 0;
        score += ImportWords.promised(text) > 0 ? 2 : 0;
        score += ImportYear.in(text).isPresent() ? 2 : 0;
        score += line.isBold() && line.bold() > 0 ? 1 : 0;
        score -= ImportWords.endsSentence(text) ? 3 : 0;
        score -= line.width() > 160 ? 6 : 0;
        score -= ImportLabels.isKnown(line) ? 20 : 0;
        score -= isDate(text) || isCredit(text) ? 8 : 0;
        score -= line.numeral().filter(numeral -> numeral.value() == 1).isPresent() ? 5 : 0;
        score -= text.matches(".*[:：][\\h\\p{Z}]*") ? 3 : 0;
        return score;
    }
}
