package dev.shida.manuscript;

import dev.shida.content.PartKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One edition of an article: its lines stay in their order, and each is there once.
 *
 * @param placed its lines, from its title on
 * @param labels the labels within lines, by the part that they begin
 * @param numbers those of the stories that have one
 */
record ImportEdition(List<Placed> placed, Map<PartKind, Set<String>> labels, List<Integer> numbers) {

    /**
     * What a line, or a piece of one, is. A title begins an edition; a labelled line begins with the label of a part, and an
     * unheaded one a commentary without a heading.
     */
    enum Role {
        TITLE,
        FRONT,
        STORY,
        PART,
        TEXT,
        LABELLED,
        UNHEADED,
        CLOSING,
        OMITTED
    }

    /** @param opens whether it begins a heading or paragraph; otherwise it goes on with that of the line above */
    record Placed(Role role, ImportLine line, String text, boolean opens) {}

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
