package dev.shida.search;

import dev.shida.content.DamagedContent;
import dev.shida.content.Editions;
import dev.shida.content.Position;
import dev.shida.content.Revision;
import dev.shida.content.Revisions;
import dev.shida.content.Scope;
import dev.shida.content.SeriesRepository;
import dev.shida.content.Slice;
import dev.shida.content.StoreConfig;
import dev.shida.content.Stories;
import dev.shida.content.Story;
import dev.shida.content.Topics;
import dev.shida.text.FoldedText;
import dev.shida.text.Synonyms;
import dev.shida.text.Words;
import dev.shida.trace.Span;
import dev.shida.trace.Traces;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.interceptor.Interceptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.lucene.search.FuzzyTermsEnum.FuzzyTermsException;
import org.apache.lucene.search.IndexSearcher.TooManyClauses;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;

/**
 * Lists stories: by series, edition, year and topics, by full text, or by both.
 *
 * <p>Every list is answered by an index beside the store, with its exact total and facets, and only the stories of the
 * page are read from the store. A relational database does the first page of one order well, with an index for it. But it
 * counts matches one by one: the facets of two frequent topics took it ten seconds in a million stories, and counters
 * maintained by publications answer one question only. And it needs one more index for each order: nine of them, and the
 * counters, were most of what a publication wrote. A search index has the conditions of a list as sets of documents
 * ({@link MatchSet}), the topics of each side by side ({@link Facets}) and the documents in the default order
 * ({@link DefaultOrderHits}), and ranks by relevance ({@link RelevanceHits}); one copy of it serves all questions.
 *
 * <p>The caller has a transaction, and gets the matches in the state of the content that it reads. {@link FoldedText} says
 * what a character is to the index, {@link QueryPlan} what matches, {@link IndexUpdater} how the index is kept up to date.
 */
@ApplicationScoped
public class StoryIndex {
    /**
     * A story that was found.
     *
     * @param story with its texts, if they were asked for or something is looked for in them
     * @param highlights why, at most {@value Highlight#MAX_COUNT} pieces of it; if something is looked for
     * @param position in the order of the list
     */
    public record Hit(Story story, Optional<List<Highlight>> highlights, Position position) {}

    /**
     * The stories of a list.
     *
     * @param slice the stories in the query's window
     * @param total how many match
     * @param topics how many of these carry each topic: the most frequent first, then by id
     * @param match how they match the words, if there are any
     * @param didYouMean what was probably meant, if no story matches the words exactly
     */
    public record Result(
            Slice<Hit> slice,
            long total,
            List<TopicCount> topics,
            Optional<MatchKind> match,
            Optional<String> didYouMean) {}

    /** How many of the suggestions are topics if there are enough titles. */
    private static final int TOPICS_SUGGESTED = 5;

    /** At start, publications are indexed so many at a time. */
    private static final int START_BATCH = 128;

    private static final long START_WAIT_SECONDS = 30;

    private static final int LOAD_DELAY_SECONDS = 1;

    private final SearchConfig config;
    private final SearchLimit limit;
    private final IndexUpdater updater;
    private final Revisions revisions;
    private final Stories stories;
    private final Topics topics;
    private final SeriesRepository series;
    private final Editions editions;
    private final SynonymList synonyms = new SynonymList();
    private final AtomicBoolean dictionaryWanted = new AtomicBoolean();
    private volatile boolean started;
    private volatile ListNames listNames = new ListNames(0, LabelLookup.NONE, List.of());
    private volatile TopicVocabulary vocabulary = new TopicVocabulary(0, List.of(), Facets.none());

    StoryIndex(
            SearchConfig config,
            StoreIndexSource source,
            StoreConfig store,
            Revisions revisions,
            Stories stories,
            Topics topics,
            SeriesRepository series,
            Editions editions) {
        this.config = config;
        int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
        int concurrent = config.maxConcurrent() == 0 ? processors : config.maxConcurrent();
        limit = new SearchLimit(concurrent, config.maxQueued(), config.maxWait());
        updater = new IndexUpdater(source, new IndexFolder(store.data()));
        this.revisions = revisions;
        this.stories = stories;
        this.topics = topics;
        this.series = series;
        this.editions = editions;
    }

    /**
     * Indexes a publication before the observers that invalidate cached responses. What is published at start is indexed in
     * the background, many publications at a time.
     */
    void follow(
            @Observes(during = TransactionPhase.AFTER_SUCCESS) @Priority(Interceptor.Priority.LIBRARY_BEFORE)
                    Revision revision) {
        if (started) {
            updater.catchUp();
        } else if (revision.number() % START_BATCH == 0) {
            updater.indexPending();
        }
    }

    /** Replaces the operator's own list of synonyms. */
    void update(@Observes Synonyms own) {
        synonyms.update(own);
    }

    /**
     * Catches up after the publications at start, before the first request is accepted. What is not indexed after a while is
     * indexed while requests other than those for lists are answered.
     */
    void start(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) StartupEvent start) {
        started = true;
        updater.awaitStart(START_WAIT_SECONDS);
    }

    /** The latest revision that lists can be answered from; empty while there is no index, or it has failed. */
    public OptionalLong indexedRevision() {
        return updater.revision();
    }

    @PreDestroy
    void close() {
        updater.close();
    }

    /**
     * Runs a search for words when it is its turn: the number at once is limited, as each may take a processor for long.
     * Called before the search takes a connection to the store, of which there are few.
     *
     * @param abandoned whether no client waits for the answer any more; called by several threads
     * @param search gets the deadline by which it has to end
     * @throws IndexUnavailable if too many run and wait
     */
    public <T> T admit(BooleanSupplier abandoned, Function<Deadline, T> search) {
        return limit.run(() -> search.apply(deadline(abandoned)));
    }

    /**
     * The time by which a search that begins now has to end.
     *
     * @param abandoned whether no client waits for the answer any more; called by several threads
     */
    public Deadline deadline(BooleanSupplier abandoned) {
        return new Deadline(config.timeout(), abandoned);
    }

    private Deadline deadline() {
        return deadline(() -> false);
    }

    /** As {@link #find(Words, StoryQuery, Deadline)}, for a list that needs no admission. */
    public Result find(Words words, StoryQuery query) {
        return find(words, query, deadline());
    }

    /**
     * The stories that match both the words, if there are any, and the query, in the query's order.
     *
     * @throws StaleRevision if something was published after the caller's transaction began; another will do
     * @throws IndexUnavailable if nothing can be looked for at present
     */
    public Result find(Words words, StoryQuery query, Deadline deadline) {
        if (!words.isEmpty()) {
            loadDictionary();
        }
        long revision = revision();
        TopicVocabulary vocabulary = vocabulary(revision);
        LabelLookup labels = labels(words, revision, vocabulary);
        record Answer(Search.Outcome outcome, Optional<String> didYouMean) {}
        Answer answer = search("search", revision, deadline, labels, (search, span) -> {
            Search.Outcome outcome = search.find(words, query);
            span.set("shida.search.match", outcome.match().name().toLowerCase(Locale.ROOT));
            span.set("shida.search.total", outcome.total());
            return new Answer(
                    outcome,
                    outcome.certain() ? Optional.empty() : didYouMean(search, words, query, vocabulary, deadline));
        });
        Search.Outcome outcome = answer.outcome;
        List<Search.StoryRef> refs = outcome.slice().items();
        List<Story> shown = storiesOf(refs, query.texts() || !words.isEmpty(), vocabulary);
        Highlighter highlighter = new Highlighter(outcome.highlighted(), deadline);
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            Story story = shown.get(i);
            hits.add(new Hit(
                    story,
                    words.isEmpty() ? Optional.empty() : Optional.of(highlighter.of(story)),
                    refs.get(i).position()));
        }
        return new Result(
                new Slice<>(hits, outcome.slice().before(), outcome.slice().after()),
                outcome.total(),
                vocabulary.counted(outcome.topics()),
                words.isEmpty() ? Optional.empty() : Optional.of(outcome.match()),
                answer.didYouMean);
    }

    private Optional<String> didYouMean(
            Search search, Words words, StoryQuery query, TopicVocabulary vocabulary, Deadline deadline) {
        if (words.required().isEmpty()) {
            return Optional.empty();
        }
        return Traces.step("search what was meant", span -> {
            try {
                return search.within(config.guessTimeout()).didYouMean(words, query, vocabulary);
            } catch (IndexUnavailable e) {
                span.set("shida.search.given_up", true);
                // There is an answer without it, unless the whole search is over.
                deadline.check();
                deadline.miss();
                return Optional.empty();
            }
        });
    }

    /**
     * The topics of the stories in a scope, the most frequent first, then by id.
     *
     * @throws StaleRevision as {@link #find} does
     * @throws IndexUnavailable likewise
     */
    public List<TopicCount> topics(Scope scope) {
        long revision = revision();
        return vocabulary(revision).counted(search(revision, deadline(), search -> search.topics(scope)));
    }

    /**
     * A topic, and how many of all stories carry it; empty if none does.
     *
     * @throws StaleRevision as {@link #find} does
     * @throws IndexUnavailable likewise
     */
    public Optional<TopicCount> topic(String id) {
        return vocabulary(revision()).byId(id);
    }

    /**
     * Stories of other years that have topics of a story: those with most of them first, then those with a title more like
     * its; without texts.
     *
     * @throws StaleRevision as {@link #find} does
     * @throws IndexUnavailable likewise
     */
    public List<Story> like(Story story, int count) {
        if (story.topics().isEmpty()) {
            return List.of();
        }
        long revision = revision();
        TopicVocabulary vocabulary = vocabulary(revision);
        return storiesOf(search(revision, deadline(), search -> search.like(story, count)), false, vocabulary);
    }

    /**
     * The places in the ranking of the stories that carry a topic, by year, the newest year first; 0 for a story that has
     * none.
     *
     * @throws StaleRevision as {@link #find} does
     * @throws IndexUnavailable likewise
     */
    public SortedMap<Integer, List<Integer>> ranksByYear(String topic) {
        return search(revision(), deadline(), search -> search.ranksByYear(topic));
    }

    /**
     * Completes what is being typed: with topics by their labels, and with titles, both by pinyin too; with series by
     * their labels, and with editions by their titles and years. Nothing typed is completed with the most frequent topics.
     *
     * @param typed at most {@value Words#MAX_LENGTH} code points
     * @return at most {@value Suggestion#MAX_COUNT}
     * @throws StaleRevision as {@link #find} does
     * @throws IndexUnavailable likewise
     */
    public List<Suggestion> suggest(String typed, Deadline deadline) {
        long revision = revision();
        TopicVocabulary names = vocabulary(revision);
        List<Suggestion> named =
                names.completing(typed, deadline).limit(Suggestion.MAX_COUNT).toList();
        List<Suggestion> titled =
                FoldedText.of(typed).length() == 0 ? List.of() : titled(revision, typed, names, deadline);
        List<Suggestion> lists =
                names(revision, names).completing(typed, deadline).toList();
        int share = Math.max(TOPICS_SUGGESTED, Suggestion.MAX_COUNT - titled.size() - lists.size());
        return Stream.of(named.stream().limit(share), lists.stream(), titled.stream())
                .flatMap(each -> each)
                .limit(Suggestion.MAX_COUNT)
                .toList();
    }

    private List<Suggestion> titled(long revision, String typed, TopicVocabulary vocabulary, Deadline deadline) {
        loadDictionary();
        // Some are the same, and one of each will do.
        List<Search.StoryRef> refs =
                search(revision, deadline, search -> search.titled(typed, 3 * Suggestion.MAX_COUNT));
        Map<String, Suggestion> byTitle = new LinkedHashMap<>();
        for (Story story : storiesOf(refs, false, vocabulary)) {
            byTitle.putIfAbsent(story.title(), new Suggestion(Suggestion.Kind.STORY, story.id(), story.title()));
        }
        return List.copyOf(byTitle.values());
    }

    private List<Story> storiesOf(List<Search.StoryRef> refs, boolean texts, TopicVocabulary vocabulary) {
        List<Story> found =
                stories.byNumbers(refs.stream().map(Search.StoryRef::number).toList(), texts, vocabulary.topics());
        if (found.size() < refs.size()) {
            throw new DamagedContent("list of stories");
        }
        return found;
    }

    /**
     * Loads what relaxed searches take, 8 MB of the heap, in the background, when something is first typed or searched for. It
     * begins a second later, as with one core that search would wait for it.
     */
    private void loadDictionary() {
        if (dictionaryWanted.getAndSet(true)) {
            return;
        }
        Executor later = CompletableFuture.delayedExecutor(LOAD_DELAY_SECONDS, TimeUnit.SECONDS, task -> {
            Thread thread = new Thread(task, "search dictionary");
            thread.setDaemon(true);
            thread.start();
        });
        later.execute(() -> {
            synonyms.get();
            QuerySegmenter.loaded();
        });
    }

    private long revision() {
        return revisions.ofSnapshot().map(Revision::number).orElse(0L);
    }

    private TopicVocabulary vocabulary(long revision) {
        TopicVocabulary current = vocabulary;
        if (current.revision() != revision) {
            current = new TopicVocabulary(
                    revision,
                    topics.byIdAscending(),
                    search(revision, deadline(), search -> search.topics(Scope.EVERYTHING)));
            vocabulary = current;
        }
        return current;
    }

    private ListNames names(long revision, TopicVocabulary vocabulary) {
        ListNames current = listNames;
        if (current.revision() != revision) {
            current = ListNames.of(revision, vocabulary.topics().values(), series.byIdAscending(), editions.names());
            listNames = current;
        }
        return current;
    }

    /** The labels, which only searches for words need. */
    private LabelLookup labels(Words words, long revision, TopicVocabulary vocabulary) {
        return words.isEmpty() ? LabelLookup.NONE : names(revision, vocabulary).labels();
    }

    private <T> T search(long revision, Deadline deadline, Function<Search, T> question) {
        return search("look up", revision, deadline, LabelLookup.NONE, (search, span) -> question.apply(search));
    }

    private <T> T search(
            String step, long revision, Deadline deadline, LabelLookup labels, BiFunction<Search, Span, T> question) {
        return Traces.step(step, span -> search(span, revision, deadline, labels, question));
    }

    private <T> T search(
            Span span, long revision, Deadline deadline, LabelLookup labels, BiFunction<Search, Span, T> question) {
        try (IndexUpdater.Snapshot snapshot = updater.acquire(revision)) {
            try {
                return question.apply(new Search(snapshot.searcher().until(deadline), labels, synonyms), span);
            } catch (IndexUnavailable e) {
                span.set("shida.search.given_up", deadline.shouldExit());
                throw e;
            } catch (FuzzyTermsException | TooComplexToDeterminizeException | TooManyClauses e) {
                // It is the query's fault: an index at fault is verified, and searches wait for that.
                throw e;
            } catch (RuntimeException | InternalError e) {
                updater.reportFailure(e);
                throw new IndexUnavailable("The search index cannot be read.", e);
            }
        }
    }
}
