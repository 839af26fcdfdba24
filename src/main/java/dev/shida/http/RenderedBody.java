package dev.shida.http;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A representation that is written already. */
public final class RenderedBody implements CacheTagged {
    private final byte[] bytes;
    private final List<String> tags;

    /** Of any media type. */
    public RenderedBody(byte[] bytes, Stream<String> tags) {
        this.bytes = bytes;
        this.tags = tags.toList();
    }

    /** Text in UTF-8. */
    public RenderedBody(String text, Stream<String> tags) {
        this(text.getBytes(StandardCharsets.UTF_8), tags);
    }

    @Override
    public Stream<String> tags() {
        return tags.stream();
    }

    /** Writes it, whatever its media type is. */
    @Provider
    public static class Writer implements MessageBodyWriter<RenderedBody> {
        @Override
        public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
            return type == RenderedBody.class;
        }

        @Override
        public void writeTo(
                RenderedBody document,
                Class<?> type,
                Type generic,
                Annotation[] annotations,
                MediaType mediaType,
                MultivaluedMap<String, Object> headers,
                OutputStream out)
                throws IOException {
            out.write(document.bytes);
        }
    }
}
