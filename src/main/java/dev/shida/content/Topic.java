package dev.shida.content;

/** What stories are about. A topic exists while a published story carries it. */
public record Topic(String id, Label label) {}
