package dev.shida.search;

import dev.shida.content.Part;
import dev.shida.content.Story;
import dev.shida.search.StoryDocument.Searched;
import dev.shida.text.FoldedText;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.lucene.codecs.FieldsProducer;
import org.apache.lucene.codecs.NormsProducer;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.FilterCodecReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.VectorEncoding;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.SmallFloat;
import org.jspecify.annotations.Nullable;

/**
 * Stories as a segment in memory, which is added to the index as a whole. Lucene has indexed their metadata; their texts are
 * inverted by {@link NGramTerms}, field by field as the codec asks for them.
 */
final class InvertedSegment implements Closeable {
    private static final WordAnalyzer ANALYZER = new WordAnalyzer();

    private final Directory directory = new ByteBuffersDirectory();
    private final DirectoryReader metadata;
    private final CodecReader reader;

    /** @param stories with their parts, in the index's order, at least one */
    InvertedSegment(List<Story> stories) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(ANALYZER)
                .setIndexSort(StoryDocument.ORDER)
                .setMaxBufferedDocs(stories.size() + 1)
                .setRAMBufferSizeMB(IndexWriterConfig.DISABLE_AUTO_FLUSH)
                .setUseCompoundFile(false);
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (Story story : stories) {
                writer.addDocument(StoryDocument.of(story));
            }
            metadata = DirectoryReader.open(writer);
        }
        reader = new WithTexts((CodecReader) metadata.leaves().get(0).reader(), stories);
    }

    CodecReader reader() {
        return reader;
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            metadata.close();
        }
    }

    /** A field of the index: the n-grams of one size in some texts, one text for each story. */
    private static final class NGramField {
        private final String name;
        private final List<int[]> texts;
        private final int size;

        /** The length of each text as BM25 encodes it, in a byte. */
        private final byte[] lengths;

        NGramField(Searched searched, List<int[]> texts, int size) {
            name = searched.ngrams(size);
            this.texts = texts;
            this.size = size;
            lengths = new byte[texts.size()];
            for (int i = 0; i < lengths.length; i++) {
                lengths[i] = SmallFloat.intToByte4(NGramTerms.count(texts.get(i), size));
            }
        }

        boolean positioned() {
            return size == StoryDocument.MAX_NGRAM;
        }

        FieldInfo info(int number) {
            return new FieldInfo(
                    name,
                    number,
                    false,
                    false,
                    false,
                    positioned() ? IndexOptions.DOCS_AND_FREQS_AND_POSITIONS : IndexOptions.DOCS_AND_FREQS,
                    DocValuesType.NONE,
                    -1,
                    Map.of(),
                    0,
                    0,
                    0,
                    0,
                    VectorEncoding.FLOAT32,
                    VectorSimilarityFunction.EUCLIDEAN,
                    false,
                    false);
        }

        Terms terms() {
            return NGramTerms.of(texts, size, positioned());
        }

        NumericDocValues lengths() {
            return new NumericDocValues() {
                private int document = -1;

                @Override
                public long longValue() {
                    return lengths[document];
                }

                @Override
                public boolean advanceExact(int target) {
                    document = target;
                    return true;
                }

                @Override
                public int docID() {
                    return document;
                }

                @Override
                public int nextDoc() {
                    return advance(document + 1);
                }

                @Override
                public int advance(int target) {
                    document = target < lengths.length ? target : NO_MORE_DOCS;
                    return document;
                }

                @Override
                public long cost() {
                    return lengths.length;
                }
            };
        }
    }

    /** The segment of the metadata, with the fields of the texts. */
    private static final class WithTexts extends FilterCodecReader {
        private final Map<String, NGramField> textFields = new LinkedHashMap<>();
        private final FieldInfos infos;

        WithTexts(CodecReader metadata, List<Story> stories) {
            super(metadata);
            List<int[]> titles = new ArrayList<>();
            List<int[]> texts = new ArrayList<>();
            for (Story story : stories) {
                titles.add(FoldedText.of(story.title()).points());
                texts.add(FoldedText.of(story.parts().orElseThrow().stream()
                                .map(Part::text)
                                .collect(Collectors.joining("\n\n")))
                        .points());
            }
            List<FieldInfo> all = new ArrayList<>();
            metadata.getFieldInfos().forEach(all::add);
            for (int size = 1; size <= StoryDocument.MAX_NGRAM; size++) {
                for (NGramField field : List.of(
                        new NGramField(Searched.TITLE, titles, size), new NGramField(Searched.TEXT, texts, size))) {
                    textFields.put(field.name, field);
                    all.add(field.info(all.size()));
                }
            }
            infos = new FieldInfos(all.toArray(FieldInfo[]::new));
        }

        @Override
        public FieldInfos getFieldInfos() {
            return infos;
        }

        @Override
        public FieldsProducer getPostingsReader() {
            FieldsProducer metadata = super.getPostingsReader();
            return new FieldsProducer() {
                @Override
                public Iterator<String> iterator() {
                    List<String> names = new ArrayList<>(textFields.keySet());
                    metadata.forEach(names::add);
                    return names.stream().sorted().iterator();
                }

                @Override
                public @Nullable Terms terms(String name) throws IOException {
                    NGramField field = textFields.get(name);
                    return field == null ? metadata.terms(name) : field.terms();
                }

                @Override
                public int size() {
                    return metadata.size() + textFields.size();
                }

                @Override
                public void checkIntegrity() {
                    // There are no checksums in memory.
                }

                @Override
                public void close() throws IOException {
                    metadata.close();
                }
            };
        }

        @Override
        public NormsProducer getNormsReader() {
            return new NormsProducer() {
                @Override
                public NumericDocValues getNorms(FieldInfo info) {
                    NGramField field = textFields.get(info.name);
                    return field == null ? DocValues.emptyNumeric() : field.lengths();
                }

                @Override
                public void checkIntegrity() {
                    // There are no checksums in memory.
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };
        }

        @Override
        public IndexReader.@Nullable CacheHelper getCoreCacheHelper() {
            return null;
        }

        @Override
        public IndexReader.@Nullable CacheHelper getReaderCacheHelper() {
            return null;
        }
    }
}
