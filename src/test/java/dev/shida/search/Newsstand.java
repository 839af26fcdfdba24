package dev.shida.search;

import dev.shida.TestContent;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Revision;
import dev.shida.content.Scope;
import dev.shida.content.Story;
import dev.shida.content.Topic;
import dev.shida.content.Window;
import dev.shida.content.Window.Page;
import dev.shida.manuscript.Manuscript;
import dev.shida.search.StoryQuery.Match;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is published, without a store. */
final class Newsstand implements IndexSource {
    private final Map<String, List<Story>> editions = new TreeMap<>();
    private final List<Revision> revisions = new ArrayList<>();

    /** The bundled edition. */
    static EditionContent bundled() throws Exception {
        try (InputStream in = Newsstand.class.getResourceAsStream("/manuscripts/capital-unions-2022.md")) {
            return Manuscript.parse(in.readAllBytes()).content();
        }
    }

    /** The first of all stories in an order, as a query. */
    static StoryQuery everything(StorySort sort, int limit) {
        return everything(sort, limit, true);
    }

    /** @param exact whether relaxed matches are left out */
    static StoryQuery everything(StorySort sort, int limit, boolean exact) {
        return new StoryQuery(
                Scope.EVERYTHING, List.of(), Match.ANY, List.of(), sort, new Window(limit, new Page(1)), false, exact);
    }

    /** A story of a text alone. */
    static Story story(String id, String title, String replay, String commentary) {
        return story("zh-CN", id, title, replay, commentary);
    }

    /** A story of a text in a language. */
    static Story story(String language, String id, String title, String replay, String commentary) {
        return new Story(
                0,
                "test-2022-" + id,
                "test-2022",
                "test",
                2022,
                1,
                Optional.of(1),
                Optional.empty(),
                language,
                title,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.of(TestContent.parts(replay, commentary)));
    }

    synchronized long publish(EditionContent content) {
        List<Story> stories = new ArrayList<>();
        for (StoryContent story : content.stories()) {
            stories.add(new Story(
                    0,
                    content.idOf(story),
                    content.id(),
                    content.series(),
                    content.year(),
                    stories.size() + 1,
                    Optional.of(stories.size() + 1),
                    Optional.empty(),
                    content.language(),
                    story.title(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    story.topics().stream()
                            .map(topic -> new Topic(
                                    topic, content.topics().getOrDefault(topic, TestContent.label(topic, topic))))
                            .toList(),
                    Instant.EPOCH,
                    Instant.EPOCH,
                    Optional.of(story.parts())));
        }
        return publish(content.id(), stories);
    }

    synchronized long publish(String edition, List<Story> stories) {
        editions.put(
                edition, stories.stream().map(story -> moved(story, edition)).toList());
        revisions.add(new Revision(revisions.size() + 1L, edition, Instant.EPOCH));
        return revisions.size();
    }

    private static Story moved(Story story, String edition) {
        return new Story(
                story.number(),
                story.id(),
                edition,
                story.series(),
                story.year(),
                story.position(),
                story.rank(),
                story.numeral(),
                story.language(),
                story.title(),
                story.excerpt(),
                story.date(),
                story.byline(),
                story.topics(),
                story.publishedAt(),
                story.updatedAt(),
                story.parts());
    }

    synchronized long revision() {
        return revisions.size();
    }

    synchronized List<Story> stories() {
        return editions.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public synchronized Optional<Revision> revision(long number) {
        return number < 1 || number > revisions.size()
                ? Optional.empty()
                : Optional.of(revisions.get((int) number - 1));
    }

    @Override
    public synchronized List<Revision> after(long number, int limit) {
        Map<String, Revision> last = new LinkedHashMap<>();
        for (Revision revision : revisions) {
            last.remove(revision.edition());
            if (revision.number() > number) {
                last.put(revision.edition(), revision);
            }
        }
        return last.values().stream().limit(limit).toList();
    }

    @Override
    public synchronized List<Story> stories(Revision first, Revision last) {
        return after(first.number() - 1, Integer.MAX_VALUE).stream()
                .filter(revision -> revision.number() <= last.number())
                .flatMap(revision -> editions.getOrDefault(revision.edition(), List.of()).stream())
                .toList();
    }
}
