package dev.shida.manuscript;

/**
 * One thing wrong with a manuscript, said to the editor who can put it right.
 *
 * @param line the line of the file that it is on, from 1, as an editor program counts
 * @param message what is wrong, and what was expected
 */
public record Fault(int line, String message) {

    @Override
    public String toString() {
        return "line " + line + ": " + message;
    }
}
