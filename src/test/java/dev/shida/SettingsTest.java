package dev.shida;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators set, and mistype. */
@OneJdk
class SettingsTest {
    private static Settings check(Map<String, String> properties, Map<String, String> environment) {
        Map<String, String> defaults = Settings.examples();
        defaults.keySet().removeIf(name -> name.contains("*") || Settings.WITHOUT_DEFAULT.containsKey(name));
        return Settings.check(
                new SmallRyeConfigBuilder()
                        .withSources(
                                new PropertiesConfigSource(defaults, "defaults", 100),
                                new PropertiesConfigSource(properties, "set", 200))
                        .build(),
                environment);
    }

    @Test
    void theDefaultsAreFaultless() {
        assertEquals(new Settings(List.of(), List.of()), check(Map.of(), Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "shida.edge.cache.content.max-age, -5s",
        "shida.edge.cache.content.max-age, abc",
        "shida.edge.cache.content.max-age, 99999999d",
        "shida.edge.cache.content.cdn-max-age, -1s",
        "shida.edge.cache.content.published, maybe",
        "shida.edge.max-size, -1",
        "shida.edge.max-size, 64 MB",
        "shida.edge.max-size, 99999999999999999999G",
        "shida.search.max-queued, -1",
        "shida.search.max-queued, many",
        "shida.backup.time, 24:00",
        "shida.backup.time, 3am",
        "shida.backup.keep, 0",
        "shida.connections.max, 0x10",
        "shida.connections.max, 0",
        "shida.connections.head-timeout, 0s",
        "shida.search.timeout, 0s",
        "shida.search.timeout, 0",
        "shida.edge.max-concurrent, 0",
        "shida.edge.max-unsent, 0M",
        "shida.access-log.format, xml",
        "shida.access-log.sample, 0",
        "shida.limits.all.period, 999ms",
        "shida.limits.uncached.period, 0s",
        "shida.limits.all.requests, -1",
        "shida.limits.max-clients, 0",
        "shida.hosts, http://a",
        "shida.hosts, a/b",
        "shida.hosts, a:99999",
        "shida.hosts, *.a",
        "shida.hosts, 'a,,b'",
        "shida.hosts, a b",
        "shida.origin, ftp://a",
        "quarkus.http.port, 99999",
        "quarkus.http.port, -1",
        "quarkus.management.port, 99999",
    })
    void anInvalidValueIsOneFault(String name, String value) {
        Settings settings = check(Map.of(name, value), Map.of());
        assertEquals(1, settings.faults().size(), settings.toString());
        assertTrue(settings.faults().get(0).startsWith(name + "=" + value + ": "), settings.toString());
    }

    @Test
    void anEmptyPathIsAFault() {
        assertEquals(
                List.of("shida.manuscripts=: it is empty. Give a value, such as ./manuscripts"),
                check(Map.of("shida.manuscripts", ""), Map.of()).faults());
    }

    @ParameterizedTest
    @CsvSource({
        "SHIDA_DATE, SHIDA_DATA",
        "SHIDA_MANUSCRIPT, SHIDA_MANUSCRIPTS",
        "SHIDA_EDGE_MAXSIZE, SHIDA_EDGE_MAX_SIZE",
        "SHIDA_EDGE_CACHE_CONTENT_MAXAGE, SHIDA_EDGE_CACHE_CONTENT_MAX_AGE",
    })
    void anUnknownVariableIsAWarning(String name, String meant) {
        assertEquals(
                List.of(name + " is ignored: there is no such setting. Did you mean " + meant + "?"),
                check(Map.of(), Map.of(name, "x")).warnings());
    }

    @Test
    void soIsAnUnknownProperty() {
        assertEquals(
                List.of("shida.dta is ignored: there is no such setting. Did you mean shida.data?"),
                check(Map.of("shida.dta", "x"), Map.of()).warnings());
        assertEquals(
                List.of("shida.zzzzzzzzzzzz is ignored: there is no such setting."),
                check(Map.of("shida.zzzzzzzzzzzz", "x"), Map.of()).warnings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHIDA_DATA",
                "SHIDA_EDGE_CACHE_CONTENT_MAX_AGE",
                "SHIDA_EDGE_CACHE_CONTENT_CDN_MAX_AGE",
                "SHIDA_EDGE_CACHE_PAGE_LANGUAGES",
                "SHIDA_CONNECTIONS_MAX",
                "SHIDA_SERVICE_HOST",
                "SHIDA_PORT_8080_TCP_ADDR",
                "SHIDARE",
            })
    void aKnownVariableIsNoWarning(String name) {
        assertEquals(List.of(), check(Map.of(), Map.of(name, "1")).warnings());
    }
}
