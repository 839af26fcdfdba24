package dev.shida;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import dev.shida.content.Revision;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.commons.annotation.Testable;

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

    private static final DescribedPredicate<JavaClass> INTERNALS = resideInAnyPackage(
            "io.vertx..impl..",
            "io.netty..internal..",
            "io.quarkus.resteasy..runtime..",
            "io.quarkus.runtime.util..",
            "io.quarkus.smallrye..runtime..",
            "io.quarkus.vertx.http.runtime..");

    private static final Path GUIDE = Path.of("CONTRIBUTING.md");

    private static final Pattern WORD = Pattern.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+");

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

    @Test
    void thePicturesArrowsAreTheTables() throws IOException {
        Map<String, Set<String>> arrows = Pattern.compile("(?m)^  (\\w+) --.*> (.*)$")
                .matcher(Files.readString(GUIDE))
                .results()
                .collect(Collectors.toMap(
                        arrow -> arrow.group(1), arrow -> Set.of(arrow.group(2).split(" & "))));
        assertEquals(
                MAY_IMPORT.entrySet().stream()
                        .filter(room -> !room.getValue().isEmpty())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                arrows);
    }

    /** The code follows the guide's walks: each method is called from an earlier one, through no class that the walk leaves out. */
    @ParameterizedTest
    @CsvSource({"From a manuscript to the index, 25", "From the socket to the bytes of a search, 30"})
    void aWalkLeavesNoClassOut(String title, int most) throws IOException {
        String walk = Files.readString(GUIDE).split("### " + title)[1].split("\n#")[0];
        List<String> hops = Pattern.compile("(?m)^[0-9]+\\. `([^`]+)`")
                .matcher(walk)
                .results()
                .map(hop -> hop.group(1))
                .toList();
        assertTrue(!hops.isEmpty() && hops.size() <= most, hops::toString);
        Set<String> named = hops.stream().map(hop -> hop.split("\\.")[0]).collect(Collectors.toSet());
        Set<JavaCodeUnit> reached = new HashSet<>();
        List<String> astray = new ArrayList<>();
        for (String hop : hops) {
            Set<JavaCodeUnit> methods = CLASSES.stream()
                    .flatMap(type -> type.getMethods().stream())
                    .filter(method -> (method.getOwner().getSimpleName() + "." + method.getName()).equals(hop))
                    .collect(Collectors.toSet());
            boolean isFirst = reached.isEmpty();
            if (!isFirst && methods.stream().noneMatch(each -> reached.contains(each) || isCalledByFrameworks(each))) {
                astray.add(hop);
            }
            Deque<JavaCodeUnit> next = new ArrayDeque<>(methods);
            while (!next.isEmpty()) {
                JavaCodeUnit unit = next.pop();
                if (reached.add(unit)
                        && named.contains(outermost(unit.getOwner()).getSimpleName())) {
                    callees(unit).forEach(next::push);
                }
            }
        }
        assertEquals(List.of(), astray);
    }

    /** Whether nothing calls it but frameworks, or what they call to have it registered. */
    private static boolean isCalledByFrameworks(JavaCodeUnit unit) {
        return unit.getAccessesToSelf().stream()
                .allMatch(access -> access.getOrigin().getAccessesToSelf().isEmpty());
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    /** What it calls or refers to, and what overrides that. */
    private static Stream<JavaCodeUnit> callees(JavaCodeUnit unit) {
        return unit.getAccessesFromSelf().stream()
                .flatMap(access -> access.getTarget().resolveMember().stream())
                .filter(JavaCodeUnit.class::isInstance)
                .map(JavaCodeUnit.class::cast)
                .flatMap(target -> Stream.concat(
                        Stream.of(target),
                        target.getOwner().getAllSubclasses().stream()
                                .flatMap(type -> type.getMethods().stream())
                                .filter(method -> method.getName().equals(target.getName()))));
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
            // The transactions of requests are SnapshotRead's.
            neverImports(room, "jakarta.transaction..", "io.quarkus.narayana..");
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
    void onlyTheShareImageImportsTheJdksGraphics() {
        noClasses()
                .that()
                .haveNameNotMatching("dev\\.shida\\.feed\\.ShareImage(\\$Block)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.awt..", "javax.imageio..")
                .check(CLASSES);
    }

    @Test
    void ofTheContentTheEdgeImportsOnlyRevision() {
        noClasses()
                .that()
                .resideInAPackage("dev.shida.edge..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.shida.content..").and(not(belongToAnyOf(Revision.class))))
                .check(CLASSES);
    }

    /** Each says why, and what an upgrade breaks. */
    @Test
    void onlyTheseImportInternals() {
        Set<String> classes = CLASSES.stream()
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> INTERNALS.test(dependency.getTargetClass())))
                .map(type -> outermost(type).getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                Set.of(
                        "Addresses",
                        "BufferedRequest",
                        "BufferedResponse",
                        "ClientAddresses",
                        "Connection",
                        "Diagnosis",
                        "EventLoopsCheck",
                        "ListeningTransport",
                        "ManuscriptFolders",
                        "OpenApiDocument",
                        "Press",
                        "ProtocolDetection",
                        "Routes",
                        "StoreFile",
                        "Wording"),
                classes);
    }

    @Test
    void noTwoRoomsImportEachOther() {
        slices().matching("dev.shida.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void namesOfTestsHaveEightWordsAtMost() {
        Set<String> longer = new ClassFileImporter()
                .withImportOption(new ImportOption.OnlyIncludeTests()).importPackages("dev.shida").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.isMetaAnnotatedWith(Testable.class))
                        .map(method -> method.getName())
                        .filter(name -> WORD.matcher(name).results().count() > 8)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), longer);
    }

    @Test
    void noTwoRoomsShareATypesName() {
        Map<String, Set<String>> rooms = CLASSES.stream()
                .filter(type -> !type.isAnonymousClass() && !type.isLocalClass())
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getPackageName, Collectors.toSet())));
        rooms.values().removeIf(room -> room.size() == 1);
        assertEquals(Map.of(), rooms);
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
