package dev.shida.search;

import dev.shida.content.DamagedContent;
import dev.shida.content.Topic;
import dev.shida.text.FoldedText;
import dev.shida.text.Han;
import dev.shida.text.Nearest;
import dev.shida.text.Pinyin;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The topics at one revision, by all the names that may be typed. */
final class TopicVocabulary {
    /** One or two letters are no hint at a name. */
    private static final int MIN_LETTERS = 3;

    /** The rank of a name that does not match. */
    private static final int NO_MATCH = Integer.MAX_VALUE;

    /** Added to the rank of a name that matches by the initials of its syllables. */
    private static final int BY_INITIALS = 1_000;

    /**
     * A topic.
     *
     * @param zh folded
     * @param en folded, each word with those behind it: {@code winterolympics}, {@code olympics}
     * @param readings of each character of the Chinese label
     */
    private record TopicNames(Topic topic, long stories, String zh, List<String> en, List<List<String>> readings) {}

    private final long revision;
    private final List<Topic> inOrder;

    /** By which each is counted, in the same order. */
    private final int[] numbers;

    private final Map<String, Topic> topics;
    private final List<TopicCount> byFrequency;
    private volatile List<TopicNames> names = List.of();

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
            names = byFrequency.stream().map(TopicVocabulary::namesOf).toList();
        }
        return names;
    }

    private static TopicNames namesOf(TopicCount topic) {
        String zh = FoldedText.of(topic.topic().label().in("zh")).joined();
        List<String> words = Arrays.stream(topic.topic().label().in("en").split("[\\s-]+", -1))
                .map(word -> FoldedText.of(word).joined())
                .filter(word -> !word.isEmpty())
                .toList();
        return new TopicNames(
                topic.topic(),
                topic.stories(),
                zh,
                IntStream.range(0, words.size())
                        .mapToObj(from -> String.join("", words.subList(from, words.size())))
                        .toList(),
                zh.codePoints().mapToObj(Han::readingsOf).toList());
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
        String folded = FoldedText.of(typed).joined();
        String letters = Pinyin.letters(typed).replaceAll("[^a-z]", "");
        boolean latin = !folded.isEmpty() && letters.length() == folded.length();
        return names().stream()
                .peek(name -> deadline.check())
                .filter(name -> rank(name, folded, latin ? letters : "") != NO_MATCH)
                .sorted(Comparator.<TopicNames>comparingInt(name -> rank(name, folded, latin ? letters : ""))
                        .thenComparing(TopicNames::stories, Comparator.reverseOrder())
                        .thenComparing(name -> name.topic.id()))
                .map(name -> new Suggestion(
                        Suggestion.Kind.TOPIC,
                        name.topic.id(),
                        name.topic.label().in("zh")));
    }

    private static int rank(TopicNames name, String folded, String letters) {
        int rank = name.zh.indexOf(folded);
        if (rank >= 0) {
            return rank;
        }
        for (int word = 0; word < name.en.size(); word++) {
            if (name.en.get(word).startsWith(folded)) {
                return word;
            }
        }
        for (int start = 0; start < name.readings.size() && !letters.isEmpty(); start++) {
            if (isRead(name.readings, start, letters)) {
                return start;
            }
        }
        for (int start = 0; start < name.readings.size() && letters.length() > 1; start++) {
            if (beginsWith(name.readings, start, letters)) {
                return BY_INITIALS + start;
            }
        }
        return NO_MATCH;
    }

    /** Whether letters are the first ones of the syllables of characters from one on. */
    private static boolean beginsWith(List<List<String>> readings, int start, String letters) {
        return start + letters.length() <= readings.size()
                && IntStream.range(0, letters.length())
                        .allMatch(i -> readings.get(start + i).stream()
                                .anyMatch(syllable -> syllable.charAt(0) == letters.charAt(i)));
    }

    /** Whether letters spell characters from one on, the last as far as it is typed. */
    private static boolean isRead(List<List<String>> readings, int start, String letters) {
        if (start == readings.size()) {
            return false;
        }
        return readings.get(start).stream()
                .anyMatch(syllable -> syllable.startsWith(letters)
                        || (letters.startsWith(syllable)
                                && isRead(readings, start + 1, letters.substring(syllable.length()))));
    }

    /** The Chinese name of the topic whose English one, or whose Chinese one in pinyin, is near to this. */
    Optional<String> nearest(String folded) {
        if (folded.length() < MIN_LETTERS) {
            return Optional.empty();
        }
        Map<String, String> meant = new LinkedHashMap<>();
        for (TopicNames name : names()) {
            String zh = name.topic.label().in("zh");
            name.en.stream().limit(1).forEach(en -> meant.putIfAbsent(en, zh));
            String spelt = name.readings.stream()
                    .flatMap(readings -> readings.stream().limit(1))
                    .collect(Collectors.joining());
            meant.putIfAbsent(spelt, zh);
        }
        return Nearest.to(folded, meant.keySet()).map(meant::get);
    }
}
