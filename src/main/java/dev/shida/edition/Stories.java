package dev.shida.edition;

import dev.shida.edition.Story.Texts;
import dev.shida.edition.Window.After;
import dev.shida.edition.Window.Before;
import dev.shida.edition.Window.Page;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The published stories. Every question costs a number of statements that does not depend on the answer. */
@ApplicationScoped
public class Stories implements PanacheRepositoryBase<StoryRow, String> {
    /**
     * The answer to a {@link StoryQuery}.
     *
     * @param slice the stories in its window
     * @param total how many it selects
     * @param topics how many of these carry each topic: the most frequent first, then by id
     */
    public record Listing(Slice<Story> slice, long total, List<TopicCount> topics) {}

    /** The ids of the stories before and after one in its edition. */
    public record Neighbours(Optional<String> previous, Optional<String> next) {}

    /** A part of a story alone, and what the story belongs to; its topics by id, in the editor's order. */
    public record Telling(String story, String edition, String series, List<String> topics, String text) {}

    private final Tallies tallies;

    Stories(Tallies tallies) {
        this.tallies = tallies;
    }

    /** The stories that a query selects. */
    public Listing list(StoryQuery query) {
        Selection selection = new Selection(query, tallies.frequencies(query.topics()));
        Tallies.Count count = tallies.of(query).orElseGet(() -> tallies.of(selection.inAnyOrder()));
        Slice<String> ids = isPastTheEnd(query.window(), count.total())
                ? new Slice<>(List.of(), count.total() > 0, false)
                : new Keyset(getSession(), selection.inOrder()).slice(inColumns(query));
        return new Listing(ids.with(page -> load(page, query.texts())), count.total(), count.topics());
    }

    /** One story, with its texts where asked for. */
    public Optional<Story> byId(String id, boolean texts) {
        return load(List.of(id), texts).stream().findFirst();
    }

    /** The stories with these ids, in the order of the ids; one that is not there is left out. */
    public List<Story> byIds(List<String> ids, boolean texts) {
        return load(ids, texts);
    }

    /** One part of a story, without loading the rest of it. */
    public Optional<Telling> telling(String id, Part part) {
        String column =
                switch (part) {
                    case REPLAY -> "replay";
                    case COMMENTARY -> "commentary";
                };
        return getSession()
                .createQuery(
                        "select s.edition, s.series, (select listagg(st.topic, ' ') within group (order by st.position)"
                                + " from StoryTopicRow st where st.story = s.id), t." + column
                                + " from StoryText t join StoryRow s on s.id = t.story where t.story = :id",
                        Object[].class)
                .setParameter("id", id)
                .uniqueResultOptional()
                .map(row -> new Telling(id, (String) row[0], (String) row[1], idsIn((String) row[2]), (String) row[3]));
    }

    /** The stories of an edition by rank, with their texts where asked for. */
    public List<Story> of(Edition edition, boolean texts) {
        return load(
                getSession()
                        .createQuery("select id from StoryRow where edition = :edition order by rank", String.class)
                        .setParameter("edition", edition.id())
                        .getResultList(),
                texts);
    }

    /** What stands around a story in its edition. */
    public Neighbours neighbours(Story story) {
        Map<Integer, String> byRank =
                list("edition = ?1 and rank in (?2, ?3)", story.edition(), story.rank() - 1, story.rank() + 1).stream()
                        .collect(Collectors.toMap(row -> row.rank, row -> row.id));
        return new Neighbours(
                Optional.ofNullable(byRank.get(story.rank() - 1)), Optional.ofNullable(byRank.get(story.rank() + 1)));
    }

    private static List<String> idsIn(@Nullable String list) {
        return list == null ? List.of() : List.of(list.split(" "));
    }

    private static boolean isPastTheEnd(Window window, long total) {
        return window.start() instanceof Page page && (page.number() - 1L) * window.limit() >= total;
    }

    /** The query's window, its place told in columns: titles are ordered by their UTF-8 bytes. */
    private static Window inColumns(StoryQuery query) {
        Window window = query.window();
        if (window.start() instanceof After after) {
            return new Window(window.limit(), new After(inColumns(query.sort(), after.place())));
        }
        if (window.start() instanceof Before before) {
            return new Window(window.limit(), new Before(inColumns(query.sort(), before.place())));
        }
        return window;
    }

    private static List<Object> inColumns(Sort sort, List<Object> place) {
        List<Object> columns = new ArrayList<>(place);
        for (int i = 0; i < sort.orders().size(); i++) {
            if (sort.orders().get(i).key() == Sort.Key.TITLE) {
                columns.set(i, ((String) place.get(i)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return columns;
    }

    private List<Story> load(List<String> ids, boolean texts) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, List<Topic>> topics = topicsOf(ids);
        Map<String, Texts> parts = texts ? textsOf(ids) : Map.of();
        Stream<Story> stories = getSession()
                .createNativeQuery(
                        "select {s.*}, e.language from story s join edition e on e.id = s.edition where s.id in (:ids)",
                        Object[].class)
                .addEntity("s", StoryRow.class)
                .addScalar("language", String.class)
                .setParameter("ids", ids)
                .getResultStream()
                .map(row -> story((StoryRow) row[0], (String) row[1], topics, parts));
        return Ids.inOrder(ids, stories, Story::id);
    }

    private static Story story(
            StoryRow row, String language, Map<String, List<Topic>> topics, Map<String, Texts> texts) {
        return new Story(
                row.id,
                row.edition,
                row.series,
                row.year,
                row.rank,
                language,
                row.title,
                row.excerpt,
                topics.getOrDefault(row.id, List.of()),
                row.publishedAt,
                row.updatedAt,
                Optional.ofNullable(texts.get(row.id)));
    }

    private Map<String, List<Topic>> topicsOf(List<String> ids) {
        Map<String, List<Topic>> topics = new HashMap<>();
        getSession()
                .createNativeQuery(
                        "select st.story, t.id, t.zh, t.en from story_topic st join topic t on t.id = st.topic"
                                + " where st.story in (:ids) order by st.story, st.position",
                        Object[].class)
                .setParameter("ids", ids)
                .getResultStream()
                .forEach(row -> topics.computeIfAbsent((String) row[0], story -> new ArrayList<>())
                        .add(new Topic((String) row[1], new Label((String) row[2], (String) row[3]))));
        return topics;
    }

    private Map<String, Texts> textsOf(List<String> ids) {
        return getSession()
                .createQuery("from StoryText where story in :ids", StoryText.class)
                .setParameter("ids", ids)
                .getResultStream()
                .collect(Collectors.toMap(text -> text.story, text -> new Texts(text.replay, text.commentary)));
    }
}
