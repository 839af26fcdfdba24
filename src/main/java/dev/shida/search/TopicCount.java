package dev.shida.search;

import dev.shida.content.Topic;

/**
 * A facet: a topic, and how many of the stories in question carry it.
 *
 * @param stories at least one
 */
public record TopicCount(Topic topic, long stories) {}
