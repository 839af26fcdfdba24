package dev.shida.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where a page of a list is among the others. */
@Schema(
        description = "Where this page and the others are.",
        requiredProperties = {"self", "first"})
@JsonInclude(Include.NON_NULL)
public record PageLinks(
        @Schema(description = "This page.", format = "uri-reference")
        String self,

        @Schema(description = "The first page.", format = "uri-reference")
        String first,

        @Schema(description = "The page before; absent from the first.", format = "uri-reference") @Nullable
        String prev,

        @Schema(description = "The page after; absent from the last.", format = "uri-reference") @Nullable
        String next,

        @Schema(description = "The last page; in lists that are asked for by page number.", format = "uri-reference")
        @Nullable
        String last) {
    /** The longest header, in characters. Many proxies give up above 8 KB for a line, or for all headers together. */
    public static final int MAX_HEADER = 4_096;

    /** Of a list that has one page. */
    public static PageLinks of(Link self) {
        return new PageLinks(self.toString(), self.toString(), null, null, null);
    }

    /**
     * Those to the pages before and after as the value of a {@code Link} header (RFC 8288); empty if there are none, or
     * they are so long that a proxy may not take the header.
     */
    public Optional<String> header() {
        Map<String, @Nullable String> links = new LinkedHashMap<>();
        links.put("prev", prev);
        links.put("next", next);
        String header = links.entrySet().stream()
                .filter(link -> link.getValue() != null)
                .map(link -> "<" + link.getValue() + ">; rel=\"" + link.getKey() + "\"")
                .collect(Collectors.joining(", "));
        return Optional.of(header).filter(value -> !value.isEmpty() && value.length() <= MAX_HEADER);
    }
}
