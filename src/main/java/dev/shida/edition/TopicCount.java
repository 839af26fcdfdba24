package dev.shida.edition;

/**
 * A facet: a topic, and how many of the stories in question carry it.
 *
 * @param stories at least one
 */
public record TopicCount(Topic topic, long stories) {}
