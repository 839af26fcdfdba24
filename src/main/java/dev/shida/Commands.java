package dev.shida;

import dev.shida.backup.BackupCommand;
import dev.shida.manuscript.CheckCommand;
import dev.shida.manuscript.ImportCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.ConfigProvider;

/** The commands, which need neither a server nor logging nor Quarkus, so that they take little time. */
final class Commands {
    /** What {@code help} prints. */
    static final String HELP = """
            usage: java -jar quarkus-run.jar [COMMAND]

              (none)               runs the service
              check [--json] FILE… says what is wrong with manuscripts and synonyms
              import FILE          makes manuscripts of an article as it was copied
              backup FILE          makes an archive of the store, whether the service runs or not
              restore FILE         makes the store of an empty folder from an archive
              help                 prints this
            """;

    private static final int UNKNOWN = 2;

    private Commands() {}

    /** Runs the command that the arguments begin with, if there are any, and returns its exit code. */
    static OptionalInt run(String... args) {
        if (args.length == 0) {
            return OptionalInt.empty();
        }
        // Whatever the locale, as what is quoted may be in any script.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return OptionalInt.of(run(args[0], List.of(args).subList(1, args.length), out, err));
    }

    /** Runs a command, and returns its exit code. */
    static int run(String command, List<String> arguments, PrintStream out, PrintStream err) {
        return switch (command) {
            case "backup" -> BackupCommand.backup(arguments, ConfigProvider.getConfig(), out, err);
            case "restore" -> BackupCommand.restore(arguments, ConfigProvider.getConfig(), out, err);
            case "check" -> CheckCommand.run(arguments, System.getenv(), out, err);
            case "import" -> ImportCommand.run(arguments, System.getenv(), System.in, out, err);
            case "help", "--help", "-h" -> {
                out.print(HELP);
                out.flush();
                yield 0;
            }
            default -> {
                err.println("unknown command " + command
                        + "; expected backup, check, help, import or restore, or none to start the service");
                yield UNKNOWN;
            }
        };
    }
}
