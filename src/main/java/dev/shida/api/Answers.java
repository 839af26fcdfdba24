package dev.shida.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.shida.content.Stories.Neighbours;
import dev.shida.content.Story;
import dev.shida.http.ApiAnswers;
import jakarta.inject.Singleton;

@Singleton
final class Answers implements ApiAnswers {
    private final ObjectMapper json;

    Answers(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public JsonNode of(Story story, Neighbours neighbours) {
        return json.valueToTree(StoryBody.of(story, neighbours, StoryFields.STORY));
    }
}
