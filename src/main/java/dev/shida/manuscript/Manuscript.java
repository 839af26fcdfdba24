package dev.shida.manuscript;

import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Label;
import dev.shida.text.Excerpt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An edition as its editor writes it: one Markdown file, whose YAML front matter describes and whose article is as the
 * newspaper printed it.
 *
 * @param content what it says, without any fault that can be seen in the file alone
 * @param warnings of what does not prevent publication, in line order
 * @param yearLine the line of the year, from 1: where to report that the edition is another source's
 * @param storyLines for each story in the order of print, the line of its entry under {@code stories}, from 1: where to
 *     report what turns out wrong only beside other content
 */
public record Manuscript(EditionContent content, List<Fault> warnings, int yearLine, List<Integer> storyLines) {

    /** The largest file that is read, in bytes. */
    public static final int MAX_BYTES = SourceText.MAX_BYTES;

    /**
     * Reads a manuscript, in time bounded by {@link #MAX_BYTES} whatever the bytes are.
     *
     * @throws FaultyManuscript with everything that is wrong with it
     */
    public static Manuscript parse(byte[] bytes) throws FaultyManuscript {
        Faults faults = new Faults();
        SourceText source = SourceText.read(bytes, faults);
        FrontMatterReader reader = new FrontMatterReader(source, faults);
        Article article = Article.read(source, reader.partNames(), faults);
        FrontMatter frontMatter = reader.read(article);
        if (!faults.isEmpty()) {
            throw new FaultyManuscript(faults.faults(), faults.warnings());
        }
        return new Manuscript(
                content(frontMatter, article),
                faults.warnings(),
                frontMatter.yearLine(),
                frontMatter.stories().stream().map(FrontMatter.StoryEntry::line).toList());
    }

    private static EditionContent content(FrontMatter frontMatter, Article article) {
        List<StoryContent> stories = new ArrayList<>();
        for (int i = 0; i < article.stories().size(); i++) {
            FrontMatter.StoryEntry described = frontMatter.stories().get(i);
            Article.PrintedStory told = article.stories().get(i);
            stories.add(new StoryContent(
                    described.slug(),
                    described.formerly(),
                    told.numeral(),
                    told.title(),
                    described.date(),
                    described.byline(),
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
                frontMatter.order(),
                frontMatter.published(),
                article.title(),
                article.byline(),
                article.introduction(),
                article.closing(),
                Collections.unmodifiableMap(named),
                List.copyOf(stories));
    }
}
