package dev.shida.search;

import dev.shida.content.DamagedContent;
import dev.shida.content.Topic;
import dev.shida.text.Nearest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The topics at one revision, by all the names that may be typed. */
final class TopicVocabulary {
    /** A topic, and its label in each language. */
    private record TopicNames(Topic topic, long stories, List<NameText> texts) {
        static TopicNames of(TopicCount topic) {
            return new TopicNames(
                    topic.topic(), topic.stories(), NameText.of(topic.topic().label()));
        }

        int rank(NameText.Typed typed) {
            return texts.stream().mapToInt(text -> text.rank(typed)).min().orElse(NameText.NO_MATCH);
        }
    }

    private final long revision;
    private final List<Topic> inOrder;

    /** By which each is counted, in the same order. */
    private final int[] numbers;

    private final Map<String, Topic> topics;
    private final List<TopicCount> byFrequency;
    private volatile List<TopicNames> names = List.of();

    /** The Chinese names of topics by all that they are spelt like. */
    private volatile Map<String, String> spelt = Map.of();

    /**
     * The topics at a revision.
     *
     * @param counts how many stories carry each
     */
    TopicVocabulary(long revision, List<Topic> topics, Facets counts) {
        this.revision = revision;
        inOrder = topics.stream().sorted(Comparator.comparing(Topic::id)).toList();
        numbers = inOrder.stream().mapToInt(topic -> Facets.number(topic.id())).toArray();
        this.topics = topics.stream().collect(Collectors.toUnmodifiableMap(Topic::id, topic -> topic));
        byFrequency = counted(counts);
    }

    /** Computed at the first completion. */
    private List<TopicNames> names() {
        if (names.size() < byFrequency.size()) {
            names = byFrequency.stream().map(TopicNames::of).toList();
        }
        return names;
    }

    long revision() {
        return revision;
    }

    /** All topics, by id. */
    Map<String, Topic> topics() {
        return topics;
    }

    /** One topic, with how many stories carry it. */
    Optional<TopicCount> byId(String id) {
        return byFrequency.stream().filter(each -> each.topic().id().equals(id)).findFirst();
    }

    /** The topics that any story carries, the most frequent first, then by id. */
    List<TopicCount> counted(Facets counts) {
        // Sorted as numbers, the places of two ids below two counts: most answers count thousands.
        long[] keys = new long[counts.size()];
        int size = 0;
        for (int i = 0; i < numbers.length; i++) {
            long count = counts.count(numbers[i]);
            if (count > 0) {
                keys[size++] = (-count << Integer.SIZE) | i;
            }
        }
        if (size < keys.length) {
            throw new DamagedContent("list of topics");
        }
        Arrays.sort(keys);
        return Arrays.stream(keys)
                .mapToObj(key -> new TopicCount(inOrder.get((int) key), -(key >> Integer.SIZE)))
                .toList();
    }

    /** The topics that have a name with this in it, those that begin with it first, then the most frequent. */
    Stream<Suggestion> completing(String typed, Deadline deadline) {
        NameText.Typed meant = NameText.Typed.of(typed);
        return names().stream()
                .peek(name -> deadline.check())
                .filter(name -> name.rank(meant) != NameText.NO_MATCH)
                .sorted(Comparator.<TopicNames>comparingInt(name -> name.rank(meant))
                        .thenComparing(TopicNames::stories, Comparator.reverseOrder())
                        .thenComparing(name -> name.topic.id()))
                .map(name -> new Suggestion(
                        Suggestion.Kind.TOPIC,
                        name.topic.id(),
                        name.topic.label().in("zh")));
    }

    /**
     * The Chinese name of the topic whose name in letters, or whose Chinese one in pinyin, is as near to this as a word to its
     * misprint: {@code cart} is none of {@code port}.
     */
    Optional<String> nearest(String folded) {
        LevenshteinDistance distance = new LevenshteinDistance(SpellingCorrector.allowedEdits(folded));
        Map<String, String> meant = spelt();
        return Nearest.to(folded, meant.keySet())
                .filter(name -> distance.apply(folded, name) >= 0)
                .map(meant::get);
    }

    /** Computed at the first guess. */
    private Map<String, String> spelt() {
        Map<String, String> all = spelt;
        if (all.isEmpty()) {
            all = new LinkedHashMap<>();
            for (TopicNames name : names()) {
                for (NameText text : name.texts) {
                    Optional<String> letters = text.spelt();
                    if (letters.isPresent()) {
                        all.putIfAbsent(letters.get(), name.topic.label().in("zh"));
                    }
                }
            }
            spelt = all;
        }
        return all;
    }
}
