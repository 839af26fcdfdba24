package dev.shida.api;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A page of a list of stories or editions. For tests that read many: REST Assured compiles a script for each path that it
 * reads, which takes longer than the answer.
 *
 * @param topics how many stories each has, in the order in which they are listed
 */
record StoryPage(
        List<String> ids, int total, Map<String, Integer> topics, Optional<String> previous, Optional<String> next) {

    static StoryPage of(Response response) {
        JsonNode page = response.then().statusCode(200).extract().as(JsonNode.class);
        Map<String, Integer> topics = new LinkedHashMap<>();
        page.path("topics")
                .forEach(topic -> topics.put(
                        topic.path("id").textValue(), topic.path("count").intValue()));
        return new StoryPage(
                StreamSupport.stream(page.path("items").spliterator(), false)
                        .map(item -> item.path("id").textValue())
                        .toList(),
                page.path("total").intValue(),
                topics,
                link(page, "prev"),
                link(page, "next"));
    }

    private static Optional<String> link(JsonNode page, String name) {
        return Optional.ofNullable(page.path("links").path(name).textValue());
    }

    /** The page at an address, which is encoded. */
    static StoryPage at(String address) {
        return of(given().urlEncodingEnabled(false).get(address));
    }

    /** All pages from one on, forwards. */
    static List<StoryPage> from(String address) {
        List<StoryPage> pages = new ArrayList<>();
        for (Optional<String> next = Optional.of(address); next.isPresent(); ) {
            StoryPage page = at(next.get());
            pages.add(page);
            next = page.next;
        }
        return pages;
    }
}
