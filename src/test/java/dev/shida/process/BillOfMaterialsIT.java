package dev.shida.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shida.OneJdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bill of materials that the build writes. */
@OneJdk
class BillOfMaterialsIT {
    private static final Path BILL = Path.of("target/quarkus-run-cyclonedx.json");
    private static final Path PACKAGE = Path.of("target/quarkus-app");

    @Test
    void namesEveryLibraryThatIsPackaged() throws IOException {
        Set<String> named = new TreeSet<>();
        JsonNode bill = new ObjectMapper().readTree(BILL.toFile());
        assertEquals("CycloneDX", bill.path("bomFormat").asText());
        for (JsonNode component : bill.path("components")) {
            for (JsonNode occurrence : component.path("evidence").path("occurrences")) {
                named.add(occurrence.path("location").asText());
            }
        }
        named.removeIf(location -> !location.startsWith("lib/"));
        try (Stream<Path> files = Files.walk(PACKAGE.resolve("lib"))) {
            Set<String> packaged = files.filter(Files::isRegularFile)
                    .map(file -> PACKAGE.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(packaged, named);
        }
    }
}
