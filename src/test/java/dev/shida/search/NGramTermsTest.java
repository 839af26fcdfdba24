package dev.shida.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shida.OneJdk;
import dev.shida.text.FoldedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands where in some texts, against a look at every place. */
@OneJdk
class NGramTermsTest {
    /** Of one to four bytes in UTF-8; few, so that runs recur, but so many that tables grow. */
    private static final int[] POINTS = {'a', '7', 'é', '工', '会', 0x20BB7, FoldedText.GAP};

    private static List<int[]> texts(Random random) {
        List<int[]> texts = new ArrayList<>(List.of(new int[0], new int[] {'工'}, new int[] {FoldedText.GAP, '会'}));
        for (int i = 0; i < 60; i++) {
            boolean any = i % 10 == 0;
            texts.add(random.ints(random.nextInt(200), 0, any ? 30_000 : POINTS.length)
                    .map(point -> any ? 0x4E00 + point : POINTS[point])
                    .toArray());
        }
        return texts;
    }

    /** By each run, in the order of its UTF-8, where it begins in each text. */
    private static Map<BytesRef, Map<Integer, List<Integer>>> lookedFor(List<int[]> texts, int size) {
        Map<BytesRef, Map<Integer, List<Integer>>> places = new TreeMap<>(Comparator.naturalOrder());
        for (int text = 0; text < texts.size(); text++) {
            int[] points = texts.get(text);
            for (int start = 0; start + size <= points.length; start++) {
                int[] run = Arrays.copyOfRange(points, start, start + size);
                if (Arrays.stream(run).noneMatch(point -> point == FoldedText.GAP)) {
                    BytesRef term = new BytesRef(new String(run, 0, size).getBytes(StandardCharsets.UTF_8));
                    places.computeIfAbsent(term, each -> new TreeMap<>())
                            .computeIfAbsent(text, each -> new ArrayList<>())
                            .add(start);
                }
            }
        }
        return places;
    }

    private static Map<Integer, List<Integer>> places(TermsEnum terms, boolean positioned) throws IOException {
        Map<Integer, List<Integer>> places = new TreeMap<>();
        PostingsEnum postings = terms.postings(null, PostingsEnum.ALL);
        for (int text = postings.nextDoc(); text != DocIdSetIterator.NO_MORE_DOCS; text = postings.nextDoc()) {
            List<Integer> starts = new ArrayList<>();
            for (int i = 0; i < postings.freq(); i++) {
                starts.add(positioned ? postings.nextPosition() : -1);
            }
            places.put(text, starts);
        }
        return places;
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "2, true", "3, true"})
    void standWhereTheyStand(int size, boolean positioned) throws IOException {
        List<int[]> texts = texts(new Random(size));
        Map<BytesRef, Map<Integer, List<Integer>>> expected = lookedFor(texts, size);
        NGramTerms runs = NGramTerms.of(texts, size, positioned);

        Map<BytesRef, Map<Integer, List<Integer>>> found = new TreeMap<>();
        List<BytesRef> order = new ArrayList<>();
        long occurrences = 0;
        long pairs = 0;
        TermsEnum terms = runs.iterator();
        for (BytesRef term = terms.next(); term != null; term = terms.next()) {
            Map<Integer, List<Integer>> places = places(terms, positioned);
            int often = places.values().stream().mapToInt(List::size).sum();
            assertEquals(places.size(), terms.docFreq());
            assertEquals(often, terms.totalTermFreq());
            order.add(BytesRef.deepCopyOf(term));
            found.put(BytesRef.deepCopyOf(term), places);
            occurrences += often;
            pairs += places.size();
        }
        if (!positioned) {
            expected.values()
                    .forEach(places -> places.replaceAll(
                            (text, starts) -> starts.stream().map(start -> -1).toList()));
        }
        assertEquals(expected, found);
        assertEquals(List.copyOf(expected.keySet()), order);
        assertEquals(expected.size(), runs.size());
        assertEquals(occurrences, runs.getSumTotalTermFreq());
        assertEquals(pairs, runs.getSumDocFreq());
        for (int text = 0; text < texts.size(); text++) {
            int of = text;
            assertEquals(
                    expected.values().stream()
                            .mapToInt(
                                    places -> places.getOrDefault(of, List.of()).size())
                            .sum(),
                    NGramTerms.count(texts.get(text), size));
        }
        assertEquals(
                texts.stream().filter(text -> NGramTerms.count(text, size) > 0).count(), runs.getDocCount());
    }

    @Test
    void whatIsWrittenOfThemIsSoundToLucene(@TempDir Path folder) throws Exception {
        Newsstand published = new Newsstand();
        Random random = new Random(1);
        try (IndexUpdater updater = new IndexUpdater(published, () -> new MMapDirectory(folder))) {
            for (int i = 0; i < 40; i++) {
                published.publish(GeneratedEditions.variant(Newsstand.bundled(), 2000 + i % 25, random));
                updater.acquire(published.revision()).close();
            }
        }
        try (MMapDirectory directory = new MMapDirectory(folder);
                CheckIndex check = new CheckIndex(directory)) {
            assertTrue(check.checkIndex().clean);
        }
    }
}
