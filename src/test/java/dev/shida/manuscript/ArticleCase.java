package dev.shida.manuscript;

import dev.shida.content.Edition.Ranking;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Part;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An article, and what is published of it, as the files in {@code cases} have them. {@code === NAME} begins a case; below it
 * stands the article, for which a front matter is made, with a story for each {@code ##}. {@code === with} are further
 * lines of that front matter, in place of those with the same key. {@code === file} in place of them is a whole file, {@code
 * === file in GBK} one in that encoding. {@code === gives} is what comes of it: the content, a line for each piece of it, or
 * the faults; then the warnings. {@code ⏎} is a line end, {@code ¶} an empty line.
 */
record ArticleCase(String name, byte[] manuscript, String expected) {

    static Stream<ArticleCase> in(String file) {
        return Arrays.stream(("\n" + Samples.text("/cases/" + file)).split("\n=== (?!with\n|file\\b|gives\n)"))
                .skip(1)
                .map(ArticleCase::of);
    }

    private static ArticleCase of(String block) {
        String[] sections = block.split("\n=== ");
        String name = sections[0].lines().findFirst().orElseThrow();
        String article = Case.decoded(sections[0].substring(Math.min(sections[0].length(), name.length() + 1)));
        List<String> with = new ArrayList<>();
        byte[] file = null;
        String gives = "";
        for (String section : sections) {
            String head = section.lines().findFirst().orElseThrow();
            String body = section.substring(Math.min(section.length(), head.length() + 1));
            if (head.equals("with")) {
                with = Case.decoded(body).lines().toList();
            } else if (head.startsWith("file")) {
                Charset charset = head.equals("file")
                        ? StandardCharsets.UTF_8
                        : Charset.forName(head.substring("file in ".length()));
                file = Case.decoded(body).getBytes(charset);
            } else if (head.equals("gives")) {
                gives = Case.decoded(body).strip();
            }
        }
        byte[] manuscript =
                file != null ? file : (frontMatter(article, with) + article).getBytes(StandardCharsets.UTF_8);
        return new ArticleCase(name, manuscript, gives);
    }

    /** Of six lines, and those in place of them or below. */
    private static String frontMatter(String article, List<String> with) {
        long stories = article.lines().filter(line -> line.startsWith("## ")).count();
        List<String> lines = new ArrayList<>(List.of(
                "series: { id: unions, zh: 工会 }",
                "year: 2022",
                "language: zh-CN",
                "topics: {}",
                "stories: ["
                        + IntStream.rangeClosed(1, (int) stories)
                                .mapToObj("{ slug: s%d, topics: [] }"::formatted)
                                .collect(Collectors.joining(", "))
                        + "]"));
        for (String line : with) {
            String key = line.contains(":") && !line.startsWith(" ") ? line.substring(0, line.indexOf(':') + 1) : "";
            int same = key.isEmpty()
                    ? -1
                    : IntStream.range(0, lines.size())
                            .filter(i -> lines.get(i).startsWith(key))
                            .findFirst()
                            .orElse(-1);
            if (same < 0) {
                lines.add(line);
            } else {
                lines.set(same, line);
            }
        }
        return "---\n" + String.join("\n", lines) + "\n---\n";
    }

    /** What comes of it. */
    String actual() {
        List<String> lines = new ArrayList<>();
        List<Fault> warnings;
        try {
            Manuscript read = Manuscript.parse(manuscript);
            warnings = read.warnings();
            lines.addAll(content(read.content()));
        } catch (FaultyManuscript e) {
            warnings = e.warnings();
            e.faults().forEach(fault -> lines.add(fault.toString()));
        }
        warnings.forEach(warning -> lines.add("warning, line " + warning.line() + ": " + warning.in(Locale.ENGLISH)));
        return String.join("\n", lines);
    }

    private static List<String> content(EditionContent content) {
        List<String> lines = new ArrayList<>();
        if (content.order() != Ranking.RANKED) {
            lines.add("order: " + content.order().id());
        }
        lines.add("title: " + content.title());
        content.byline().ifPresent(byline -> lines.add("byline: " + byline));
        if (!content.introduction().isEmpty()) {
            lines.add("introduction: " + shown(content.introduction()));
        }
        for (StoryContent story : content.stories()) {
            lines.add("story"
                    + story.numeral().map(numeral -> " [" + numeral + "]").orElse("") + ": " + story.title()
                    + story.date().map(date -> " on " + date).orElse("")
                    + story.byline().map(byline -> " by " + byline).orElse("")
                    + (story.formerly().isEmpty() ? "" : " formerly " + story.formerly()));
            for (Part part : story.parts()) {
                lines.add("  " + part.id()
                        + part.heading().map(heading -> " [" + heading + "]").orElse("") + ": " + shown(part.text()));
            }
        }
        content.closing().ifPresent(closing -> lines.add("closing: " + shown(closing)));
        return lines;
    }

    private static String shown(String text) {
        return text.replace("\n\n", "¶").replace("\n", "⏎");
    }

    @Override
    public String toString() {
        return name;
    }
}
