package dev.shida;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import dev.shida.content.Revision;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The rooms, and what each may import: the table in CONTRIBUTING.md. */
@OneJdk
@Execution(ExecutionMode.CONCURRENT)
class ArchitectureTest {
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("text", Set.of()),
            Map.entry("content", Set.of()),
            Map.entry("trace", Set.of()),
            Map.entry("manuscript", Set.of("content", "text", "trace")),
            Map.entry("search", Set.of("content", "text", "trace")),
            Map.entry("problem", Set.of()),
            Map.entry("http", Set.of("content", "search", "text", "problem")),
            Map.entry("api", Set.of("content", "search", "text", "manuscript", "problem", "http")),
            Map.entry("feed", Set.of("content", "search", "text", "problem", "http")),
            Map.entry("pages", Set.of("content", "search", "text", "problem", "http")),
            Map.entry("edge", Set.of("content", "trace")),
            Map.entry("backup", Set.of("content")),
            Map.entry("ops", Set.of("content", "search", "http", "edge", "trace")));

    private static final Set<String> ROOMS = MAY_IMPORT.keySet();

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.shida");

    @Test
    void thereAreTheseRoomsAndNoOthers() {
        Set<String> packages = CLASSES.stream()
                .map(type -> type.getPackageName())
                .filter(name -> !name.equals("dev.shida"))
                .map(name -> name.substring("dev.shida.".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(ROOMS), packages);
    }

    @Test
    void theyImportOnlyWhatTheTableNames() {
        MAY_IMPORT.forEach((room, others) -> neverImports(
                room,
                ROOMS.stream()
                        .filter(other -> !other.equals(room) && !others.contains(other))
                        .map(other -> "dev.shida." + other + "..")
                        .toArray(String[]::new)));
    }

    /** The picture's arrows are the table's, and the walks pass through methods that exist. */
    @Test
    void theGuideIsTrue() throws IOException {
        String guide = Files.readString(Path.of("CONTRIBUTING.md"));
        Map<String, Set<String>> arrows = Pattern.compile("(?m)^  (\\w+) --.*> (.*)$")
                .matcher(guide)
                .results()
                .collect(Collectors.toMap(
                        arrow -> arrow.group(1), arrow -> Set.of(arrow.group(2).split(" & "))));
        assertEquals(
                MAY_IMPORT.entrySet().stream()
                        .filter(room -> !room.getValue().isEmpty())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                arrows);

        Set<String> methods = CLASSES.stream()
                .flatMap(type -> type.getMethods().stream())
                .map(method -> method.getOwner().getSimpleName() + "." + method.getName())
                .collect(Collectors.toSet());
        List<String> hops = Pattern.compile("(?m)^[0-9]+\\. `([^`]+)`")
                .matcher(guide)
                .results()
                .map(hop -> hop.group(1))
                .toList();
        assertEquals(
                List.of(), hops.stream().filter(hop -> !methods.contains(hop)).toList());
        assertEquals(51, hops.size());
    }

    @Test
    void libraries() {
        neverImports("text", "jakarta..", "io..", "com..", "org.apache.lucene..", "org.hibernate..", "org.jboss..");
        neverImports("content", "jakarta.ws.rs..", "com.fasterxml.jackson..", "org.apache.lucene..", "io.vertx..");
        neverImports("manuscript", "jakarta.ws.rs..", "org.apache.lucene..", "jakarta.persistence..", "io.vertx..");
        neverImports("search", "jakarta.ws.rs..", "com.fasterxml.jackson..", "jakarta.persistence..", "io.vertx..");
        neverImports("http", "jakarta.persistence..", "org.hibernate..", "org.apache.lucene..");
        for (String room : List.of("api", "feed", "pages")) {
            neverImports(room, "jakarta.persistence..", "org.hibernate..", "org.commonmark..", "org.apache.lucene..");
        }
        neverImports(
                "ops", "jakarta.persistence..", "org.hibernate..", "org.apache.lucene..", "com.fasterxml.jackson..");
        neverImports("backup", "jakarta.ws.rs..", "jakarta.persistence..", "org.hibernate..", "io.vertx..");
        neverImports("edge", "jakarta.ws.rs..", "jakarta.persistence..", "org.hibernate..", "com.fasterxml.jackson..");
    }

    /** So that a service without traces loads none of it. */
    @Test
    void theExportOfTracesAloneKnowsOpenTelemetry() {
        noClasses()
                .that()
                .haveNameNotMatching("dev\\.shida\\.trace\\.TraceExport(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.opentelemetry..")
                .check(CLASSES);
    }

    /** They would take a fifth of the start; so they are loaded right after it. */
    @Test
    void theShareImageAloneKnowsTheGraphicsOfTheJdk() {
        noClasses()
                .that()
                .haveNameNotMatching("dev\\.shida\\.feed\\.ShareImage(\\$Block)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "javax.imageio..")
                .check(CLASSES);
    }

    @Test
    void theEdgeKnowsOfTheContentItsRevisionAlone() {
        noClasses()
                .that()
                .resideInAPackage("dev.shida.edge..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.shida.content..").and(not(belongToAnyOf(Revision.class))))
                .check(CLASSES);
    }

    /** Each says why, and what an upgrade breaks. */
    @Test
    void theseAloneKnowInternalsOfVertxAtTheEdge() {
        noClasses()
                .that()
                .resideInAPackage("dev.shida.edge..")
                .and()
                .haveNameNotMatching(
                        ".*\\.(Addresses|ClientAddresses|BufferedRe(quest|sponse)|Connection|ListeningTransport|ProtocolDetection)")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..impl..", "io.quarkus.vertx.http.runtime..")
                .check(CLASSES);
    }

    @Test
    void noTwoRoomsImportEachOther() {
        slices().matching("dev.shida.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void entitiesStayInTheirRoom() {
        Set<String> open = CLASSES.stream()
                .filter(type -> type.isAnnotatedWith(Entity.class))
                .filter(type -> Modifier.isPublic(type.reflect().getModifiers()))
                .map(type -> type.getSimpleName())
                .collect(Collectors.toSet());
        assertEquals(Set.of(), open);
    }

    private static void neverImports(String room, String... packages) {
        ClassesShouldConjunction rule = noClasses()
                .that()
                .resideInAPackage("dev.shida." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages);
        rule.because(room + " may not import "
                        + Arrays.toString(Stream.of(packages).toArray()))
                .check(CLASSES);
    }
}
