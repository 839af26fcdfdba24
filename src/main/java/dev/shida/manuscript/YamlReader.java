package dev.shida.manuscript;

import dev.shida.manuscript.YamlNode.Broken;
import dev.shida.manuscript.YamlNode.Mapping;
import dev.shida.manuscript.YamlNode.Pair;
import dev.shida.manuscript.YamlNode.Scalar;
import dev.shida.manuscript.YamlNode.Sequence;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads front matter into a tree: the events of SnakeYAML, without anchors, aliases and tags, which no list of stories needs.
 * The length is bounded by SnakeYAML, the nesting here; what exceeds them counts as broken.
 */
final class YamlReader {

    /** SnakeYAML refuses them. */
    private static final Pattern UNSPEAKABLE = Pattern.compile("[\uFFFE\uFFFF]");

    private static final int MAX_NESTING = 20;

    /** A line on which a key of the front matter begins, or one that is known by its name lacks its colon. */
    private static final Pattern TOP_LEVEL =
            Pattern.compile("[\\p{L}\\p{N}_\"'][^:#{\\[]*:(?: |$)|(?:" + String.join("|", FrontMatter.KEYS) + ")\\b");

    private static final Pattern WORD = Pattern.compile(" {0,3}([a-z]+)");

    private static final Resolver RESOLVER = new Resolver();

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

    private final Iterator<Event> events;
    private final int size;
    private final int first;
    private final SourceText source;
    private final Faults faults;

    /** The line on which the last event begins. */
    private int reached;

    private YamlReader(List<String> lines, int first, SourceText source, Faults faults) {
        this.events = new Yaml()
                .parse(new StringReader(String.join("\n", lines) + "\n"))
                .iterator();
        this.size = lines.size();
        this.first = first;
        this.source = source;
        this.faults = faults;
        reached = rootLine(source);
    }

    /** The front matter's root; empty, and reported, where it is broken or there is none. */
    static Optional<YamlNode> read(SourceText source, Faults faults) {
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
    private static Optional<YamlNode> readByKey(
            List<String> lines, SourceText source, Faults faults, BrokenYaml whole) {
        List<Pair> entries = new ArrayList<>();
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
            keys(lines.subList(i, next)).forEach(key -> entries.add(new Pair(number, key, new Broken(number))));
        }
        if (!found) {
            faults.at(whole.line, FaultCode.BROKEN_YAML, whole.problem);
            return Optional.empty();
        }
        if (unclear) {
            // Any key may be meant by what is broken, so none is missing.
            Set<String> given = entries.stream().map(Pair::key).collect(Collectors.toSet());
            FrontMatter.KEYS.stream()
                    .filter(key -> !given.contains(key))
                    .forEach(key -> entries.add(new Pair(rootLine(source), key, new Broken(rootLine(source)))));
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
    private static Optional<YamlNode> document(List<String> lines, int first, SourceText source, Faults faults)
            throws BrokenYaml {
        return new YamlReader(lines, first, source, faults).document();
    }

    private static int rootLine(SourceText source) {
        return source.lines().get(Math.max(0, source.begin() - 1)).number();
    }

    private Optional<YamlNode> document() throws BrokenYaml {
        try {
            Optional<Event> event = nextNode();
            if (event.isEmpty()) {
                faults.at(rootLine(source), FaultCode.FRONT_MATTER_EMPTY, String.join(", ", FrontMatter.REQUIRED));
                return Optional.empty();
            }
            YamlNode root = node(event.get(), rootLine(source), 1);
            nextNode().ifPresent(second -> faults.at(line(second), FaultCode.SECOND_DOCUMENT));
            return Optional.of(root);
        } catch (MarkedYAMLException e) {
            throw new BrokenYaml(line(place(e)), problem(e));
        } catch (YAMLException | NumberFormatException e) {
            // Its limit of length, and an escape of no code point, have no mark.
            throw new BrokenYaml(
                    reached,
                    Message.of("yaml.unknown", String.valueOf(e.getMessage()).replace('\n', ' ')));
        }
    }

    private Event next() {
        Event event = events.next();
        reached = line(event);
        return event;
    }

    /** Where the next document begins that has a node; empty if there is none. */
    private Optional<Event> nextNode() {
        Event event = next();
        while (!(event instanceof NodeEvent)) {
            if (event.is(Event.ID.StreamEnd)) {
                return Optional.empty();
            }
            event = next();
        }
        return Optional.of(event);
    }

    /**
     * @param line where its key is, or else where it begins
     * @param nesting how many lists and maps it would be in, if it were one
     */
    private YamlNode node(Event event, int line, int nesting) throws BrokenYaml {
        refuseProperties(event);
        if (event instanceof CollectionStartEvent && nesting > MAX_NESTING) {
            throw new BrokenYaml(line(event), Message.of("yaml.nesting", MAX_NESTING));
        }
        if (event instanceof MappingStartEvent) {
            return mapping(line, nesting);
        }
        return event instanceof SequenceStartEvent
                ? sequence(line, nesting)
                : new Scalar(line(event), isNull(event) ? "" : text(event));
    }

    private Mapping mapping(int line, int nesting) throws BrokenYaml {
        List<Pair> entries = new ArrayList<>();
        for (Event key = next(); !key.is(Event.ID.MappingEnd); key = next()) {
            if (key instanceof CollectionStartEvent) {
                throw new BrokenYaml(line(key), Message.of("yaml.no-plain-text"));
            }
            refuseProperties(key);
            entries.add(new Pair(line(key), text(key), node(next(), line(key), nesting + 1)));
        }
        return new Mapping(line, entries);
    }

    private Sequence sequence(int line, int nesting) throws BrokenYaml {
        List<YamlNode> items = new ArrayList<>();
        for (Event item = next(); !item.is(Event.ID.SequenceEnd); item = next()) {
            items.add(node(item, line(item), nesting + 1));
        }
        return new Sequence(line, items);
    }

    private static boolean isNull(Event event) {
        return event instanceof ScalarEvent scalar
                && Tag.NULL.equals(RESOLVER.resolve(
                        NodeId.scalar, scalar.getValue(), scalar.getImplicit().canOmitTagInPlainScalar()));
    }

    private static String text(Event event) {
        return event instanceof ScalarEvent scalar ? scalar.getValue() : ((AliasEvent) event).getAnchor();
    }

    private void refuseProperties(Event event) {
        if (event instanceof AliasEvent) {
            faults.at(line(event), FaultCode.YAML_PROPERTY, Message.of("alias"), "`*`");
        } else if (((NodeEvent) event).getAnchor() != null) {
            faults.at(line(event), FaultCode.YAML_PROPERTY, Message.of("anchor"), "`&`");
        } else if (tag(event) != null) {
            faults.at(line(event), FaultCode.YAML_PROPERTY, Message.of("tag"), "`!`");
        }
    }

    private static @Nullable String tag(Event event) {
        return event instanceof ScalarEvent scalar ? scalar.getTag() : ((CollectionStartEvent) event).getTag();
    }

    private int line(Event event) {
        return line(event.getStartMark());
    }

    /** It may be on a line further on than there are any. */
    private int line(Mark mark) {
        return source.lines()
                .get(Math.min(first + mark.getLine(), source.lines().size() - 1))
                .number();
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
        int begin = line(Objects.requireNonNullElse(e.getContextMark(), e.getProblemMark()));
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
}
