package dev.shida;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** What no other JDK can change, or what takes long: tested on one JDK alone, as {@code .ci/run} has it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("one-jdk")
public @interface OneJdk {}
