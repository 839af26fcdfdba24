package dev.shida.search;

import dev.shida.content.Revision;
import dev.shida.content.Revisions;
import dev.shida.content.Stories;
import dev.shida.content.Story;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The published content of the store, each read in a transaction of its own. */
@ApplicationScoped
class StoreIndexSource implements IndexSource {
    private final Revisions revisions;
    private final Stories stories;

    StoreIndexSource(Revisions revisions, Stories stories) {
        this.revisions = revisions;
        this.stories = stories;
    }

    @Override
    public Optional<Revision> revision(long number) {
        return QuarkusTransaction.requiringNew().call(() -> revisions.byNumber(number));
    }

    @Override
    public List<Revision> after(long number, int limit) {
        return QuarkusTransaction.requiringNew().call(() -> revisions.after(number, limit));
    }

    @Override
    public List<Story> stories(Revision first, Revision last) {
        return QuarkusTransaction.requiringNew().call(() -> stories.published(first, last));
    }
}
