package dev.shida;

import dev.shida.content.EditionContent;
import dev.shida.content.Publications;
import dev.shida.content.Revision;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Publishes content that no manuscript says, and announces it. */
@Singleton
public class Publisher {
    private final Publications publications;
    private final Event<Revision> announced;

    Publisher(Publications publications, Event<Revision> announced) {
        this.publications = publications;
        this.announced = announced;
    }

    /** Publishes an edition; when this returns, it has been announced. */
    public void publish(EditionContent edition, Instant at) {
        QuarkusTransaction.requiringNew()
                .run(() -> announced.fire(publications.publish(edition, edition.id(), "0".repeat(64), at)));
    }
}
