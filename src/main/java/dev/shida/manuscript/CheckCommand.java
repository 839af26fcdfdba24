package dev.shida.manuscript;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.shida.text.Synonyms;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code check [--json] FILE…}: says what is wrong with manuscripts and synonyms, without a store or a server.
 * The exit code is 0 if each can be used, 1 if any has faults, 2 if any cannot be read or the command is used wrongly.
 */
public final class CheckCommand {
    private static final int FAULTY = 1;
    private static final int UNREADABLE = 2;

    private final Locale language;
    private final PrintStream out;
    private final PrintStream err;

    /** The file in which each edition was seen first. */
    private final Map<String, String> editions = new HashMap<>();

    private final List<Finding> findings = new ArrayList<>();
    private int exitCode;

    /**
     * One thing that is wrong with a file, as JSON.
     *
     * @param line the first line that it is on, from 1; null for a file that cannot be read
     * @param lines all of them
     * @param severity {@code error} or {@code warning}
     * @param code stable, in kebab case
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Finding(
            String file, @Nullable Integer line, List<Integer> lines, String severity, String code, String message) {}

    private CheckCommand(Locale language, PrintStream out, PrintStream err) {
        this.language = language;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command.
     *
     * @param arguments what follows its name
     * @param environment for the language of what it says
     * @return the exit code
     */
    public static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        return new CheckCommand(Message.languageOf(environment), out, err).run(arguments);
    }

    private int run(List<String> arguments) {
        int end = arguments.indexOf("--");
        List<String> options = (end < 0 ? arguments : arguments.subList(0, end))
                .stream()
                        .filter(each -> each.startsWith("-") && each.length() > 1)
                        .toList();
        List<String> files = new ArrayList<>(arguments);
        files.removeAll(options);
        files.remove("--");
        if (files.isEmpty() || options.stream().anyMatch(option -> !option.equals("--json"))) {
            err.println(Message.of("check.usage").in(language));
            return UNREADABLE;
        }
        files.forEach(this::check);
        if (!options.isEmpty()) {
            printJson();
        } else {
            findings.forEach(this::print);
        }
        out.flush();
        return exitCode;
    }

    private void check(String file) {
        try {
            byte[] bytes = read(file);
            if (Path.of(file).endsWith(Synonyms.FILE)) {
                SynonymsFile.parse(bytes);
                return;
            }
            Manuscript manuscript = Manuscript.parse(bytes);
            manuscript.warnings().forEach(warning -> add(file, warning));
            String edition = manuscript.content().id();
            String other = editions.putIfAbsent(edition, Wording.fileName(file));
            if (other != null) {
                add(file, Fault.at(manuscript.yearLine(), FaultCode.EDITION_IN_OTHER_FILE, edition, other));
            }
        } catch (FaultyManuscript e) {
            e.faults().forEach(fault -> add(file, fault));
            e.warnings().forEach(warning -> add(file, warning));
        } catch (IOException | InvalidPathException e) {
            findings.add(new Finding(
                    file,
                    null,
                    List.of(),
                    "error",
                    "unreadable",
                    Message.of("check.unreadable", ManuscriptFolder.reason(e)).in(language)));
            exitCode = UNREADABLE;
        }
    }

    private void add(String file, Fault fault) {
        List<Integer> lines = new ArrayList<>(List.of(fault.line()));
        lines.addAll(fault.otherLines());
        findings.add(new Finding(
                file,
                fault.line(),
                lines,
                fault.isWarning() ? "warning" : "error",
                fault.code().id(),
                fault.in(language)));
        if (!fault.isWarning()) {
            exitCode = Math.max(exitCode, FAULTY);
        }
    }

    private static byte[] read(String file) throws IOException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return in.readNBytes(Manuscript.MAX_BYTES + 1);
        }
    }

    private void print(Finding finding) {
        String shown = Wording.fileName(finding.file());
        String warning = finding.severity().equals("warning")
                ? Message.of("check.warning").in(language)
                : "";
        if (finding.line() != null) {
            out.println(shown + ":" + finding.line() + ": " + warning + finding.message());
        } else {
            err.println(shown + ": " + finding.message());
        }
    }

    private void printJson() {
        try {
            out.println(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(findings));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
