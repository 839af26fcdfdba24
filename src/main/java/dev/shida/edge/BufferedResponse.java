package dev.shida.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.quarkus.vertx.http.runtime.filters.AbstractResponseWrapper;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A response that is buffered instead of sent. Resources and handlers of failures use it as any other; the edge makes a
 * {@link CachedResponse} of it when it is complete.
 *
 * <p>It extends a class of an implementation package, which forwards the methods of {@code HttpServerResponse} that are not
 * buffered; there is no public class to extend instead. On an upgrade, a method that the interface has gained would pass to
 * the connection: compare the interface with the methods here.
 */
final class BufferedResponse extends AbstractResponseWrapper {
    private final BufferedRequest request;
    private final Optional<Rejection> rejection;
    private final BooleanSupplier abandoned;
    private final CompletableFuture<BufferedResponse> complete = new CompletableFuture<>();
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private final CompositeByteBuf body = Unpooled.compositeBuffer(Integer.MAX_VALUE);
    private int status = 200;
    private boolean headWritten;
    private @Nullable Handler<Void> headersEndHandler;
    private @Nullable Handler<Void> bodyEndHandler;
    private @Nullable Handler<Void> endHandler;

    /**
     * @param asGet whether the resource is to see an unconditional GET of the whole representation
     * @param rejection to fail with; empty to respond
     * @param abandoned whether no client waits for it any more; called by any thread
     */
    BufferedResponse(
            HttpServerRequest request,
            NegotiatedRequest negotiated,
            boolean asGet,
            Optional<Rejection> rejection,
            BooleanSupplier abandoned) {
        super(request.response());
        this.request = new BufferedRequest(request, this, negotiated, asGet);
        this.rejection = rejection;
        this.abandoned = abandoned;
    }

    /** The request whose response this is. */
    HttpServerRequest request() {
        return request;
    }

    /** Whether scheme or authority were read, so that the response may have absolute links. */
    boolean usesOrigin() {
        return request.usesOrigin();
    }

    Optional<Rejection> rejection() {
        return rejection;
    }

    /** Completes when the response has ended. */
    CompletableFuture<BufferedResponse> complete() {
        return complete;
    }

    byte[] body() {
        return ByteBufUtil.getBytes(body);
    }

    // ---- The head

    @Override
    public MultiMap headers() {
        return headers;
    }

    @Override
    public int getStatusCode() {
        return status;
    }

    @Override
    public HttpServerResponse setStatusCode(int statusCode) {
        status = statusCode;
        return this;
    }

    @Override
    public HttpServerResponse setStatusMessage(String statusMessage) {
        return this;
    }

    @Override
    public HttpServerResponse setChunked(boolean chunked) {
        return this;
    }

    @Override
    public boolean isChunked() {
        return true;
    }

    @Override
    public HttpServerResponse putHeader(String name, String value) {
        headers.set(name, value);
        return this;
    }

    @Override
    public HttpServerResponse putHeader(CharSequence name, CharSequence value) {
        headers.set(name, value);
        return this;
    }

    @Override
    public HttpServerResponse putHeader(String name, Iterable<String> values) {
        headers.set(name, values);
        return this;
    }

    @Override
    public HttpServerResponse putHeader(CharSequence name, Iterable<CharSequence> values) {
        headers.set(name, values);
        return this;
    }

    // ---- The body

    @Override
    public boolean headWritten() {
        return headWritten;
    }

    @Override
    public boolean ended() {
        return complete.isDone();
    }

    /** Lets a resource stop early when no client waits any more; the response still has to be ended. */
    @Override
    public boolean closed() {
        return abandoned.getAsBoolean();
    }

    @Override
    public long bytesWritten() {
        return body.readableBytes();
    }

    @Override
    public boolean writeQueueFull() {
        return false;
    }

    private void beginBody() {
        if (!headWritten) {
            // Quarkus REST changes headers in it.
            call(headersEndHandler);
            headWritten = true;
        }
    }

    private static void call(@Nullable Handler<Void> handler) {
        if (handler != null) {
            handler.handle(null);
        }
    }

    @Override
    public Future<Void> writeHead() {
        beginBody();
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> write(Buffer data) {
        beginBody();
        ByteBuf bytes = data.getByteBuf();
        body.addComponent(true, Unpooled.copiedBuffer(bytes));
        // As a connection does after it has written them: buffers of Quarkus REST are pooled.
        bytes.release();
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        beginBody();
        call(bodyEndHandler);
        complete.complete(this);
        call(endHandler);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> sendFile(String filename, long offset, long length) {
        return request.context().owner().fileSystem().readFile(filename).compose(file -> {
            long end = length == Long.MAX_VALUE ? file.length() : Math.min(file.length(), offset + length);
            return end(file.slice((int) Math.min(offset, end), (int) end));
        });
    }

    @Override
    public boolean reset(long code) {
        complete.completeExceptionally(new IllegalStateException("The response was reset"));
        return super.reset(code);
    }

    // ---- Handlers

    @Override
    public HttpServerResponse headersEndHandler(Handler<Void> handler) {
        headersEndHandler = handler;
        return this;
    }

    @Override
    public HttpServerResponse bodyEndHandler(Handler<Void> handler) {
        bodyEndHandler = handler;
        return this;
    }

    @Override
    public HttpServerResponse endHandler(Handler<Void> handler) {
        endHandler = handler;
        return this;
    }

    @Override
    public HttpServerResponse closeHandler(Handler<Void> handler) {
        return this;
    }

    @Override
    public HttpServerResponse exceptionHandler(Handler<Throwable> handler) {
        return this;
    }

    @Override
    public HttpServerResponse drainHandler(Handler<Void> handler) {
        return this;
    }

    // ---- The same in other forms

    private static <T> void call(@Nullable Handler<AsyncResult<T>> handler, Future<T> outcome) {
        if (handler != null) {
            handler.handle(outcome);
        }
    }

    @Override
    public void write(Buffer data, Handler<AsyncResult<Void>> handler) {
        call(handler, write(data));
    }

    @Override
    public Future<Void> write(String chunk) {
        return write(Buffer.buffer(chunk));
    }

    @Override
    public void write(String chunk, Handler<AsyncResult<Void>> handler) {
        call(handler, write(chunk));
    }

    @Override
    public Future<Void> write(String chunk, String enc) {
        return write(Buffer.buffer(chunk.getBytes(Charset.forName(enc))));
    }

    @Override
    public void write(String chunk, String enc, Handler<AsyncResult<Void>> handler) {
        call(handler, write(chunk, enc));
    }

    @Override
    public void end(Handler<AsyncResult<Void>> handler) {
        call(handler, end());
    }

    @Override
    public Future<Void> end(Buffer chunk) {
        write(chunk);
        return end();
    }

    @Override
    public void end(Buffer chunk, Handler<AsyncResult<Void>> handler) {
        call(handler, end(chunk));
    }

    @Override
    public Future<Void> end(String chunk) {
        return end(Buffer.buffer(chunk));
    }

    @Override
    public void end(String chunk, Handler<AsyncResult<Void>> handler) {
        call(handler, end(chunk));
    }

    @Override
    public Future<Void> end(String chunk, String enc) {
        return end(Buffer.buffer(chunk.getBytes(Charset.forName(enc))));
    }

    @Override
    public void end(String chunk, String enc, Handler<AsyncResult<Void>> handler) {
        call(handler, end(chunk, enc));
    }

    @Override
    public Future<Void> send() {
        return end();
    }

    @Override
    public void send(Handler<AsyncResult<Void>> handler) {
        call(handler, end());
    }

    @Override
    public Future<Void> send(String chunk) {
        return end(chunk);
    }

    @Override
    public void send(String chunk, Handler<AsyncResult<Void>> handler) {
        call(handler, end(chunk));
    }

    @Override
    public Future<Void> send(Buffer chunk) {
        return end(chunk);
    }

    @Override
    public void send(Buffer chunk, Handler<AsyncResult<Void>> handler) {
        call(handler, end(chunk));
    }

    @Override
    public Future<Void> send(ReadStream<Buffer> stream) {
        return stream.pipeTo(this);
    }

    @Override
    public void send(ReadStream<Buffer> stream, Handler<AsyncResult<Void>> handler) {
        stream.pipeTo(this, handler);
    }

    @Override
    public Future<Void> sendFile(String filename) {
        return sendFile(filename, 0, Long.MAX_VALUE);
    }

    @Override
    public Future<Void> sendFile(String filename, long offset) {
        return sendFile(filename, offset, Long.MAX_VALUE);
    }

    @Override
    public HttpServerResponse sendFile(String filename, Handler<AsyncResult<Void>> handler) {
        return sendFile(filename, 0, Long.MAX_VALUE, handler);
    }

    @Override
    public HttpServerResponse sendFile(String filename, long offset, Handler<AsyncResult<Void>> handler) {
        return sendFile(filename, offset, Long.MAX_VALUE, handler);
    }

    @Override
    public HttpServerResponse sendFile(String filename, long offset, long length, Handler<AsyncResult<Void>> handler) {
        sendFile(filename, offset, length).onComplete(handler);
        return this;
    }

    @Override
    public boolean reset() {
        return reset(0);
    }
}
