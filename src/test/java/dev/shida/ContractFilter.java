package dev.shida;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.List;

/** Holds every answer that a test sees through REST Assured against the OpenAPI document. */
public class ContractFilter implements QuarkusTestBeforeEachCallback, Filter {
    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        RestAssured.replaceFiltersWith(this);
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response response = context.next(request, expected);
        String mediaType = String.valueOf(response.getContentType()).replaceAll(";.*", "");
        String path = URI.create(request.getURI()).getPath();
        List<String> faults = Contract.committed()
                .faults(
                        request.getMethod(),
                        path,
                        response.statusCode(),
                        mediaType,
                        response::header,
                        response.asString());
        if (!faults.isEmpty()) {
            throw new AssertionError("not as openapi.yaml says: " + request.getURI() + " " + faults);
        }
        return response;
    }
}
