package dev.shida.edition;

import dev.shida.edition.Keyset.Column;
import dev.shida.edition.Keyset.Source;
import dev.shida.edition.StoryQuery.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The stories that a query selects, in SQL.
 *
 * <p>There are two ways to them. <em>By story</em>: go through {@code story} in the wanted order, or through the
 * editions in scope, and look up each story's topics. <em>By topic</em>: go through a topic's entries in
 * {@code story_topic}, which stand in the default order. The first reads much for nothing where a topic is rare, the
 * second where another order is wanted and the topic is frequent; so the frequencies, which the tally knows, decide.
 */
final class Selection {
    /** Up to this many stories are cheaper sorted than found by going through another order. */
    private static final long FEW = 10_000;
    /** The most sources of one union; beyond, years are a condition of each instead of sources of their own. */
    private static final int MAX_SOURCES = 24;

    private final StoryQuery query;
    private final Scope scope;
    private final Map<String, Long> frequencies;
    /** The topics wanted, the rarest first. */
    private final List<String> topics;

    /**
     * @param frequencies how many stories carry each of the query's topics
     */
    Selection(StoryQuery query, Map<String, Long> frequencies) {
        this.query = query;
        this.scope = query.scope();
        this.frequencies = frequencies;
        this.topics = query.topics().stream()
                .sorted(Comparator.comparing(this::frequency).thenComparing(topic -> topic))
                .toList();
    }

    /** Sources of the selected stories, to be read in the query's order. */
    List<Source> inOrder() {
        boolean byTopic = byTopicIsOpen() && query.sort().equals(Sort.DEFAULT);
        int sources = byTopic && query.match() == Match.ANY ? topics.size() : 1;
        // One range of the index a year, where that is not too many: an IN would make the database sort.
        List<List<Integer>> ranges =
                scope.years().isEmpty() || sources * scope.years().size() > MAX_SOURCES
                        ? List.of(scope.years())
                        : scope.years().stream().map(List::of).toList();
        return ranges.stream()
                .flatMap(years -> byTopic ? byTopic(years).stream() : Stream.of(byStory(years)))
                .toList();
    }

    /** Sources of the selected stories, to be read in any order. */
    List<Source> inAnyOrder() {
        return byTopicIsOpen() ? byTopic(scope.years()) : List.of(byStory(scope.years()));
    }

    private boolean byTopicIsOpen() {
        return !topics.isEmpty() && scope.series().isEmpty() && scope.editions().isEmpty();
    }

    private Source byStory(List<Integer> years) {
        List<Column> columns = Stream.concat(
                        query.sort().orders().stream()
                                .map(order -> new Column(columnOf(order.key()), order.descending())),
                        Stream.of(new Column("x.id", false)))
                .toList();
        Source source = inScope(new Source("story", List.of(), columns, in(years), Map.of()));
        if (query.match() == Match.ANY && !topics.isEmpty()) {
            boolean few = topics.stream().mapToLong(this::frequency).sum() <= FEW;
            return source.and(carries(source, "in (:topics)", few), Map.of("topics", topics));
        }
        for (int i = 0; i < topics.size(); i++) {
            boolean few = i == 0 && frequency(topics.get(0)) <= FEW;
            source = source.and(carries(source, "= :topic" + i, few), Map.of("topic" + i, topics.get(i)));
        }
        return source;
    }

    private List<Source> byTopic(List<Integer> years) {
        List<Column> columns =
                List.of(new Column("x.edition_year", true), new Column("x.rank", false), new Column("x.story", false));
        Source all =
                inScope(new Source("story_topic", List.of(new Column("x.topic", false)), columns, in(years), Map.of()));
        List<Source> each = new ArrayList<>();
        for (int i = 0; i < topics.size(); i++) {
            each.add(all.and("x.topic = :topic" + i, Map.of("topic" + i, topics.get(i))));
        }
        if (query.match() == Match.ANY) {
            return each;
        }
        Source rarest = each.get(0);
        for (int i = 1; i < topics.size(); i++) {
            rarest = rarest.and(carries(rarest, "= :topic" + i, false), Map.of("topic" + i, topics.get(i)));
        }
        return List.of(rarest);
    }

    private static String in(List<Integer> years) {
        return years.isEmpty()
                ? "1 = 1"
                : years.stream().map(String::valueOf).collect(Collectors.joining(", ", "x.edition_year in (", ")"));
    }

    private Source inScope(Source source) {
        if (!scope.series().isEmpty()) {
            source = source.and("x.series in (:series)", Map.of("series", scope.series()));
        }
        if (!scope.editions().isEmpty()) {
            source = source.and("x.edition in (:editions)", Map.of("editions", scope.editions()));
        }
        if (!query.without().isEmpty()) {
            source = source.and("not " + carries(source, "in (:without)", false), Map.of("without", query.without()));
        }
        return source;
    }

    /** The condition that a story carries a topic; looked up story by story, unless the topic's stories are few. */
    private static String carries(Source source, String topic, boolean few) {
        return few
                ? source.id() + " in (select t.story from story_topic t where t.topic " + topic + ")"
                : "exists (select 1 from story_topic t where t.story = " + source.id() + " and t.topic " + topic + ")";
    }

    private long frequency(String topic) {
        return frequencies.getOrDefault(topic, 0L);
    }

    private static String columnOf(Sort.Key key) {
        return switch (key) {
            case YEAR -> "x.edition_year";
            case RANK -> "x.rank";
            case SERIES -> "x.series";
            case TITLE -> "x.title_order";
            case RELEVANCE -> throw new IllegalArgumentException("the store looks for nothing");
        };
    }
}
