package dev.shida.pages;

import dev.shida.content.Edition;
import dev.shida.content.Series;
import dev.shida.content.Story;
import dev.shida.pages.StoryLists.StoryListing;
import dev.shida.problem.ParameterError;
import dev.shida.problem.ProblemType;
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
     * @param topics the most frequent
     */
    static native TemplateInstance home(
            PageLayout layout,
            @Nullable Edition lead,
            List<Story> leading,
            List<Edition> editions,
            List<Series> series,
            List<TopicCount> topics,
            Pager pager);

    /** @param picture of its years and places */
    static native TemplateInstance series(
            PageLayout layout, Series series, List<Edition> editions, Pager pager, @Nullable DotGrid picture);

    /**
     * An edition.
     *
     * @param topics all that its stories carry
     * @param topic the one by which its stories are filtered; empty if they are not
     * @param before the series' edition of the nearest earlier year
     * @param after that of the nearest later year
     * @param picture of its topics
     */
    static native TemplateInstance roundUp(
            PageLayout layout,
            Edition edition,
            List<String> introduction,
            List<String> closing,
            List<StoryItem> entries,
            TopicWall topics,
            String topic,
            @Nullable Edition before,
            @Nullable Edition after,
            @Nullable DotGrid picture);

    /**
     * An edition, all of it.
     *
     * @param minutes that it takes to read
     */
    static native TemplateInstance whole(
            PageLayout layout,
            Edition edition,
            List<String> introduction,
            List<String> closing,
            List<WholeStory> entries,
            long minutes);

    /** @param like stories of other years with topics of this one */
    static native TemplateInstance story(
            PageLayout layout,
            Edition edition,
            Story story,
            Optional<String> byline,
            List<PartParagraphs> parts,
            @Nullable Story previous,
            @Nullable Story next,
            List<Story> like);

    /** @param picture of its years and places */
    static native TemplateInstance topic(
            PageLayout layout, TopicCount topic, StoryListing listing, Pager pager, @Nullable DotGrid picture);

    /** Topics, the most frequent first. */
    static native TemplateInstance topics(PageLayout layout, List<TopicCount> topics, Pager pager);

    /**
     * What was found.
     *
     * @param frequent topics to go on with where nothing was
     * @param newest editions to go on with where nothing was
     */
    static native TemplateInstance search(
            PageLayout layout,
            StoryListing listing,
            TopicWall topics,
            String topic,
            List<TopicCount> frequent,
            List<Edition> newest,
            Pager pager);

    /** All calls of the API. */
    static native TemplateInstance docs(PageLayout layout, Reference reference);

    /** One call of the API. */
    static native TemplateInstance call(PageLayout layout, Reference.Call call);

    /** How to subscribe. */
    static native TemplateInstance subscribe(PageLayout layout, List<Series> series);

    /**
     * A page about a problem.
     *
     * @param heading in the language of the interface
     * @param occurred whether there is a problem, and not only a type of them that is explained
     * @param prefix that links begin with
     * @param detail what to say of the occurrence besides; may be empty
     * @param errors the parameters at fault
     * @param lastPage the address of the last page of a list that has fewer
     * @param near what was perhaps meant
     * @param newest the newest round-ups
     */
    static native TemplateInstance problem(
            PageSecurity security,
            PageRequest pageRequest,
            String prefix,
            ProblemType type,
            String heading,
            boolean occurred,
            String detail,
            List<ParameterError> errors,
            Optional<String> lastPage,
            List<NamedLink> near,
            List<NamedLink> newest);
}
