package dev.shida.edge;

import io.github.bucket4j.TimeMeter;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Stands still until a test moves it on. */
@Singleton
@Alternative
@Priority(1)
final class TestClock implements TimeMeter {
    private final AtomicLong nanos = new AtomicLong();

    void moveOn(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public long currentTimeNanos() {
        return nanos.get();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
