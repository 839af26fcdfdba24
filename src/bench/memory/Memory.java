import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** How much memory the packaged service takes under a load that lasts; see README.md. */
class Memory {
    private static final Path APP = Path.of("target/quarkus-app").toAbsolutePath();
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final int PORT = 18_095;

    /** Requests that wait for their answers, of one service; with more, it is asked less often. */
    private static final int MAX_OPEN = 64;

    public static void main(String... args) throws Exception {
        int minutes = args.length > 0 ? Integer.parseInt(args[0]) : 60;
        int rate = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        List<Service> services = new ArrayList<>();
        try {
            services.add(new Service("all cores", APP, List.of(), PORT));
            services.add(new Service("one core", APP, List.of("taskset", "-c", "0"), PORT + 1));
            String before = System.getenv("BEFORE");
            if (before != null) {
                services.add(new Service("before", Path.of(before).toAbsolutePath(), List.of(), PORT + 2));
            }
            for (Service service : services) {
                service.awaitAnswer();
            }
            System.out.printf("Java %s, %d requests/s%n%n", System.getProperty("java.version"), rate);
            System.out.println("| minute | service | answers | failed | VmRSS MiB | of files | MiB, heap committed | used |");
            System.out.println("|---|---|---|---|---|---|---|---|");
            print(0, services);
            Requests requests = new Requests();
            for (int minute = 1; minute <= minutes; minute++) {
                ask(services, requests, rate, Duration.ofMinutes(1));
                if (minute % 5 == 0 || minute == minutes) {
                    print(minute, services);
                }
            }
        } finally {
            for (Service service : services) {
                service.close();
            }
        }
    }

    private static void ask(List<Service> services, Requests requests, int rate, Duration duration) {
        long begin = System.nanoTime();
        long count = rate * duration.toSeconds();
        for (long i = 0; i < count; i++) {
            long due = begin + i * 1_000_000_000L / rate;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            String path = requests.next();
            services.forEach(service -> service.ask(path));
        }
    }

    private static void print(int minute, List<Service> services) throws Exception {
        for (Service service : services) {
            System.out.printf(
                    "| %d | %s | %d | %d | %d | %d | %d | %d |%n",
                    minute,
                    service.name,
                    service.answers.sum(),
                    service.failures.sum(),
                    service.status("VmRSS"),
                    service.status("RssFile"),
                    service.heap("committed"),
                    service.heap("used"));
        }
    }

    /** Of ten requests six are for what is cached, two for lists and one for a search of which no two are alike, one for a page. */
    private static final class Requests {
        private static final List<String> CACHED = List.of(
                "/v1/stories",
                "/v1/stories?topic=craftsmen",
                "/v1/stories/capital-unions-2022-winter-olympics",
                "/v1/topics",
                "/v1/editions",
                "/v1/suggestions?q=gong");
        private static final List<String> PAGES = List.of(
                "/", "/capital-unions-2022", "/capital-unions-2022/winter-olympics", "/topics/craftsmen", "/feeds/stories.atom");

        private final List<String> fields =
                new ArrayList<>(List.of("edition", "series", "year", "rank", "language", "title", "excerpt", "topics", "links"));
        private final String text;
        private final Random random = new Random(1);
        private long count;

        Requests() throws IOException {
            String manuscript = Files.readString(Path.of("src/main/resources/manuscripts/capital-unions-2022.md"));
            text = Pattern.compile("[^\\p{IsHan}]").matcher(manuscript).replaceAll("");
        }

        String next() {
            int turn = (int) (count++ % 10);
            if (turn < 6) {
                return CACHED.get(turn);
            } else if (turn < 8) {
                Collections.shuffle(fields, random);
                return "/v1/stories?fields=" + String.join(",", fields);
            } else if (turn == 8) {
                return "/v1/stories?q=" + URLEncoder.encode(word() + word() + " " + word(), StandardCharsets.UTF_8);
            }
            return PAGES.get(random.nextInt(PAGES.size()));
        }

        private String word() {
            int from = random.nextInt(text.length() - 4);
            return text.substring(from, from + 2 + random.nextInt(3));
        }
    }

    // ---- The service

    private static final class Service {
        private final String name;
        private final int port;
        private final Process process;
        private final HttpClient client = HttpClient.newHttpClient();
        private final Semaphore open = new Semaphore(MAX_OPEN);
        private final LongAdder answers = new LongAdder();
        private final LongAdder failures = new LongAdder();

        /** @param prefix the command that runs it, if any, with its arguments */
        Service(String name, Path app, List<String> prefix, int port) throws IOException {
            this.name = name;
            this.port = port;
            Path data = Files.createTempDirectory("memory");
            List<String> command = new ArrayList<>(prefix);
            command.add(JAVA);
            if (Files.exists(app.resolve("shida.options"))) {
                command.add("@" + app.resolve("shida.options"));
            }
            Collections.addAll(command, "-jar", app.resolve("quarkus-run.jar").toString());
            ProcessBuilder builder = new ProcessBuilder(command).directory(data.toFile());
            builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
            builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
            builder.environment().put("QUARKUS_MANAGEMENT_PORT", String.valueOf(port + 10));
            builder.redirectErrorStream(true).redirectOutput(data.resolve("log").toFile());
            process = builder.start();
        }

        void awaitAnswer() throws Exception {
            while (true) {
                try {
                    client.send(request(port, "/v1/stories"), BodyHandlers.discarding());
                    return;
                } catch (IOException e) {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(name + " has ended; see its log in " + process.info(), e);
                    }
                    Thread.sleep(100);
                }
            }
        }

        void ask(String path) {
            if (open.tryAcquire()) {
                client.sendAsync(request(port, path), BodyHandlers.discarding()).whenComplete((answer, failure) -> {
                    open.release();
                    (failure == null && answer.statusCode() == 200 ? answers : failures).increment();
                });
            }
        }

        /** A size in {@code /proc/PID/status}, in MiB. */
        long status(String field) throws IOException {
            return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith(field + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                    .sum();
        }

        /** What its metrics say of the heap, in MiB. */
        long heap(String what) throws Exception {
            String metric = "jvm_memory_" + what + "_bytes{area=\"heap\"";
            String metrics = client.send(request(port + 10, "/q/metrics"), BodyHandlers.ofString()).body();
            return (long) metrics.lines()
                    .filter(line -> line.startsWith(metric))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum() >> 20;
        }

        private static HttpRequest request(int port, String path) {
            return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(60))
                    .build();
        }

        void close() throws InterruptedException {
            process.destroy();
            process.waitFor();
        }
    }
}
