package dev.shida.api;

import dev.shida.http.PageLinks;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** A list whose answer links the pages before and after in a {@code Link} header too (RFC 8288). */
interface LinkedPages {
    PageLinks links();

    /** Adds the header. */
    @Provider
    class LinkHeader implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            if (response.getEntity() instanceof LinkedPages list) {
                list.links().header().ifPresent(links -> response.getHeaders().putSingle(HttpHeaders.LINK, links));
            }
        }
    }
}
