package dev.shida.pages;

import dev.shida.content.Edition;
import dev.shida.content.Series;
import dev.shida.content.Story;
import dev.shida.pages.StoryLists.Listing;
import dev.shida.search.TopicCount;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The pages' templates, each by its name. */
@CheckedTemplate(basePath = "", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class Templates {
    private Templates() {}

    /**
     * The first page.
     *
     * @param lead the newest edition, on the first of its pages
     * @param leading its stories
     * @param editions the others
     * @param series all series; empty where one has been chosen
     */
    static native TemplateInstance home(
            PageLayout frame,
            @Nullable Edition lead,
            List<Story> leading,
            List<Edition> editions,
            List<Series> series,
            Pager pager);

    /**
     * An edition.
     *
     * @param topics all that its stories carry
     * @param topic the one by which its stories are filtered; empty if they are not
     */
    static native TemplateInstance roundUp(
            PageLayout frame,
            Edition edition,
            List<String> introduction,
            List<String> closing,
            List<StoryItem> entries,
            List<TopicCount> topics,
            String topic);

    static native TemplateInstance story(
            PageLayout frame,
            Edition edition,
            Story story,
            Optional<String> byline,
            List<PartParagraphs> parts,
            @Nullable Story previous,
            @Nullable Story next);

    static native TemplateInstance topic(PageLayout frame, TopicCount topic, Listing listing, Pager pager);

    /** What was found. */
    static native TemplateInstance search(PageLayout frame, Listing listing, String topic, Pager pager);
}
