package dev.shida;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
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
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rooms, and the arrows between them, which run one way. */
class ArchitectureTest {
    private static final Set<String> ROOMS =
            Set.of("api", "edge", "edition", "feed", "manuscript", "problem", "reader", "search", "web");

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
    void editionKnowsNothingButTheStore() {
        neverImports(
                "edition", "dev.shida.manuscript..", "dev.shida.problem..", "dev.shida.search..", "dev.shida.web..");
        neverImports("edition", "jakarta.ws.rs..", "com.fasterxml.jackson..", "org.apache.lucene..", "io.vertx..");
    }

    @Test
    void manuscriptKnowsTheEditionAndMarkup() {
        neverImports("manuscript", "dev.shida.problem..", "dev.shida.search..", "dev.shida.web..");
        neverImports("manuscript", "jakarta.ws.rs..", "org.apache.lucene..", "jakarta.persistence..", "io.vertx..");
    }

    @Test
    void searchKnowsTheEditionAndLucene() {
        neverImports("search", "dev.shida.manuscript..", "dev.shida.problem..", "dev.shida.web..");
        neverImports("search", "jakarta.ws.rs..", "com.fasterxml.jackson..", "jakarta.persistence..", "io.vertx..");
    }

    @Test
    void problemKnowsNoOtherRoom() {
        neverImports(
                "problem", "dev.shida.edition..", "dev.shida.manuscript..", "dev.shida.search..", "dev.shida.web..");
    }

    @Test
    void webKnowsNoFormThatThingsAreToldIn() {
        neverImports("web", "dev.shida.manuscript..");
        neverImports("web", "jakarta.persistence..", "org.hibernate..", "org.apache.lucene..");
    }

    @Test
    void readerKnowsNeitherTheStoreNorTheApi() {
        neverImports("reader", "dev.shida.manuscript..");
        neverImports("reader", "jakarta.persistence..", "org.hibernate..", "org.commonmark..", "org.apache.lucene..");
    }

    @Test
    void apiKnowsNeitherTheStoreNorMarkup() {
        neverImports("api", "jakarta.persistence..", "org.hibernate..", "org.commonmark..", "org.apache.lucene..");
    }

    @Test
    void feedKnowsNeitherTheApiNorWhereThingsAre() {
        neverImports("feed", "dev.shida.manuscript..");
        neverImports("feed", "jakarta.persistence..", "org.hibernate..", "org.commonmark..", "org.apache.lucene..");
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
    void edgeKnowsOfTheContentOnlyWhenItChanges() {
        noClasses()
                .that()
                .resideInAPackage("dev.shida.edge..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.shida..")
                        .and(not(resideInAPackage("dev.shida.edge..")))
                        .and(not(equivalentTo(Revision.class))))
                .check(CLASSES);
        neverImports("edge", "jakarta.ws.rs..", "jakarta.persistence..", "org.hibernate..", "com.fasterxml.jackson..");
    }

    @Test
    void nobodyKnowsTheEdgeButWhatChecksItsSettingsAtTheStart() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.shida.edge..", "dev.shida")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.shida.edge..")
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "feed", "reader"})
    void nobodyKnowsAFormThatThingsAreToldIn(String form) {
        String room = "dev.shida." + form + "..";
        noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(room)
                .check(CLASSES);
    }

    @Test
    void noTwoRoomsKnowEachOther() {
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
        rule.because(room + " is not to know "
                        + Arrays.toString(Stream.of(packages).toArray()))
                .check(CLASSES);
    }
}
