package dev.shida.manuscript;

import dev.shida.content.EditionContent;
import dev.shida.manuscript.ImportProposal.Sign;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds lines with consecutive numbers, rising from 1 or falling. One may be missing here and there. */
final class ImportNumbers {

    private record Numbered(int place, int value) {}

    private final ImportDeadline deadline;

    private ImportNumbers(ImportDeadline deadline) {
        this.deadline = deadline;
    }

    static List<ImportProposal> of(List<ImportLine> lines, int from, ImportDeadline deadline) {
        Map<String, List<Numbered>> byForm = new TreeMap<>();
        List<Numbered> digits = new ArrayList<>();
        for (int i = from; i < lines.size(); i++) {
            deadline.step();
            Optional<ImportNumeral> numeral = lines.get(i).numeral();
            if (numeral.isPresent()) {
                String form = numeral.get().form();
                Numbered each = new Numbered(i, numeral.get().value());
                byForm.computeIfAbsent(form, key -> new ArrayList<>()).add(each);
                if (form.startsWith("1")) {
                    digits.add(each);
                }
            }
        }
        ImportNumbers numbers = new ImportNumbers(deadline);
        List<ImportProposal> proposals = new ArrayList<>();
        byForm.forEach((form, all) -> numbers.runs(all)
                .forEach(items -> proposals.add(new ImportProposal(
                        items, form.endsWith(" ") ? Sign.NUMBERS_BEFORE_SPACE : Sign.NUMBERS_OF_A_FORM, form))));
        numbers.runs(digits).forEach(items -> proposals.add(new ImportProposal(items, Sign.NUMBERS)));
        return proposals;
    }

    private List<List<Integer>> runs(List<Numbered> all) {
        List<List<Integer>> runs = new ArrayList<>();
        BitSet used = new BitSet();
        for (int start = 0; start < all.size(); start++) {
            int value = all.get(start).value;
            if (value == 1) {
                runs.add(places(all, run(all, start, 1)));
            }
            // No falling list begins with a larger one, so that each number is looked at so many times at most.
            if (value >= ImportStories.LEAST && value <= EditionContent.MAX_STORIES && !used.get(start)) {
                List<Integer> falling = run(all, start, -1);
                if (falling.size() >= ImportStories.LEAST) {
                    runs.add(places(all, falling));
                    falling.forEach(used::set);
                }
            }
        }
        return runs;
    }

    private static List<Integer> places(List<Numbered> all, List<Integer> run) {
        return run.stream().map(i -> all.get(i).place).toList();
    }

    /** Which of the numbers are consecutive. A number that begins the list anew ends it. */
    private List<Integer> run(List<Numbered> all, int start, int step) {
        int first = all.get(start).value;
        int expected = first + step;
        int afterMissing = -1;
        List<Integer> run = new ArrayList<>(List.of(start));
        for (int i = start + 1; i < all.size() && expected > 0 && all.get(i).value != first; i++) {
            deadline.step();
            int value = all.get(i).value;
            if (value == expected) {
                run.add(i);
                expected += step;
                afterMissing = -1;
            } else if (afterMissing < 0 && value == expected + step) {
                afterMissing = i;
            } else if (afterMissing >= 0 && value == expected + 2 * step) {
                run.add(afterMissing);
                run.add(i);
                expected = value + step;
                afterMissing = -1;
            }
        }
        if (afterMissing >= 0 && run.size() >= ImportStories.LEAST) {
            run.add(afterMissing);
        }
        return run;
    }
}
