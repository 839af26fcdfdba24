package dev.shida;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A test that needs programs. Where one is missing the test is skipped, and says which; with the profile {@code all} it is
 * not skipped, and fails.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Needs.Programs.class)
public @interface Needs {
    /** The names of the programs. */
    String[] value();

    /** Looks for programs in the folders of {@code PATH}, and in those of Debian for daemons. */
    class Programs implements ExecutionCondition {
        private static final List<String> FOLDERS = Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .toList();

        /** The path of a program, which a process can be started by where the folder is not on {@code PATH}. */
        public static String find(String program) {
            return found(program)
                    .orElseThrow(() -> new AssertionError(program + " is missing: see docs/development.md"));
        }

        private static Optional<String> found(String program) {
            return FOLDERS.stream()
                    // With the endings that Windows has.
                    .flatMap(folder -> Stream.of(".cmd", ".exe", "").map(ending -> Path.of(folder, program + ending)))
                    .filter(Files::isExecutable)
                    .map(Path::toString)
                    .findFirst();
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (Boolean.getBoolean("shida.test.all")) {
                return ConditionEvaluationResult.enabled("all tests are run");
            }
            List<String> missing = AnnotationSupport.findAnnotation(context.getElement(), Needs.class)
                    .map(needs -> Arrays.stream(needs.value())
                            .filter(program -> found(program).isEmpty())
                            .toList())
                    .orElse(List.of());
            if (missing.isEmpty()) {
                return ConditionEvaluationResult.enabled("all programs are there");
            }
            String reason = "needs " + String.join(" and ", missing);
            context.getTestClass()
                    .ifPresent(test -> System.err.println("SKIPPED " + test.getSimpleName() + ": " + reason));
            return ConditionEvaluationResult.disabled(reason);
        }
    }
}
