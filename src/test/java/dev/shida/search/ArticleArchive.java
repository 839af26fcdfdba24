package dev.shida.search;

import dev.shida.content.EditionContent;
import dev.shida.content.Editions;
import dev.shida.content.Scope;
import dev.shida.content.Series;
import dev.shida.content.Topic;
import dev.shida.manuscript.Manuscript;
import dev.shida.text.Synonyms;
import dev.shida.text.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.store.MMapDirectory;

/** The bundled edition and the samples in {@code articles}, with their labels, as they are searched in a service. */
record ArticleArchive(
        IndexUpdater updater, long revision, LabelLookup labels, TopicVocabulary vocabulary, Synonyms synonyms)
        implements AutoCloseable {

    /** @param articles the names of samples */
    static ArticleArchive of(Path folder, Newsstand published, List<String> articles) throws Exception {
        List<EditionContent> editions = new ArrayList<>(List.of(Newsstand.bundled()));
        for (String article : articles) {
            editions.add(Manuscript.parse(read("/articles/" + article + ".md")).content());
        }
        Map<String, Topic> topics = new TreeMap<>();
        List<Series> series = new ArrayList<>();
        List<Editions.Name> names = new ArrayList<>();
        for (EditionContent edition : editions) {
            published.publish(edition);
            edition.topics().forEach((id, label) -> topics.put(id, new Topic(id, label)));
            series.add(new Series(edition.series(), edition.seriesLabel(), 1));
            names.add(new Editions.Name(edition.id(), edition.title(), edition.byline(), edition.language()));
        }
        IndexUpdater updater = new IndexUpdater(published, () -> new MMapDirectory(folder));
        updater.requestCatchUp().join();
        TopicVocabulary vocabulary;
        try (IndexUpdater.Snapshot snapshot = updater.acquire(published.revision())) {
            vocabulary = new TopicVocabulary(
                    published.revision(),
                    List.copyOf(topics.values()),
                    new Search(snapshot.searcher()).topics(Scope.EVERYTHING));
        }
        Synonyms synonyms =
                Synonyms.parse(new String(read("/search/synonyms.txt"), StandardCharsets.UTF_8), (message, line) -> {
                    throw new AssertionError(line + ": " + message);
                });
        return new ArticleArchive(
                updater, published.revision(), LabelLookup.of(topics.values(), series, names), vocabulary, synonyms);
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = ArticleArchive.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        }
    }

    static String slug(String id) {
        return id.replaceFirst("^.*?-[0-9]{4}-", "");
    }

    /** The slugs of what is found, exactly or not, the best first. */
    List<String> found(String query) {
        return find(query).slice().items().stream()
                .map(ref -> slug(ref.position().id()))
                .toList();
    }

    Search.Outcome find(String query) {
        try (IndexUpdater.Snapshot snapshot = updater.acquire(revision)) {
            return new Search(snapshot.searcher(), labels, () -> synonyms)
                    .find(Words.of(query), Newsstand.everything(StorySort.BY_RELEVANCE, 10, false));
        }
    }

    /** What is guessed in place of a query that nothing matches exactly; empty if nothing is. */
    String guess(String query) {
        try (IndexUpdater.Snapshot snapshot = updater.acquire(revision)) {
            return new Search(snapshot.searcher(), labels, () -> synonyms)
                    .didYouMean(Words.of(query), Newsstand.everything(StorySort.BY_RELEVANCE, 10), vocabulary)
                    .orElse("");
        }
    }

    @Override
    public void close() {
        updater.close();
    }
}
