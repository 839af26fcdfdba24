package dev.shida.manuscript;

import dev.shida.content.EditionContent;
import dev.shida.content.Label;
import dev.shida.text.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The command {@code import}: reads an article and writes manuscripts, to standard output or into a folder. */
public final class ImportCommand {

    /** Where the service has its manuscripts, unless a setting says otherwise. */
    private static final String FOLDER = "./manuscripts";

    private static final String BUNDLED = "/manuscripts/capital-unions-2022.md";
    private static final String FOLDER_VARIABLE = "SHIDA_MANUSCRIPTS";

    static final int FAULTY = 1;
    static final int UNREADABLE = 2;

    private final Map<String, String> environment;
    private final Locale language;
    private final PrintStream out;
    private final PrintStream err;
    private @Nullable String file;
    private Optional<String> series = Optional.empty();
    private Optional<Charset> encoding = Optional.empty();
    private @Nullable Path folder;

    private ImportCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.language = Message.languageOf(environment);
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command.
     *
     * @param arguments those after the command's name
     * @param environment for the language of what it says, and for the folder of earlier manuscripts
     * @return the exit code: 0, {@value #FAULTY} where the article cannot be imported, {@value #UNREADABLE} where it cannot
     *     be read or the arguments make no sense
     */
    public static int run(
            List<String> arguments, Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
        ImportCommand command = new ImportCommand(environment, out, err);
        Optional<Message> wrong = command.read(arguments);
        if (wrong.isPresent()) {
            err.println(wrong.get().in(command.language));
            return UNREADABLE;
        }
        return command.run(in);
    }

    /** What is wrong with the arguments; empty if nothing is. */
    private Optional<Message> read(List<String> arguments) {
        Message usage = Message.of("import.usage");
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.remove(0);
            boolean isOption = List.of("--series", "--encoding", "-o").contains(argument);
            if (isOption && rest.isEmpty()
                    || !isOption && (file != null || argument.startsWith("-") && argument.length() > 1)) {
                return Optional.of(usage);
            }
            switch (argument) {
                case "--series" -> series = Optional.of(rest.remove(0));
                case "-o" -> {
                    try {
                        folder = Path.of(rest.remove(0));
                    } catch (InvalidPathException e) {
                        return Optional.of(usage);
                    }
                }
                case "--encoding" -> {
                    encoding = ImportEncoding.named(rest.get(0));
                    if (encoding.isEmpty()) {
                        return Optional.of(Message.of("import.unknown-encoding", Wording.quoted(rest.get(0))));
                    }
                    rest.remove(0);
                }
                default -> file = argument;
            }
        }
        if (series.filter(id -> !id.matches(EditionContent.ID)).isPresent()) {
            return Optional.of(Message.of("import.wrong-series", Wording.quoted(series.get())));
        }
        return file == null ? Optional.of(usage) : Optional.empty();
    }

    private int run(InputStream in) {
        String name = String.valueOf(file);
        String shown = Wording.fileName(name);
        try {
            byte[] bytes = name.equals("-") ? in.readNBytes(Import.MAX_BYTES + 1) : bytes(Path.of(name));
            List<Import.Imported> all =
                    Import.of(bytes, new Import.Options(name, series, encoding, topics(), language));
            for (Import.Imported imported : all) {
                write(imported, all.size() > 1);
                imported.guesses().stream()
                        .filter(guess -> !guess.certain())
                        .forEach(guess -> err.println(shown + ":" + guess.line() + ": "
                                + Message.of("import.check-it", guess.in(language))
                                        .in(language)));
            }
            return 0;
        } catch (UnimportableArticle e) {
            err.println(shown + ": " + e.in(language));
            return FAULTY;
        } catch (FileAlreadyExistsException e) {
            err.println(Message.of("import.exists", Wording.fileName(String.valueOf(e.getFile())))
                    .in(language));
            return UNREADABLE;
        } catch (IOException | InvalidPathException e) {
            err.println(shown + ": "
                    + Message.of("check.unreadable", ManuscriptFolder.reason(e)).in(language));
            return UNREADABLE;
        }
    }

    /**
     * The topics of earlier manuscripts, those of the series first: of the folder that is written to, else of the one that
     * the service reads; then those of the bundled edition.
     */
    private Map<String, Label> topics() throws IOException {
        Path earlier = folder != null ? folder : Path.of(environment.getOrDefault(FOLDER_VARIABLE, FOLDER));
        List<EditionContent> editions = new ArrayList<>();
        if (Files.isDirectory(earlier)) {
            try (Stream<Path> files = Files.list(earlier)) {
                for (Path path : files.filter(each -> each.toString().endsWith(".md") && Files.isRegularFile(each))
                        .sorted()
                        .toList()) {
                    add(editions, bytes(path));
                }
            }
        }
        editions.sort(Comparator.comparing(
                each -> !series.filter(each.series()::equals).isPresent()));
        add(editions, Resource.bytes(BUNDLED));
        Map<String, Label> topics = new LinkedHashMap<>();
        editions.forEach(each -> each.topics().forEach(topics::putIfAbsent));
        return topics;
    }

    private static void add(List<EditionContent> editions, byte[] manuscript) {
        try {
            editions.add(Manuscript.parse(manuscript).content());
        } catch (FaultyManuscript e) {
            // `check` says what is wrong with it.
        }
    }

    private static byte[] bytes(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(Import.MAX_BYTES + 1);
        }
    }

    /** Manuscripts on standard output are separated as head and tail separate files. */
    private void write(Import.Imported imported, boolean hasOthers) throws IOException {
        byte[] bytes = imported.manuscript().getBytes(StandardCharsets.UTF_8);
        String name = imported.id() + ".md";
        if (folder == null) {
            if (hasOthers) {
                out.println("==> " + name + " <==");
            }
            out.writeBytes(bytes);
            out.flush();
        } else {
            Path target = Files.createDirectories(folder).resolve(name);
            Files.write(target, bytes, StandardOpenOption.CREATE_NEW);
            err.println(target);
        }
    }
}
