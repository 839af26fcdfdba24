package dev.shida.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/**
 * Reads at the start which resource methods are {@link Cached}, and has their responses name the policy to the edge in a header.
 * Other methods have no such filter, so what declares nothing is never stored.
 */
@Provider
public class CachePolicyFeature implements DynamicFeature {
    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Optional.ofNullable(resource.getResourceMethod().getAnnotation(Cached.class))
                .or(() -> Optional.ofNullable(resource.getResourceClass().getAnnotation(Cached.class)))
                .ifPresent(cached -> context.register(new Header(cached.value().setting())));
    }

    /** Adds the header to what a client reads, never to the response to a write or to a failure. */
    private record Header(String policy) implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            if (response.getStatus() == 200 && request.getMethod().equals(HttpMethod.GET)) {
                response.getHeaders().putSingle(Cached.Policy.HEADER, policy);
            }
        }
    }
}
