package dev.shida.manuscript;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.yaml.JacksonYAMLParseException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.shida.manuscript.YamlNode.Entry;
import dev.shida.manuscript.YamlNode.Mapping;
import dev.shida.manuscript.YamlNode.Scalar;
import dev.shida.manuscript.YamlNode.Sequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads front matter into a tree: YAML without anchors, aliases and tags, which no list of stories needs. Jackson
 * bounds the nesting and SnakeYAML the length; what exceeds them counts as broken.
 */
final class YamlReader implements AutoCloseable {

    /** SnakeYAML refuses them. */
    private static final Pattern UNSPEAKABLE = Pattern.compile("[\uFFFE\uFFFF]");

    private static final int MAX_NESTING = 20;

    private static final YAMLFactory YAML = YAMLFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
            .build();

    private final YAMLParser parser;
    private final int[] codePoints;
    private final Source source;
    private final Faults faults;

    private YamlReader(String yaml, Source source, Faults faults) throws IOException {
        this.parser = YAML.createParser(yaml);
        this.codePoints = yaml.codePoints().toArray();
        this.source = source;
        this.faults = faults;
    }

    /** The front matter's root; empty, and reported, where it is broken or there is none. */
    static Optional<YamlNode> read(Source source, Faults faults) {
        // Empty lines stand for those before the front matter, so that YAML's lines are the manuscript's.
        StringBuilder yaml = new StringBuilder("\n".repeat(source.begin()));
        for (Line line : source.lines().subList(source.begin(), source.end())) {
            yaml.append(speakable(line, faults)).append('\n');
        }
        try (YamlReader reader = new YamlReader(yaml.toString(), source, faults)) {
            return reader.document();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string", e);
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private Optional<YamlNode> document() throws IOException {
        try {
            return document(source.lines().get(Math.max(0, source.begin() - 1)).number());
        } catch (JsonProcessingException e) {
            // Jackson points at where the value begins that is broken, SnakeYAML at where it breaks.
            Optional<MarkedYAMLException> yaml = Optional.ofNullable(e.getCause())
                    .filter(MarkedYAMLException.class::isInstance)
                    .map(MarkedYAMLException.class::cast);
            faults.at(
                    yaml.map(y -> line(y.getProblemMark().getLine())).orElseGet(this::line),
                    "broken YAML (%s); expected `key: value`, lists in [ ] or after -, and quotes around a text with `: ` or ` #` in it"
                            .formatted(yaml.map(YamlReader::problem)
                                    .orElseGet(() -> problem(e))
                                    .replace('\n', ' ')));
            return Optional.empty();
        }
    }

    private Optional<YamlNode> document(int begin) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            faults.at(begin, "the front matter is empty; expected " + String.join(", ", FrontMatter.KEYS));
            return Optional.empty();
        }
        YamlNode root = node(token, begin);
        if (parser.nextToken() != null) {
            faults.at(line(), "a second YAML document; expected one");
        }
        return Optional.of(root);
    }

    /** @param line where its key is, or else where it begins */
    private YamlNode node(@Nullable JsonToken token, int line) throws IOException {
        refuseProperties();
        if (token == JsonToken.START_OBJECT) {
            return mapping(line);
        }
        if (token == JsonToken.START_ARRAY) {
            return sequence(line);
        }
        // Jackson's token for a number without digits (`!!int "+"`) is null itself.
        return token == null || token == JsonToken.VALUE_NULL
                ? new Scalar(line, "")
                : new Scalar(line(), parser.getText());
    }

    private Mapping mapping(int line) throws IOException {
        List<Entry> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            refuseProperties();
            int keyLine = line();
            String key = parser.getText();
            entries.add(new Entry(keyLine, key, node(parser.nextToken(), keyLine)));
        }
        return new Mapping(line, entries);
    }

    private Sequence sequence(int line) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token, line()));
        }
        return new Sequence(line, items);
    }

    private int line() {
        return line(parser.currentTokenLocation().getLineNr() - 1);
    }

    /** @param index counted from 0, as YAML's parser does; it may be a line further on than there are any */
    private int line(int index) {
        int last = Math.min(source.end(), source.lines().size() - 1);
        return source.lines().get(Math.max(0, Math.min(index, last))).number();
    }

    /** Looks at the source, as Jackson tells no tag of a first key and hands the anchor of a map to its first key. */
    private void refuseProperties() {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        String property =
                switch (start < codePoints.length ? codePoints[start] : ' ') {
                    case '&' -> "anchor (`&`)";
                    case '*' -> "alias (`*`)";
                    case '!' -> "tag (`!`)";
                    default -> "";
                };
        if (!property.isEmpty()) {
            faults.at(
                    line(),
                    "a YAML %s; expected a plain value, or quotes around a text that begins so".formatted(property));
        }
    }

    private static String speakable(Line line, Faults faults) {
        Matcher unspeakable = UNSPEAKABLE.matcher(line.text());
        if (!unspeakable.find()) {
            return line.text();
        }
        faults.at(line.number(), "character U+%04X in the front matter; expected it to be deleted".formatted((int)
                        line.text().charAt(unspeakable.start())));
        return unspeakable.replaceAll("\uFFFD");
    }

    private static String problem(MarkedYAMLException e) {
        Mark context = e.getContextMark();
        return context == null
                ? e.getProblem()
                : "%s, %s that begins on line %d".formatted(e.getProblem(), e.getContext(), context.getLine() + 1);
    }

    private static String problem(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return "lists and maps within each other more than %d deep".formatted(MAX_NESTING);
        }
        return e instanceof JacksonYAMLParseException ? e.getOriginalMessage() : "a key or value that is no plain text";
    }
}
