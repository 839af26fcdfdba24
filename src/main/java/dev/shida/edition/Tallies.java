package dev.shida.edition;

import dev.shida.edition.Keyset.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/**
 * How many stories there are, by series, year and topic, without counting them: reads the data cube that
 * publications keep in the table {@code tally}.
 */
@ApplicationScoped
class Tallies {
    /** How many stories, and how many of them carry each topic: the most frequent first, then by id. */
    record Count(long total, List<TopicCount> topics) {}

    /** Stands for every series or topic in a cell of the tally. */
    private static final String ALL = "";

    private final Session session;

    Tallies(Session session) {
        this.session = session;
    }

    /** The stories that a query selects, if the tallies know them. */
    Optional<Count> of(StoryQuery query) {
        if (!query.namesTopics()) {
            return Optional.of(in(query.scope()));
        }
        if (!query.scope().equals(Scope.EVERYTHING)
                || query.topics().size() + query.without().size() > 1) {
            return Optional.empty();
        }
        return Optional.of(
                query.topics().isEmpty()
                        ? without(query.without().get(0))
                        : with(query.topics().get(0)));
    }

    private Count with(String topic) {
        return count(
                "select other as topic, stories from topic_pair where topic = :topic"
                        + " union all select '', stories from topic_pair where topic = :topic and other = :topic",
                Map.of("topic", topic));
    }

    private Count without(String topic) {
        return count(
                "select topic, sum(stories) as stories from ("
                        + "select topic, stories from tally where series = '' and edition_year = 0"
                        + " union all select other, -stories from topic_pair where topic = :topic"
                        + " union all select '', -stories from topic_pair where topic = :topic and other = :topic"
                        + ") c group by topic having sum(stories) > 0",
                Map.of("topic", topic));
    }

    /** The stories in a scope. */
    Count in(Scope scope) {
        Map<String, Object> parameters = new HashMap<>();
        String cells = "select c.topic, c.stories from tally c";
        if (scope.editions().isEmpty()) {
            parameters.put("series", scope.series().isEmpty() ? List.of(ALL) : scope.series());
            parameters.put("years", scope.years().isEmpty() ? List.of(0) : scope.years());
            cells += " where c.series in (:series) and c.edition_year in (:years)";
        } else {
            parameters.put("editions", scope.editions());
            cells += " join edition e on e.series = c.series and e.edition_year = c.edition_year"
                    + " where e.id in (:editions)";
            if (!scope.series().isEmpty()) {
                parameters.put("series", scope.series());
                cells += " and e.series in (:series)";
            }
            if (!scope.years().isEmpty()) {
                parameters.put("years", scope.years());
                cells += " and e.edition_year in (:years)";
            }
        }
        return count("select topic, sum(stories) as stories from (" + cells + ") c group by topic", parameters);
    }

    /** How many stories carry each of some topics, by topic id; a topic that none carries is absent. */
    Map<String, Long> frequencies(Collection<String> topics) {
        Map<String, Long> frequencies = new HashMap<>();
        if (!topics.isEmpty()) {
            session.createNativeQuery(
                            "select topic, stories from tally where series = '' and edition_year = 0 and topic in (:topics)",
                            Object[].class)
                    .setParameter("topics", topics)
                    .getResultStream()
                    .forEach(row -> frequencies.put((String) row[0], ((Number) row[1]).longValue()));
        }
        return frequencies;
    }

    /** The stories in any of some sources, counted one by one. */
    Count of(List<Source> sources) {
        String ids = sources.stream()
                .map(source -> "select " + source.id() + " as id from " + source.table() + " x where " + source.where())
                .collect(Collectors.joining(" union "));
        Map<String, Object> parameters = new HashMap<>();
        sources.forEach(source -> parameters.putAll(source.parameters()));
        return count(
                "select '' as topic, count(*) as stories from (" + ids + ") m"
                        + " union all select t.topic, count(*) from (" + ids + ") m"
                        + " join story_topic t on t.story = m.id group by t.topic",
                parameters);
    }

    private Count count(String counts, Map<String, Object> parameters) {
        NativeQuery<Object[]> query = session.createNativeQuery(
                "select c.topic, t.zh, t.en, c.stories from (" + counts
                        + ") c left join topic t on t.id = c.topic order by c.stories desc, c.topic",
                Object[].class);
        parameters.forEach(query::setParameter);
        long total = 0;
        List<TopicCount> topics = new ArrayList<>();
        for (Object[] row : query.getResultList()) {
            long stories = ((Number) row[3]).longValue();
            if (row[0].equals(ALL)) {
                total = stories;
            } else {
                topics.add(new TopicCount(
                        new Topic((String) row[0], new Label((String) row[1], (String) row[2])), stories));
            }
        }
        return new Count(total, topics);
    }

    /**
     * Adds the stories of an edition to every cell that they belong to.
     *
     * @param sign 1, or -1 to take them out again
     */
    void add(String edition, int sign) {
        session.createNativeMutationQuery("""
                        merge into tally t using (
                            select cell.series, cell.edition_year, c.topic, c.stories
                            from (select '' as topic, count(*) as stories from story where edition = :edition
                                  union all
                                  select st.topic, count(*) from story s join story_topic st on st.story = s.id
                                  where s.edition = :edition group by st.topic) c
                            cross join (select series, edition_year from edition where id = :edition
                                        union all select '', edition_year from edition where id = :edition
                                        union all select series, 0 from edition where id = :edition
                                        union all select '', 0 from edition where id = :edition) cell
                        ) d on t.series = d.series and t.edition_year = d.edition_year and t.topic = d.topic
                        when matched then update set stories = t.stories + :sign * d.stories
                        when not matched then insert (series, edition_year, topic, stories)
                            values (d.series, d.edition_year, d.topic, d.stories)
                        """)
                .setParameter("edition", edition)
                .setParameter("sign", sign)
                .executeUpdate();
        session.createNativeMutationQuery("""
                        merge into topic_pair p using (
                            select a.topic, b.topic as other, count(*) as stories
                            from story s
                            join story_topic a on a.story = s.id
                            join story_topic b on b.story = s.id
                            where s.edition = :edition group by a.topic, b.topic
                        ) d on p.topic = d.topic and p.other = d.other
                        when matched then update set stories = p.stories + :sign * d.stories
                        when not matched then insert (topic, other, stories) values (d.topic, d.other, d.stories)
                        """)
                .setParameter("edition", edition)
                .setParameter("sign", sign)
                .executeUpdate();
    }

    /** Drops what has come to nothing since an edition with these topics was taken out. */
    void dropEmpty(Edition edition, Collection<String> topics) {
        session.createNativeMutationQuery("delete from tally where stories = 0"
                        + " and series in ('', :series) and edition_year in (0, :year)")
                .setParameter("series", edition.series())
                .setParameter("year", edition.year())
                .executeUpdate();
        session.createNativeMutationQuery("delete from topic_pair where stories = 0 and topic in (:topics)")
                .setParameter("topics", topics)
                .executeUpdate();
    }
}
