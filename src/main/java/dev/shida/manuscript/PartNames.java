package dev.shida.manuscript;

import dev.shida.content.PartKind;
import dev.shida.text.FoldedText;
import dev.shida.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The headings of parts in one edition: the well-known ones, and those that its front matter names under {@code parts}.
 * Two are the same whatever punctuation, white space, case, width and script of Chinese they are in.
 */
final class PartNames {
    static final int LEVEL = 3;

    /** Named in place of a heading, it lets a line of only these marks begin a part that has no heading. */
    static final String UNHEADED = "###";

    /** The longest heading of a part, in UTF-16 units; no longer line is compared with them. */
    static final int LONGEST = 40;

    private static final Pattern DRESSING = Pattern.compile("[\\p{P}\\p{S}\\p{Z}\\p{C}]");

    /** What stands around the words of a heading, which a suggestion has too. */
    private static final Pattern DRESSED =
            Pattern.compile("([\\p{Ps}\\p{Pi}]?)[^\\p{Pe}\\p{Pf}:：]*([\\p{Pe}\\p{Pf}]?[:：]?).*", Pattern.DOTALL);

    /** A label: its name in brackets, with or without a colon, or before a colon; then text. */
    private static final Pattern LABEL = Pattern.compile(
            "(?<label>[\\p{Ps}\\p{Pi}＜<](?<bracketed>[^\\p{Pe}\\p{Pf}＞>]{1,40})[\\p{Pe}\\p{Pf}＞>]\\s*[:：]?|(?<plain>[^:：]{1,40})[:：])(?<text>.*)",
            Pattern.DOTALL);

    /** Those of an edition whose front matter names none. */
    static final PartNames WELL_KNOWN = new PartNames(Map.of(), "");

    private final Map<PartKind, List<String>> declared;
    private final String language;
    private final Optional<PartKind> unheaded;
    private final Map<String, PartKind> kinds = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    /**
     * A part that a paragraph begins with.
     *
     * @param heading as printed, colon or brackets included
     * @param text what follows it on the line
     */
    record PartLabel(PartKind kind, String heading, String text) {}

    /**
     * @param declared what the front matter names, which takes precedence
     * @param language the edition's, a BCP 47 tag
     */
    PartNames(Map<PartKind, List<String>> declared, String language) {
        this.declared = declared;
        this.language = Locale.forLanguageTag(language).getLanguage();
        this.unheaded = declared.entrySet().stream()
                .filter(entry -> entry.getValue().contains(UNHEADED))
                .map(Map.Entry::getKey)
                .findFirst();
        declared.forEach((kind, headings) ->
                headings.stream().filter(heading -> !heading.equals(UNHEADED)).forEach(heading -> add(kind, heading)));
        for (PartKind kind : PartKind.values()) {
            Stream.of("zh", "en", "ja", "ko")
                    .flatMap(each -> PartHeadings.of(kind, each).stream())
                    .forEach(heading -> add(kind, heading));
        }
    }

    private void add(PartKind kind, String heading) {
        kinds.putIfAbsent(words(heading), kind);
        names.putIfAbsent(words(heading), heading);
    }

    /** The part of which a text is the heading, whatever is around its words. */
    Optional<PartKind> named(String text) {
        return text.length() > LONGEST ? Optional.empty() : Optional.ofNullable(kinds.get(words(text)));
    }

    /** The part that a heading is for, if it is for one: by its words at any level, and where no other heading can be, by likeness. */
    Optional<PartKind> meant(int level, String heading) {
        if (WhiteSpace.isWhite(heading)) {
            return unheaded.filter(kind -> level == LEVEL);
        }
        Optional<PartKind> named = named(heading);
        if (named.isPresent() || level < LEVEL || heading.length() > LONGEST) {
            return named;
        }
        Set<PartKind> near = new LinkedHashSet<>();
        near(heading).forEach(words -> near.add(kinds.get(words)));
        return near.size() == 1 ? Optional.of(near.iterator().next()) : Optional.empty();
    }

    Optional<PartKind> meant(Section section) {
        return meant(section.level(), section.heading());
    }

    /** Whether a heading is just as it should be. */
    boolean isExact(Section section) {
        return section.level() == LEVEL
                && (named(section.heading()).isPresent() || WhiteSpace.isWhite(section.heading()));
    }

    /** The line that a heading which is meant for a part should be. */
    String suggestion(PartKind kind, String heading) {
        if (named(heading).isPresent()) {
            return "### " + WhiteSpace.strip(heading.replace("*", ""));
        }
        String words = words(heading);
        List<String> near =
                near(heading).stream().filter(each -> kinds.get(each) == kind).toList();
        String name = Nearest.to(words, near).map(names::get).orElseGet(() -> example(kind));
        Matcher dressed = DRESSED.matcher(heading);
        return dressed.matches() ? "### " + dressed.group(1) + name + dressed.group(2) : "### " + name;
    }

    /** A heading of a part in this edition. */
    String example(PartKind kind) {
        return Stream.concat(declared.getOrDefault(kind, List.of()).stream(), PartHeadings.of(kind, language).stream())
                .filter(heading -> !heading.equals(UNHEADED))
                .findFirst()
                .orElseThrow();
    }

    /** What is expected where no other heading can be. */
    Message any() {
        return Message.of("either-part", example(PartKind.REPLAY), example(PartKind.COMMENTARY));
    }

    /** The label at the beginning of a line, if it has one, and text after it. */
    Optional<PartLabel> label(String line) {
        Matcher matcher = LABEL.matcher(WhiteSpace.strip(line));
        if (!matcher.matches() || WhiteSpace.isWhite(matcher.group("text"))) {
            return Optional.empty();
        }
        String name = Optional.ofNullable(matcher.group("bracketed")).orElseGet(() -> matcher.group("plain"));
        return named(name)
                .map(kind -> new PartLabel(
                        kind, WhiteSpace.strip(matcher.group("label")), WhiteSpace.strip(matcher.group("text"))));
    }

    private List<String> near(String heading) {
        String words = words(heading);
        List<String> near = new ArrayList<>();
        for (String name : kinds.keySet()) {
            if (Nearest.to(words, List.of(name)).isPresent()) {
                near.add(name);
            }
        }
        return near;
    }

    /** What two headings are compared by. */
    static String words(String heading) {
        return FoldedText.of(DRESSING.matcher(heading).replaceAll("")).joined();
    }
}
