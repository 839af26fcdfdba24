package dev.shida.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.LinkedHashMap;
import java.util.Map;
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
    /** Of a list that has one page. */
    public static PageLinks of(Link self) {
        return new PageLinks(self.toString(), self.toString(), null, null, null);
    }

    /** The same as the value of a {@code Link} header (RFC 8288). */
    public String header() {
        Map<String, @Nullable String> links = new LinkedHashMap<>();
        links.put("self", self);
        links.put("first", first);
        links.put("prev", prev);
        links.put("next", next);
        return links.entrySet().stream()
                .filter(link -> link.getValue() != null)
                .map(link -> "<" + link.getValue() + ">; rel=\"" + link.getKey() + "\"")
                .collect(Collectors.joining(", "));
    }
}
