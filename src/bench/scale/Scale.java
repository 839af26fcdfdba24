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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A million stories: generates, loads and asks; see README.md. */
class Scale {
    private static final Path APP = Path.of("target/quarkus-app").toAbsolutePath();
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final int PORT = 18_090;

    private static final int STORIES_AN_EDITION = 50;
    private static final int TOPICS = 2_000;

    /** So many questions of a kind are asked before it is measured: the JIT compiles what the first hundreds run. */
    private static final int WARM_UP = 6_000;

    /** For so long it is asked: of 20 a second, the 99th percentile is the sixth slowest. */
    private static final int SECONDS = 25;

    /** Two builds are asked in so many turns. */
    private static final int TURNS = 5;

    private static final int FIRST_YEAR = 1975;
    private static final int YEARS = 50;

    public static void main(String... args) throws Exception {
        Path folder = Path.of(args[0]);
        int stories = Integer.parseInt(args[1].replace("_", ""));
        int rate = args.length > 2 ? Integer.parseInt(args[2]) : 50;
        Path manuscripts = folder.resolve("manuscripts-" + stories);
        if (!Files.exists(manuscripts)) {
            generate(manuscripts, stories);
        }
        Map<String, Path> builds = new LinkedHashMap<>();
        builds.put("", APP);
        String before = System.getenv("BEFORE");
        if (before != null) {
            builds.put("before", Path.of(before).toAbsolutePath());
        }
        Map<String, Service> services = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Path> build : builds.entrySet()) {
                String name = build.getKey();
                int port = PORT + services.size();
                Path data = folder.resolve("data-" + (name.isEmpty() ? "" : name + "-") + stories);
                services.put(name, open(name, build.getValue(), port, data, manuscripts, stories));
            }
            for (Map.Entry<String, Function<Random, String>> kind : kinds().entrySet()) {
                if (args.length < 4 || Pattern.compile(args[3]).matcher(kind.getKey()).find()) {
                    measure(kind.getKey(), kind.getValue(), rate, services);
                }
            }
            for (Map.Entry<String, Service> service : services.entrySet()) {
                System.out.printf("%-9s %,d MB resident at the end%n", service.getKey(), service.getValue().resident());
            }
        } finally {
            for (Service service : services.values()) {
                service.close();
            }
        }
    }

    /** Starts a build over its own store, which it loads first unless that was done before. */
    private static Service open(String name, Path app, int port, Path data, Path manuscripts, int stories) throws Exception {
        if (!name.isEmpty()) {
            System.out.println(name + ":");
        }
        if (!Files.exists(data)) {
            try (Service loading = new Service(app, port, data, manuscripts)) {
                double seconds = loading.awaitFound();
                System.out.printf(
                        "load      %,.0f stories/s (%.0f s, the start and the index included)%n", stories / seconds, seconds);
                System.out.printf("          segments merged %.0f s later%n", loading.awaitIdle());
            }
        }
        Service service = new Service(app, port, data, data.resolveSibling("none"));
        System.out.printf("open      first search %.1f s after exec%n", service.awaitFound());
        System.out.printf("disk      store %,d MB, index %,d MB%n", megabytes(data, "shida."), megabytes(data.resolve("index"), ""));
        System.out.printf("memory    %,d MB resident%n", service.resident());
        service.awaitIdle();
        return service;
    }

    /** What is asked, no two alike, so that no answer is at hand. */
    private static Map<String, Function<Random, String>> kinds() throws IOException {
        List<String> sentences = sentences();
        String text = String.join("", sentences);
        int[] characters = text.codePoints().filter(Character::isIdeographic).distinct().toArray();
        Map<String, Function<Random, String>> kinds = new LinkedHashMap<>();
        kinds.put("topic page", random -> "/v1/stories?topic=t" + zipf(random) + unlike(random));
        kinds.put("topic page, rare", random -> "/v1/stories?topic=t" + (500 + random.nextInt(1_499)) + unlike(random));
        kinds.put("deep page", random -> {
            List<Object> place = List.of(FIRST_YEAR + random.nextInt(YEARS), 1 + random.nextInt(STORIES_AN_EDITION));
            String cursor = "[\"after\",\"-year,position\",%d,%d,\"s%d\"]".formatted(place.get(0), place.get(1), random.nextInt(400));
            return "/v1/stories?cursor="
                    + java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
        });
        kinds.put("facets", random -> "/v1/stories?fields=id&page=" + (1 + random.nextInt(50)) + unlike(random));
        kinds.put("facets of two topics", random -> "/v1/stories?topic=t" + zipf(random) + "&topic=t" + zipf(random)
                + "&fields=id" + unlike(random));
        kinds.put("one character", random -> q(Character.toString(characters[random.nextInt(characters.length)]), random));
        kinds.put("commonest character", random -> q(List.of("工", "的", "会", "市").get(random.nextInt(4)), random)
                + "&page=" + (1 + random.nextInt(20)));
        kinds.put("common word", random -> q(List.of("工会", "职工", "服务", "首都", "劳动者").get(random.nextInt(5)), random)
                + "&page=" + (1 + random.nextInt(20)));
        // The end of one sentence and the beginning of another: in few stories these follow each other.
        kinds.put("rare phrase", random -> {
            String one = sentences.get(random.nextInt(sentences.size()));
            String other = sentences.get(random.nextInt(sentences.size()));
            return q("\"" + one.substring(Math.max(0, one.length() - 6)) + other.substring(0, Math.min(6, other.length())) + "\"", random);
        });
        kinds.put("frequent phrase", random -> {
            String sentence = sentences.get(random.nextInt(sentences.size()));
            int from = random.nextInt(Math.max(1, sentence.length() - 12));
            return q("\"" + sentence.substring(from, Math.min(sentence.length(), from + 12)) + "\"", random);
        });
        kinds.put("two words", random -> q(word(sentences, random) + " " + word(sentences, random), random));
        kinds.put("pinyin", random -> q(List.of("gongjiang", "dongao", "zhigong", "laodongzhe").get(random.nextInt(4)), random));
        // What no story has as it is typed, and is relaxed.
        kinds.put("relaxed, words apart", random -> q(subject(random) + subject(random), random));
        kinds.put("relaxed, one word too many", random -> q(subject(random) + " " + subject(random) + " 滑雪场", random));
        kinds.put("relaxed, question", random -> q(subject(random) + "里怎么帮" + subject(random), random));
        kinds.put("relaxed, wrong character", random -> {
            int[] subject = SUBJECTS.get(random.nextInt(SUBJECTS.size())).codePoints().toArray();
            subject[random.nextInt(subject.length)] = characters[random.nextInt(characters.length)];
            return q(new String(subject, 0, subject.length), random);
        });
        kinds.put("suggestions", random -> "/v1/suggestions?q=" + encode(word(sentences, random)));
        return kinds;
    }

    /** Words of three characters or more, which are corrected. */
    private static final List<String> SUBJECTS = List.of("冬奥会", "快递员", "服务站", "法律援助", "志愿服务", "小微企业", "劳动关系", "技能竞赛",
            "户外劳动者", "工匠学院", "产业工人", "疫情防控", "新就业形态", "互联网企业", "高质量发展", "区级工会");

    private static String subject(Random random) {
        String subject = SUBJECTS.get(random.nextInt(SUBJECTS.size()));
        return random.nextBoolean() ? subject : subject.substring(0, 2);
    }

    private static String word(List<String> sentences, Random random) {
        String sentence = sentences.get(random.nextInt(sentences.size()));
        int from = random.nextInt(Math.max(1, sentence.length() - 2));
        return sentence.substring(from, Math.min(sentence.length(), from + 2));
    }

    private static String q(String words, Random random) {
        return "/v1/stories?q=" + encode(words) + unlike(random);
    }

    /** About the default number of stories; and without a rare topic, so that no answer is at hand. */
    private static String unlike(Random random) {
        return "&limit=" + (10 + random.nextInt(21)) + "&without=t" + (500 + random.nextInt(1_499));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Asks each service in turns, after all are warm, and prints for each the median and the 99th percentile. */
    private static void measure(String kind, Function<Random, String> paths, int rate, Map<String, Service> services)
            throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        Random random = new Random(kind.hashCode());
        for (Service service : services.values()) {
            for (int i = 0; i < WARM_UP; i++) {
                client.send(service.request(paths.apply(random)), BodyHandlers.discarding());
            }
        }
        Map<String, List<Double>> times = new LinkedHashMap<>();
        int turns = services.size() == 1 ? 1 : TURNS;
        for (int turn = 0; turn < turns; turn++) {
            for (Map.Entry<String, Service> service : services.entrySet()) {
                times.computeIfAbsent(service.getKey(), name -> new ArrayList<>())
                        .addAll(measure(client, service.getValue(), paths, random, rate, SECONDS / turns));
            }
        }
        times.forEach((name, millis) -> {
            long answered = millis.stream().filter(each -> !each.isNaN()).count();
            Collections.sort(millis);
            System.out.printf(
                    "%-26s p50 %6.1f ms   p99 %6.1f ms   at %d/s   %s%s%n",
                    kind,
                    millis.get(millis.size() / 2),
                    millis.get(millis.size() * 99 / 100),
                    rate,
                    name,
                    answered < millis.size() ? "   " + (millis.size() - answered) + " failed" : "");
        });
    }

    /** Asks at a fixed rate, whether or not answers come; the milliseconds of each since it was due, NaN of one that failed. */
    private static List<Double> measure(
            HttpClient client, Service service, Function<Random, String> paths, Random random, int rate, int seconds) {
        List<CompletableFuture<Double>> answers = new ArrayList<>();
        long begin = System.nanoTime() + 100_000_000;
        for (int i = 0; i < rate * seconds; i++) {
            long due = begin + i * 1_000_000_000L / rate;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            answers.add(client.sendAsync(service.request(paths.apply(random)), BodyHandlers.discarding())
                    .thenApply(answer -> answer.statusCode() == 200 ? (System.nanoTime() - due) / 1e6 : Double.NaN));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    // ---- Generating

    private static final Pattern STORY_TEXT = Pattern.compile("^[^#\\n-].{20,}$", Pattern.MULTILINE);

    private static List<String> sentences() throws IOException {
        String manuscript = Files.readString(Path.of("src/main/resources/manuscripts/capital-unions-2022.md"));
        List<String> sentences = new ArrayList<>();
        Matcher texts = STORY_TEXT.matcher(manuscript.substring(manuscript.indexOf("\n---\n") + 5));
        while (texts.find()) {
            sentences.addAll(List.of(texts.group().split("(?<=[。？])")));
        }
        return sentences;
    }

    /** Rank by frequency: the first is as frequent as the tenth and the next nine together. */
    private static int zipf(Random random) {
        return (int) (Math.exp(random.nextDouble() * Math.log(TOPICS)) - 1);
    }

    private static void generate(Path folder, int stories) throws IOException {
        Files.createDirectories(folder);
        List<String> sentences = sentences();
        int editions = (stories + STORIES_AN_EDITION - 1) / STORIES_AN_EDITION;
        for (int i = 0; i < editions; i++) {
            Random random = new Random(i);
            String series = "s" + i / YEARS;
            int year = FIRST_YEAR + i % YEARS;
            Files.writeString(folder.resolve(series + "-" + year + ".md"), manuscript(series, year, sentences, random));
        }
    }

    private static String manuscript(String series, int year, List<String> sentences, Random random) {
        Set<Integer> used = new LinkedHashSet<>();
        StringBuilder list = new StringBuilder();
        StringBuilder article = new StringBuilder("# %s %d 盘点\n\n本报记者\n\n".formatted(series, year));
        for (int i = 0; i < STORIES_AN_EDITION; i++) {
            Set<Integer> topics = new LinkedHashSet<>();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                topics.add(zipf(random));
            }
            used.addAll(topics);
            list.append("  - { slug: n%d, topics: %s }\n".formatted(i, topics.stream().map(t -> "t" + t).toList()));
            article.append("## ").append(title(sentences, random)).append("\n### 【新闻回放】\n").append(text(sentences, random))
                    .append("\n### 【评析】\n").append(text(sentences, random)).append('\n');
        }
        StringBuilder head = new StringBuilder("---\nseries: { id: %s, zh: 系列%s, en: Series %s }\nyear: %d\nlanguage: zh-CN\ntopics:\n"
                .formatted(series, series, series, year));
        used.forEach(topic -> head.append("  t%d: { zh: 话题%d, en: Topic %d }\n".formatted(topic, topic, topic)));
        return head.append("stories:\n").append(list).append("---\n").append(article).toString();
    }

    private static String title(List<String> sentences, Random random) {
        String sentence = sentences.get(random.nextInt(sentences.size())).replaceAll("[。？——]", "");
        String[] clauses = sentence.split("[，；：、]");
        String clause = clauses[random.nextInt(clauses.length)];
        return clause.isBlank() ? "工会" : clause.length() > 40 ? clause.substring(0, 40) : clause;
    }

    private static String text(List<String> sentences, Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = 2 + random.nextInt(5); n > 0; n--) {
            text.append(sentences.get(random.nextInt(sentences.size())));
        }
        return text.toString();
    }

    // ---- The service

    private static long megabytes(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long bytes = 0;
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith(prefix)).toList()) {
                bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
            }
            return bytes >> 20;
        }
    }

    private static final class Service implements AutoCloseable {
        private final Process process;
        private final int port;
        private final long start = System.nanoTime();

        Service(Path app, int port, Path data, Path manuscripts) throws IOException {
            this.port = port;
            List<String> command = new ArrayList<>(List.of(JAVA, "-Xmx768m"));
            Path options = app.resolve("shida.options");
            if (Files.exists(options)) {
                command.add("@" + options);
            }
            Collections.addAll(command, "-jar", app.resolve("quarkus-run.jar").toString());
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("SHIDA_DATA", data.toString());
            builder.environment().put("SHIDA_MANUSCRIPTS", manuscripts.toString());
            builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
            builder.environment().put("QUARKUS_MANAGEMENT_PORT", "0");
            builder.redirectErrorStream(true).redirectOutput(data.resolveSibling(data.getFileName() + ".log").toFile());
            process = builder.start();
        }

        HttpRequest request(String path) {
            return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                    .timeout(Duration.ofSeconds(60))
                    .build();
        }

        /** Waits until something is found, and says how many seconds after exec. */
        double awaitFound() throws Exception {
            HttpClient client = HttpClient.newHttpClient();
            while (process.isAlive()) {
                try {
                    if (client.send(request("/v1/stories?q=%E5%B7%A5&limit=1"), BodyHandlers.discarding()).statusCode() == 200) {
                        return (System.nanoTime() - start) / 1e9;
                    }
                } catch (IOException e) {
                    // It does not listen yet.
                }
                Thread.sleep(100);
            }
            throw new IllegalStateException("the service has ended; see its log");
        }

        /** Waits until it has nothing to do for some seconds, and says after how many that began. */
        double awaitIdle() throws Exception {
            long since = System.nanoTime();
            long idle = since;
            for (long used = cpuTicks(); System.nanoTime() - idle < 3_000_000_000L; ) {
                Thread.sleep(500);
                long now = cpuTicks();
                if (now - used > 5) {
                    idle = System.nanoTime();
                }
                used = now;
            }
            return (idle - since) / 1e9;
        }

        /** What it has taken of a processor, in hundredths of a second. */
        private long cpuTicks() throws IOException {
            String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }

        long resident() throws IOException {
            for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
                }
            }
            return 0;
        }

        @Override
        public void close() throws Exception {
            process.destroy();
            process.waitFor();
        }
    }
}
