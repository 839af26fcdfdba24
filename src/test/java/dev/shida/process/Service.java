package dev.shida.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged service, run as a process of its own; closing it ends the process, however it stands. */
final class Service implements AutoCloseable {
    private static final Path JAR =
            Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    /** The tests take many starts and no load: the fast compiler alone is quicker. */
    static final String FAST_COMPILER = "-XX:TieredStopAtLevel=1";

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    /** Only a hang takes so long. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Pattern LISTENING = Pattern.compile("Listening on: http://0\\.0\\.0\\.0:(\\d+)");
    private static final Pattern MANAGEMENT =
            Pattern.compile("Management interface listening on (http://127\\.0\\.0\\.1:\\d+)\\.");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Output log;
    private final Output errors;

    private Service(Process process) {
        this.process = process;
        this.log = new Output(process.getInputStream());
        this.errors = new Output(process.getErrorStream());
    }

    /** What is run. */
    static Path jar() {
        if (!Files.exists(JAR)) {
            throw new AssertionError("not packaged: " + JAR);
        }
        return JAR;
    }

    /**
     * Starts it on a free port.
     *
     * @param home the working folder, where the store and the manuscripts are by default
     * @param settings as environment variables
     */
    static Service start(Path home, Map<String, String> settings) {
        return start(home, settings, FAST_COMPILER, ClassArchive.option());
    }

    /** Starts it with other options of the JVM. */
    static Service start(Path home, Map<String, String> settings, String... options) {
        return start(List.of(), home, settings, List.of(options), List.of());
    }

    /** Runs a command of it, with the settings of a service. */
    static Service command(Path home, Map<String, String> settings, String... arguments) {
        return start(List.of(), home, settings, List.of(FAST_COMPILER, ClassArchive.option()), List.of(arguments));
    }

    /** Starts it with no more than a number of file descriptors. */
    static Service startWith(int descriptors, Path home, Map<String, String> settings) {
        List<String> shell = List.of("bash", "-c", "ulimit -n " + descriptors + "; exec \"$@\"", "bash");
        return start(shell, home, settings, List.of(FAST_COMPILER, ClassArchive.option()), List.of());
    }

    private static Service start(
            List<String> shell, Path home, Map<String, String> settings, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>(shell);
        command.add(JAVA.toString());
        command.addAll(options);
        command.addAll(List.of("-Dfile.encoding=UTF-8", "-jar", jar().toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(home.toFile());
        Map<String, String> environment = builder.environment();
        // What the JVM says about these would be lines that are not the service's.
        environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        environment.put("QUARKUS_HTTP_PORT", "0");
        environment.put("QUARKUS_MANAGEMENT_PORT", "0");
        environment.putAll(settings);
        try {
            return new Service(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Service start(Path home) {
        return start(home, Map.of());
    }

    Service awaitListening() {
        await(LISTENING);
        return this;
    }

    /** Whether it listens, once it does or has ended. */
    boolean listens() {
        return log.comes(LISTENING);
    }

    /** Waits for a line of the log, past or to come. */
    MatchResult await(Pattern line) {
        return log.await(line, 1);
    }

    /** Waits until a number of lines of the log match. */
    void await(Pattern line, int times) {
        log.await(line, times);
    }

    /** What standard output has had so far; after the end, all of it. */
    List<String> log() {
        return log.lines();
    }

    /** What standard error has had so far; after the end, all of it. */
    List<String> errors() {
        return errors.lines();
    }

    /** Every match in the log so far; after the end, in all of it. */
    List<MatchResult> logged(Pattern pattern) {
        return log.matches(pattern);
    }

    /** Where a path is, once it listens. */
    URI uri(String path) {
        return URI.create("http://localhost:" + await(LISTENING).group(1) + path);
    }

    HttpResponse<String> get(String path) {
        return get(uri(path));
    }

    /** What the management interface answers. */
    HttpResponse<String> getManagement(String path) {
        return get(URI.create(await(MANAGEMENT).group(1) + path));
    }

    private static HttpResponse<String> get(URI uri) {
        try {
            return HTTP.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer from " + uri, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The body of a successful answer. */
    JsonNode json(String path) {
        HttpResponse<String> response = get(path);
        assertEquals(200, response.statusCode(), () -> path + ": " + response.body());
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(path + " is no JSON: " + response.body(), e);
        }
    }

    /** SIGKILL: the process has no say in it. */
    void kill() {
        process.destroyForcibly();
        end();
    }

    /** SIGHUP, as an operator has it read its files again. */
    void hangUp() {
        try {
            Process kill = new ProcessBuilder("kill", "-HUP", String.valueOf(process.pid()))
                    .inheritIO()
                    .start();
            assertEquals(0, kill.onExit().join().exitValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM, as an operator stops it. */
    int stop() {
        // As Process.destroy, but its output can still be read.
        process.toHandle().destroy();
        return end();
    }

    /** Waits until it has ended of itself, and answers the exit code. */
    int end() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still runs: " + log());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        log.awaitEnd();
        errors.awaitEnd();
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }

    private static AssertionError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError(e);
    }

    /** The lines of one stream, read as they come so that the process never waits for a reader. */
    private static final class Output {
        private final List<String> lines = new ArrayList<>();
        private boolean ended;

        Output(InputStream stream) {
            Thread reader = new Thread(() -> read(stream), "output of the service");
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream stream) {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    add(line);
                }
            } catch (IOException e) {
                add("the output of the service broke off: " + e);
            } finally {
                finish();
            }
        }

        private synchronized void add(String line) {
            lines.add(line);
            notifyAll();
        }

        private synchronized void finish() {
            ended = true;
            notifyAll();
        }

        synchronized List<String> lines() {
            return List.copyOf(lines);
        }

        synchronized List<MatchResult> matches(Pattern pattern) {
            return lines.stream()
                    .map(pattern::matcher)
                    .filter(Matcher::find)
                    .map(Matcher::toMatchResult)
                    .toList();
        }

        /** The match that makes the number full. */
        synchronized MatchResult await(Pattern pattern, int times) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            List<MatchResult> matches = matches(pattern);
            while (matches.size() < times) {
                if (ended) {
                    throw new AssertionError("ended without " + pattern + ": " + lines);
                }
                pause(deadline);
                matches = matches(pattern);
            }
            return matches.get(times - 1);
        }

        /** Whether a line matches before the end. */
        synchronized boolean comes(Pattern pattern) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!ended && matches(pattern).isEmpty()) {
                pause(deadline);
            }
            return !matches(pattern).isEmpty();
        }

        synchronized void awaitEnd() {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!ended) {
                pause(deadline);
            }
        }

        @SuppressWarnings("WaitNotInLoop") // The callers loop.
        private void pause(long deadline) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("waited in vain: " + lines);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }
}
