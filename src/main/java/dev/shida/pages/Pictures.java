package dev.shida.pages;

import dev.shida.content.Edition;
import dev.shida.content.Story;
import dev.shida.content.Topic;
import dev.shida.pages.DotGrid.Dot;
import dev.shida.pages.DotGrid.Row;
import dev.shida.search.TopicCount;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The pictures of pages: which ranks, which years, which topics. */
final class Pictures {
    private static final int MAX_ROWS = 20;

    /** The usual number of stories of a year; a picture has no fewer columns. */
    private static final int USUAL = 10;

    private static final int MAX_COLUMNS = 30;

    private Pictures() {}

    /** A topic over the years: at which ranks its stories are; none if they have no ranks. */
    static Optional<DotGrid> ofTopic(String name, SortedMap<Integer, List<Integer>> ranksByYear, Messages messages) {
        int last = columns(ranksByYear.values().stream().flatMap(Collection::stream));
        List<Row> rows = ranksByYear.entrySet().stream()
                .limit(MAX_ROWS)
                .map(year -> row(
                        String.valueOf(year.getKey()),
                        last,
                        rank -> year.getValue().contains(rank) ? Dot.FULL : Dot.HOLLOW,
                        year.getValue().size()))
                .toList();
        boolean ranked =
                ranksByYear.values().stream().flatMap(Collection::stream).anyMatch(rank -> rank > 0);
        return !ranked
                ? Optional.empty()
                : Optional.of(new DotGrid(
                        messages.topicOverYears(name),
                        messages.year(),
                        DotGrid.numbers(last),
                        rows,
                        messages.storiesAbout(name)));
    }

    /**
     * A series as a grid of years and places, in which stories with its most frequent topic stand out.
     *
     * @param carrying the stories that carry it
     */
    static Optional<DotGrid> ofSeries(
            String name, List<Edition> editions, Named topic, List<Story> carrying, Messages messages) {
        int last = columns(editions.stream().map(Edition::stories));
        List<Row> rows = editions.stream()
                .limit(MAX_ROWS)
                .map(edition -> {
                    List<Integer> places = carrying.stream()
                            .filter(story -> story.edition().equals(edition.id()))
                            .map(Story::position)
                            .toList();
                    return row(
                            String.valueOf(edition.year()),
                            last,
                            place -> place > edition.stories()
                                    ? Dot.NONE
                                    : places.contains(place) ? Dot.FULL : Dot.HOLLOW,
                            edition.stories());
                })
                .toList();
        return editions.size() < 2
                ? Optional.empty()
                : Optional.of(new DotGrid(
                        messages.seriesOverYears(name),
                        messages.year(),
                        DotGrid.numbers(last),
                        rows,
                        messages.storiesAbout(topic.text())));
    }

    /** The most frequent topics of a round-up: which of its stories carry them. */
    static Optional<DotGrid> ofRoundUp(List<Story> stories, List<TopicCount> topics, Language language) {
        Map<Integer, List<String>> byPosition = stories.stream()
                .collect(Collectors.toMap(
                        Story::position,
                        story -> story.topics().stream().map(Topic::id).toList()));
        int last = Math.min(MAX_COLUMNS, stories.size());
        List<Row> rows = topics.stream()
                .limit(TopicWall.FREQUENT)
                .map(topic -> row(
                        language.say(topic.topic().label()),
                        last,
                        place -> byPosition
                                        .getOrDefault(place, List.of())
                                        .contains(topic.topic().id())
                                ? Dot.FULL
                                : Dot.HOLLOW,
                        topic.stories()))
                .toList();
        Messages messages = language.messages();
        return rows.size() < 2 || stories.size() < 2
                ? Optional.empty()
                : Optional.of(new DotGrid(
                        messages.storiesByTopic(),
                        messages.topic(),
                        DotGrid.numbers(last),
                        rows,
                        messages.storyWithTopic()));
    }

    private static int columns(Stream<Integer> places) {
        return Math.min(
                MAX_COLUMNS,
                Math.max(USUAL, places.mapToInt(place -> place).max().orElse(0)));
    }

    private static Row row(String label, int last, IntFunction<Dot> dotAt, long count) {
        return new Row(label, IntStream.rangeClosed(1, last).mapToObj(dotAt).toList(), count);
    }
}
