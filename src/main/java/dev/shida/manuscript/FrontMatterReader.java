package dev.shida.manuscript;

import static dev.shida.manuscript.Wording.count;
import static dev.shida.manuscript.Wording.quoted;

import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Label;
import dev.shida.manuscript.FrontMatter.Story;
import dev.shida.manuscript.YamlNode.Entry;
import dev.shida.manuscript.YamlNode.Mapping;
import dev.shida.manuscript.YamlNode.Scalar;
import dev.shida.manuscript.YamlNode.Sequence;
import dev.shida.text.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the tree of a front matter against what {@code FrontMatter} needs. */
final class FrontMatterReader {
    private static final Label NO_LABEL = Label.of("zh", "", "en", "");

    private final Faults faults;
    private final Values values;

    FrontMatterReader(Faults faults) {
        this.faults = faults;
        this.values = new Values(faults);
    }

    FrontMatter root(Optional<YamlNode> node, int headings) {
        Optional<Fields> fields = node.flatMap(
                root -> fields(root, "the front matter", "in the front matter", FrontMatter.KEYS, Set.of("published")));
        Optional<Fields> series = value(fields, "series")
                .flatMap(n -> fields(n, "`series`", "in `series`", List.of("id", "zh", "en"), Set.of()));
        Optional<Map<String, Label>> topics = value(fields, "topics").flatMap(this::topics);
        return new FrontMatter(
                value(series, "id").flatMap(n -> values.id(n, "`id`")).orElse(""),
                label(series),
                value(fields, "year").flatMap(values::year).orElse(0),
                value(fields, "year").map(YamlNode::line).orElse(1),
                value(fields, "language").flatMap(values::language).orElse(""),
                value(fields, "published").flatMap(values::time),
                topics.orElse(Map.of()),
                value(fields, "stories").map(n -> stories(n, topics, headings)).orElse(List.of()));
    }

    private Optional<Map<String, Label>> topics(YamlNode node) {
        if (!(node instanceof Mapping mapping)) {
            wrongKind(node, "`topics`", "a map from each topic's id to its labels, or {} for none");
            return Optional.empty();
        }
        Map<String, Label> labels = new LinkedHashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Entry topic : mapping.entries()) {
            values.checkId(topic.line(), topic.key(), "a topic's id");
            Integer first = lines.putIfAbsent(topic.key(), topic.line());
            if (first != null) {
                faults.at(
                        topic.line(),
                        "topic %s is declared twice, first on line %d".formatted(quoted(topic.key()), first));
            }
            String where = "in topic " + quoted(topic.key());
            Optional<Fields> label =
                    fields(topic.value(), "topic " + quoted(topic.key()), where, List.of("zh", "en"), Set.of());
            labels.putIfAbsent(topic.key(), label(label));
        }
        return Optional.of(labels);
    }

    private List<Story> stories(YamlNode node, Optional<Map<String, Label>> declared, int headings) {
        if (!(node instanceof Sequence sequence)) {
            wrongKind(node, "`stories`", "a list with one entry for each `##` heading");
            return List.of();
        }
        int size = sequence.items().size();
        if (size != headings && headings > 0) {
            faults.at(
                    node.line(),
                    "`stories` has %s but the article has %s; expected one entry for each heading"
                            .formatted(
                                    count(size, "entry", "entries"), count(headings, "`##` heading", "`##` headings")));
        }
        if (size > EditionContent.MAX_STORIES) {
            faults.at(
                    node.line(),
                    "`stories` has %d entries; expected at most %d".formatted(size, EditionContent.MAX_STORIES));
        }
        Map<String, Integer> slugs = new HashMap<>();
        List<Story> stories = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            Optional<Fields> fields =
                    fields(item, "an entry of `stories`", "in this story", List.of("slug", "topics"), Set.of());
            Optional<YamlNode> slug = value(fields, "slug");
            Optional<String> id = slug.flatMap(n -> values.id(n, "`slug`"));
            id.ifPresent(s -> {
                int line = slug.orElseThrow().line();
                Integer first = slugs.putIfAbsent(s, line);
                if (first != null) {
                    faults.at(
                            line,
                            "slug %s is taken by the story on line %d; expected another".formatted(quoted(s), first));
                }
            });
            List<String> topics =
                    value(fields, "topics").map(n -> storyTopics(n, declared)).orElse(List.of());
            stories.add(new Story(item.line(), id.orElse(""), topics));
        }
        return stories;
    }

    private List<String> storyTopics(YamlNode node, Optional<Map<String, Label>> declared) {
        if (!(node instanceof Sequence sequence)) {
            wrongKind(node, "`topics` of a story", "a list of topic ids such as [craftsmen], or [] for none");
            return List.of();
        }
        if (sequence.items().size() > StoryContent.MAX_TOPICS) {
            faults.at(
                    node.line(),
                    "this story has %d topics; expected at most %d"
                            .formatted(sequence.items().size(), StoryContent.MAX_TOPICS));
        }
        Map<String, Integer> named = new LinkedHashMap<>();
        for (YamlNode item : sequence.items()) {
            values.text(item, "a topic").ifPresent(topic -> {
                if (named.putIfAbsent(topic.text(), topic.line()) != null) {
                    faults.at(topic.line(), "topic %s is named twice by this story".formatted(quoted(topic.text())));
                }
                declared.ifPresent(known -> requireDeclared(topic, known));
            });
        }
        return List.copyOf(named.keySet());
    }

    private void requireDeclared(Scalar topic, Map<String, Label> declared) {
        if (!declared.containsKey(topic.text())) {
            faults.at(
                    topic.line(),
                    () -> "topic %s is not declared; %s"
                            .formatted(
                                    quoted(topic.text()),
                                    Nearest.to(topic.text(), declared.keySet())
                                            .map(near -> "did you mean " + quoted(near) + "?")
                                            .orElse("expected it with its labels under `topics`")));
        }
    }

    private Label label(Optional<Fields> fields) {
        Optional<String> zh = value(fields, "zh").flatMap(n -> values.label(n, "`zh`"));
        Optional<String> en = value(fields, "en").flatMap(n -> values.label(n, "`en`"));
        return zh.isPresent() && en.isPresent() ? Label.of("zh", zh.get(), "en", en.get()) : NO_LABEL;
    }

    private Optional<Fields> fields(YamlNode node, String what, String where, List<String> keys, Set<String> optional) {
        if (node instanceof Mapping mapping) {
            return Optional.of(new Fields(mapping, where, keys, optional, keys.contains("slug") ? "[]" : "{}", faults));
        }
        wrongKind(node, what, "a map with the keys " + String.join(", ", keys));
        return Optional.empty();
    }

    private void wrongKind(YamlNode node, String what, String expected) {
        faults.at(node.line(), "%s is %s; expected %s".formatted(what, node.kind(), expected));
    }

    private static Optional<YamlNode> value(Optional<Fields> fields, String key) {
        return fields.flatMap(f -> f.value(key));
    }
}
