package dev.shida.search;

import dev.shida.edition.Slice;
import dev.shida.edition.Sort.Key;
import dev.shida.edition.Sort.Order;
import dev.shida.edition.StoryQuery;
import dev.shida.edition.Window;
import dev.shida.edition.Window.After;
import dev.shida.edition.Window.Before;
import dev.shida.edition.Window.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.util.BytesRef;

/** Answers questions from one state of the index. */
final class Search {
    /**
     * Where a story stands in an order.
     *
     * @param values of each key, then the id
     */
    record Place(List<Object> values) {
        String id() {
            return (String) values.get(values.size() - 1);
        }
    }

    /** The places in a window, how many stories match, and how many of these carry each topic. */
    record Outcome(Slice<Place> places, long total, Map<String, Long> topics) {}

    /** How much more a title counts that has what is typed than one that is read so. */
    private static final float LITERALLY = 100;

    private final LiveSearcher searcher;

    Search(LiveSearcher searcher) {
        this.searcher = searcher;
    }

    /** The stories that match, in the query's order. */
    Outcome find(Words words, StoryQuery query) {
        try {
            return find(new Matching(searcher).of(words, query), words.areSkippable(), query.sort(), query.window());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many stories match. */
    long count(Words words, StoryQuery query) {
        try {
            return searcher.count(new Matching(searcher).of(words, query));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was probably meant by words that nothing matches. */
    Optional<String> didYouMean(Words words, StoryQuery query, Vocabulary vocabulary) {
        try {
            return new Guess(searcher, vocabulary).at(words, query);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stories whose title has what is typed, the best match first. */
    List<String> titled(String typed, int count) {
        try {
            String text = Folded.of(typed).joined();
            List<Query> ways = new ArrayList<>(new Sounds(searcher).completing(Pinyin.readBeginning(typed)));
            ways.add(new BoostQuery(Matching.inTitle(text), LITERALLY));
            Sort best = new Sort(SortField.FIELD_SCORE, new SortField(StoryDocument.ID, SortField.Type.STRING));
            return Arrays.stream(searcher.search(new DisjunctionMaxQuery(ways, 0), count, best).scoreDocs)
                    .map(doc -> ((BytesRef) ((FieldDoc) doc).fields[1]).utf8ToString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome find(Query matching, boolean skippable, dev.shida.edition.Sort sort, Window window)
            throws IOException {
        Matches matches = new Matches();
        boolean atOnce = sort.byRelevance() && !skippable;
        if (!atOnce) {
            searcher.search(matching, matches);
        }
        Slice<Place> places = new Top(matching, matches, sort, atOnce).slice(window);
        return new Outcome(places, matches.total(), Facets.of(matches));
    }

    /**
     * The first of some matches in an order. By relevance, a query for one term is asked once more: Lucene skips all that
     * cannot be among the first, which is nearly everything. A phrase, which it can skip little of and which costs more
     * to find than to score, is asked for once. In any other order, the matches are gone through.
     */
    private final class Top {
        private final Query matching;
        private final Matches matches;
        private final dev.shida.edition.Sort sort;
        private boolean pending;

        /** Finds the matches, too, if they are pending. */
        Top(Query matching, Matches matches, dev.shida.edition.Sort sort, boolean pending) {
            this.matching = matching;
            this.matches = matches;
            this.sort = sort;
            this.pending = pending;
        }

        Slice<Place> slice(Window window) throws IOException {
            int limit = window.limit();
            if (window.start() instanceof Page page) {
                long offset = (page.number() - 1L) * limit;
                List<Place> places = places(Optional.empty(), false, offset + limit);
                return new Slice<>(
                        places.stream().skip(offset).toList(),
                        offset > 0 && matches.total() > 0,
                        matches.total() > offset + limit);
            }
            boolean backwards = window.start() instanceof Before;
            List<Object> from =
                    window.start() instanceof Before before ? before.place() : ((After) window.start()).place();
            List<Place> places = places(Optional.of(from), backwards, limit + 1L);
            boolean further = places.size() > limit;
            boolean behind = !places.isEmpty()
                    && (further
                            ? !places(Optional.of(places.get(0).values()), !backwards, 1)
                                    .isEmpty()
                            : matches.total() > places.size());
            List<Place> shown = new ArrayList<>(places.subList(0, Math.min(limit, places.size())));
            if (backwards) {
                Collections.reverse(shown);
            }
            return new Slice<>(shown, backwards ? further : behind, backwards ? behind : further);
        }

        /** The first places after one, in the order or against it. */
        private List<Place> places(Optional<List<Object>> after, boolean backwards, long count) throws IOException {
            List<SortField> fields = new ArrayList<>();
            sort.orders().forEach(order -> fields.add(field(order, backwards)));
            fields.add(new SortField(StoryDocument.ID, SortField.Type.STRING, backwards));
            int size = (int) Math.min(
                    count, Math.max(1, pending ? searcher.getIndexReader().maxDoc() : matches.total()));
            FieldDoc place = after.isEmpty()
                    ? null
                    // No document is at this place and after it: the id, which is in the order, is unique.
                    : new FieldDoc(Integer.MAX_VALUE, Float.NaN, values(sort, after.get()));
            TopFieldCollector top = new TopFieldCollectorManager(
                            new Sort(fields.toArray(SortField[]::new)), size, place, size)
                    .newCollector();
            if (pending) {
                searcher.search(matching, MultiCollector.wrap(top, matches));
                pending = false;
            } else if (sort.byRelevance()) {
                searcher.search(matching, top);
            } else {
                matches.replay(top);
            }
            return Arrays.stream(top.topDocs().scoreDocs)
                    .map(doc -> place((FieldDoc) doc))
                    .toList();
        }
    }

    private static SortField field(Order order, boolean backwards) {
        boolean reverse = order.descending() != backwards;
        return switch (order.key()) {
            case YEAR -> new SortField(StoryDocument.YEAR, SortField.Type.INT, reverse);
            case RANK -> new SortField(StoryDocument.RANK, SortField.Type.INT, reverse);
            case SERIES -> new SortField(StoryDocument.SERIES, SortField.Type.STRING, reverse);
            case TITLE -> new SortField(StoryDocument.TITLE_ORDER, SortField.Type.STRING, reverse);
            // Of scores, Lucene's natural order is the best first.
            case RELEVANCE -> new SortField(null, SortField.Type.SCORE, reverse);
        };
    }

    private static Object[] values(dev.shida.edition.Sort sort, List<Object> place) {
        Object[] values = new Object[place.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = place.get(i);
            boolean score = i < sort.orders().size() && sort.orders().get(i).key() == Key.RELEVANCE;
            values[i] = score
                    ? (Object) ((Number) value).floatValue()
                    : value instanceof String text ? new BytesRef(text) : value;
        }
        return values;
    }

    private static Place place(FieldDoc doc) {
        List<Object> values = new ArrayList<>();
        for (Object value : doc.fields) {
            values.add(
                    value instanceof BytesRef bytes
                            ? bytes.utf8ToString()
                            : value instanceof Float score ? (Object) score.doubleValue() : value);
        }
        return new Place(values);
    }
}
