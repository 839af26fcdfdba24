package dev.shida.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shida.problem.Look;
import dev.shida.web.Tagged;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;

/**
 * A page, laid out.
 *
 * @param negotiated whether its language is the one that the browser prefers
 * @param dependencies its tags
 */
record Page(String html, boolean negotiated, List<String> dependencies) implements Tagged {
    static final String SCRIPT = Look.read("/look/script.js");
    static final Look LOOK = Look.with(SCRIPT);

    @Override
    public Stream<String> tags() {
        return dependencies.stream();
    }

    /** Writes it, with the headers that all pages have. */
    @Provider
    static class Writer implements MessageBodyWriter<Page> {
        @Override
        public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
            return type == Page.class;
        }

        @Override
        public void writeTo(
                Page page,
                Class<?> type,
                Type generic,
                Annotation[] annotations,
                MediaType mediaType,
                MultivaluedMap<String, Object> headers,
                OutputStream out)
                throws IOException {
            LOOK.headers().forEach(headers::putSingle);
            if (page.negotiated) {
                headers.putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
            }
            out.write(page.html.getBytes(UTF_8));
        }
    }
}
