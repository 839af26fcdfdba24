package dev.shida.manuscript;

import dev.shida.content.Edition;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Label;
import dev.shida.text.Excerpt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An edition as its editor writes it: one Markdown file, whose YAML front matter describes and whose article is kept as
 * the newspaper printed it.
 *
 * @param content what it says, without any fault that can be seen in the file alone
 * @param yearLine the line of the year, from 1: where to report that the edition is another source's
 * @param storyLines for each story in rank order, the line of its entry under {@code stories}, from 1: where to report
 *     what turns out wrong only beside other content
 */
public record Manuscript(EditionContent content, int yearLine, List<Integer> storyLines) {

    /** The largest file that is read, in bytes. */
    public static final int MAX_BYTES = Source.MAX_BYTES;

    /**
     * Reads a manuscript, in time bounded by {@link #MAX_BYTES} whatever the bytes are.
     *
     * @throws FaultyManuscript with everything that is wrong with it
     */
    public static Manuscript parse(byte[] bytes) throws FaultyManuscript {
        Faults faults = new Faults();
        Source source = Source.read(bytes, faults);
        Article article = Article.read(source, faults);
        FrontMatter frontMatter = FrontMatter.read(source, article.stories().size(), faults);
        if (!faults.isEmpty()) {
            throw new FaultyManuscript(faults.inLineOrder());
        }
        return new Manuscript(
                content(frontMatter, article),
                frontMatter.yearLine(),
                frontMatter.stories().stream().map(FrontMatter.Story::line).toList());
    }

    private static EditionContent content(FrontMatter frontMatter, Article article) {
        List<StoryContent> stories = new ArrayList<>();
        for (int i = 0; i < article.stories().size(); i++) {
            FrontMatter.Story described = frontMatter.stories().get(i);
            Article.Story told = article.stories().get(i);
            stories.add(new StoryContent(
                    described.slug(),
                    List.of(),
                    Optional.empty(),
                    told.title(),
                    Optional.empty(),
                    Optional.empty(),
                    told.parts(),
                    told.parts().stream().findFirst().map(part -> Excerpt.of(part.text())),
                    described.topics()));
        }
        Map<String, Label> named = new LinkedHashMap<>(frontMatter.topics());
        named.keySet()
                .retainAll(stories.stream()
                        .flatMap(story -> story.topics().stream())
                        .collect(Collectors.toSet()));
        return new EditionContent(
                frontMatter.series(),
                frontMatter.label(),
                frontMatter.year(),
                frontMatter.language(),
                Edition.Order.RANKED,
                frontMatter.published(),
                article.title(),
                Optional.of(article.byline()),
                article.introduction(),
                Optional.empty(),
                Collections.unmodifiableMap(named),
                List.copyOf(stories));
    }
}
