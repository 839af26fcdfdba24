package dev.shida.content;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;

/** The published stories. Every question costs a number of statements that does not depend on the answer. */
@ApplicationScoped
public class Stories implements PanacheRepositoryBase<StoryRow, Long> {
    /** The ids of the stories before and after one in its edition. */
    public record Neighbours(Optional<String> previous, Optional<String> next) {}

    /** A part of a story alone, and what the story belongs to; its topics by id, in the editor's order. */
    public record Telling(String story, String edition, String series, List<String> topics, String text) {}

    /** Which story changed when, and where it is: in its edition, under a slug. */
    public record Change(String edition, String slug, Instant updatedAt) {}

    /** More than an edition has stories: a story's number is its revision's and its rank. */
    private static final long NUMBERS_A_REVISION = 1_000;

    private final StatelessSession session;
    private final Topics topics;

    Stories(StatelessSession session, Topics topics) {
        this.session = session;
        this.topics = topics;
    }

    /** One story, with its texts where asked for. */
    public Optional<Story> byId(String id, boolean texts) {
        return load("id", new String[] {id}, texts).stream().findFirst();
    }

    /**
     * The stories with these numbers, in the order of the numbers given; one that is not there is left out.
     *
     * @param topics that they carry, by id
     */
    public List<Story> byNumbers(List<Long> numbers, boolean texts, Map<String, Topic> topics) {
        if (numbers.isEmpty()) {
            return List.of();
        }
        List<StoryRow> rows = rows("number", numbers.toArray(Long[]::new));
        return Ids.inOrder(numbers, stories(rows, texts ? texts(rows) : List.of(), topics), Story::number);
    }

    /** One part of a story, without loading the rest of it. */
    public Optional<Telling> telling(String id, Part part) {
        String column =
                switch (part) {
                    case REPLAY -> "replay";
                    case COMMENTARY -> "commentary";
                };
        return session.createQuery(
                        "select s, t.%s, t.%<sDigest from StoryText t join StoryRow s on s.number = t.story where s.id = :id"
                                .formatted(column),
                        Object[].class)
                .setParameter("id", id)
                .uniqueResultOptional()
                .map(row -> telling(((StoryRow) row[0]).verified(), part, (String) row[1], (byte[]) row[2]));
    }

    private static Telling telling(StoryRow row, Part part, String text, byte[] digest) {
        StoryText.verify(row.id, row.number, part, text, digest);
        return new Telling(row.id, row.edition, row.series, idsIn(row.topics), text);
    }

    /** The stories of an edition by rank, with their texts where asked for. */
    public List<Story> of(Edition edition, boolean texts) {
        List<Story> stories = load("edition", new String[] {edition.id()}, texts);
        if (stories.size() != edition.stories()) {
            throw new DamagedContent("list of stories of edition " + edition.id());
        }
        return stories.stream().sorted(Comparator.comparing(Story::rank)).toList();
    }

    /** The stories that revisions, from one to another, published last, with their texts, in the order of their numbers. */
    public List<Story> published(Revision first, Revision last) {
        long from = number(first.number(), 0);
        long to = number(last.number() + 1, 0);
        List<StoryRow> rows = between(from, to, "story", "number", StoryRow.class);
        List<StoryText> texts = between(from, to, "story_text", "story", StoryText.class);
        checkAllThere(rows, texts);
        return stories(rows, texts, carried(rows)).toList();
    }

    private <T> List<T> between(long from, long to, String table, String number, Class<T> rows) {
        return session.createNativeQuery(
                        "select * from %s where %s >= :from and %<s < :to order by %<s".formatted(table, number), rows)
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList();
    }

    /** The number of a story that a revision published at a rank. */
    static long number(long revision, int rank) {
        return revision * NUMBERS_A_REVISION + rank;
    }

    /** When the stories of some editions changed last, in the order of the editions' ids, and by rank. */
    public List<Change> changes(List<String> editions) {
        return session
                .createNativeQuery(
                        "select * from story where edition = any(:editions) order by edition, rank", StoryRow.class)
                .setParameter("editions", editions.toArray(String[]::new))
                .getResultList()
                .stream()
                .map(StoryRow::verified)
                .map(row -> new Change(row.edition, row.id.substring(row.edition.length() + 1), row.updatedAt))
                .toList();
    }

    /** What stands around a story in its edition. */
    public Neighbours neighbours(Story story) {
        Map<Integer, String> byRank = session
                .createNativeQuery(
                        "select * from story where edition = :edition and rank = any(:ranks)", StoryRow.class)
                .setParameter("edition", story.edition())
                .setParameter("ranks", new Integer[] {story.rank() - 1, story.rank() + 1})
                .getResultList()
                .stream()
                .collect(Collectors.toMap(row -> row.verified().rank, row -> row.id));
        if ((story.rank() > 1 && !byRank.containsKey(story.rank() - 1))
                || (!byRank.containsKey(story.rank() + 1) && !isLast(story))) {
            throw new DamagedContent("list of stories of edition " + story.edition());
        }
        return new Neighbours(
                Optional.ofNullable(byRank.get(story.rank() - 1)), Optional.ofNullable(byRank.get(story.rank() + 1)));
    }

    private boolean isLast(Story story) {
        EditionRow edition = session.get(EditionRow.class, story.edition());
        return edition != null && edition.verified().stories == story.rank();
    }

    private static List<String> idsIn(String list) {
        return list.isEmpty() ? List.of() : List.of(list.split(" "));
    }

    /** The stories of which a column has one of some values. */
    private List<Story> load(String column, Object[] values, boolean texts) {
        List<StoryRow> rows = rows(column, values);
        return stories(rows, texts && !rows.isEmpty() ? texts(rows) : List.of(), carried(rows))
                .toList();
    }

    private List<StoryRow> rows(String column, Object[] values) {
        return session.createNativeQuery("select * from story where " + column + " = any(:values)", StoryRow.class)
                .setParameter("values", values)
                .getResultList();
    }

    private List<StoryText> texts(List<StoryRow> rows) {
        List<StoryText> texts = session.createNativeQuery(
                        "select * from story_text where story = any(:numbers)", StoryText.class)
                .setParameter("numbers", rows.stream().map(row -> row.number).toArray(Long[]::new))
                .getResultList();
        checkAllThere(rows, texts);
        return texts;
    }

    private static void checkAllThere(List<StoryRow> rows, List<StoryText> texts) {
        if (rows.size() != texts.size()) {
            throw new DamagedContent("list of texts");
        }
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

    private static Stream<Story> stories(List<StoryRow> rows, List<StoryText> parts, Map<String, Topic> topics) {
        Map<Long, StoryText> texts = parts.stream().collect(Collectors.toMap(text -> text.story, text -> text));
        return rows.stream().map(row -> story(row.verified(), topics, texts));
    }

    private static Story story(StoryRow row, Map<String, Topic> topics, Map<Long, StoryText> texts) {
        return new Story(
                row.number,
                row.id,
                row.edition,
                row.series,
                row.year,
                row.rank,
                row.language,
                row.title,
                row.excerpt,
                idsIn(row.topics).stream().map(id -> carried(id, topics)).toList(),
                row.publishedAt,
                row.updatedAt,
                Optional.ofNullable(texts.get(row.number)).map(text -> text.verified(row.id)));
    }
}
