package dev.shida;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;

/**
 * Every class of tests of the service begins with the bundled edition alone: what an earlier one has published is withdrawn. So
 * all that need no settings of their own share one start, which takes longer than most of them.
 */
public class BundledContent implements QuarkusTestBeforeClassCallback {
    @Override
    public void beforeClass(Class<?> test) {
        if (test.isAnnotationPresent(QuarkusTest.class)) {
            Arc.container().instance(Publisher.class).get().withdrawAll();
        }
    }
}
