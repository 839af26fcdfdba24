package dev.shida.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Adds the header that names the policy of a {@link Cached} response to the edge. */
public class CachePolicyHeader {
    /** Adds it to what a client reads, never to the response to a write. */
    @ServerResponseFilter
    public void add(ContainerRequestContext request, ContainerResponseContext response, ResourceInfo resource) {
        if (response.getStatus() == 200 && request.getMethod().equals(HttpMethod.GET)) {
            Optional.ofNullable(resource.getResourceMethod().getAnnotation(Cached.class))
                    .or(() -> Optional.ofNullable(resource.getResourceClass().getAnnotation(Cached.class)))
                    .ifPresent(cached -> response.getHeaders()
                            .putSingle(Cached.Policy.HEADER, cached.value().setting()));
        }
    }
}
