package dev.shida;

import dev.shida.edge.Address;
import dev.shida.http.Cached;
import dev.shida.text.Nearest;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Checks the settings before anything else is done. The defaults in {@code application.properties} say which settings there
 * are and, by their form, what their values are: durations, sizes, numbers, truth values or text.
 *
 * @param faults values that the service does not start with, one line each
 * @param warnings what is set although no setting has that name, one line each
 */
record Settings(List<String> faults, List<String> warnings) {
    private static final String PREFIX = "shida.";

    /** Each cache policy has these settings. */
    private static final Pattern POLICY = Pattern.compile(Stream.of(Cached.Policy.values())
            .map(Cached.Policy::setting)
            .collect(Collectors.joining("|", "(shida\\.edge\\.cache\\.)(?:", ")(\\.[a-z-]+)")));

    /** The settings that have no default, with a value that they may have. */
    static final Map<String, String> WITHOUT_DEFAULT = Map.of(
            "quarkus.http.port", "8080",
            "quarkus.management.port", "9000",
            "shida.backup.folder", "/backups",
            "shida.connections.max", "4096",
            "shida.edge.cache.*.cdn-max-age", "1d",
            "shida.edge.cache.*.languages", "zh,en",
            "shida.edge.max-size", "64M",
            "shida.edge.max-unsent", "64M",
            "shida.hosts", "news.example",
            "shida.origin", "https://news.example");

    /** What is wrong with the values of some settings, besides their form. */
    private static final Map<String, Function<String, @Nullable String>> CHECKS = Map.ofEntries(
            Map.entry("shida.access-log.format", Settings::formatFault),
            Map.entry("shida.access-log.sample", value -> zeroFault(value, "nothing would be logged")),
            Map.entry("shida.access-log.max-queued", value -> zeroFault(value, "nothing would be logged")),
            Map.entry("shida.origin", Settings::originFault),
            Map.entry("shida.hosts", Settings::hostsFault),
            Map.entry("shida.backup.time", Settings::timeFault),
            Map.entry("shida.backup.keep", value -> zeroFault(value, "no archive would stay")),
            Map.entry("shida.search.timeout", Settings::positiveFault),
            Map.entry("shida.connections.max", Settings::positiveFault),
            Map.entry("shida.connections.head-timeout", Settings::positiveFault),
            Map.entry("shida.connections.body-timeout", Settings::positiveFault),
            Map.entry("shida.connections.idle-timeout", Settings::positiveFault),
            Map.entry("shida.edge.max-concurrent", Settings::positiveFault),
            Map.entry("shida.edge.write-timeout", Settings::positiveFault),
            Map.entry("shida.edge.max-unsent", Settings::positiveFault),
            Map.entry("shida.edge.max-unsent-per-connection", Settings::positiveFault),
            Map.entry("shida.limits.all.period", Settings::periodFault),
            Map.entry("shida.limits.uncached.period", Settings::periodFault),
            Map.entry("shida.limits.max-clients", value -> zeroFault(value, "no client would be counted")));

    /** What Kubernetes sets in every container beside a service that is named "shida". */
    private static final Pattern KUBERNETES = Pattern.compile("SHIDA_(SERVICE_HOST|SERVICE_PORT.*|PORT(_.*)?)");

    private static final Pattern DURATION = Pattern.compile("\\d+(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("\\d+[KMG]");
    private static final Duration LONGEST = Duration.ofDays(3_650);

    static Settings check(Config config, Map<String, String> environment) {
        Map<String, String> examples = examples();
        List<String> faults = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(examples.keySet());
        names.removeIf(name -> name.contains("*"));
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(PREFIX))
                .forEach(names::add);
        for (String name : names) {
            String example = examples.getOrDefault(name, examples.get(general(name)));
            if (example != null) {
                String value = config.getConfigValue(name).getValue();
                boolean isUnset = WITHOUT_DEFAULT.containsKey(general(name)) && (value == null || value.isBlank());
                String fault = isUnset ? null : fault(name, value, example);
                if (fault != null) {
                    faults.add(name + "=" + (value == null ? "" : value) + ": " + fault);
                }
            } else if (!environment.containsKey(variable(name))) {
                warnings.add(warning(name, Nearest.to(name, examples.keySet()).orElse(null)));
            }
        }
        environment.keySet().stream()
                .filter(name -> name.startsWith(variable(PREFIX)))
                .filter(name -> !KUBERNETES.matcher(name).matches())
                .filter(name -> examples.keySet().stream().noneMatch(known -> isVariableOf(known, name)))
                .sorted()
                .forEach(name -> warnings.add(warning(
                        name,
                        Nearest.to(
                                        name,
                                        examples.keySet().stream()
                                                .map(Settings::variable)
                                                .toList())
                                .orElse(null))));
        return new Settings(faults, warnings);
    }

    /** The names of all settings, with {@code *} for a kind of response of any name, and their defaults. */
    static Map<String, String> examples() {
        Properties properties = new Properties();
        try (InputStream defaults = Settings.class.getResourceAsStream("/application.properties")) {
            if (defaults != null) {
                properties.load(defaults);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> examples = new TreeMap<>(WITHOUT_DEFAULT);
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .forEach(name -> {
                    examples.put(name, properties.getProperty(name));
                    examples.putIfAbsent(general(name), properties.getProperty(name));
                });
        // Shida.lock says what is wrong with it.
        examples.put("shida.data", "");
        return examples;
    }

    private static String general(String name) {
        return POLICY.matcher(name).replaceAll("$1*$2");
    }

    private static @Nullable String originFault(String value) {
        try {
            Address.parse(value);
            return null;
        } catch (IllegalArgumentException e) {
            return "this cannot begin an address, as " + e.getMessage() + ". Give another.";
        }
    }

    private static @Nullable String hostsFault(String value) {
        for (String host : value.split(",", -1)) {
            try {
                Address.parse("https://" + host.strip());
            } catch (IllegalArgumentException e) {
                return "\"" + host.strip() + "\" is no host, with or without a port. Separate hosts by commas.";
            }
            if (host.contains("/")) {
                return "\"" + host.strip() + "\" has more than a host and a port. Separate hosts by commas.";
            }
        }
        return null;
    }

    private static @Nullable String positiveFault(String value) {
        return zeroFault(value, "nothing would be answered");
    }

    private static @Nullable String zeroFault(String value, String effect) {
        return value.matches("[0.]+\\D*") ? "with 0 " + effect + ". Give more." : null;
    }

    private static @Nullable String timeFault(String value) {
        try {
            LocalTime.parse(value);
            return null;
        } catch (DateTimeParseException e) {
            return "this is no time of day. Give one such as 03:00";
        }
    }

    private static @Nullable String formatFault(String value) {
        return value.toLowerCase(Locale.ROOT).matches("combined|json") ? null : "this is neither combined nor json";
    }

    private static @Nullable String periodFault(String value) {
        Duration period = DurationConverter.parseDuration(value);
        return period == null || period.toSeconds() == 0 ? "a period has a second at least. Give a longer one." : null;
    }

    private static @Nullable String fault(String name, @Nullable String value, String example) {
        String fault = fault(value, example);
        Function<String, @Nullable String> check = CHECKS.get(name);
        return fault == null && value != null && check != null ? check.apply(value.strip()) : fault;
    }

    private static @Nullable String fault(@Nullable String value, String example) {
        if (example.isEmpty()) {
            return null;
        }
        if (value == null || value.isBlank()) {
            return "it is empty. Give a value, such as " + example;
        }
        if (DURATION.matcher(example).matches()) {
            return isDuration(value)
                    ? null
                    : "this is no duration from 0 to " + LONGEST.toDays() + "d. Give one such as " + example;
        }
        if (SIZE.matcher(example).matches()) {
            return isSize(value) ? null : "this is no size. Give one such as " + example;
        }
        if (example.matches("\\d+")) {
            int most = example.equals("8080") || example.equals("9000") ? 65_535 : 1_000_000;
            return value.strip().matches("\\d{1,9}") && Integer.parseInt(value.strip()) <= most
                    ? null
                    : "this is no whole number from 0 to " + most;
        }
        if (example.matches("true|false")) {
            return value.strip().toLowerCase(Locale.ROOT).matches("true|false")
                    ? null
                    : "this is neither true nor false";
        }
        return value.indexOf('\0') < 0 ? null : "it has a character that no value has";
    }

    private static boolean isDuration(String value) {
        try {
            Duration duration = DurationConverter.parseDuration(value);
            return duration != null && !duration.isNegative() && duration.compareTo(LONGEST) <= 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static boolean isSize(String value) {
        try {
            return new MemorySizeConverter().convert(value.strip()).asLongValue() >= 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** As an environment variable. */
    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9*]", "_").toUpperCase(Locale.ROOT);
    }

    private static boolean isVariableOf(String known, String variable) {
        return variable.matches(variable(known).replace("*", ".+"));
    }

    private static String warning(String name, @Nullable String meant) {
        return name + " is ignored: there is no such setting." + (meant == null ? "" : " Did you mean " + meant + "?");
    }
}
