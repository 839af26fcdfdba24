package dev.shida;

import dev.shida.content.EditionContent;
import dev.shida.content.Editions;
import dev.shida.content.Publications;
import dev.shida.content.Revision;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Publishes content that no manuscript says, and withdraws it; announces both. */
@Singleton
public class Publisher {
    private static final String BUNDLED = "capital-unions-2022";

    private final Editions editions;
    private final Publications publications;
    private final Event<Revision> announced;

    Publisher(Editions editions, Publications publications, Event<Revision> announced) {
        this.editions = editions;
        this.publications = publications;
        this.announced = announced;
    }

    /** Publishes an edition; when this returns, it has been announced. */
    public void publish(EditionContent edition, Instant at) {
        QuarkusTransaction.requiringNew()
                .run(() -> announced.fire(publications.publish(edition, edition.id(), "0".repeat(64), at)));
    }

    /** Withdraws every edition but the bundled one. */
    void withdrawAll() {
        for (Editions.Name edition : QuarkusTransaction.requiringNew().call(editions::names)) {
            if (!edition.id().equals(BUNDLED)) {
                QuarkusTransaction.requiringNew()
                        .run(() -> announced.fire(publications.withdraw(edition.id(), Instant.EPOCH)));
            }
        }
    }
}
