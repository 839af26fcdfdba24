package dev.shida.search;

import dev.shida.edition.Story;
import dev.shida.edition.Story.Texts;
import dev.shida.edition.Topic;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;

/** A story as the index has it: nothing of it can be read back, only found. */
final class StoryDocument {
    /** Counts the forms that documents have had: one that the index does not have is a reason to build it anew. */
    static final int SCHEMA = 1;

    static final String ID = "id";
    static final String EDITION = "edition";
    static final String SERIES = "series";
    static final String YEAR = "year";
    static final String RANK = "rank";
    static final String TITLE_ORDER = "order";
    static final String TOPIC = "topic";

    /** What a word is looked for in: each is indexed by pairs of characters, with positions, and by single ones. */
    enum Searched {
        TITLE,
        TEXT;

        /** The field of pairs. */
        String pairs() {
            return this == TITLE ? "title" : "text";
        }

        /** The field of single characters. */
        String singles() {
            return this == TITLE ? "title1" : "text1";
        }

        static List<String> fields() {
            return List.of(TITLE.pairs(), TITLE.singles(), TEXT.pairs(), TEXT.singles());
        }
    }

    private static final FieldType PAIRS = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    private static final FieldType SINGLES = type(IndexOptions.DOCS_AND_FREQS);

    private StoryDocument() {}

    private static FieldType type(IndexOptions options) {
        FieldType type = new FieldType();
        type.setIndexOptions(options);
        type.setTokenized(true);
        type.freeze();
        return type;
    }

    /**
     * The document of a story.
     *
     * @param story with its texts
     */
    static Document of(Story story) {
        Texts texts = story.texts().orElseThrow();
        Document document = new Document();
        addKey(document, ID, story.id());
        document.add(new StringField(EDITION, story.edition(), Field.Store.NO));
        addKey(document, SERIES, story.series());
        document.add(new StringField(YEAR, String.valueOf(story.year()), Field.Store.NO));
        document.add(new NumericDocValuesField(YEAR, story.year()));
        document.add(new NumericDocValuesField(RANK, story.rank()));
        document.add(new SortedDocValuesField(TITLE_ORDER, new BytesRef(story.title())));
        for (Topic topic : story.topics()) {
            document.add(new StringField(TOPIC, topic.id(), Field.Store.NO));
            document.add(new SortedSetDocValuesField(TOPIC, new BytesRef(topic.id())));
        }
        addText(document, Searched.TITLE, story.title());
        addText(document, Searched.TEXT, texts.replay() + "\n" + texts.commentary());
        return document;
    }

    private static void addKey(Document document, String name, String key) {
        document.add(new StringField(name, key, Field.Store.NO));
        document.add(new SortedDocValuesField(name, new BytesRef(key)));
    }

    private static void addText(Document document, Searched searched, String text) {
        Folded folded = Folded.of(text);
        document.add(new Field(searched.pairs(), new Grams(folded, 2), PAIRS));
        document.add(new Field(searched.singles(), new Grams(folded, 1), SINGLES));
    }
}
