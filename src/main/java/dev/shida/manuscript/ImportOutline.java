package dev.shida.manuscript;

import dev.shida.content.EditionContent;
import dev.shida.manuscript.ImportLabels.Label;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What each line of an article is in the manuscript: the lines stay in their order, and each is there once. */
final class ImportOutline {

    /**
     * What a line, or a piece of one, is. A title begins an edition; a labelled line begins with the label of a part, and an
     * unheaded one a commentary without a heading.
     */
    enum Role {
        TITLE,
        FRONT,
        STORY,
        REPLAY,
        COMMENTARY,
        TEXT,
        LABELLED,
        UNHEADED,
        CLOSING,
        OMITTED
    }

    /** @param opens whether it begins a heading or paragraph; otherwise it goes on with that of the line above */
    record Placed(Role role, ImportLine line, String text, boolean opens) {}

    /**
     * One edition of the article.
     *
     * @param placed its lines, from its title on
     * @param labels the labels within lines, by the part that they begin
     * @param numbered whether the stories have numbers
     */
    record Edition(List<Placed> placed, Map<PartKind, Set<String>> labels, List<Integer> numbers) {

        String title() {
            return placed.stream()
                    .filter(each -> each.role == Role.TITLE)
                    .map(each -> WhiteSpace.strip(each.text))
                    .collect(Collectors.joining(" "));
        }

        /** Of the stories. */
        List<String> titles() {
            return joined(Set.of(Role.STORY), " ");
        }

        /** All that each story prints. */
        List<String> stories() {
            return joined(EnumSet.complementOf(EnumSet.of(Role.CLOSING)), "\n");
        }

        /** What each story has in some roles. */
        private List<String> joined(Set<Role> roles, String separator) {
            List<StringBuilder> stories = new ArrayList<>();
            for (Placed each : placed) {
                if (each.role == Role.STORY && each.opens) {
                    stories.add(new StringBuilder(WhiteSpace.strip(each.text)));
                } else if (!stories.isEmpty() && roles.contains(each.role)) {
                    stories.get(stories.size() - 1).append(separator).append(WhiteSpace.strip(each.text));
                }
            }
            return stories.stream().map(StringBuilder::toString).toList();
        }

        List<ImportLine> lines(Role role) {
            return placed.stream()
                    .filter(each -> each.role == role)
                    .map(Placed::line)
                    .toList();
        }
    }

    /** What is narrower may be the second sentence of a title. */
    private static final int LEAST_TEXT = 60;

    private static final int LONGEST = EditionContent.MAX_TITLE;

    private static final Pattern SENTENCE =
            Pattern.compile("(?:[。！？!?｡]|(?<![\\p{Lu}\\d])\\.(?=\\s+\\p{Lu}))[\\p{Pe}\\p{Pf}\"']*");
    private static final Pattern LEAD = Pattern.compile(
            "[\\h\\p{Z}]*(?:[【\\[［〔][^】\\]］〕]{2,60}[】\\]］〕]|[^。：:，,.]{2,40}[：:](?!\\d)|[^。，,]{4,60}?(?:\u3000|  ))");

    private final List<ImportLine> lines;
    private final ImportDeadline deadline;
    private final List<Guess> guesses = new ArrayList<>();
    private final List<Edition> editions = new ArrayList<>();
    private List<Placed> placed = new ArrayList<>();

    private ImportOutline(List<ImportLine> lines, ImportDeadline deadline) {
        this.lines = lines;
        this.deadline = deadline;
    }

    static ImportOutline of(List<ImportLine> all, ImportDeadline deadline) throws UnimportableArticle {
        List<ImportLine> kept = all.stream().filter(ImportLine::isKept).toList();
        if (kept.isEmpty()) {
            throw new UnimportableArticle(Message.of("import.no-text"));
        }
        ImportOutline outline = new ImportOutline(kept, deadline);
        outline.find();
        return outline;
    }

    List<Edition> editions() {
        return editions;
    }

    List<Guess> guesses() {
        return guesses;
    }

    private void find() throws UnimportableArticle {
        int title = ImportTitle.find(lines, deadline);
        int promised = ImportWords.promised(
                lines.get(isBrokenTitle(title) ? title + 1 : title).text());
        List<ImportProposal> lists = new ImportStories(lines, title + 1, promised, deadline).find();
        if (lists.isEmpty()) {
            throw new UnimportableArticle(Message.of("import.no-stories"));
        }
        for (int i = 0; i < title; i++) {
            placed.add(new Placed(
                    Role.OMITTED,
                    lines.get(i).without(ImportOmission.ABOVE_TITLE),
                    lines.get(i).text(),
                    true));
        }
        ImportLists titles = new ImportLists(lines, title + 1, deadline);
        int begin = title;
        for (int k = 0; k < lists.size(); k++) {
            int end = lines.size();
            if (k + 1 < lists.size()) {
                end = titles.title(lists.get(k).last() + 1, lists.get(k + 1).first())
                        .orElse(lists.get(k + 1).first() - 1);
            }
            edition(begin, lists.get(k), end);
            begin = end;
        }
    }

    private void edition(int begin, ImportProposal list, int end) {
        guess(begin, "title", begin == 0 ? "first-line" : "reads-like-one", begin == 0);
        title(lines.get(begin));
        boolean isBroken = isBrokenTitle(begin) && begin + 1 < list.first();
        if (isBroken) {
            place(Role.TITLE, begin + 1, lines.get(begin + 1).text(), false);
        }
        int front = begin + (isBroken ? 2 : 1);
        for (int i = front; i < list.first(); i++) {
            place(Role.FRONT, i, lines.get(i).text(), lines.get(i).opens());
        }
        byline(front, list.first());
        int closing = ImportClosing.find(lines, list, end);
        List<Integer> bounds = new ArrayList<>(list.items());
        bounds.add(closing);
        ImportLabels labels = ImportLabels.of(lines, bounds, deadline);
        Map<PartKind, Set<String>> within = new TreeMap<>();
        boolean isSplit = isSplit(list);
        List<Integer> remarks = labels.isEmpty() ? ImportRemarks.find(lines, bounds, deadline) : List.of();
        if (!remarks.isEmpty()) {
            guess(remarks.get(0), "remarks", "looks", false);
            within.computeIfAbsent(PartKind.COMMENTARY, part -> new TreeSet<>()).add(PartNames.UNHEADED);
        }
        List<Integer> numbers = new ArrayList<>();
        for (int k = 0; k < list.items().size(); k++) {
            lines.get(bounds.get(k)).numeral().ifPresent(numeral -> numbers.add(numeral.value()));
            story(bounds.get(k), bounds.get(k + 1), isSplit, labels, within);
            if (!remarks.isEmpty()) {
                remark(remarks.get(k));
            }
        }
        guesses.add(new Guess(
                lines.get(list.first()).number(),
                Message.of("import.first-story", list.items().size()),
                list.why(),
                list.sign().isCertain()));
        missing(list, numbers);
        for (int i = closing; i < end; i++) {
            place(Role.CLOSING, i, lines.get(i).text(), lines.get(i).opens() || i == closing);
        }
        if (closing < end) {
            guess(closing, "closing", "no-text-of-story", false);
        }
        editions.add(new Edition(List.copyOf(placed), within, numbers));
        placed = new ArrayList<>();
    }

    private void place(Role role, int line, String text, boolean opens) {
        placed.add(new Placed(role, lines.get(line), text, opens));
    }

    private void guess(int line, String what, String why, boolean certain) {
        guesses.add(new Guess(
                lines.get(line).number(), Message.of("import." + what), Message.of("import.by." + why), certain));
    }

    /** Says which numbers are missing between those of the stories. */
    private void missing(ImportProposal list, List<Integer> numbers) {
        if (numbers.size() < list.items().size()) {
            return;
        }
        for (int k = 1; k < numbers.size(); k++) {
            int gap = Math.abs(numbers.get(k) - numbers.get(k - 1));
            if (gap == 2) {
                guesses.add(new Guess(
                        lines.get(list.items().get(k)).number(),
                        Message.of("import.number-missing", (numbers.get(k) + numbers.get(k - 1)) / 2),
                        Message.of("import.by.neighbours", numbers.get(k - 1), numbers.get(k)),
                        false));
            }
        }
    }

    private void title(ImportLine line) {
        String text = line.text();
        int end = WhiteSpace.length(text) > LONGEST ? cut(text, 0, 0) : text.length();
        placed.add(new Placed(Role.TITLE, line, text.substring(0, end), true));
        if (!WhiteSpace.isWhite(text.substring(end))) {
            placed.add(new Placed(Role.FRONT, line, text.substring(end), true));
        }
    }

    /** Whether the title goes on in the next line, which says what list it is. */
    private boolean isBrokenTitle(int title) {
        if (title + 1 >= lines.size()) {
            return false;
        }
        ImportLine line = lines.get(title);
        ImportLine next = lines.get(title + 1);
        boolean isNext = line.style().isEmpty() && next.number() == line.number() + 1 || !next.opens();
        return isNext
                && line.width() + next.width() <= ImportStories.WIDEST_TITLE / 2
                && ImportWords.promised(line.text()) == 0
                && ImportWords.promised(next.text()) > 0
                && next.numeral().isEmpty()
                && !ImportWords.endsSentence(next.text());
    }

    private void byline(int begin, int end) {
        if (begin < end
                && isByline(begin)
                && (begin + 1 >= end || lines.get(begin + 1).opens())) {
            guess(
                    begin,
                    "byline",
                    "short-first-paragraph",
                    ImportTitle.isCredit(lines.get(begin).text()));
        }
    }

    private boolean isByline(int line) {
        String text = lines.get(line).text();
        return Byline.isShort(text) && !ImportWords.endsSentence(text) && !isNoByline(text);
    }

    /** Whether a short line below the title says something else than who wrote the article. */
    static boolean isNoByline(String text) {
        return ImportTitle.isDate(text)
                || ImportWords.isCaption(text)
                || ImportNumeral.of(text).isPresent()
                || !ImportTitle.isCredit(text) && (ImportWords.isAboutAList(text) || text.matches(".*[:：]\\s*"));
    }

    // Stories.

    /** Whether the lines with which stories begin are paragraphs, of which only the beginning can be a title. */
    private boolean isSplit(ImportProposal list) {
        List<Integer> widths =
                list.items().stream().map(i -> lines.get(i).width()).sorted().toList();
        Set<Integer> items = new HashSet<>(list.items());
        long sentences = list.items().stream()
                .filter(i -> hasTextBelowSentence(i, i + 1 == lines.size() || items.contains(i + 1)))
                .count();
        long bold = list.items().stream()
                .filter(i -> lines.get(i).bold() > 0 && !lines.get(i).isBold())
                .count();
        return widths.get(widths.size() / 2) > ImportStories.WIDEST_TITLE
                || sentences * 3 > list.items().size() * 2
                || bold * 3 > list.items().size() * 2
                || list.sign().isBeginning();
    }

    /** @param isAlone whether the line is all that there is of its story */
    private boolean hasTextBelowSentence(int line, boolean isAlone) {
        String text = lines.get(line).text();
        Matcher sentence = SENTENCE.matcher(text);
        if (!sentence.find()) {
            return false;
        }
        String rest = text.substring(sentence.end());
        return ImportLine.width(rest) > LEAST_TEXT || isAlone && ImportWords.endsSentence(rest);
    }

    private void story(int begin, int end, boolean isSplit, ImportLabels labels, Map<PartKind, Set<String>> within) {
        String text = lines.get(begin).text();
        int numeral = lines.get(begin).numeral().map(ImportNumeral::end).orElse(0);
        boolean isLong = isSplit || WhiteSpace.length(text) > LONGEST;
        int titleEnd = isLong ? cut(text, numeral, lines.get(begin).bold()) : text.length();
        place(Role.STORY, begin, text.substring(0, titleEnd), true);
        int next = begin + 1;
        if (!WhiteSpace.isWhite(text.substring(titleEnd))) {
            guess(begin, "story-title", "beginning-of-paragraph", false);
            place(Role.TEXT, begin, text.substring(titleEnd), true);
        } else if (numeral == text.length()
                && next < end
                && lines.get(next).width() <= ImportStories.WIDEST_TITLE
                && labels.at(lines.get(next)).isEmpty()) {
            place(Role.STORY, next, lines.get(next).text(), false);
            next++;
        }
        Set<PartKind> seen = EnumSet.noneOf(PartKind.class);
        for (int i = next; i < end; i++) {
            deadline.step();
            String line = lines.get(i).text();
            boolean hasText = i > next || !WhiteSpace.isWhite(text.substring(titleEnd));
            boolean isLast = i + 1 == end || labels.at(lines.get(i + 1)).isPresent();
            Optional<Label> label = labels.at(lines.get(i))
                    .filter(each -> !seen.contains(each.part()))
                    // The replay is the first part, and no part is empty.
                    .filter(each -> !(each.part() == PartKind.REPLAY && hasText) && !(each.isAlone() && isLast));
            if (label.isPresent()) {
                seen.add(label.get().part());
                Role heading = label.get().part() == PartKind.REPLAY ? Role.REPLAY : Role.COMMENTARY;
                place(label.get().isAlone() ? heading : Role.LABELLED, i, line, true);
                within.computeIfAbsent(label.get().part(), part -> new TreeSet<>())
                        .add(label.get().name());
            } else {
                place(Role.TEXT, i, line, lines.get(i).opens() || i == next);
            }
        }
    }

    /** Lets the commentary begin at a line that is placed. */
    private void remark(int line) {
        int last = placed.size() - 1;
        while (placed.get(last).line() != lines.get(line)) {
            last--;
        }
        placed.set(
                last,
                new Placed(Role.UNHEADED, lines.get(line), placed.get(last).text(), true));
    }

    /** Where a title may end in a paragraph: below its bold or bracketed beginning, else below its first sentence. */
    private static int cut(String text, int from, int bold) {
        if (bold > from && bold < text.length()) {
            return bold;
        }
        int limit = Math.max(from, text.offsetByCodePoints(0, Math.min(LONGEST, WhiteSpace.length(text))));
        Matcher lead = LEAD.matcher(text).region(from, limit);
        if (lead.lookingAt()) {
            return lead.end();
        }
        Matcher sentence = SENTENCE.matcher(text).region(from, limit);
        if (sentence.find()) {
            return sentence.end();
        }
        int comma = Math.max(text.lastIndexOf('，', limit - 1), text.lastIndexOf(", ", limit - 1));
        return limit == text.length() ? limit : comma > from ? comma + 1 : limit;
    }
}
