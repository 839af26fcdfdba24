package dev.shida.manuscript;

import dev.shida.manuscript.ImportLine.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds remarks that no heading tells from the text: in every story, paragraphs that look one way stand above paragraphs
 * that look like a remark in another.
 */
final class ImportRemarks {

    private final List<ImportLine> lines;

    /** How the text of all stories looks, and how their remarks do, once one was found. */
    private Optional<Set<Remark>> text = Optional.empty();

    private Optional<Set<Remark>> remark = Optional.empty();

    private ImportRemarks(List<ImportLine> lines) {
        this.lines = lines;
    }

    /**
     * Where the remark of each story begins; empty unless all have one.
     *
     * @param bounds where each story begins and the next one would, in ascending order
     */
    static List<Integer> find(List<ImportLine> lines, List<Integer> bounds, ImportDeadline deadline) {
        ImportRemarks remarks = new ImportRemarks(lines);
        List<Integer> places = new ArrayList<>();
        for (int story = 0; story + 1 < bounds.size(); story++) {
            deadline.step();
            ImportLine title = lines.get(bounds.get(story));
            if (title.numeral()
                    .filter(numeral -> numeral.end() == title.text().length())
                    .isPresent()) {
                // The title is on the next line.
                return List.of();
            }
            Optional<Integer> place = remarks.in(bounds.get(story) + 1, bounds.get(story + 1));
            if (place.isEmpty()) {
                return List.of();
            }
            places.add(place.get());
        }
        return places.size() < ImportStories.LEAST ? List.of() : places;
    }

    private Optional<Integer> in(int begin, int end) {
        int place = begin;
        while (place < end && isText(place, begin)) {
            place++;
        }
        if (place == begin || place == end || !lines.get(place).opens()) {
            return Optional.empty();
        }
        Set<Remark> found = lines.get(place).remark();
        boolean isRemark = !found.isEmpty()
                && text.filter(found::containsAll).isPresent()
                && remark.map(found::equals).orElse(true)
                && lines.subList(place, end).stream()
                        .allMatch(line -> line.remark().equals(found));
        remark = Optional.of(found);
        return isRemark ? Optional.of(place) : Optional.empty();
    }

    private boolean isText(int place, int begin) {
        ImportLine line = lines.get(place);
        if (text.isEmpty() && place == begin) {
            text = Optional.of(line.remark());
        }
        return ImportWords.isCaption(line.text())
                || text.filter(line.remark()::equals).isPresent();
    }
}
