package dev.shida.edge;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * What the decoder could not read in a request. Vert.x takes it for success and passes the request on as any other, so that
 * it is answered with a problem; a failure it would answer itself, with an empty body.
 */
final class RequestFault extends DecoderResult {
    private final int status;

    private RequestFault(Throwable cause, int status) {
        super(cause);
        this.status = status;
    }

    /** A fault of a head. */
    static RequestFault ofHead(Throwable cause) {
        return new RequestFault(cause, cause instanceof TooLongHttpLineException ? 414 : statusOfFields(cause));
    }

    /** A fault of a body, whose chunks have lines too. */
    static RequestFault ofBody(Throwable cause) {
        return new RequestFault(cause, statusOfFields(cause));
    }

    private static int statusOfFields(Throwable cause) {
        return cause instanceof TooLongHttpHeaderException ? 431 : 400;
    }

    static RequestFault because(int status, String reason) {
        return new RequestFault(new IllegalArgumentException(reason), status);
    }

    /** Why a request cannot be served; empty if it has no fault. */
    static Optional<Rejection> of(HttpServerRequest request) {
        return request.decoderResult() instanceof RequestFault fault
                ? Optional.of(fault.rejection())
                : Optional.empty();
    }

    /** Nothing behind the fault can be read, so the connection closes. */
    Rejection rejection() {
        return new Rejection(status, null, true);
    }

    @Override
    public boolean isSuccess() {
        return true;
    }

    @Override
    public boolean isFailure() {
        return false;
    }
}
