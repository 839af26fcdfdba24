package dev.shida.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shida.content.Stories.Neighbours;
import dev.shida.content.Story;

/** What the API answers, for pages that show it beside what they make of it. */
public interface ApiAnswers {
    /** A story, with its texts. */
    JsonNode of(Story story, Neighbours neighbours);
}
