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
public final class Document implements Tagged {
    private final byte[] bytes;
    private final List<String> tags;

    /** Of any media type. */
    public Document(byte[] bytes, Stream<String> tags) {
        this.bytes = bytes;
        this.tags = tags.toList();
    }

    /** Text in UTF-8. */
    public Document(String text, Stream<String> tags) {
        this(text.getBytes(StandardCharsets.UTF_8), tags);
    }

    @Override
    public Stream<String> tags() {
        return tags.stream();
    }

    /** Writes it, whatever its media type is. */
    @Provider
    public static class Writer implements MessageBodyWriter<Document> {
        @Override
        public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
            return type == Document.class;
        }

        @Override
        public void writeTo(
                Document document,
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
