package dev.shida.pages;

import io.quarkus.qute.runtime.EngineProducer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;

/**
 * Runs in the build: Quarkus, which would parse all templates during the start, parses them when they are first needed,
 * which takes 4 % off a start. The build has checked them.
 */
public final class LateTemplates implements BuildCompatibleExtension {
    /** For the build. */
    public LateTemplates() {}

    /** Quarkus would make the engine, which parses them, at the start. */
    @Enhancement(types = EngineProducer.class)
    public void makeWhenNeeded(ClassConfig producer) {
        producer.removeAnnotation(annotation -> annotation.name().equals(Startup.class.getName()));
    }
}
