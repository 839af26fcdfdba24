package dev.shida.manuscript;

import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Proposes known topics for the stories in which a label of theirs occurs, whatever the case of its letters. */
final class ImportTopics {

    private record TopicText(String topic, String text) {}

    private final Map<String, Label> known;
    private final Map<Integer, List<TopicText>> byBeginning = new HashMap<>();

    /** @param known labels by topic, those to be proposed first ahead */
    ImportTopics(Map<String, Label> known) {
        this.known = known;
        known.forEach((topic, label) -> label.texts().values().stream()
                .filter(text -> text.length() > 1)
                .forEach(text -> byBeginning
                        .computeIfAbsent(beginning(text, 0), key -> new ArrayList<>())
                        .add(new TopicText(topic, text))));
    }

    /** The ids of the topics of a story, in their order. */
    List<String> of(String story, ImportDeadline deadline) {
        Set<String> found = new HashSet<>();
        for (int i = 0; i + 1 < story.length(); i++) {
            for (TopicText each : byBeginning.getOrDefault(beginning(story, i), List.of())) {
                deadline.step();
                if (occurs(each.text, story, i)) {
                    found.add(each.topic);
                }
            }
        }
        return known.keySet().stream()
                .filter(found::contains)
                .limit(StoryContent.MAX_TOPICS)
                .toList();
    }

    private static int beginning(String text, int at) {
        return Character.toLowerCase(text.charAt(at)) << Character.SIZE | Character.toLowerCase(text.charAt(at + 1));
    }

    /** In scripts with spaces between words, no label is a piece of a word. */
    private static boolean occurs(String text, String story, int at) {
        int end = at + text.length();
        return story.regionMatches(true, at, text, 0, text.length())
                && !(at > 0 && isWithinWord(story.charAt(at - 1), text.charAt(0)))
                && !(end < story.length() && isWithinWord(text.charAt(text.length() - 1), story.charAt(end)));
    }

    private static boolean isWithinWord(char before, char after) {
        return isOfWords(before) && isOfWords(after);
    }

    private static boolean isOfWords(char c) {
        return Character.isLetterOrDigit(c) && !Character.isIdeographic(c) && c < 0x3040;
    }
}
