package dev.shida.manuscript;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.yaml.JacksonYAMLParseException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.shida.manuscript.YamlNode.Broken;
import dev.shida.manuscript.YamlNode.Entry;
import dev.shida.manuscript.YamlNode.Mapping;
import dev.shida.manuscript.YamlNode.Scalar;
import dev.shida.manuscript.YamlNode.Sequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** A line on which a key of the front matter begins, or one that is known by its name lacks its colon. */
    private static final Pattern TOP_LEVEL =
            Pattern.compile("[\\p{L}\\p{N}_\"'][^:#{\\[]*:(?: |$)|(?:" + String.join("|", FrontMatter.KEYS) + ")\\b");

    private static final Pattern WORD = Pattern.compile(" {0,3}([a-z]+)");

    private static final YAMLFactory YAML = YAMLFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
            .build();

    /** Where YAML cannot be read, and why. */
    private static final class BrokenYaml extends Exception {
        private final int line;
        private final transient Message problem;

        BrokenYaml(int line, Message problem) {
            super(problem.key(), null, false, false);
            this.line = line;
            this.problem = problem;
        }
    }

    private final YAMLParser parser;
    private final int[] codePoints;
    private final int size;
    private final int first;
    private final Source source;
    private final Faults faults;

    private YamlReader(List<String> lines, int first, Source source, Faults faults) throws IOException {
        String yaml = String.join("\n", lines) + "\n";
        this.parser = YAML.createParser(yaml);
        this.codePoints = yaml.codePoints().toArray();
        this.size = lines.size();
        this.first = first;
        this.source = source;
        this.faults = faults;
    }

    /** The front matter's root; empty, and reported, where it is broken or there is none. */
    static Optional<YamlNode> read(Source source, Faults faults) {
        List<String> lines = source.lines().subList(source.begin(), source.end()).stream()
                .map(line -> speakable(line, faults))
                .toList();
        try {
            return document(lines, source.begin(), source, faults);
        } catch (BrokenYaml e) {
            return readByKey(lines, source, faults, e);
        }
    }

    /** Reads what stands below each key of the front matter by itself, so that what is broken there hides no other fault. */
    private static Optional<YamlNode> readByKey(List<String> lines, Source source, Faults faults, BrokenYaml whole) {
        List<Entry> entries = new ArrayList<>();
        boolean found = false;
        boolean unclear = false;
        int next;
        for (int i = 0; i < lines.size(); i = next) {
            next = i + 1;
            while (next < lines.size() && !TOP_LEVEL.matcher(lines.get(next)).lookingAt()) {
                next++;
            }
            int number = source.lines().get(source.begin() + i).number();
            try {
                Optional<YamlNode> node = document(lines.subList(i, next), source.begin() + i, source, faults);
                if (node.isPresent() && node.get() instanceof Mapping mapping) {
                    entries.addAll(mapping.entries());
                    continue;
                }
                if (node.isEmpty() || !TOP_LEVEL.matcher(lines.get(i)).lookingAt()) {
                    continue;
                }
                faults.at(number, FaultCode.NO_COLON);
            } catch (BrokenYaml e) {
                faults.at(e.line, FaultCode.BROKEN_YAML, e.problem);
            }
            found = true;
            unclear |= keys(lines.subList(i, next)).findAny().isEmpty();
            keys(lines.subList(i, next)).forEach(key -> entries.add(new Entry(number, key, new Broken(number))));
        }
        if (!found) {
            faults.at(whole.line, FaultCode.BROKEN_YAML, whole.problem);
            return Optional.empty();
        }
        if (unclear) {
            // Any key may be meant by what is broken, so none is missing.
            Set<String> given = entries.stream().map(Entry::key).collect(Collectors.toSet());
            FrontMatter.KEYS.stream()
                    .filter(key -> !given.contains(key))
                    .forEach(key -> entries.add(new Entry(rootLine(source), key, new Broken(rootLine(source)))));
        }
        return Optional.of(new Mapping(rootLine(source), entries));
    }

    /** The keys of the front matter that some lines may have been meant to give. */
    private static Stream<String> keys(List<String> lines) {
        return lines.stream()
                .map(WORD::matcher)
                .filter(Matcher::lookingAt)
                .map(word -> word.group(1))
                .filter(FrontMatter.KEYS::contains)
                .distinct();
    }

    /** @param first the index of the first of the lines in the source */
    private static Optional<YamlNode> document(List<String> lines, int first, Source source, Faults faults)
            throws BrokenYaml {
        try (YamlReader reader = new YamlReader(lines, first, source, faults)) {
            return reader.document();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string", e);
        }
    }

    private static int rootLine(Source source) {
        return source.lines().get(Math.max(0, source.begin() - 1)).number();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private Optional<YamlNode> document() throws IOException, BrokenYaml {
        try {
            return document(rootLine(source));
        } catch (JsonProcessingException e) {
            // Jackson points at where the value begins that is broken, SnakeYAML at where it breaks.
            Optional<MarkedYAMLException> yaml = Optional.ofNullable(e.getCause())
                    .filter(MarkedYAMLException.class::isInstance)
                    .map(MarkedYAMLException.class::cast);
            throw new BrokenYaml(
                    yaml.map(y -> line(place(y).getLine())).orElseGet(this::line),
                    yaml.map(this::problem).orElseGet(() -> problem(e)));
        }
    }

    private Optional<YamlNode> document(int begin) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            faults.at(begin, FaultCode.FRONT_MATTER_EMPTY, String.join(", ", FrontMatter.REQUIRED));
            return Optional.empty();
        }
        YamlNode root = node(token, begin);
        if (parser.nextToken() != null) {
            faults.at(line(), FaultCode.SECOND_DOCUMENT);
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
        return source.lines()
                .get(Math.min(first + Math.max(0, index), source.lines().size() - 1))
                .number();
    }

    /** Looks at the source, as Jackson tells no tag of a first key and hands the anchor of a map to its first key. */
    private void refuseProperties() {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        String property =
                switch (start < codePoints.length ? codePoints[start] : ' ') {
                    case '&' -> "anchor";
                    case '*' -> "alias";
                    case '!' -> "tag";
                    default -> "";
                };
        if (!property.isEmpty()) {
            faults.at(
                    line(),
                    FaultCode.YAML_PROPERTY,
                    Message.of(property),
                    "`" + Character.toString(codePoints[start]) + "`");
        }
    }

    private static String speakable(Line line, Faults faults) {
        String text = YamlSlips.mend(line, faults);
        Matcher unspeakable = UNSPEAKABLE.matcher(text);
        if (!unspeakable.find()) {
            return text;
        }
        faults.at(line.number(), FaultCode.FORBIDDEN_CHARACTER, Wording.codePoint(text.charAt(unspeakable.start())));
        return unspeakable.replaceAll("\uFFFD");
    }

    /** Where something breaks; or where it began, if that is only noticed at the end. */
    private Mark place(MarkedYAMLException e) {
        Mark problem = e.getProblemMark();
        return problem.getLine() < size ? problem : Objects.requireNonNullElse(e.getContextMark(), problem);
    }

    /** In an editor's words, where it is one of the usual mistakes. */
    private Message problem(MarkedYAMLException e) {
        String problem = Objects.requireNonNullElse(e.getProblem(), "");
        int begin = line(Optional.ofNullable(e.getContextMark())
                .orElse(e.getProblemMark())
                .getLine());
        if (problem.startsWith("mapping values are not allowed")) {
            return Message.of("yaml.second-colon");
        }
        if (problem.startsWith("could not find expected ':'")) {
            return Message.of("yaml.no-colon", begin);
        }
        if (problem.contains("unexpected end of stream")) {
            return Message.of("yaml.quotation-mark", begin);
        }
        if (problem.startsWith("expected ',' or '}'") || problem.startsWith("expected ',' or ']'")) {
            return Message.of(
                    "yaml.bracket", problem.contains("'}'") ? "{" : "[", begin, Character.toString(problem.charAt(17)));
        }
        if (problem.contains("<block end>")) {
            return Message.of("yaml.indent");
        }
        if (problem.contains("that cannot start any token")) {
            return Message.of("yaml.beginning", Character.toString(problem.charAt(problem.indexOf('\'') + 1)));
        }
        return Message.of("yaml.other", problem.replace('\n', ' '), begin);
    }

    private static Message problem(JsonProcessingException e) {
        if (e instanceof StreamConstraintsException) {
            return Message.of("yaml.nesting", MAX_NESTING);
        }
        return e instanceof JacksonYAMLParseException
                ? Message.of("yaml.unknown", e.getOriginalMessage().replace('\n', ' '))
                : Message.of("yaml.no-plain-text");
    }
}
