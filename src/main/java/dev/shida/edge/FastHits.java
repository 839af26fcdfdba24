package dev.shida.edge;

import dev.shida.edge.RateLimits.Usage;
import dev.shida.edge.RawResponseCache.HeadLookup;
import dev.shida.edge.RawResponseCache.RawResponse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Looks responses up in the {@link RawResponseCache} and sends them, for the {@link Http1FastPath} of each connection. */
@Singleton
final class FastHits {
    private final RawResponseCache rawResponses;
    private final CurrentRevision current;
    private final UnsentResponses unsent;
    private final RateLimits limits;
    private final AccessLog accessLog;

    FastHits(
            RawResponseCache rawResponses,
            CurrentRevision current,
            UnsentResponses unsent,
            RateLimits limits,
            AccessLog accessLog) {
        this.rawResponses = rawResponses;
        this.current = current;
        this.unsent = unsent;
        this.limits = limits;
        this.accessLog = accessLog;
    }

    Sender of(HttpConnection connection) {
        return new Sender(ClientAddresses.of(connection), connection.isSsl());
    }

    /** Sends them on one connection. */
    final class Sender {
        private final ClientAddress client;
        /** Null if clients are not limited. */
        private final @Nullable Usage usage;

        private final boolean secure;
        private final HeadLookup lookup = new HeadLookup();

        private Sender(ClientAddress client, boolean secure) {
            this.client = client;
            this.secure = secure;
            usage = limits.of(client);
        }

        void cache(byte[] head, RawResponse response) {
            rawResponses.put(head, response);
        }

        /** Writes the response to the head of a request, if it is cached; the caller flushes it. Returns whether it is. */
        boolean send(ChannelHandlerContext context, ByteBuf head) {
            long begin = System.nanoTime();
            ResponseClock clock = current.clock();
            RawResponse response = rawResponses.find(lookup.of(head));
            if (response == null
                    || response.secure() != secure
                    || response.cached().revision() != clock.revision()) {
                return false;
            }
            if (usage != null && usage.exceedsAll()) {
                // It is rejected behind the decoder, as any other request.
                return false;
            }
            write(context, response, response.cached().published() ? clock.publishedHeadEnd() : clock.headEnd());
            response.counter().count(response.body().length, begin);
            if (accessLog.isDue()) {
                accessLog.log(LoggedRequest.of(head, client), response.counter().kind(), response.body().length, begin);
            }
            return true;
        }

        private void write(ChannelHandlerContext context, RawResponse response, byte[] headEnd) {
            byte[] body = response.body();
            boolean copied = body.length <= WriteQueue.MAX_PART;
            ByteBuf out = context.alloc()
                    .directBuffer(response.head().length
                            + (usage == null ? 0 : Usage.MAX_FIELDS)
                            + headEnd.length
                            + (copied ? body.length : 0))
                    .writeBytes(response.head());
            if (usage != null) {
                usage.writeFields(out);
            }
            out.writeBytes(headEnd);
            if (copied) {
                out.writeBytes(body);
            }
            context.write(out, context.voidPromise());
            if (!copied) {
                Runnable sent = unsent.begin(context.channel(), body);
                context.write(Unpooled.wrappedBuffer(body)).addListener(done -> sent.run());
            }
        }
    }
}
