package dev.shida.manuscript;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final Pattern FRONT_MATTER = Pattern.compile(
            "\\A---[ \\t]*\\R(?:[ \\t]*\\R|[ \\t-]*[\\w-]+[ \\t]*:.*\\R|[ \\t]+.*\\R|#.*\\R)*(?:---|\\.\\.\\.)[ \\t]*(?:\\R|\\z)");
    private static final Set<Class<? extends Block>> BLOCKS =
            Set.of(Heading.class, HtmlBlock.class, ThematicBreak.class, FencedCodeBlock.class, BlockQuote.class);

    private ImportMarkdownReader() {}

    /** Whether a text has headings as Markdown writes them, and not a single hashtag. */
    static boolean isMarkdown(String text) {
        return HEADING.matcher(text).results().limit(3).count() > 2;
    }

    static ImportHtmlReader.Reading read(String text) throws UnimportableArticle {
        var frontMatter = FRONT_MATTER.matcher(text);
        int begin = frontMatter.lookingAt() ? frontMatter.end() : 0;
        if (text.substring(0, begin).matches("(?s).*\\Rseries:.*\\Rstories:.*")) {
            throw new UnimportableArticle("it is a manuscript already; `check` says what is wrong with it");
        }
        List<ImportLine> lines = new ArrayList<>();
        ImportTextReader.read(text.substring(0, begin)).forEach(line -> lines.add(line.without("front matter")));
        int above = (int) text.substring(0, begin).lines().count();
        Parser parser = Parser.builder()
                .enabledBlockTypes(BLOCKS)
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .maxOpenBlockParsers(ImportHtmlReader.MAX_DEPTH)
                .build();
        HtmlRenderer renderer = HtmlRenderer.builder()
                .softbreak("<br />")
                .attributeProviderFactory(context -> new Lines(above))
                .build();
        ImportHtmlReader.Reading reading = ImportHtmlReader.read(renderer.render(parser.parse(text.substring(begin))));
        lines.addAll(reading.lines());
        return new ImportHtmlReader.Reading(lines, text.substring(0, begin) + reading.source(), reading.generated());
    }

    /** Tells the lines of blocks to the reader of the HTML. */
    private record Lines(int above) implements AttributeProvider {
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
