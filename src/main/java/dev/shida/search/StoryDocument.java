package dev.shida.search;

import dev.shida.content.Part;
import dev.shida.content.Story;
import dev.shida.content.Topic;
import java.io.IOException;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;

/** The document of a story in the index. Its texts are indexed but not stored. */
final class StoryDocument {
    /** The version of the documents' schema; an index of another version is rebuilt. */
    static final int SCHEMA = 10;

    static final String NUMBER = "number";
    static final String ID = "id";
    static final String EDITION = "edition";
    static final String SERIES = "series";
    static final String YEAR = "year";
    static final String POSITION = "position";
    static final String RANK = "rank";
    static final String TITLE_ORDER = "order";
    static final String TOPIC = "topic";
    static final String LANGUAGE = "language";

    /** The words of alphabets as they are printed, folded: what misprints are corrected to. */
    static final String PRINTED = "printed";

    /** The stories whose characters are read as Chinese. */
    static final Term IN_CHINESE = new Term(LANGUAGE, "zh");

    /** The order in which the index keeps its documents, which is the default order of a list. */
    static final Sort ORDER = new Sort(
            new SortField(YEAR, SortField.Type.INT, true),
            new SortField(POSITION, SortField.Type.INT),
            new SortField(ID, SortField.Type.STRING));

    /** The same order, of stories. */
    static final Comparator<Story> IN_ORDER = Comparator.comparingInt(Story::year)
            .reversed()
            .thenComparing(Story::position)
            .thenComparing(Story::id);

    /** The searched fields, each indexed by n-grams of one, two and three characters. */
    enum Searched {
        TITLE("title"),
        TEXT("text");

        private final String name;

        Searched(String name) {
            this.name = name;
        }

        /** The field of the n-grams of a size. */
        String ngrams(int size) {
            return name + size;
        }

        /** The field of the words of alphabets, for relaxed matches. */
        String words() {
            return name + "Words";
        }
    }

    /** The longest n-gram that is a term; longer texts are phrases of these. */
    static final int MAX_NGRAM = 3;

    private static final FieldType WORDS = words(IndexOptions.DOCS_AND_FREQS);
    private static final FieldType PRINTED_WORDS = words(IndexOptions.DOCS);

    private StoryDocument() {}

    private static FieldType words(IndexOptions options) {
        FieldType words = new FieldType();
        words.setTokenized(true);
        words.setOmitNorms(true);
        words.setIndexOptions(options);
        words.freeze();
        return words;
    }

    /** What the index has of a story. */
    static Document of(Story story) {
        Document document = new Document();
        document.add(new NumericDocValuesField(NUMBER, story.number()));
        addKey(document, ID, story.id());
        document.add(new StringField(EDITION, story.edition(), Field.Store.NO));
        addKey(document, SERIES, story.series());
        document.add(new StringField(YEAR, String.valueOf(story.year()), Field.Store.NO));
        document.add(new NumericDocValuesField(YEAR, story.year()));
        document.add(new NumericDocValuesField(POSITION, story.position()));
        document.add(new StringField(LANGUAGE, language(story), Field.Store.NO));
        story.rank().ifPresent(rank -> document.add(new NumericDocValuesField(RANK, rank)));
        document.add(new SortedDocValuesField(TITLE_ORDER, new BytesRef(story.title())));
        // No n-gram reaches from one part into the next.
        String text = story.parts().orElseThrow().stream().map(Part::text).collect(Collectors.joining("\n\n"));
        document.add(new Field(Searched.TITLE.words(), story.title(), WORDS));
        // The slug says in a few words of letters what the story is about.
        document.add(new Field(Searched.TEXT.words(), text + '\n' + slug(story), WORDS));
        document.add(new Field(PRINTED, story.title() + '\n' + text, PRINTED_WORDS));
        for (Topic topic : story.topics()) {
            document.add(new StringField(TOPIC, topic.id(), Field.Store.NO));
            document.add(new SortedSetDocValuesField(TOPIC, new BytesRef(topic.id())));
        }
        NGramTokens.addFields(document, Searched.TITLE, story.title());
        NGramTokens.addFields(document, Searched.TEXT, text);
        return document;
    }

    /** Whether a story is among those that are {@link #IN_CHINESE}. */
    static boolean isInChinese(Story story) {
        return language(story).equals(IN_CHINESE.text());
    }

    private static String slug(Story story) {
        return story.id().substring(story.edition().length());
    }

    private static String language(Story story) {
        return Locale.forLanguageTag(story.language()).getLanguage();
    }

    /** The number of the story that a document of a segment is of. */
    static long number(LeafReader segment, int document) throws IOException {
        NumericDocValues numbers = segment.getNumericDocValues(NUMBER);
        numbers.advanceExact(document);
        return numbers.longValue();
    }

    private static void addKey(Document document, String name, String key) {
        document.add(new StringField(name, key, Field.Store.NO));
        document.add(new SortedDocValuesField(name, new BytesRef(key)));
    }
}
