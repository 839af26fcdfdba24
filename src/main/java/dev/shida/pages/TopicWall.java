package dev.shida.pages;

import dev.shida.search.TopicCount;
import java.util.List;
import java.util.stream.Stream;

/**
 * The topics by which a list can be narrowed.
 *
 * @param frequent the most frequent ones, which are always shown, and the one that was chosen
 * @param others which unfold
 */
record TopicWall(List<TopicCount> frequent, List<TopicCount> others) {
    /** How many are always shown. */
    static final int FREQUENT = 6;

    /**
     * Of topics, the most frequent first.
     *
     * @param chosen the id of one; empty if none is
     */
    static TopicWall of(List<TopicCount> topics, String chosen) {
        List<TopicCount> others = topics.stream()
                .skip(FREQUENT)
                .filter(each -> !isOf(each, chosen))
                .toList();
        // To unfold one or two is more than to show them.
        return others.size() <= 2
                ? new TopicWall(topics, List.of())
                : new TopicWall(
                        Stream.concat(
                                        topics.stream().limit(FREQUENT),
                                        topics.stream().skip(FREQUENT).filter(each -> isOf(each, chosen)))
                                .toList(),
                        others);
    }

    private static boolean isOf(TopicCount topic, String id) {
        return topic.topic().id().equals(id);
    }
}
