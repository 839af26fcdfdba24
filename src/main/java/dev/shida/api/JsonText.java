package dev.shida.api;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ser.impl.SimpleFilterProvider;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Writes every character as itself, as Jackson would write those beyond U+FFFF, such as 𠮷, as two escapes; and of a story,
 * the fields that were asked for.
 */
@Singleton
class JsonText implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8.mappedFeature());
        mapper.setFilterProvider(new SimpleFilterProvider().addFilter(StoryBody.FIELDS, new StoryBody.AskedFields()));
    }
}
