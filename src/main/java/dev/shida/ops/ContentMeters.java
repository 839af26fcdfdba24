package dev.shida.ops;

import dev.shida.content.DamagedContent;
import dev.shida.content.Revision;
import dev.shida.search.StoryIndex;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** Measures what is published, its index and its store. */
@Singleton
final class ContentMeters implements MeterBinder {
    private final Lifecycle lifecycle;
    private final StoryIndex index;
    private final Disk disk;

    ContentMeters(Lifecycle lifecycle, StoryIndex index, Disk disk) {
        this.lifecycle = lifecycle;
        this.index = index;
        this.disk = disk;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("shida.publications", this, ContentMeters::revision)
                .description("Publications and withdrawals since the store was made: the present revision")
                .register(registry);
        Gauge.builder("shida.published.timestamp", this, ContentMeters::publishedAt)
                .description("When the present revision was published, in seconds since 1970; 0 before the first")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(
                        "shida.index.available",
                        index,
                        all -> all.indexedRevision().isPresent() ? 1 : 0)
                .description("1 if there is an index to answer lists from")
                .register(registry);
        Gauge.builder("shida.index.lag", this, ContentMeters::lag)
                .description("Revisions that are published and not indexed yet")
                .baseUnit("revisions")
                .register(registry);
        Gauge.builder("shida.store.free", disk, Disk::free)
                .description("Free space on the disk of the store")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("shida.store.size", disk, Disk::storeSize)
                .description("Size of the store, without its index")
                .baseUnit("bytes")
                .register(registry);
        FunctionCounter.builder("shida.store.damage.found", this, all -> DamagedContent.found())
                .description("How often something in the store was not what was written")
                .register(registry);
    }

    private long revision() {
        return lifecycle.published().map(Revision::number).orElse(0L);
    }

    private long publishedAt() {
        return lifecycle
                .published()
                .map(revision -> revision.publishedAt().getEpochSecond())
                .orElse(0L);
    }

    private long lag() {
        return Math.max(0, revision() - index.indexedRevision().orElse(0));
    }
}
