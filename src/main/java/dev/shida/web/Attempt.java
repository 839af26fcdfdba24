package dev.shida.web;

import dev.shida.problem.ProblemType;
import dev.shida.search.Superseded;
import dev.shida.search.Unsearchable;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.util.concurrent.Callable;

/** Reads of one state of the content, in which something may be looked for. */
public final class Attempt {
    /** Each fails only if something is published while it runs. */
    private static final int ATTEMPTS = 10;

    private Attempt() {}

    /**
     * Asks a question in a transaction, and in another one if something was published meanwhile.
     *
     * @throws dev.shida.problem.Problem if nothing can be looked for at present
     */
    public static <T> T inTransaction(Callable<T> question) {
        for (int left = ATTEMPTS; left > 0; left--) {
            try {
                return QuarkusTransaction.requiringNew().call(question);
            } catch (Superseded e) {
                continue;
            } catch (Unsearchable e) {
                throw ProblemType.UNAVAILABLE.problem(String.valueOf(e.getMessage()));
            }
        }
        throw ProblemType.UNAVAILABLE.problem("Editions are being published faster than they can be searched.");
    }
}
