package dev.shida.content;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The name of a series or a topic, for people.
 *
 * @param texts by BCP 47 language tag, in the editor's order: 1 to {@value #MAX_TEXTS}, each one line of 1 to
 *     {@value #MAX_LENGTH} code points
 */
public record Label(Map<String, String> texts) {
    /** The longest text, in code points. */
    public static final int MAX_LENGTH = 100;

    /** The most languages. */
    public static final int MAX_TEXTS = 20;

    public Label {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("a label without a text");
        }
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
    }

    /** A label in two languages. */
    public static Label of(String language, String text, String otherLanguage, String otherText) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(language, text);
        texts.put(otherLanguage, otherText);
        return new Label(texts);
    }

    /**
     * The text to display: in the first of some languages that it has, else the first text.
     *
     * @param languages BCP 47 tags, such as the interface's and then the edition's
     */
    public String in(String... languages) {
        return Arrays.stream(languages)
                .flatMap(language -> lookup(language).stream())
                .findFirst()
                .orElseGet(() -> texts.values().iterator().next());
    }

    /** By the tag, shortened from its end (RFC 4647, section 3.4) until there is a text, or by another tag of the language. */
    private Optional<String> lookup(String language) {
        String tag = language;
        while (tag.contains("-") && find(tag).isEmpty()) {
            tag = tag.substring(0, tag.lastIndexOf('-'));
        }
        Optional<String> text = find(tag);
        String prefix = tag + "-";
        return text.isPresent()
                ? text
                : texts.keySet().stream()
                        .filter(other -> other.regionMatches(true, 0, prefix, 0, prefix.length()))
                        .findFirst()
                        .map(texts::get);
    }

    private Optional<String> find(String tag) {
        return texts.keySet().stream().filter(tag::equalsIgnoreCase).findFirst().map(texts::get);
    }

    /** As the store has it: a line for each text, of the tag, a space and the text. */
    String encoded() {
        return texts.entrySet().stream()
                .map(text -> text.getKey() + " " + text.getValue())
                .collect(Collectors.joining("\n"));
    }

    static Label decoded(String lines) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String line : lines.split("\n", -1)) {
            int space = line.indexOf(' ');
            texts.put(line.substring(0, space), line.substring(space + 1));
        }
        return new Label(texts);
    }
}
