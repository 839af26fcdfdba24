package dev.shida.problem;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers what fails in Quarkus REST, unmatched paths included: having a mapper, it does not pass those on. */
final class ProblemMapper {
    private final Diagnosis diagnosis;

    ProblemMapper(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    @ServerExceptionMapper
    Response answer(Throwable failure, RoutingContext context) {
        if (failure instanceof WebApplicationException thrown
                && thrown.getResponse().getStatus() < 400) {
            return thrown.getResponse();
        }
        Diagnosis.ProblemResponse answer = diagnosis.answer(failure, context);
        Response.ResponseBuilder response = Response.status(answer.status()).entity(answer.body());
        answer.headers().forEach(response::header);
        return response.build();
    }
}
