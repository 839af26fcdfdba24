package dev.shida.manuscript;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Reads Markdown as the HTML that it stands for. Lists stay as they are typed, as HTML would number them anew; so do the
 * line breaks of paragraphs.
 */
final class ImportMarkdownReader {

    private static final Pattern HEADING = Pattern.compile("(?m)^ {0,3}(#{1,6}) \\S.*$");
    /** Of the front matter: an empty line, a key, what belongs to one, or a comment. */
    private static final Pattern FRONT_MATTER = Pattern.compile("[ \\t]*+|[ \\t-]*+[\\w-]+[ \\t]*:.*|[ \\t]+.*|#.*");

    private static final Pattern LINE = Pattern.compile("(?<text>.*+)(?:\\R|\\z)");
    private static final Pattern FENCE = Pattern.compile("(?:---|\\.\\.\\.)[ \\t]*");
    private static final Set<Class<? extends Block>> BLOCKS =
            Set.of(Heading.class, HtmlBlock.class, ThematicBreak.class, FencedCodeBlock.class, BlockQuote.class);

    private ImportMarkdownReader() {}

    /** Whether a text has headings as Markdown writes them, and not a single hashtag. */
    static boolean isMarkdown(String text) {
        return HEADING.matcher(text).results().limit(3).count() > 2;
    }

    static ImportHtmlReader.Reading read(String text, ImportDeadline deadline) throws UnimportableArticle {
        int begin = endOfFrontMatter(text, deadline);
        String above = text.substring(0, begin);
        if (above.contains("\nseries:") && above.contains("\nstories:")) {
            throw new UnimportableArticle(Message.of("import.manuscript"));
        }
        List<ImportLine> lines = new ArrayList<>();
        ImportTextReader.read(above, deadline).forEach(line -> lines.add(line.without(ImportOmission.FRONT_MATTER)));
        int linesAbove = (int) above.lines().count();
        Parser parser = Parser.builder()
                .enabledBlockTypes(BLOCKS)
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .maxOpenBlockParsers(ImportHtmlReader.MAX_DEPTH)
                .build();
        HtmlRenderer renderer = HtmlRenderer.builder()
                .softbreak("<br />")
                .attributeProviderFactory(context -> new LineAttributes(linesAbove))
                .build();
        String html = renderer.render(parser.parse(text.substring(begin)));
        ImportHtmlReader.Reading reading = ImportHtmlReader.read(html, true, deadline);
        lines.addAll(reading.lines());
        return new ImportHtmlReader.Reading(lines, above + reading.source(), reading.generated());
    }

    /** Where the article begins; 0 where there is no front matter. */
    private static int endOfFrontMatter(String text, ImportDeadline deadline) {
        Matcher line = LINE.matcher(text);
        boolean isOpened =
                line.lookingAt() && line.group("text").stripTrailing().equals("---");
        while (isOpened && line.find()) {
            deadline.step();
            if (FENCE.matcher(line.group("text")).matches()) {
                return line.end();
            }
            if (!FRONT_MATTER.matcher(line.group("text")).matches()) {
                return 0;
            }
        }
        return 0;
    }

    /** Tells the lines of blocks to the reader of the HTML. */
    private record LineAttributes(int above) implements AttributeProvider {
        @Override
        public void setAttributes(Node node, String tagName, Map<String, String> attributes) {
            if (node instanceof Block && !node.getSourceSpans().isEmpty()) {
                attributes.put(
                        ImportHtmlReader.LINE,
                        Integer.toString(
                                above + 1 + node.getSourceSpans().get(0).getLineIndex()));
            }
        }
    }
}
