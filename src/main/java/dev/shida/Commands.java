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
        List<String> arguments = List.of(args).subList(1, args.length);
        return OptionalInt.of(
                switch (args[0]) {
                    case "backup" -> BackupCommand.backup(arguments, ConfigProvider.getConfig(), out, err);
                    case "restore" -> BackupCommand.restore(arguments, ConfigProvider.getConfig(), out, err);
                    case "check" -> CheckCommand.run(arguments, System.getenv(), out, err);
                    case "import" -> ImportCommand.run(arguments, System.getenv(), System.in, out, err);
                    default -> {
                        err.println("unknown command " + args[0]
                                + "; expected backup, check, import or restore, or none to start the service");
                        yield UNKNOWN;
                    }
                });
    }
}
