package dev.shida.manuscript;

import static dev.shida.manuscript.Wording.quoted;

import dev.shida.content.Edition.Ranking;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Label;
import dev.shida.content.PartKind;
import dev.shida.manuscript.Article.Numbering;
import dev.shida.manuscript.FrontMatter.StoryEntry;
import dev.shida.manuscript.YamlNode.Mapping;
import dev.shida.manuscript.YamlNode.Pair;
import dev.shida.manuscript.YamlNode.Scalar;
import dev.shida.manuscript.YamlNode.Sequence;
import dev.shida.text.Nearest;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks the tree of a front matter against what {@code FrontMatter} needs. */
final class FrontMatterReader {
    private static final Label NO_LABEL = new Label(Map.of("und", ""));

    private static final List<String> STORY_OPTIONAL = List.of("formerly", "date", "byline", "picture");
    private static final List<String> PICTURE_OPTIONAL = List.of("alt", "caption", "credit", "until");

    private final Faults faults;
    private final Values values;
    private final Optional<Fields> root;
    private final Optional<String> language;

    FrontMatterReader(SourceText source, Faults faults) {
        this.faults = faults;
        this.values = new Values(faults);
        Optional<YamlNode> node = source.hasFrontMatter() ? YamlReader.read(source, faults) : Optional.empty();
        this.root = node.flatMap(each -> fields(
                each,
                Message.of("the-front-matter"),
                Message.of("in-front-matter"),
                FrontMatter.REQUIRED,
                FrontMatter.OPTIONAL));
        this.language = value(root, "language").flatMap(values::language);
    }

    /** The headings of parts that the article may have. */
    PartNames partNames() {
        Map<PartKind, List<String>> names = new EnumMap<>(PartKind.class);
        Optional<Fields> parts = value(root, "parts")
                .flatMap(node -> fields(node, "`parts`", Message.of("in", "`parts`"), List.of(), PartKind.IDS));
        Map<String, PartKind> kinds = new HashMap<>();
        for (PartKind kind : PartKind.values()) {
            List<String> headings = new ArrayList<>();
            for (Scalar heading :
                    value(parts, kind.id()).map(this::partHeadings).orElse(List.of())) {
                PartKind other = kinds.putIfAbsent(PartNames.words(heading.text()), kind);
                if (other != null && other != kind) {
                    faults.at(heading.line(), FaultCode.DUPLICATE_PART_NAME, quoted(heading.text()));
                }
                headings.add(heading.text());
            }
            names.put(kind, headings);
        }
        return new PartNames(names, language.orElse(""));
    }

    /** One heading, or a list of them. */
    private List<Scalar> partHeadings(YamlNode node) {
        List<YamlNode> nodes = node instanceof Sequence sequence ? sequence.items() : List.of(node);
        return nodes.stream()
                .flatMap(each -> values.text(each, Message.of("a-part-heading")).stream())
                .filter(heading -> values.isHeading(heading))
                .toList();
    }

    FrontMatter read(Article article) {
        List<Pair> labels = new ArrayList<>();
        Optional<Fields> series = value(root, "series").flatMap(node -> {
            if (node instanceof Mapping mapping) {
                return Optional.of(Fields.among(mapping, Message.of("in", "`series`"), List.of("id"), labels, faults));
            }
            wrongKind(node, "`series`", Message.of("expected-series"));
            return Optional.empty();
        });
        Optional<Map<String, Label>> topics = value(root, "topics").flatMap(this::topics);
        value(root, "picture").ifPresent(this::picture);
        Optional<OffsetDateTime> published = value(root, "published").flatMap(values::publicationTime);
        return new FrontMatter(
                value(series, "id").flatMap(n -> values.id(n, "`id`")).orElse(""),
                series.isPresent() ? label(value(root, "series").orElseThrow().line(), "`series`", labels) : NO_LABEL,
                value(root, "year").flatMap(values::year).orElse(0),
                value(root, "year").map(YamlNode::line).orElse(1),
                language.orElse(""),
                order(article.numbers()),
                published,
                topics.orElse(Map.of()),
                value(root, "stories")
                        .map(node -> stories(node, topics, article.stories().size()))
                        .orElse(List.of()));
    }

    private Ranking order(Numbering numbers) {
        Ranking printed = numbers == Numbering.FALLING ? Ranking.COUNTDOWN : Ranking.RANKED;
        Optional<YamlNode> node = value(root, "order");
        Optional<Ranking> given = node.flatMap(values::order);
        boolean isContradicted = given.isPresent()
                && given.get() != Ranking.UNRANKED
                && given.get() != printed
                && numbers != Numbering.NONE;
        if (isContradicted) {
            faults.at(
                    node.orElseThrow().line(),
                    FaultCode.ORDER_CONTRADICTED,
                    quoted(given.get().id()),
                    Message.of(numbers == Numbering.FALLING ? "numbers-fall" : "numbers-rise"),
                    quoted(printed.id()));
        }
        return given.orElse(printed);
    }

    private Optional<Map<String, Label>> topics(YamlNode node) {
        if (!(node instanceof Mapping mapping)) {
            wrongKind(node, "`topics`", Message.of("expected-topics"));
            return Optional.empty();
        }
        Map<String, Label> labels = new LinkedHashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Pair topic : mapping.entries()) {
            values.checkId(topic.line(), topic.key(), Message.of("a-topics-id"));
            Integer first = lines.putIfAbsent(topic.key(), topic.line());
            if (first != null) {
                faults.at(topic.line(), FaultCode.DUPLICATE_TOPIC, quoted(topic.key()), first);
            }
            labels.putIfAbsent(topic.key(), topicLabel(topic));
        }
        return Optional.of(labels);
    }

    private Label topicLabel(Pair topic) {
        if (topic.value() instanceof Mapping mapping) {
            return label(topic.line(), quoted(topic.key()), mapping.entries());
        }
        wrongKind(topic.value(), Message.of("topic", quoted(topic.key())), Message.of("expected-labels"));
        return NO_LABEL;
    }

    /** @param of what the label is of, in backticks */
    private Label label(int line, String of, List<Pair> entries) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Pair entry : entries) {
            if (!LanguageTag.isValid(entry.key()) || entry.key().equals("ID")) {
                unknownLanguage(entry, of);
                continue;
            }
            Integer first = lines.putIfAbsent(entry.key().toLowerCase(Locale.ROOT), entry.line());
            if (first != null) {
                faults.at(entry.line(), FaultCode.DUPLICATE_LABEL, quoted(entry.key()), of, first);
            }
            values.line(entry.value(), quoted(entry.key()), Label.MAX_LENGTH)
                    .ifPresent(text -> texts.put(entry.key(), text));
        }
        if (entries.isEmpty()) {
            faults.at(line, FaultCode.NO_LABEL, of);
        } else if (texts.size() > Label.MAX_TEXTS) {
            faults.at(line, FaultCode.TOO_MANY_LABELS, of, texts.size(), Label.MAX_TEXTS);
        }
        return texts.isEmpty() ? NO_LABEL : new Label(texts);
    }

    private void unknownLanguage(Pair entry, String of) {
        faults.at(
                entry.line(),
                FaultCode.WRONG_LABEL_LANGUAGE,
                () -> LanguageTag.meant(entry.key())
                        .filter(meant -> !meant.equals(entry.key()))
                        .map(Fields::didYouMean)
                        .orElseGet(() -> Message.of("expected-language")),
                quoted(entry.key()),
                of);
    }

    private List<StoryEntry> stories(YamlNode node, Optional<Map<String, Label>> declared, int headings) {
        if (!(node instanceof Sequence sequence)) {
            wrongKind(node, "`stories`", Message.of("expected-stories"));
            return List.of();
        }
        int size = sequence.items().size();
        if (size != headings && headings > 0) {
            faults.at(node.line(), FaultCode.STORY_COUNT, size, headings);
        }
        if (size > EditionContent.MAX_STORIES) {
            faults.at(node.line(), FaultCode.TOO_MANY_STORIES, size, EditionContent.MAX_STORIES);
        }
        Map<String, Integer> slugs = new HashMap<>();
        List<StoryEntry> stories = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            Optional<Fields> fields = fields(
                    item,
                    Message.of("an-entry-of-stories"),
                    Message.of("in-story"),
                    List.of("slug", "topics"),
                    STORY_OPTIONAL);
            Optional<String> slug = value(fields, "slug").flatMap(n -> slug(n, "`slug`", slugs));
            List<String> topics =
                    value(fields, "topics").map(n -> storyTopics(n, declared)).orElse(List.of());
            value(fields, "picture").ifPresent(this::picture);
            stories.add(new StoryEntry(
                    item.line(),
                    slug.orElse(""),
                    value(fields, "formerly").map(n -> formerSlugs(n, slugs)).orElse(List.of()),
                    value(fields, "date").flatMap(n -> values.date(n, "`date`")),
                    value(fields, "byline").flatMap(this::byline),
                    topics));
        }
        return stories;
    }

    private Optional<String> slug(YamlNode node, Object what, Map<String, Integer> taken) {
        Optional<String> slug = values.id(node, what);
        slug.ifPresent(id -> {
            Integer first = taken.putIfAbsent(id, node.line());
            if (first != null) {
                faults.at(node.line(), FaultCode.SLUG_TAKEN, quoted(id), first);
            }
        });
        return slug;
    }

    private List<String> formerSlugs(YamlNode node, Map<String, Integer> taken) {
        if (!(node instanceof Sequence sequence)) {
            wrongKind(node, "`formerly`", Message.of("expected-former-slugs"));
            return List.of();
        }
        if (sequence.items().size() > StoryContent.MAX_FORMERLY) {
            faults.at(
                    node.line(),
                    FaultCode.TOO_MANY_FORMER_SLUGS,
                    sequence.items().size(),
                    StoryContent.MAX_FORMERLY);
        }
        return sequence.items().stream()
                .flatMap(item -> slug(item, Message.of("a-former-slug"), taken).stream())
                .toList();
    }

    private Optional<String> byline(YamlNode node) {
        Optional<String> byline = values.line(node, "`byline`", EditionContent.MAX_BYLINE);
        byline.filter(Byline::isDate).ifPresent(date -> faults.at(node.line(), FaultCode.BYLINE_IS_DATE, quoted(date)));
        return byline;
    }

    /** Checks what a later release will publish. */
    private void picture(YamlNode node) {
        Optional<Fields> picture =
                fields(node, "`picture`", Message.of("in", "`picture`"), List.of("file"), PICTURE_OPTIONAL);
        for (String key : List.of("file", "alt", "caption", "credit")) {
            value(picture, key).ifPresent(text -> values.line(text, "`" + key + "`", EditionContent.MAX_TITLE));
        }
        value(picture, "until").ifPresent(date -> values.date(date, "`until`"));
        picture.ifPresent(each -> faults.at(node.line(), FaultCode.PICTURE_NOT_READ));
    }

    private List<String> storyTopics(YamlNode node, Optional<Map<String, Label>> declared) {
        if (!(node instanceof Sequence sequence)) {
            wrongKind(node, Message.of("topics-of-a-story"), Message.of("expected-topics-of-a-story"));
            return List.of();
        }
        if (sequence.items().size() > StoryContent.MAX_TOPICS) {
            faults.at(node.line(), FaultCode.TOO_MANY_TOPICS, sequence.items().size(), StoryContent.MAX_TOPICS);
        }
        Map<String, Integer> named = new LinkedHashMap<>();
        for (YamlNode item : sequence.items()) {
            values.text(item, Message.of("a-topic")).ifPresent(topic -> {
                if (named.putIfAbsent(topic.text(), topic.line()) != null) {
                    faults.at(topic.line(), FaultCode.REPEATED_TOPIC, quoted(topic.text()));
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
                    FaultCode.UNDECLARED_TOPIC,
                    () -> Nearest.to(topic.text(), declared.keySet())
                            .map(Fields::didYouMean)
                            .orElseGet(() -> Message.of("expected-declared")),
                    quoted(topic.text()));
        }
    }

    private Optional<Fields> fields(
            YamlNode node, Object what, Message where, List<String> required, List<String> optional) {
        if (node instanceof Mapping mapping) {
            return Optional.of(new Fields(mapping, where, required, optional, faults));
        }
        List<String> keys = required.isEmpty() ? optional : required;
        wrongKind(node, what, Message.of("expected-map", String.join(", ", keys)));
        return Optional.empty();
    }

    private void wrongKind(YamlNode node, Object what, Message expected) {
        faults.at(node.line(), FaultCode.WRONG_KIND, what, node.kind(), expected);
    }

    private static Optional<YamlNode> value(Optional<Fields> fields, String key) {
        return fields.flatMap(f -> f.value(key));
    }
}
