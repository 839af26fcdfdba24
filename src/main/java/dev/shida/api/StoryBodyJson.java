package dev.shida.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shida.content.Stories.Neighbours;
import dev.shida.content.Story;
import dev.shida.http.StoryJson;
import jakarta.inject.Singleton;

@Singleton
final class StoryBodyJson implements StoryJson {
    private final ObjectMapper json;

    StoryBodyJson(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public JsonNode of(Story story, Neighbours neighbours) {
        return json.valueToTree(StoryBody.of(story, neighbours, StoryFields.STORY));
    }
}
