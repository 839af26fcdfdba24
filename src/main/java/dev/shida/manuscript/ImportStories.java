package dev.shida.manuscript;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Finds the lines with which stories begin. Each way to tell them (numbers, headings, bold lines, bullets, labels, short
 * lines above long ones) proposes its lines, and the proposal that fits the article best wins: it has as many lines as the
 * title promises, spans the article, and has text below each line.
 */
final class ImportStories {

    /**
     * Lines that begin stories.
     *
     * @param items their places among the article's lines
     * @param why what they have in common
     */
    record Proposal(List<Integer> items, String why, int prior) {
        int first() {
            return items.get(0);
        }

        int last() {
            return items.get(items.size() - 1);
        }
    }

    /** The least lines of a kind that are a list. */
    private static final int LEAST = 3;

    /** A title is hardly wider, and a paragraph hardly narrower. */
    private static final int WIDEST_TITLE = 160;

    /** No article has more lists. */
    private static final int MOST_LISTS = 20;

    /** From this on, the lines of two lists tell of the same stories. */
    private static final double ALIKE = 0.35;

    private static final Pattern BULLET = Pattern.compile("[\\h\\p{Z}]*[●■◆★☆▲※•▶►◎○□◇▍▌✦✔](?=.{3}).*");
    private static final Pattern BRACKETED = Pattern.compile("[\\h\\p{Z}]*[【\\[［〔][^】\\]］〕]{2,60}[】\\]］〕].*");
    private static final Pattern DATED = Pattern.compile("[\\h\\p{Z}]*(?:\\d{4}年)?\\d{1,2}(?:月|月\\d{1,2}日|\\s*월).*");
    private static final Pattern UNFINISHED = Pattern.compile(".*[。.；;：:，,、][\\p{Pe}\\p{Pf}]?");

    private final List<ImportLine> lines;
    private final int from;
    private final int promised;

    /** How wide all lines above each are together. */
    private final int[] widths;

    /** @param from the place of the first line below the title */
    ImportStories(List<ImportLine> lines, int from, int promised) {
        this.lines = lines;
        this.from = from;
        this.promised = promised;
        this.widths = new int[lines.size() + 1];
        for (int i = 0; i < lines.size(); i++) {
            widths[i + 1] = widths[i] + lines.get(i).width();
        }
    }

    /** The lists of the article in order: at least one, unless there is no line below the title. */
    List<Proposal> find() {
        List<Proposal> numbered = numbered();
        List<Proposal> all = new ArrayList<>(numbered);
        all.addAll(styled());
        all.addAll(worded());
        return all.stream()
                .filter(proposal -> proposal.items.size() >= LEAST || proposal.prior > 20 && proposal.items.size() > 1)
                .max(Comparator.comparingDouble(this::score))
                .or(this::paragraphs)
                .map(best -> withOthers(best, numbered))
                .orElse(List.of());
    }

    // How well a proposal fits.

    private double score(Proposal proposal) {
        int size = proposal.items.size();
        double count = promised == 0
                ? Math.min(size, 10)
                : size == promised
                        ? 40
                        : size < promised ? -2.0 * (promised - size) : -3.0 * Math.min(10, size - promised);
        double titles = share(proposal, i -> lines.get(i).width() <= WIDEST_TITLE);
        double marked =
                share(proposal, i -> lines.get(i).level() > 0 || lines.get(i).isBold());
        return proposal.prior + count + 20 * coverage(proposal) + 10 * titles + 8 * marked + 20 * bodies(proposal);
    }

    private double share(Proposal proposal, Predicate<Integer> condition) {
        return proposal.items.stream()
                .mapToDouble(i -> condition.test(i) ? 1 : 0)
                .average()
                .orElse(0);
    }

    /** How much of the text stands below the first of the lines. */
    private double coverage(Proposal proposal) {
        return (double) width(proposal.first(), lines.size()) / Math.max(1, width(from, lines.size()));
    }

    private int width(int begin, int end) {
        return widths[end] - widths[begin];
    }

    /** How many of the lines have text between them and the next. */
    private double bodies(Proposal proposal) {
        int bodies = 0;
        for (int k = 0; k < proposal.items.size(); k++) {
            int next = k + 1 < proposal.items.size() ? proposal.items.get(k + 1) : lines.size();
            bodies += next > proposal.items.get(k) + 1 ? 1 : 0;
        }
        return (double) bodies / proposal.items.size();
    }

    // Proposals by numbers.

    private record Numbered(int place, ImportNumeral numeral) {}

    private List<Proposal> numbered() {
        Map<String, List<Numbered>> byForm = new TreeMap<>();
        List<Numbered> digits = new ArrayList<>();
        for (int i = from; i < lines.size(); i++) {
            Optional<ImportNumeral> numeral = ImportNumeral.of(lines.get(i).text());
            if (numeral.isPresent()) {
                Numbered each = new Numbered(i, numeral.get());
                byForm.computeIfAbsent(each.numeral.form(), form -> new ArrayList<>())
                        .add(each);
                if (each.numeral.form().startsWith("1")) {
                    digits.add(each);
                }
            }
        }
        List<Proposal> proposals = new ArrayList<>();
        byForm.forEach(
                (form, all) -> proposals.addAll(runs(all, "numbers such as " + form, form.endsWith(" ") ? 34 : 45)));
        proposals.addAll(runs(digits, "numbers", 40));
        return proposals;
    }

    private List<Proposal> runs(List<Numbered> all, String why, int prior) {
        List<Proposal> runs = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        for (int start = 0; start < all.size(); start++) {
            int value = all.get(start).numeral.value();
            if (value == 1) {
                runs.add(new Proposal(run(all, start, 1), why, prior));
            }
            if (value >= LEAST && !used.contains(start)) {
                List<Integer> falling = run(all, start, -1);
                if (falling.size() >= LEAST) {
                    runs.add(new Proposal(falling, "falling " + why, prior));
                    IntStream.range(0, all.size())
                            .filter(i -> falling.contains(all.get(i).place))
                            .forEach(used::add);
                }
            }
        }
        return runs;
    }

    /** The places of consecutive numbers. A number that begins the list anew ends it. */
    private static List<Integer> run(List<Numbered> all, int start, int step) {
        int first = all.get(start).numeral.value();
        int expected = first + step;
        List<Integer> places = new ArrayList<>(List.of(all.get(start).place));
        for (Numbered each : all.subList(start + 1, all.size())) {
            if (each.numeral.value() == expected && expected > 0) {
                places.add(each.place);
                expected += step;
            } else if (each.numeral.value() == first) {
                break;
            }
        }
        return places;
    }

    // Proposals by how lines look.

    private List<Proposal> styled() {
        List<Proposal> proposals = new ArrayList<>();
        for (int level = 1; level <= 6; level++) {
            int each = level;
            proposals.add(proposal(i -> lines.get(i).level() == each, "headings", 32));
        }
        proposals.add(proposal(i -> isTitle(i) && lines.get(i).isBold(), "bold lines", 22));
        proposals.add(proposal(i -> lines.get(i).bold() > 5 && !lines.get(i).isBold(), "bold beginnings", 16));
        Map<String, List<Integer>> looks = new LinkedHashMap<>();
        places(i -> !lines.get(i).look().isEmpty())
                .forEach(i -> looks.computeIfAbsent(lines.get(i).look(), look -> new ArrayList<>())
                        .add(i));
        looks.values().stream()
                .filter(places -> places.size() * 2 <= lines.size() - from
                        && places.stream().allMatch(this::isTitle))
                .forEach(places -> proposals.add(new Proposal(places, "lines of one style", 16)));
        return proposals.stream().filter(proposal -> !proposal.items.isEmpty()).toList();
    }

    private Proposal proposal(Predicate<Integer> condition, String why, int prior) {
        return new Proposal(places(condition), why, prior);
    }

    private List<Integer> places(Predicate<Integer> condition) {
        return IntStream.range(from, lines.size())
                .boxed()
                .filter(i -> !ImportLabels.isKnown(lines.get(i).text()) && condition.test(i))
                .toList();
    }

    private boolean isTitle(int i) {
        return lines.get(i).width() <= WIDEST_TITLE;
    }

    // Proposals by what lines say.

    private List<Proposal> worded() {
        List<Proposal> proposals = new ArrayList<>();
        proposals.add(proposal(i -> BULLET.matcher(lines.get(i).text()).matches(), "bullets", 14));
        proposals.add(proposal(i -> BRACKETED.matcher(lines.get(i).text()).matches(), "brackets", 12));
        proposals.add(proposal(i -> DATED.matcher(lines.get(i).text()).matches(), "dates", 4));
        proposals.add(aboveLabels());
        proposals.add(proposal(this::isAboveText, "short lines above long ones", 10));
        proposals.add(proposal(
                i -> isAboveText(i) && lines.get(i).opens() && isText(i - 1), "short lines below paragraphs", 9));
        proposals.add(headlines());
        return proposals.stream().filter(proposal -> !proposal.items.isEmpty()).toList();
    }

    /** The line above the first label of each story. */
    private Proposal aboveLabels() {
        List<Integer> labels = IntStream.range(from, lines.size())
                .filter(i -> ImportLabels.isKnown(lines.get(i).text()))
                .boxed()
                .toList();
        List<Integer> items = new ArrayList<>();
        String first = labels.isEmpty() ? "" : beginning(labels.get(0));
        for (int label : labels) {
            if (beginning(label).equals(first)) {
                int title = label - 1;
                int after = items.isEmpty() ? from - 1 : items.get(items.size() - 1);
                // Where the label heads the remark below the text, the title is above that text.
                while (title - 1 > after && !isHeadline(title) && !isLabelled(title - 1, labels)) {
                    title--;
                }
                if (title > after && title >= from) {
                    items.add(title);
                }
            }
        }
        return new Proposal(items, "lines above " + (first.isEmpty() ? "labels" : first), 24);
    }

    private static boolean isLabelled(int place, List<Integer> labels) {
        return Collections.binarySearch(labels, place) >= 0;
    }

    private String beginning(int place) {
        String text = WhiteSpace.strip(lines.get(place).text());
        return text.substring(0, text.offsetByCodePoints(0, Math.min(2, text.codePointCount(0, text.length()))));
    }

    private boolean isHeadline(int i) {
        String text = lines.get(i).text();
        return lines.get(i).width() <= WIDEST_TITLE / 2
                && !UNFINISHED.matcher(text).matches()
                && !ImportWords.isCaption(text)
                && !ImportTitle.isCredit(text)
                && !ImportWords.isFooter(text);
    }

    private boolean isText(int i) {
        return i >= 0 && !isHeadline(i) && lines.get(i).width() > WIDEST_TITLE / 4;
    }

    private boolean isAboveText(int i) {
        return isHeadline(i)
                && i + 1 < lines.size()
                && (isText(i + 1) || ImportLabels.isKnown(lines.get(i + 1).text()));
    }

    /** The last lines of the article if they are all short. */
    private Proposal headlines() {
        int end = lines.size();
        while (end > from && ImportWords.isFooter(lines.get(end - 1).text())) {
            end--;
        }
        int begin = end;
        while (begin > from && isHeadline(begin - 1)) {
            begin--;
        }
        if (promised > 0 && end - begin > promised) {
            begin = end - promised;
        }
        return new Proposal(IntStream.range(begin, end).boxed().toList(), "short lines", 8);
    }

    /** Where nothing else tells stories apart, each paragraph is one, except those above as many as are promised. */
    private Optional<Proposal> paragraphs() {
        List<Integer> items = places(
                i -> lines.get(i).opens() && !ImportWords.isFooter(lines.get(i).text()));
        int size = items.size();
        List<Integer> kept = promised > 0 && size > promised ? items.subList(size - promised, size) : items;
        return kept.isEmpty() ? Optional.empty() : Optional.of(new Proposal(kept, "paragraphs", 0));
    }

    // Several lists in one article.

    private List<Proposal> withOthers(Proposal best, List<Proposal> numbered) {
        List<Proposal> lists = new ArrayList<>(List.of(best));
        if (best.why.equals("headings")) {
            return byHeadings(best);
        }
        numbered.stream()
                .filter(other -> other.items.size() >= Math.max(LEAST, (best.items.size() + 1) / 2))
                .sorted(Comparator.comparingDouble(this::score).reversed())
                .limit(MOST_LISTS)
                .filter(other -> lists.stream().allMatch(list -> isApart(list, other) && !isAlike(list, other)))
                .forEach(other -> {
                    Proposal after = lists.stream()
                            .filter(list -> list.first() > other.first())
                            .min(Comparator.comparingInt(Proposal::first))
                            .orElse(other);
                    boolean isFirst = lists.stream().allMatch(list -> list.first() > other.first());
                    boolean announced = isFirst
                            ? header(other.last() + 1, after.first()).isPresent()
                            : header(from, other.first()).isPresent();
                    if (announced) {
                        lists.add(other);
                    }
                });
        lists.sort(Comparator.comparingInt(Proposal::first));
        return lists;
    }

    private static boolean isApart(Proposal one, Proposal other) {
        return one.last() < other.first() || other.last() < one.first();
    }

    /** Whether one list is the other in brief, as articles have above the stories. */
    private boolean isAlike(Proposal one, Proposal other) {
        Function<Integer, Set<String>> pairs = i -> {
            String text = ImportLine.printed(lines.get(i).text());
            int begin = Math.min(ImportNumeral.of(text).map(ImportNumeral::end).orElse(0), text.length());
            Set<String> all = new HashSet<>();
            for (int k = begin; k + 2 <= text.length(); k++) {
                all.add(text.substring(k, k + 2));
            }
            return all;
        };
        List<Set<String>> others = other.items.stream().map(pairs).toList();
        return one.items.stream()
                        .map(pairs)
                        .mapToDouble(each -> others.stream()
                                .mapToDouble(all ->
                                        all.stream().filter(each::contains).count()
                                                / (double) Math.max(1, Math.min(each.size(), all.size())))
                                .max()
                                .orElse(0))
                        .average()
                        .orElse(0)
                >= ALIKE;
    }

    /** The line between two lists that is the title of the second. */
    Optional<Integer> header(int begin, int end) {
        for (int i = end - 1; i >= Math.max(begin, end - 6); i--) {
            ImportLine line = lines.get(i);
            boolean marked = line.level() > 0 || line.isBold();
            if (isHeadlineOrAnnouncement(i) && (marked || ImportWords.isAboutAList(line.text()))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private boolean isHeadlineOrAnnouncement(int i) {
        String text = lines.get(i).text();
        return lines.get(i).width() <= WIDEST_TITLE / 2 && !text.matches(".*[。.；;，,、]");
    }

    /** Headings of a higher level that announce a list divide those below them. */
    private List<Proposal> byHeadings(Proposal best) {
        int level = lines.get(best.first()).level();
        List<Proposal> lists = new ArrayList<>();
        List<Integer> items = new ArrayList<>();
        int previous = best.first();
        for (int item : best.items) {
            int above = previous;
            boolean divided = IntStream.range(above + 1, item)
                    .anyMatch(i -> lines.get(i).level() > 0
                            && lines.get(i).level() < level
                            && ImportWords.isAboutAList(lines.get(i).text()));
            if (divided && items.size() >= LEAST) {
                lists.add(new Proposal(List.copyOf(items), best.why, best.prior));
                items.clear();
            }
            items.add(item);
            previous = item;
        }
        lists.add(new Proposal(List.copyOf(items), best.why, best.prior));
        return lists;
    }
}
