package dev.shida.http;

import dev.shida.content.Edition;
import dev.shida.content.Story;
import dev.shida.content.Topic;
import dev.shida.problem.Prefix;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A relative reference (RFC 3986, section 4.2) to something of this service, so that it holds behind any host name.
 *
 * @param path within the service
 * @param query parameters as they are sent, {@code name=value}
 */
public record Link(String path, List<String> query) {
    /** Something at a path, without parameters. */
    public static Link to(String path) {
        return new Link(path, List.of());
    }

    /** The page of an edition, for people. */
    public static Link toPage(Edition edition) {
        return toEdition(edition.id());
    }

    /** The page of the edition with an id. */
    public static Link toEdition(String id) {
        return to("/" + id);
    }

    /** The page of a story, for people. */
    public static Link toPage(Story story) {
        return toStory(story.edition(), story.id());
    }

    /** The page of the story with an id, of an edition. */
    public static Link toStory(String edition, String id) {
        return to("/" + edition + "/" + id.substring(edition.length() + 1));
    }

    /** The page of a topic, for people. */
    public static Link toPage(Topic topic) {
        return toTopic(topic.id());
    }

    /** The page of the topic with an id. */
    public static Link toTopic(String id) {
        return to("/topics/" + id);
    }

    /** The page of the series with an id, for people. */
    public static Link toSeries(String id) {
        return to("/series/" + id);
    }

    /** The image to share a story with. */
    public static Link toImage(Story story) {
        return toImage(toPage(story));
    }

    /** The image of the story that has a page. */
    public static Link toImage(Link page) {
        return to(page.path() + ".png");
    }

    /** The request itself, its parameters in the order given. */
    public static Link to(HttpServerRequest request) {
        String query = request.query() == null ? "" : request.query();
        return new Link(
                request.path(),
                Arrays.stream(query.split("&"))
                        .filter(parameter -> !parameter.isEmpty())
                        .toList());
    }

    /** The decoded name of a parameter. */
    public static String nameOf(String parameter) {
        return decode(parameter.split("=", 2)[0]);
    }

    /** The decoded value of a parameter; empty if it has none. */
    public static String valueOf(String parameter) {
        String[] parts = parameter.split("=", 2);
        return parts.length == 1 ? "" : decode(parts[1]);
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    /** The same with one more parameter. */
    public Link with(String name, String value) {
        List<String> more = new ArrayList<>(query);
        more.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        return new Link(path, more);
    }

    /** The same without any of the parameters of a name. */
    public Link without(String name) {
        return new Link(
                path,
                query.stream()
                        .filter(parameter -> !nameOf(parameter).equals(name))
                        .toList());
    }

    /** The same wherever a proxy has the service: not for following, but to tell things apart by. */
    public String withoutPrefix() {
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    /** As it is sent in the answer to the present request. */
    @Override
    public String toString() {
        return Prefix.current() + withoutPrefix();
    }
}
