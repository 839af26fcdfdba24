package dev.shida.manuscript;

import dev.shida.content.EditionContent;
import dev.shida.content.Label;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The command {@code import}: reads an article and writes manuscripts, to standard output or into a folder. */
public final class ImportCommand {

    private static final String USAGE =
            "usage: import FILE [--series ID] [--encoding NAME] [-o FOLDER]; FILE may be - for standard input";

    static final int FAULTY = 1;
    static final int UNREADABLE = 2;

    private final PrintStream out;
    private final PrintStream err;
    private @Nullable String file;
    private Optional<String> series = Optional.empty();
    private Optional<Charset> encoding = Optional.empty();
    private @Nullable Path folder;

    private ImportCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * @param arguments those after the command's name
     * @return the exit code: 0, {@value #FAULTY} where the article cannot be imported, {@value #UNREADABLE} where it cannot
     *     be read or the arguments make no sense
     */
    public static int run(List<String> arguments, InputStream in, PrintStream out, PrintStream err) {
        ImportCommand command = new ImportCommand(out, err);
        String wrong = command.read(arguments);
        if (!wrong.isEmpty()) {
            err.println(wrong);
            return UNREADABLE;
        }
        return command.run(in);
    }

    /** What is wrong with the arguments; empty if nothing is. */
    private String read(List<String> arguments) {
        List<String> rest = new ArrayList<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.remove(0);
            boolean isOption = List.of("--series", "--encoding", "-o").contains(argument);
            if (isOption && rest.isEmpty()
                    || !isOption && (file != null || argument.startsWith("-") && argument.length() > 1)) {
                return USAGE;
            }
            switch (argument) {
                case "--series" -> series = Optional.of(rest.remove(0));
                case "-o" -> {
                    try {
                        folder = Path.of(rest.remove(0));
                    } catch (InvalidPathException e) {
                        return USAGE;
                    }
                }
                case "--encoding" -> {
                    encoding = ImportEncoding.named(rest.get(0));
                    if (encoding.isEmpty()) {
                        return "there is no encoding %s; expected a name such as UTF-8, GB18030, Big5, Shift_JIS or EUC-KR"
                                .formatted(rest.get(0));
                    }
                    rest.remove(0);
                }
                default -> file = argument;
            }
        }
        if (series.filter(id -> !id.matches(EditionContent.ID)).isPresent()) {
            return "--series is %s; expected 1 to 60 of the characters a-z, 0-9 and -".formatted(series.get());
        }
        return file == null ? USAGE : "";
    }

    private int run(InputStream in) {
        String name = String.valueOf(file);
        try {
            byte[] bytes = name.equals("-") ? in.readNBytes(Import.MAX_BYTES + 1) : bytes(Path.of(name));
            for (Import.Imported imported : Import.of(bytes, new Import.Options(name, series, encoding, topics()))) {
                write(imported);
                imported.guesses().stream()
                        .filter(guess -> !guess.certain())
                        .forEach(guess -> err.println(
                                "%s:%d: %s, as %s; check it".formatted(name, guess.line(), guess.what(), guess.why())));
            }
            return 0;
        } catch (UnimportableArticle e) {
            err.println(name + ": " + e.getMessage());
            return FAULTY;
        } catch (IOException | InvalidPathException e) {
            err.println(name + ": " + e);
            return UNREADABLE;
        }
    }

    /** The topics of the manuscripts in the folder, those of the series first. */
    private Map<String, Label> topics() throws IOException {
        if (folder == null || !Files.isDirectory(folder)) {
            return Map.of();
        }
        List<EditionContent> editions = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path : files.filter(each -> each.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                try {
                    editions.add(Manuscript.parse(bytes(path)).content());
                } catch (FaultyManuscript e) {
                    // `check` says what is wrong with it.
                }
            }
        }
        editions.sort(Comparator.comparing(
                each -> !series.filter(each.series()::equals).isPresent()));
        Map<String, Label> topics = new LinkedHashMap<>();
        editions.forEach(each -> each.topics().forEach(topics::putIfAbsent));
        return topics;
    }

    private static byte[] bytes(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(Import.MAX_BYTES + 1);
        }
    }

    private void write(Import.Imported imported) throws IOException {
        byte[] bytes = imported.manuscript().getBytes(StandardCharsets.UTF_8);
        if (folder == null) {
            out.writeBytes(bytes);
            out.flush();
        } else {
            Path target = Files.createDirectories(folder).resolve(imported.id() + ".md");
            Files.write(target, bytes, java.nio.file.StandardOpenOption.CREATE_NEW);
            err.println(target);
        }
    }
}
