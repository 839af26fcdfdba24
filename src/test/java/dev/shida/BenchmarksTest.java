package dev.shida;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmarks are single files, run by hand: the build compiles them, so that they stay able to run. */
@OneJdk
class BenchmarksTest {
    @Test
    void compile(@TempDir Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(Path.of("src/bench"))) {
            List<Path> programs =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            assertTrue(programs.size() > 1);
            StringWriter out = new StringWriter();
            for (Path program : programs) {
                compiler.getTask(
                                out,
                                files,
                                null,
                                List.of("--release", "17", "-Xlint:all,-try", "-d", classes.toString()),
                                null,
                                files.getJavaFileObjects(program))
                        .call();
            }
            assertEquals("", out.toString());
        }
    }
}
