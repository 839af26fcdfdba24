package dev.shida.manuscript;

import dev.shida.text.Resource;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks BCP 47 language tags against the subtags that IANA has registered, and guesses what was meant. */
final class LanguageTag {

    /** The shortest limit that RFC 5646, section 4.4.1, lets an implementation set. */
    static final int MAX_LENGTH = 35;

    private static final String REGISTRY = "/language/subtags.txt";

    /** What editors write in place of a tag: countries, old codes, and names that no locale has. */
    private static final Map<String, String> MEANT = Pattern.compile("([^,\\s]+) ([^,\\s]+)")
            .matcher("""
            cn zh, tw zh-TW, hk zh-HK, jp ja, kr ko, vn vi, us en, gb en, cz cs, dk da, gr el, ua uk, chi zh, ger de, fre fr,
            mandarin zh, 汉语 zh, 漢語 zh, 简体中文 zh-Hans, 繁體中文 zh-Hant, zh-chs zh-Hans, zh-cht zh-Hant, en-uk en-GB""")
            .results()
            .collect(Collectors.toUnmodifiableMap(pair -> pair.group(1), pair -> pair.group(2)));

    private LanguageTag() {}

    /** Whether a tag is well-formed, short enough, and of registered subtags, but for extensions. */
    static boolean isValid(String tag) {
        if (tag.length() > MAX_LENGTH || !isWellFormed(tag)) {
            return false;
        }
        List<String> subtags = Arrays.asList(tag.toLowerCase(Locale.ROOT).split("-"));
        int end = subtags.stream().map(String::length).toList().indexOf(1);
        List<String> registered = subtags.subList(0, end < 0 ? subtags.size() : end);
        if (registered.isEmpty() || !isRegistered("language", registered.get(0))) {
            return false;
        }
        return registered.stream().skip(1).allMatch(subtag -> isRegistered(type(subtag), subtag));
    }

    /** A valid tag that may have been meant by one that is not. */
    static Optional<String> meant(String tag) {
        String hyphened = tag.strip().replace('_', '-');
        String lower = hyphened.toLowerCase(Locale.ROOT);
        int first = hyphened.indexOf('-');
        String language = first < 0 ? lower : lower.substring(0, first);
        return Stream.of(
                        Optional.of(hyphened),
                        Optional.ofNullable(MEANT.get(lower)),
                        Optional.ofNullable(MEANT.get(language)),
                        named(lower),
                        Optional.of(language))
                .flatMap(Optional::stream)
                .filter(LanguageTag::isValid)
                .findFirst();
    }

    private static boolean isWellFormed(String tag) {
        try {
            new Locale.Builder().setLanguageTag(tag);
            return true;
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    /** What a subtag is, by its form, as RFC 5646, section 2.2, tells them apart. */
    private static String type(String subtag) {
        return switch (subtag.length()) {
            case 2 -> "region";
            case 3 -> Character.isDigit(subtag.charAt(0)) ? "region" : "extlang";
            case 4 -> Character.isDigit(subtag.charAt(0)) ? "variant" : "script";
            default -> "variant";
        };
    }

    /** By the language's name in English, in Chinese or in itself, or by its code of three letters. */
    private static Optional<String> named(String name) {
        return Arrays.stream(Locale.getISOLanguages())
                .filter(code -> {
                    Locale language = Locale.forLanguageTag(code);
                    return Stream.of(
                                    language.getDisplayLanguage(Locale.ENGLISH),
                                    language.getDisplayLanguage(Locale.CHINESE),
                                    language.getDisplayLanguage(language),
                                    language.getISO3Language())
                            .anyMatch(name::equalsIgnoreCase);
                })
                .findFirst();
    }

    private static boolean isRegistered(String type, String subtag) {
        return Registry.SUBTAGS.getOrDefault(type, Set.of()).contains(subtag);
    }

    /** Read when a manuscript is, which most starts need not. */
    private static final class Registry {
        private static final Map<String, Set<String>> SUBTAGS = Resource.text(REGISTRY)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> List.of(line.split(" ")))
                .collect(Collectors.toUnmodifiableMap(
                        words -> words.get(0), words -> Set.copyOf(words.subList(1, words.size()))));
    }
}
