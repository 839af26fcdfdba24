package dev.shida.edge;

import dev.shida.Publisher;
import dev.shida.TestContent;
import dev.shida.content.EditionContent;
import dev.shida.content.EditionContent.StoryContent;
import dev.shida.content.Publications;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Publishes an edition that says a number wherever it says anything. */
@Singleton
class Newsroom {
    static final String EDITION = "/v1/editions/numbers-2000";
    static final String STORY = "/v1/stories/numbers-2000-one";
    static final String STORIES = "/v1/stories?series=numbers";

    /** When it publishes if the test does not care: long past, so that {@code Last-Modified} can tell. */
    static final Instant PAST = Instant.parse("2026-01-01T00:00:00Z");

    private final Publisher publisher;
    private final Publications publications;
    private int number;

    Newsroom(Publisher publisher, Publications publications) {
        this.publisher = publisher;
        this.publications = publications;
    }

    /** Publishes the next number, and announces it. */
    void publishNext() {
        number++;
        publishAgain(PAST);
    }

    /** Publishes the same content, at a time that stands in no answer but in {@code Last-Modified}. */
    void publishAgain(Instant at) {
        publisher.publish(content(), at);
    }

    /** Publishes the next number as another process does: nothing in this one is told. */
    void publishElsewhere() {
        number++;
        QuarkusTransaction.requiringNew()
                .run(() -> publications.publish(content(), "numbers-2000", "0".repeat(64), PAST));
    }

    /** Withdraws the edition as another process does. */
    void withdrawElsewhere() {
        QuarkusTransaction.requiringNew().run(() -> publications.withdraw("numbers-2000", PAST));
    }

    /** What responses about the edition say. */
    String text() {
        return "No. " + number + ".";
    }

    private EditionContent content() {
        String text = text();
        StoryContent story = TestContent.story("one", text, text + "回放".repeat(300), text + "评析", List.of("number"));
        return TestContent.edition(
                "numbers",
                TestContent.label(text, text),
                2000,
                "zh-CN",
                Optional.of(PAST.atOffset(ZoneOffset.UTC)),
                text,
                text,
                "",
                Map.of("number", TestContent.label(text, text)),
                List.of(story));
    }
}
