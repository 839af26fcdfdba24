package dev.shida.http;

import dev.shida.content.DamagedContent;
import dev.shida.problem.Explanation;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Explains that the store is damaged, or cannot be read. */
@Singleton
class StoreFailures implements Explanation {
    /** Of H2: general error, out of memory, I/O errors, a damaged file, a closed store. */
    private static final Set<Integer> UNREADABLE = Set.of(50000, 90108, 90028, 90031, 90030, 90098, 90121);

    private static final int DAMAGED_FILE = 90030;

    @Override
    public Optional<String> of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DamagedContent damage) {
                return Optional.of(String.valueOf(damage.getMessage()));
            }
            if (cause instanceof SQLException sql && UNREADABLE.contains(sql.getErrorCode())) {
                if (sql.getErrorCode() == DAMAGED_FILE) {
                    DamagedContent.countDamagedFile();
                }
                return Optional.of("The store cannot be read.");
            }
        }
        return Optional.empty();
    }
}
