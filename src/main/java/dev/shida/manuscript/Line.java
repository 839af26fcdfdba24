package dev.shida.manuscript;

/**
 * A line of a manuscript.
 *
 * @param number the line of the file that it is on, from 1. Editor programs count LF, CR and CRLF; several lines that are
 *     separated otherwise have the same number.
 * @param text without the line's end
 * @param isLiteral whether a backslash stood before it, so that it is text, whatever it looks like
 */
record Line(int number, String text, boolean isLiteral) {

    Line(int number, String text) {
        this(number, text, false);
    }
}
