package dev.shida.manuscript;

import dev.shida.content.PartKind;
import dev.shida.manuscript.ImportEdition.Placed;
import dev.shida.manuscript.ImportEdition.Role;
import dev.shida.manuscript.ImportLabels.ImportLabel;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds what each line of an article is in its manuscripts. */
final class ImportOutline {

    private final List<ImportLine> lines;
    private final ImportDeadline deadline;
    private final List<Guess> guesses = new ArrayList<>();
    private final List<ImportEdition> editions = new ArrayList<>();
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

    List<ImportEdition> editions() {
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
        boolean isSplit = ImportStoryTitle.isSplit(lines, list);
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
        guesses.addAll(ImportNumbering.of(lines.subList(0, end), begin + 1, list, deadline));
        for (int i = closing; i < end; i++) {
            place(Role.CLOSING, i, lines.get(i).text(), lines.get(i).opens() || i == closing);
        }
        if (closing < end) {
            guess(closing, "closing", "no-text-of-story", false);
        }
        editions.add(new ImportEdition(List.copyOf(placed), within, numbers));
        placed = new ArrayList<>();
    }

    private void place(Role role, int line, String text, boolean opens) {
        placed.add(new Placed(role, lines.get(line), text, opens));
    }

    private void guess(int line, String what, String why, boolean certain) {
        guesses.add(new Guess(
                lines.get(line).number(), Message.of("import." + what), Message.of("import.by." + why), certain));
    }

    private void title(ImportLine line) {
        String text = line.text();
        int end = WhiteSpace.length(text) > ImportStoryTitle.LONGEST ? ImportStoryTitle.cut(text, 0, 0) : text.length();
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

    private void story(int begin, int end, boolean isSplit, ImportLabels labels, Map<PartKind, Set<String>> within) {
        String text = lines.get(begin).text();
        int numeral = lines.get(begin).numeral().map(ImportNumeral::end).orElse(0);
        boolean isLong = isSplit || WhiteSpace.length(text) > ImportStoryTitle.LONGEST;
        int titleEnd =
                isLong ? ImportStoryTitle.cut(text, numeral, lines.get(begin).bold()) : text.length();
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
            Optional<ImportLabel> label = labels.at(lines.get(i))
                    .filter(each -> !seen.contains(each.part()))
                    // The replay is the first part, and no part is empty.
                    .filter(each -> !(each.part() == PartKind.REPLAY && hasText) && !(each.isAlone() && isLast));
            if (label.isPresent()) {
                seen.add(label.get().part());
                place(label.get().isAlone() ? Role.PART : Role.LABELLED, i, line, true);
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
}
