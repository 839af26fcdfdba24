package dev.shida.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection to the application under test that is kept, to the byte. Texts have one character a byte. */
final class Wire implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)\r\n");
    private static final Pattern DATE = Pattern.compile("\r\ndate: [^\r]*");

    private final VertxInternal vertx;
    private final Socket socket;
    private final InputStream in;

    private Wire(Vertx vertx, Socket socket) throws IOException {
        this.vertx = (VertxInternal) vertx;
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    static Wire open(Vertx vertx) {
        return open(vertx, new Socket());
    }

    /** From another address of this machine. */
    static Wire openFrom(Vertx vertx, String address) {
        try {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(address, 0));
            return open(vertx, socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With little room for what is not read. */
    static Wire openNarrow(Vertx vertx) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(16 * 1024);
            return open(vertx, socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Wire open(Vertx vertx, Socket socket) {
        try {
            socket.connect(new InetSocketAddress("localhost", RestAssured.port));
            return new Wire(vertx, socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends bytes as segments that the server reads one by one. */
    Wire send(String... segments) {
        for (int i = 0; i < segments.length; i++) {
            if (i > 0) {
                awaitRead();
            }
            write(segments[i]);
        }
        return this;
    }

    private void write(String segment) {
        try {
            socket.getOutputStream().write(segment.getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets every event loop go round, so that each has read what was there before. */
    Wire awaitRead() {
        for (int round = 0; round < 3; round++) {
            goRound(vertx.getAcceptorEventLoopGroup());
            goRound(vertx.getEventLoopGroup());
        }
        return this;
    }

    private static void goRound(EventLoopGroup loops) {
        for (EventExecutor loop : loops) {
            loop.submit(() -> {}).awaitUninterruptibly();
        }
    }

    /** Sends a request in one segment, and reads its answer. */
    String ask(String request) {
        return send(request).answer(request);
    }

    /** Reads an answer, but for the value of its date. */
    String answer(String request) {
        String head = head();
        int status = Integer.parseInt(head.substring(9, 12));
        Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
        boolean bodiless = request.stripLeading().startsWith("HEAD ") || status < 200 || status == 204 || status == 304;
        if (bodiless || !length.find()) {
            return undated(head);
        }
        try {
            return undated(head) + new String(in.readNBytes(Integer.parseInt(length.group(1))), ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError("no body after " + head, e);
        }
    }

    private String head() {
        StringBuilder head = new StringBuilder();
        try {
            while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new AssertionError("the connection ended after: " + head);
                }
                head.append((char) next);
            }
        } catch (IOException e) {
            throw new AssertionError("no answer but: " + head, e);
        }
        return head.toString();
    }

    /** All that comes until the server ends the connection. */
    String rest() {
        try {
            return undated(new String(in.readAllBytes(), ISO_8859_1));
        } catch (IOException e) {
            throw new AssertionError("the connection does not end", e);
        }
    }

    private static String undated(String answer) {
        return DATE.matcher(answer).replaceAll("\r\ndate: ");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
