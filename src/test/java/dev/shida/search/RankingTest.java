package dev.shida.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.shida.text.Words;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ranking against what people judged, in {@code judged.yaml}. */
class RankingTest {
    private static final int DEPTH = 10;

    /** The least that the mean may come to; raise it when the ranking becomes better. */
    private static final double AT_LEAST = 0.97;

    @Test
    void isAsPeopleJudged(@TempDir Path folder) throws Exception {
        Newsstand published = new Newsstand();
        published.publish(Newsstand.bundled());
        Map<String, Double> gains = new TreeMap<>();
        try (InputStream judged = getClass().getResourceAsStream("/judged.yaml");
                IndexUpdater updater = new IndexUpdater(published, () -> new MMapDirectory(folder));
                IndexUpdater.Snapshot snapshot = updater.acquire(1)) {
            Search search = new Search(snapshot.searcher());
            for (JsonNode query : new YAMLMapper().readTree(judged)) {
                String q = query.get("q").asText();
                JsonNode grades = query.get("stories");
                grades.fieldNames()
                        .forEachRemaining(slug -> assertTrue(
                                published.stories().stream()
                                        .anyMatch(story -> story.id().endsWith("-2022-" + slug)),
                                slug));
                List<Integer> found =
                        search
                                .find(Words.of(q), Newsstand.everything(Sort.BY_RELEVANCE, DEPTH))
                                .slice()
                                .items()
                                .stream()
                                .map(ref -> grades.path(ref.position().id().replaceFirst("^capital-unions-2022-", ""))
                                        .asInt())
                                .toList();
                gains.put(q, normalised(found, grades));
            }
        }
        double mean =
                gains.values().stream().mapToDouble(gain -> gain).average().orElseThrow();
        assertTrue(mean >= AT_LEAST, mean + " " + gains);
        assertEquals(34, gains.size());
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
