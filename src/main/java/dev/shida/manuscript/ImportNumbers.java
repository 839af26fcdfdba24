package dev.shida.manuscript;

import dev.shida.content.EditionContent;
import dev.shida.manuscript.ImportProposal.Sign;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Finds lines with consecutive numbers, rising or falling. Some may be missing or repeated here and there. */
final class ImportNumbers {

    private record Numbered(int place, int value, boolean isBeforeSpace) {}

    /** A list of which more was left out at the beginning is hardly one. */
    private static final int MOST_LEFT_OUT = 9;

    private final int promised;
    private final ImportDeadline deadline;

    private ImportNumbers(int promised, ImportDeadline deadline) {
        this.promised = promised;
        this.deadline = deadline;
    }

    /** @param promised how many stories the title promises; 0 where it does not say */
    static List<ImportProposal> of(List<ImportLine> lines, int from, int promised, ImportDeadline deadline) {
        Map<String, List<Numbered>> byForm = new TreeMap<>();
        List<Numbered> digits = new ArrayList<>();
        for (int i = from; i < lines.size(); i++) {
            deadline.step();
            Optional<ImportNumeral> numeral = lines.get(i).numeral();
            if (numeral.isPresent()) {
                String form = numeral.get().form();
                Numbered each = new Numbered(i, numeral.get().value(), form.endsWith(" "));
                byForm.computeIfAbsent(form, key -> new ArrayList<>()).add(each);
                if (form.startsWith("1")) {
                    digits.add(each);
                }
            }
        }
        ImportNumbers numbers = new ImportNumbers(promised, deadline);
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
            // The first may be left out of what was copied.
            if (value == 1 || start == 0 && value <= MOST_LEFT_OUT + 1) {
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

    /** Which of the numbers go on from one another. A number that begins the list anew ends it. */
    private List<Integer> run(List<Numbered> all, int start, int step) {
        int end = start + 1;
        while (end < all.size() && all.get(end).value != all.get(start).value) {
            deadline.step();
            end++;
        }
        List<Numbered> within = all.subList(0, end);
        List<Integer> run = new ArrayList<>(List.of(start));
        OptionalInt next = OptionalInt.of(start);
        while (next.isPresent()) {
            addConsecutive(run, within, step);
            next = beyondGap(run, within, step);
            next.ifPresent(run::add);
        }
        run.addAll(repeated(run, within));
        run.sort(null);
        return run;
    }

    private void addConsecutive(List<Integer> run, List<Numbered> all, int step) {
        int last = run.get(run.size() - 1);
        int expected = all.get(last).value + step;
        int afterMissing = -1;
        for (int i = last + 1; i < all.size() && expected > 0; i++) {
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
    }

    /** Where a list goes on that does not have the next number: with the nearest, if no more are missing than are there. */
    private OptionalInt beyondGap(List<Integer> run, List<Numbered> all, int step) {
        if (run.size() == promised || step < 0 && run.size() < 2) {
            return OptionalInt.empty();
        }
        int last = run.get(run.size() - 1);
        int nearest = -1;
        int fewest = run.size() + 1;
        for (int i = last + 1; i < all.size(); i++) {
            deadline.step();
            Numbered each = all.get(i);
            int missing = (each.value - all.get(last).value) * step - 1;
            // Before a space may stand a count of things too.
            int most = each.isBeforeSpace ? 1 : run.size();
            if (missing > 0 && missing <= most && missing < fewest && each.value <= EditionContent.MAX_STORIES) {
                nearest = i;
                fewest = missing;
            }
        }
        return nearest < 0 ? OptionalInt.empty() : OptionalInt.of(nearest);
    }

    /** Numbers that are there twice by mistake: few, and no more than the title promises. */
    private List<Integer> repeated(List<Integer> run, List<Numbered> all) {
        List<Integer> repeated = new ArrayList<>();
        for (int i : run) {
            deadline.step();
            if (i + 1 < all.size() && all.get(i + 1).value == all.get(i).value) {
                repeated.add(i + 1);
            }
        }
        boolean isFew = repeated.size() * ImportStories.LEAST <= run.size();
        return isFew && (promised == 0 || run.size() + repeated.size() <= promised) ? repeated : List.of();
    }
}
