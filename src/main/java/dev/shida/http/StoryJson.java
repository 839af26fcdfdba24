package dev.shida.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.shida.content.Stories.Neighbours;
import dev.shida.content.Story;

/** A story as the API represents it, for pages that show that beside their own representation. */
public interface StoryJson {
    /** A story, with its texts. */
    JsonNode of(Story story, Neighbours neighbours);
}
