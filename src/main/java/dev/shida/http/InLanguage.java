package dev.shida.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** A representation whose content is in one language, which the header {@code Content-Language} says. */
public interface InLanguage {
    /** A BCP 47 tag. */
    String language();

    /** Adds the header. */
    @Provider
    class LanguageHeader implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            if (response.getEntity() instanceof InLanguage content) {
                response.getHeaders().putSingle(HttpHeaders.CONTENT_LANGUAGE, content.language());
            }
        }
    }
}
