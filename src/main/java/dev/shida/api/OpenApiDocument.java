package dev.shida.api;

import dev.shida.problem.Prefix;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The OpenAPI document that the build has left, written out when it is first asked for. Quarkus would read it and write
 * it in both formats at every start, which takes a tenth of the start.
 */
@ApplicationScoped
public class OpenApiDocument {
    /** The address of the only server, in either format. */
    private static final Pattern SERVER = Pattern.compile("(\\burl\\b\"?\\s*:\\s*\"?)/(?=[\"\\s])");

    private final Map<Format, byte[]> written = new ConcurrentHashMap<>();

    /** Makes Quarkus look for the document where there is none. There is no switch; this much it leaves to others. */
    public static void keepFromStart() {
        OpenApiConstants.classLoader = ClassLoader.getPlatformClassLoader();
    }

    /** The document; its server is where links lead. */
    byte[] in(Format format) {
        byte[] document = written.computeIfAbsent(format, OpenApiDocument::write);
        String prefix = Prefix.current();
        return prefix.isEmpty()
                ? document
                : SERVER.matcher(new String(document, StandardCharsets.UTF_8))
                        .replaceFirst("$1" + prefix)
                        .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] write(Format format) {
        SmallRyeOpenAPI document = SmallRyeOpenAPI.builder()
                .withCustomStaticFile(() ->
                        OpenApiDocument.class.getResourceAsStream("/" + OpenApiConstants.BASE_NAME + "." + Format.JSON))
                .enableStandardStaticFiles(false)
                .enableModelReader(false)
                .enableAnnotationScan(false)
                .enableStandardFilter(false)
                .build();
        return (format == Format.JSON ? document.toJSON() : document.toYAML()).getBytes(StandardCharsets.UTF_8);
    }
}
