package dev.shida.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection to the service, to the byte: no other client says what a connection did. */
final class Client implements AutoCloseable {
    /** Only a hang takes so long. */
    private static final int PATIENCE_MILLIS = 120_000;

    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)\r\n");

    private final Socket socket;
    private final InputStream in;

    Client(Service service) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), service.uri("/").getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    Client send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        return this;
    }

    /** Asks, and reads the answer. */
    String get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n").answer();
    }

    /** Reads an answer, its head in small letters. */
    String answer() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("closed after: " + head);
            }
            head.append((char) next);
        }
        String small = head.toString().toLowerCase(Locale.ROOT);
        Matcher length = LENGTH.matcher(small);
        return length.find() ? small + new String(in.readNBytes(Integer.parseInt(length.group(1))), ISO_8859_1) : small;
    }

    /** Sends a byte from time to time until the service closes; returns what it has sent by then. */
    String dripUntilClosed() throws IOException, InterruptedException {
        StringBuilder received = new StringBuilder();
        socket.setSoTimeout(100);
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (System.nanoTime() < deadline) {
            try {
                int next = in.read();
                if (next < 0) {
                    return received.toString();
                }
                received.append((char) next);
            } catch (java.net.SocketTimeoutException e) {
                send("a");
            }
        }
        throw new AssertionError("is still open");
    }

    /** Waits until the service closes; returns what it has sent by then. */
    String awaitClose() throws IOException {
        return new String(in.readAllBytes(), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
