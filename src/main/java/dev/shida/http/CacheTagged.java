package dev.shida.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An answer that says what it depends on, in the headers by which a CDN purges: {@code Surrogate-Key} (Fastly, Varnish)
 * and {@code Cache-Tag} (Cloudflare).
 */
public interface CacheTagged {
    /** The longest value of a header, in characters: many proxies give up above 4 KB for all headers together. */
    int MAX_HEADER = 1_024;

    /** Its tags, the most important first. The first is its edition's or its collection's, and never left out. */
    Stream<String> tags();

    /** Adds the headers. */
    @Provider
    class TagHeaders implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            if (response.getEntity() instanceof CacheTagged answer) {
                List<String> tags = thatFit(answer.tags().distinct().toList());
                response.getHeaders().putSingle("Surrogate-Key", String.join(" ", tags));
                response.getHeaders().putSingle("Cache-Tag", String.join(",", tags));
            }
        }

        /**
         * Leaves out the last tags if all would be too long. Topics are last, and their labels are shared by editions: the
         * tag of all topics stands for those left out, so that a publication that changes a label still purges this.
         */
        private static List<String> thatFit(List<String> tags) {
            List<String> some = new ArrayList<>();
            int room = MAX_HEADER - CacheTag.TOPIC.all().length();
            for (String tag : tags) {
                room -= tag.length() + 1;
                if (room < 0) {
                    some.add(CacheTag.TOPIC.all());
                    return some.stream().distinct().toList();
                }
                some.add(tag);
            }
            return some;
        }
    }
}
