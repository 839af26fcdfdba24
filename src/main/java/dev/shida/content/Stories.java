package dev.shida.content;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;

/** The published stories. Every question costs a number of statements that does not depend on the answer. */
@ApplicationScoped
public class Stories {
    /** The ids of the stories before and after one in its edition. */
    public record Neighbours(Optional<String> previous, Optional<String> next) {}

    /**
     * A part of a story alone, and what the story belongs to; its topics by id, in the editor's order.
     *
     * @param part empty if the story has no such part
     */
    public record PartOfStory(
            String story, String edition, String series, String language, List<String> topics, Optional<Part> part) {}

    /** Which story changed when, and where it is: in its edition, under a slug. */
    public record Change(String edition, String slug, Instant updatedAt) {}

    /** More than an edition has stories: a story's number is its revision's and its position. */
    private static final long NUMBERS_A_REVISION = 1_000;

    private final StatelessSession session;
    private final Topics topics;

    Stories(StatelessSession session, Topics topics) {
        this.session = session;
        this.topics = topics;
    }

    /** One story, with its parts where asked for. */
    public Optional<Story> byId(String id, boolean parts) {
        return load("id", id, parts).stream().findFirst();
    }

    /**
     * The stories with these numbers, in the order of the numbers given; one that is not there is left out.
     *
     * @param topics that they carry, by id
     */
    public List<Story> byNumbers(List<Long> numbers, boolean parts, Map<String, Topic> topics) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        // In SQL, as Topics are.
        List<StoryRow> rows = session.createNativeQuery(
                        "select * from story where number = any(:numbers)", StoryRow.class)
                .setParameter("numbers", numbers.toArray(Long[]::new))
                .getResultList();
        return IdLookup.inOrder(
                numbers, stories(rows, parts ? Optional.of(parts(rows)) : Optional.empty(), topics), Story::number);
    }

    /** One part of a story, without loading the rest of it; empty if there is no such story. */
    public Optional<PartOfStory> part(String id, PartKind part) {
        return session.createQuery(
                        "select s, p from StoryRow s left join PartRow p on p.number > s.number * :parts"
                                + " and p.number < (s.number + 1) * :parts and p.id = :part where s.id = :id",
                        Object[].class)
                .setParameter("id", id)
                .setParameter("part", part.id())
                .setParameter("parts", (long) PartRow.NUMBERS_A_STORY)
                .uniqueResultOptional()
                .map(row -> part(((StoryRow) row[0]).verified(), part, Optional.ofNullable((PartRow) row[1])));
    }

    private static PartOfStory part(StoryRow story, PartKind part, Optional<PartRow> row) {
        if (row.isPresent() != idsIn(story.parts).contains(part.id())) {
            throw new DamagedContent("list of parts of story " + story.id);
        }
        return new PartOfStory(
                story.id,
                story.edition,
                story.series,
                story.language,
                idsIn(story.topics),
                row.map(found -> found.verified(story.id)));
    }

    /** The id that a story has now which had this one under an earlier slug. */
    public Optional<String> idOfFormer(String id) {
        return Optional.ofNullable(session.get(FormerIdRow.class, id)).map(row -> row.verified().story);
    }

    /** The stories of an edition in the order of print, with their parts where asked for. */
    public List<Story> of(Edition edition, boolean parts) {
        List<Story> stories = load("edition", edition.id(), parts);
        if (stories.size() != edition.stories()) {
            throw new DamagedContent("list of stories of edition " + edition.id());
        }
        return stories.stream().sorted(Comparator.comparing(Story::position)).toList();
    }

    /** The stories that revisions, from one to another, published last, with their parts, in the order of their numbers. */
    public List<Story> published(Revision first, Revision last) {
        long from = number(first.number(), 0);
        long to = number(last.number() + 1, 0);
        List<StoryRow> rows = between(from, to, "story", StoryRow.class);
        List<PartRow> parts =
                between(from * PartRow.NUMBERS_A_STORY, to * PartRow.NUMBERS_A_STORY, "story_part", PartRow.class);
        return stories(rows, Optional.of(parts), carried(rows)).toList();
    }

    /** In SQL, as {@link Topics} are. */
    private <T> List<T> between(long from, long to, String table, Class<T> rows) {
        return session.createNativeQuery(
                        "select * from " + table + " where number >= :from and number < :to order by number", rows)
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList();
    }

    /** The number of a story that a revision published at a position. */
    static long number(long revision, int position) {
        return revision * NUMBERS_A_REVISION + position;
    }

    /** When the stories of some editions changed last, in the order of the editions' ids, and of print. */
    public List<Change> changes(List<String> editions) {
        return session
                .createSelectionQuery(
                        "from StoryRow where edition in :editions order by edition, position", StoryRow.class)
                .setParameterList("editions", editions)
                .getResultList()
                .stream()
                .map(StoryRow::verified)
                .map(row -> new Change(row.edition, row.id.substring(row.edition.length() + 1), row.updatedAt))
                .toList();
    }

    /** What stands around a story in its edition. */
    public Neighbours neighbours(Story story) {
        int position = story.position();
        Map<Integer, String> ids = session
                .createSelectionQuery(
                        "from StoryRow where edition = :edition and position in (:before, :after)", StoryRow.class)
                .setParameter("edition", story.edition())
                .setParameter("before", position - 1)
                .setParameter("after", position + 1)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(row -> row.verified().position, row -> row.id));
        if ((position > 1 && !ids.containsKey(position - 1)) || (!ids.containsKey(position + 1) && !isLast(story))) {
            throw new DamagedContent("list of stories of edition " + story.edition());
        }
        return new Neighbours(Optional.ofNullable(ids.get(position - 1)), Optional.ofNullable(ids.get(position + 1)));
    }

    private boolean isLast(Story story) {
        EditionRow edition = session.get(EditionRow.class, story.edition());
        return edition != null && edition.verified().stories == story.position();
    }

    private static List<String> idsIn(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split(" "));
    }

    /** The stories of which a field has a value. */
    private List<Story> load(String field, String value, boolean parts) {
        List<StoryRow> rows = session.createSelectionQuery("from StoryRow where " + field + " = :value", StoryRow.class)
                .setParameter("value", value)
                .getResultList();
        return stories(rows, parts ? Optional.of(parts(rows)) : Optional.empty(), carried(rows))
                .toList();
    }

    /** In SQL: with a list of numbers in HQL, a search takes 1.1 times as long, and a list with texts 1.3 to 1.5. */
    private List<PartRow> parts(List<StoryRow> rows) {
        Long[] numbers = rows.stream()
                .flatMap(row -> IntStream.rangeClosed(1, idsIn(row.parts).size())
                        .mapToObj(place -> PartRow.number(row.number, place)))
                .toArray(Long[]::new);
        return numbers.length == 0
                ? List.of()
                : session.createNativeQuery(
                                "select * from story_part where number = any(:numbers) order by number", PartRow.class)
                        .setParameter("numbers", numbers)
                        .getResultList();
    }

    private Map<String, Topic> carried(List<StoryRow> rows) {
        return topics.byIds(
                rows.stream().flatMap(row -> idsIn(row.topics).stream()).collect(Collectors.toSet()));
    }

    private static Topic carried(String id, Map<String, Topic> topics) {
        Topic topic = topics.get(id);
        if (topic == null) {
            throw new DamagedContent("topic " + id);
        }
        return topic;
    }

    /** @param parts of all the stories, in the order of their numbers */
    private static Stream<Story> stories(
            List<StoryRow> rows, Optional<List<PartRow>> parts, Map<String, Topic> topics) {
        Optional<Map<Long, List<PartRow>>> byStory =
                parts.map(all -> all.stream().collect(Collectors.groupingBy(PartRow::story)));
        return rows.stream()
                .map(StoryRow::verified)
                .map(row ->
                        story(row, topics, byStory.map(all -> parts(row, all.getOrDefault(row.number, List.of())))));
    }

    private static List<Part> parts(StoryRow story, List<PartRow> rows) {
        if (!rows.stream().map(row -> row.id).toList().equals(idsIn(story.parts))) {
            throw new DamagedContent("list of parts of story " + story.id);
        }
        return rows.stream().map(row -> row.verified(story.id)).toList();
    }

    private static Story story(StoryRow row, Map<String, Topic> topics, Optional<List<Part>> parts) {
        return new Story(
                row.number,
                row.id,
                row.edition,
                row.series,
                row.year,
                row.position,
                Optional.ofNullable(row.rank),
                Optional.ofNullable(row.numeral),
                row.language,
                row.title,
                Optional.ofNullable(row.excerpt),
                Optional.ofNullable(row.date),
                Optional.ofNullable(row.byline),
                idsIn(row.topics).stream().map(id -> carried(id, topics)).toList(),
                row.publishedAt,
                row.updatedAt,
                parts);
    }
}
