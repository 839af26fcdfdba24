package dev.shida.manuscript;

import dev.shida.manuscript.ImportProposal.Sign;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds the lines with which stories begin. Each way to tell them (numbers, headings, bold lines, bullets, labels, short
 * lines above long ones) proposes its lines, and the proposal that fits the article best wins: it has as many lines as the
 * title promises, spans the article, and has text below each line.
 */
final class ImportStories {

    /** The least lines of a kind that are a list. */
    static final int LEAST = 3;

    /** A title is hardly wider, and a paragraph hardly narrower. */
    static final int WIDEST_TITLE = 160;

    private static final Pattern BULLET = Pattern.compile("[\\h\\p{Z}]*+[●■◆★☆▲※•▶►◎○□◇▍▌✦✔](?=.{3}).*");
    private static final Pattern BRACKETED = Pattern.compile("[\\h\\p{Z}]*+[【\\[［〔][^】\\]］〕]{2,60}[】\\]］〕].*");
    private static final Pattern DATED = Pattern.compile("[\\h\\p{Z}]*+(?:\\d{4}年)?\\d{1,2}(?:月|月\\d{1,2}日|\\s*월).*");
    private static final Pattern UNFINISHED = Pattern.compile(".*[。.；;：:，,、][\\p{Pe}\\p{Pf}]?");

    private final List<ImportLine> lines;
    private final int from;
    private final int promised;
    private final ImportDeadline deadline;

    /** How wide all lines above each are together. */
    private final int[] widths;

    /** Whether each line may be the title of a story, above text. */
    private final boolean[] headlines;

    private final Map<ImportProposal, Double> scores = new IdentityHashMap<>();

    /** @param from the place of the first line below the title */
    ImportStories(List<ImportLine> lines, int from, int promised, ImportDeadline deadline) {
        this.lines = lines;
        this.from = from;
        this.promised = promised;
        this.deadline = deadline;
        this.widths = new int[lines.size() + 1];
        this.headlines = new boolean[lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            deadline.step();
            widths[i + 1] = widths[i] + lines.get(i).width();
            headlines[i] = isHeadline(lines.get(i));
        }
    }

    private static boolean isHeadline(ImportLine line) {
        return line.width() <= WIDEST_TITLE / 2
                && !UNFINISHED.matcher(line.text()).matches()
                && !ImportWords.isCaption(line.text())
                && !ImportTitle.isCredit(line.text())
                && !ImportWords.isFooter(line.text());
    }

    /** The lists of the article in order: at least one, unless there is no line below the title. */
    List<ImportProposal> find() {
        List<ImportProposal> numbered = ImportNumbers.of(lines, from, promised, deadline);
        List<ImportProposal> all = new ArrayList<>(numbered);
        all.addAll(styled());
        all.addAll(worded());
        all.forEach(proposal -> scores.put(proposal, score(proposal)));
        ImportLists lists = new ImportLists(lines, from, deadline);
        return all.stream()
                .filter(proposal -> proposal.items().size() >= LEAST
                        || proposal.sign().isCertain() && proposal.items().size() > 1)
                .max(Comparator.comparingDouble(this::scored))
                .or(this::paragraphs)
                .map(best -> lists.with(
                        best,
                        numbered.stream()
                                .sorted(Comparator.comparingDouble(this::scored).reversed())
                                .toList()))
                .orElse(List.of());
    }

    // How well a proposal fits.

    private double scored(ImportProposal proposal) {
        return scores.getOrDefault(proposal, 0.0);
    }

    private double score(ImportProposal proposal) {
        int size = proposal.items().size();
        double count = promised == 0
                ? Math.min(size, 10)
                : size == promised
                        ? 40
                        : size < promised ? -2.0 * (promised - size) : -3.0 * Math.min(10, size - promised);
        double titles = share(proposal, this::isTitle);
        double marked =
                share(proposal, i -> lines.get(i).level() > 0 || lines.get(i).isBold());
        return proposal.sign().weight()
                + count
                + 20 * coverage(proposal)
                + 10 * titles
                + 8 * marked
                + 20 * bodies(proposal);
    }

    private double share(ImportProposal proposal, IntPredicate condition) {
        long fitting = proposal.items().stream().filter(condition::test).count();
        return (double) fitting / proposal.items().size();
    }

    /** How much of the text stands below the first of the lines. */
    private double coverage(ImportProposal proposal) {
        return (double) width(proposal.first(), lines.size()) / Math.max(1, width(from, lines.size()));
    }

    private int width(int begin, int end) {
        return widths[end] - widths[begin];
    }

    /** How many of the lines have text between them and the next. */
    private double bodies(ImportProposal proposal) {
        List<Integer> items = proposal.items();
        int bodies = 0;
        for (int k = 0; k < items.size(); k++) {
            deadline.step();
            int next = k + 1 < items.size() ? items.get(k + 1) : lines.size();
            bodies += next > items.get(k) + 1 ? 1 : 0;
        }
        return (double) bodies / items.size();
    }

    // Proposals by how lines look.

    private List<ImportProposal> styled() {
        List<ImportProposal> proposals = new ArrayList<>();
        for (int level = 1; level <= 6; level++) {
            int each = level;
            propose(proposals, i -> lines.get(i).level() == each, Sign.HEADINGS);
        }
        propose(proposals, i -> isTitle(i) && lines.get(i).isBold(), Sign.BOLD_LINES);
        propose(proposals, i -> lines.get(i).bold() > 5 && !lines.get(i).isBold(), Sign.BOLD_BEGINNINGS);
        Map<String, List<Integer>> styles = new LinkedHashMap<>();
        places(i -> !lines.get(i).style().isEmpty())
                .forEach(i -> styles.computeIfAbsent(lines.get(i).style(), style -> new ArrayList<>())
                        .add(i));
        styles.values().stream()
                .filter(places -> places.size() * 2 <= lines.size() - from
                        && places.stream().allMatch(this::isTitle)
                        && places.stream().filter(this::endsSentence).count() * 2 <= places.size())
                .forEach(places -> proposals.add(new ImportProposal(places, Sign.STYLE)));
        return proposals;
    }

    private void propose(List<ImportProposal> proposals, IntPredicate condition, Sign sign) {
        List<Integer> places = places(condition);
        if (!places.isEmpty()) {
            proposals.add(new ImportProposal(places, sign));
        }
    }

    private List<Integer> places(IntPredicate condition) {
        List<Integer> places = new ArrayList<>();
        for (int i = from; i < lines.size(); i++) {
            deadline.step();
            if (condition.test(i) && !ImportLabels.isKnown(lines.get(i))) {
                places.add(i);
            }
        }
        return places;
    }

    private boolean isTitle(int i) {
        return lines.get(i).width() <= WIDEST_TITLE;
    }

    private boolean endsSentence(int i) {
        return ImportWords.endsSentence(lines.get(i).text());
    }

    // Proposals by what lines say.

    private List<ImportProposal> worded() {
        List<ImportProposal> proposals = new ArrayList<>();
        propose(proposals, i -> BULLET.matcher(lines.get(i).text()).matches(), Sign.BULLETS);
        propose(proposals, i -> BRACKETED.matcher(lines.get(i).text()).matches(), Sign.BRACKETS);
        propose(proposals, i -> DATED.matcher(lines.get(i).text()).matches(), Sign.DATES);
        aboveLabels().ifPresent(proposals::add);
        propose(proposals, this::isAboveText, Sign.LINES_ABOVE_TEXT);
        propose(proposals, i -> isAboveText(i) && lines.get(i).opens() && isText(i - 1), Sign.LINES_BETWEEN_TEXTS);
        headlines().ifPresent(proposals::add);
        return proposals;
    }

    /** The line above the first label of each story. */
    private Optional<ImportProposal> aboveLabels() {
        List<Integer> labels = IntStream.range(from, lines.size())
                .filter(i -> ImportLabels.isKnown(lines.get(i)))
                .boxed()
                .toList();
        List<Integer> items = new ArrayList<>();
        String first = labels.isEmpty() ? "" : beginning(labels.get(0));
        for (int label : labels) {
            if (beginning(label).equals(first)) {
                int title = label - 1;
                int after = items.isEmpty() ? from - 1 : items.get(items.size() - 1);
                // Where the label heads the remark below the text, the title is above that text.
                while (title - 1 > after && !headlines[title] && !isLabelled(title - 1, labels)) {
                    deadline.step();
                    title--;
                }
                if (title > after && title >= from) {
                    items.add(title);
                }
            }
        }
        return items.isEmpty()
                ? Optional.empty()
                : Optional.of(new ImportProposal(items, Sign.LINES_ABOVE_LABELS, first));
    }

    private static boolean isLabelled(int place, List<Integer> labels) {
        return Collections.binarySearch(labels, place) >= 0;
    }

    private String beginning(int place) {
        return WhiteSpace.strip(lines.get(place).text())
                .codePoints()
                .limit(2)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private boolean isText(int i) {
        return i >= 0 && !headlines[i] && lines.get(i).width() > WIDEST_TITLE / 4;
    }

    private boolean isAboveText(int i) {
        return headlines[i] && i + 1 < lines.size() && (isText(i + 1) || ImportLabels.isKnown(lines.get(i + 1)));
    }

    /** The last lines of the article if they are all short. */
    private Optional<ImportProposal> headlines() {
        int end = lines.size();
        while (end > from && ImportWords.isFooter(lines.get(end - 1).text())) {
            deadline.step();
            end--;
        }
        int begin = end;
        while (begin > from && headlines[begin - 1]) {
            begin--;
        }
        if (promised > 0 && end - begin > promised) {
            begin = end - promised;
        }
        return begin == end
                ? Optional.empty()
                : Optional.of(
                        new ImportProposal(IntStream.range(begin, end).boxed().toList(), Sign.SHORT_LINES));
    }

    /** Where nothing else tells stories apart, each paragraph is one, except those above as many as are promised. */
    private Optional<ImportProposal> paragraphs() {
        List<Integer> items = places(
                i -> lines.get(i).opens() && !ImportWords.isFooter(lines.get(i).text()));
        int size = items.size();
        List<Integer> kept = promised > 0 && size > promised ? items.subList(size - promised, size) : items;
        return kept.isEmpty() ? Optional.empty() : Optional.of(new ImportProposal(kept, Sign.PARAGRAPHS));
    }
}
