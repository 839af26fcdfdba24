package dev.shida.manuscript;

import dev.shida.text.Resource;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A text that exists in Chinese and in English.
 *
 * @param key of its pattern in {@code faults_en.properties} and {@code faults_zh.properties}
 * @param arguments put into the pattern; messages among them are rendered in the same language
 */
record Message(String key, List<Object> arguments) {
    private static final Properties ENGLISH = read("en");
    private static final Properties CHINESE = read("zh");

    static Message of(String key, Object... arguments) {
        return new Message(key, List.of(arguments));
    }

    /** In Chinese for any Chinese locale, else in English. */
    String in(Locale language) {
        String pattern = Objects.requireNonNull(patterns(language.getLanguage()).getProperty(key), key);
        return String.format(
                Locale.ROOT,
                pattern,
                arguments.stream()
                        .map(each -> each instanceof Message message ? message.in(language) : each)
                        .toArray());
    }

    /** The language that a command, or the log, is to be in, by POSIX's variables, else that of the Java process. */
    static Locale languageOf(Map<String, String> environment) {
        Optional<String> set = Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
        // Read here, as the JVM falls back to English where the operating system has not installed the locale.
        return set.map(value -> Locale.forLanguageTag(value.split("[.@]", 2)[0].replace('_', '-')))
                .orElseGet(Locale::getDefault);
    }

    static Properties patterns(String language) {
        return language.equals("zh") ? CHINESE : ENGLISH;
    }

    private static Properties read(String language) {
        try {
            Properties patterns = new Properties();
            patterns.load(new StringReader(Resource.text("/manuscript/faults_" + language + ".properties")));
            return patterns;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
