import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How long the packaged service takes from exec to its first answer, with its AOT cache and without; see README.md. */
class Startup {
    private static final Path APP = Path.of("target/quarkus-app").toAbsolutePath();
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final byte[] REQUEST =
            "GET /v1/stories HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** @param resident VmRSS a second after the first answer, in MiB */
    private record Start(double millis, double resident) {}

    public static void main(String... args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
        String core = args.length > 1 ? args[1] : "0";
        Map<String, List<String>> ways = new LinkedHashMap<>();
        ways.put("with the cache", List.of("@" + APP.resolve("shida.options"), "-jar", APP + "/quarkus-run.jar"));
        ways.put("without", List.of("-jar", APP + "/quarkus-run.jar"));
        String before = System.getenv("BEFORE");
        if (before != null) {
            ways.put("before", List.of("@" + before + "/shida.options", "-jar", before + "/quarkus-run.jar"));
        }
        Map<String, List<Start>> starts = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, List<String>> way : ways.entrySet()) {
                Path data = Files.createTempDirectory("startup");
                for (String folder : List.of("an empty folder", "an existing store")) {
                    starts.computeIfAbsent(folder + ", " + way.getKey(), key -> new ArrayList<>())
                            .add(start(core, way.getValue(), data));
                }
                delete(data);
            }
        }
        System.out.printf(
                "Java %s, pinned to core %s, %d rounds%n%n", System.getProperty("java.version"), core, rounds);
        System.out.println("| start on | median ms | fastest ms | VmRSS MiB |");
        System.out.println("|---|---|---|---|");
        starts.forEach((way, each) -> System.out.printf(
                "| %s | %.0f | %.0f | %.0f |%n",
                way,
                median(each.stream().map(Start::millis)),
                each.stream().mapToDouble(Start::millis).min().orElseThrow(),
                median(each.stream().map(Start::resident))));
        System.out.println();
        for (String folder : List.of("an empty folder", "an existing store")) {
            System.out.printf(
                    "%s: the cache makes it %.1f times as fast%n",
                    folder,
                    median(starts.get(folder + ", without").stream().map(Start::millis))
                            / median(starts.get(folder + ", with the cache").stream().map(Start::millis)));
        }
    }

    private static Start start(String core, List<String> options, Path data) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of("taskset", "-c", core, JAVA));
        command.addAll(options);
        Path log = data.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", "0");
        builder.environment().put("SHIDA_DATA", data.resolve("data").toString());
        builder.environment().put("SHIDA_MANUSCRIPTS", data.resolve("none").toString());
        long exec = System.nanoTime();
        Process process = builder.start();
        try {
            while (!answers(port)) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("it has ended:\n" + Files.readString(log));
                }
                Thread.sleep(2);
            }
            double millis = (System.nanoTime() - exec) / 1e6;
            Thread.sleep(1000);
            return new Start(millis, resident(process.pid()));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(REQUEST);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.1 200 ")) {
                throw new IllegalStateException(answer);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static double resident(long pid) throws IOException {
        try (Stream<String> status = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow() / 1024.0;
        }
    }

    private static double median(Stream<Double> values) {
        List<Double> sorted = values.sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
