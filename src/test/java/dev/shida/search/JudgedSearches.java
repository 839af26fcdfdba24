package dev.shida.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shida.OneJdk;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ranking of a collection of lists against what people judged, and what nobody would call an answer. */
@TestInstance(Lifecycle.PER_CLASS)
@OneJdk
@Execution(ExecutionMode.CONCURRENT)
abstract class JudgedSearches {
    private static final int DEPTH = 10;

    /** The least that the mean may come to; raise it when the ranking becomes better. */
    private static final double AT_LEAST = 0.94;

    private static final double EMPTY_AT_MOST = 0.05;

    private final List<String> articles;
    private final String judged;
    private final String absurd;
    private final Newsstand published = new Newsstand();
    ArticleArchive archive;

    /**
     * @param articles the samples beside the bundled edition
     * @param judged the file of queries, and of how well stories answer them
     * @param absurd the file of queries that no story answers
     */
    JudgedSearches(List<String> articles, String judged, String absurd) {
        this.articles = articles;
        this.judged = judged;
        this.absurd = absurd;
    }

    @BeforeAll
    void publish(@TempDir Path folder) throws Exception {
        archive = ArticleArchive.of(folder, published, articles);
    }

    @AfterAll
    void close() {
        archive.close();
    }

    @Test
    void isAsPeopleJudged() throws Exception {
        List<String> slugs = published.stories().stream()
                .map(story -> ArticleArchive.slug(story.id()))
                .toList();
        Map<String, Map<String, Double>> gains = new TreeMap<>();
        int empty = 0;
        int count = 0;
        for (JsonNode query : read(judged)) {
            String q = query.get("q").asText();
            JsonNode grades = query.get("stories");
            grades.fieldNames().forEachRemaining(slug -> assertTrue(slugs.contains(slug), slug));
            List<String> found = archive.found(q);
            double gain = normalised(
                    found.stream().map(slug -> grades.path(slug).asInt()).toList(), grades);
            gains.computeIfAbsent(query.get("kind").asText(), kind -> new LinkedHashMap<>())
                    .put(q, gain);
            empty += found.isEmpty() ? 1 : 0;
            count++;
        }
        gains.forEach((kind, of) -> System.out.printf(
                "%-10s %3d queries, nDCG@10 %.3f%s%n",
                kind,
                of.size(),
                mean(of),
                of.entrySet().stream()
                        .filter(each -> each.getValue() < AT_LEAST)
                        .toList()));
        Map<String, Double> all = new LinkedHashMap<>();
        gains.values().forEach(all::putAll);
        System.out.printf("all        %3d queries, nDCG@10 %.3f, %d empty%n", count, mean(all), empty);
        assertEquals(12, gains.size());
        assertTrue(mean(all) >= AT_LEAST, gains::toString);
        assertTrue(empty <= EMPTY_AT_MOST * count, empty + " are empty");
    }

    private static JsonNode read(String file) throws Exception {
        return new YAMLMapper().readTree(resource(file));
    }

    static String resource(String file) throws Exception {
        try (InputStream in = JudgedSearches.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Stream<String> absurd() throws Exception {
        List<String> queries = new ArrayList<>();
        read(absurd).forEach(query -> queries.add(query.asText()));
        return queries.stream();
    }

    @ParameterizedTest
    @MethodSource("absurd")
    void whatNoStoryIsAboutFindsNone(String query) {
        assertEquals(List.of(), archive.found(query));
        assertEquals("", archive.guess(query));
    }

    private static double mean(Map<String, Double> gains) {
        return gains.values().stream().mapToDouble(gain -> gain).average().orElseThrow();
    }

    /** The normalised discounted cumulative gain (Järvelin and Kekäläinen, 2002), with 2^grade - 1 as gain. */
    private static double normalised(List<Integer> found, JsonNode grades) {
        List<Integer> ideal = new ArrayList<>();
        grades.forEach(grade -> ideal.add(grade.asInt()));
        ideal.sort(Comparator.reverseOrder());
        return gain(found) / gain(ideal);
    }

    private static double gain(List<Integer> grades) {
        double gain = 0;
        for (int i = 0; i < Math.min(DEPTH, grades.size()); i++) {
            gain += (Math.pow(2, grades.get(i)) - 1) / (Math.log(i + 2.0) / Math.log(2));
        }
        return gain;
    }
}
