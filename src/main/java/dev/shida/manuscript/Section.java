package dev.shida.manuscript;

import dev.shida.manuscript.Prose.Paragraph;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A heading of the article and the text up to the next one.
 *
 * @param line the heading's line, from 1
 * @param level 1 to 6; 0 for what stands before the first heading
 * @param heading its text as the source has it, in NFC
 */
record Section(int line, int level, String heading, List<Paragraph> paragraphs) {

    /** Deeper nested blocks are text to commonmark too; without a bound, hostile nesting takes time in its square. */
    private static final int MAX_NESTING = 30;

    /**
     * Finds headings, and the blocks that a line may be instead. HTML is not among those: here it is text, and an unclosed
     * tag must not swallow the headings after it. Nothing is parsed within lines; a heading just keeps its source.
     */
    private static final Parser PARSER = Parser.builder()
            // In commonmark's own order: the first that can begin at a line does.
            .enabledBlockTypes(new LinkedHashSet<>(List.of(
                    BlockQuote.class,
                    Heading.class,
                    FencedCodeBlock.class,
                    ThematicBreak.class,
                    ListBlock.class,
                    IndentedCodeBlock.class)))
            .maxOpenBlockParsers(MAX_NESTING)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .inlineParserFactory(context -> (lines, block) -> {
                if (block instanceof Heading) {
                    block.appendChild(new Text(lines.getContent()));
                }
            })
            .build();

    /** The article's sections in order; the first is always that before the first heading. */
    static List<Section> of(Source source, Faults faults) {
        List<String> lines = source.lines();
        int from = source.article();
        Node document = PARSER.parse(String.join("\n", lines.subList(from, lines.size())));

        List<Section> sections = new ArrayList<>();
        Section open = new Section(Math.min(from + 1, lines.size()), 0, "", new ArrayList<>());
        for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
            if (block instanceof Heading heading) {
                List<SourceSpan> spans = heading.getSourceSpans();
                int first = source.article() + spans.get(0).getLineIndex();
                open.paragraphs().addAll(Prose.paragraphs(lines, from, first));
                from = first + spans.size();
                sections.add(open);
                open = new Section(first + 1, heading.getLevel(), text(heading, first + 1, faults), new ArrayList<>());
            }
        }
        open.paragraphs().addAll(Prose.paragraphs(lines, from, lines.size()));
        sections.add(open);
        return sections;
    }

    /** The heading as an editor would type it, to be quoted. */
    String markup() {
        return ("#".repeat(level) + " " + heading).trim();
    }

    /** The paragraphs, skipping the first few, parted by one empty line. */
    String text(int skip) {
        return Prose.nfc(paragraphs.stream().skip(skip).map(Paragraph::text).collect(Collectors.joining("\n\n")));
    }

    private static String text(Heading heading, int line, Faults faults) {
        String source = heading.getFirstChild() instanceof Text text ? text.getLiteral() : "";
        if (source.indexOf('\n') >= 0) {
            faults.at(
                    line,
                    "%d lines become a heading by the line of %s below them; expected an empty line before that one"
                            .formatted(source.lines().count(), heading.getLevel() == 1 ? "`=`" : "`-`"));
        }
        String text = Prose.nfc(Prose.trim(source));
        if (Prose.isWhite(text)) {
            faults.at(
                    line,
                    "a heading without text; expected its text after the %s"
                            .formatted("`" + "#".repeat(heading.getLevel()) + "`"));
        }
        return text;
    }
}
