package dev.shida.manuscript;

/**
 * Something that an import decided, and that an editor may want to decide otherwise.
 *
 * @param line the line of the input that it is about, from 1
 * @param what what was decided
 * @param why what spoke for it
 * @param certain whether it needs no second look
 */
public record Guess(int line, String what, String why, boolean certain) {}
