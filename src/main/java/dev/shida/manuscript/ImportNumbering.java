package dev.shida.manuscript;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Says what is odd about the numbers of a list: which are missing, which are there again, and which lines that are numbered
 * as the stories are were taken for text.
 */
final class ImportNumbering {

    /** So many numbers within a text are named; more are hinted at. */
    private static final int MOST_NAMED = 100;

    private record Numbered(int place, int value) {}

    private final List<ImportLine> lines;
    private final ImportProposal list;

    /** The stories that have numbers. */
    private final List<Numbered> numbered = new ArrayList<>();

    private final List<Guess> guesses = new ArrayList<>();

    private ImportNumbering(List<ImportLine> lines, ImportProposal list) {
        this.lines = lines;
        this.list = list;
        for (int item : list.items()) {
            lines.get(item).numeral().ifPresent(numeral -> numbered.add(new Numbered(item, numeral.value())));
        }
    }

    /**
     * What an editor should look at.
     *
     * @param lines to the end of the list and what closes it
     * @param from the place of the first line below the title
     */
    static List<Guess> of(List<ImportLine> lines, int from, ImportProposal list, ImportDeadline deadline) {
        ImportNumbering numbering = new ImportNumbering(lines, list);
        if (numbering.isNumbered()) {
            numbering.ends();
            numbering.steps();
            numbering.texts(from, deadline);
        }
        return numbering.guesses;
    }

    /** Whether the titles have numbers of a list, and not such as tell of something. */
    private boolean isNumbered() {
        int consecutive = 0;
        for (int k = 1; k < numbered.size(); k++) {
            consecutive += Math.abs(numbered.get(k).value - numbered.get(k - 1).value) == 1 ? 1 : 0;
        }
        return numbered.size() > 1
                && (list.sign().isOfNumbers()
                        || consecutive > 0 && consecutive * 2 >= list.items().size() - 1);
    }

    private boolean isFalling() {
        return numbered.get(0).value > numbered.get(numbered.size() - 1).value;
    }

    /** No list begins with another number than 1, and no countdown ends with another. */
    private void ends() {
        Numbered end = isFalling() ? numbered.get(numbered.size() - 1) : numbered.get(0);
        if (end.value > 1) {
            missing(
                    end,
                    1,
                    end.value - 1,
                    Message.of("import.by." + (isFalling() ? "last" : "first") + "-number", end.value));
        }
    }

    private void steps() {
        int step = isFalling() ? -1 : 1;
        for (int k = 1; k < numbered.size(); k++) {
            int before = numbered.get(k - 1).value;
            Numbered each = numbered.get(k);
            int gap = (each.value - before) * step;
            Message why = Message.of("import.by.neighbours", before, each.value);
            if (gap > 1) {
                missing(each, Math.min(before, each.value) + 1, Math.max(before, each.value) - 1, why);
            } else if (gap < 1) {
                guess(
                        each.place,
                        Message.of(gap == 0 ? "import.number-again" : "import.number-order", each.value),
                        why);
            }
        }
    }

    private void missing(Numbered at, int first, int last, Message why) {
        Message what = first == last
                ? Message.of("import.number-missing", first)
                : Message.of("import.numbers-missing", first, last);
        guess(at.place, what, why);
    }

    /** Names the numbers within each text by the first line that has one. */
    private void texts(int from, ImportDeadline deadline) {
        Set<Integer> items = new HashSet<>(list.items());
        Set<String> forms = numbered.stream()
                .flatMap(each -> lines.get(each.place).numeral().stream())
                .map(ImportNumeral::form)
                .collect(Collectors.toSet());
        Map<Integer, List<Numbered>> texts = new TreeMap<>();
        int story = 0;
        for (int i = from; i < lines.size(); i++) {
            deadline.step();
            int place = i;
            story += items.contains(i) ? 1 : 0;
            List<Numbered> text = texts.computeIfAbsent(story, key -> new ArrayList<>());
            lines.get(i)
                    .numeral()
                    .filter(numeral -> !items.contains(place) && forms.contains(numeral.form()))
                    .ifPresent(numeral -> text.add(new Numbered(place, numeral.value())));
        }
        texts.values().stream().filter(text -> !text.isEmpty()).forEach(text -> {
            String values = text.stream()
                    .limit(MOST_NAMED)
                    .map(each -> Integer.toString(each.value))
                    .collect(Collectors.joining(", "));
            guess(
                    text.get(0).place,
                    Message.of("import.numbered-text", text.size() > MOST_NAMED ? values + " …" : values),
                    Message.of("import.by.numbers-elsewhere"));
        });
    }

    private void guess(int place, Message what, Message why) {
        guesses.add(new Guess(lines.get(place).number(), what, why, false));
    }
}
