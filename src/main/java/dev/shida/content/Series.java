package dev.shida.content;

/**
 * A recurring list.
 *
 * @param stories how many stories its editions have together
 */
public record Series(String id, Label label, long stories) {}
