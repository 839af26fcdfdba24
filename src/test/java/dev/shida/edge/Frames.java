package dev.shida.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** A connection in HTTP/2, with prior knowledge, frame by frame. */
final class Frames implements AutoCloseable {
    static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

    /** SETTINGS of a client that wants no byte of an answer's body. */
    static final byte[] NO_WINDOW = frame(4, 0, 0, new byte[] {0, 4, 0, 0, 0, 0});

    static final byte[] ACKNOWLEDGEMENT = frame(4, 1, 0);
    static final byte[] PING = frame(6, 0, 0, new byte[8]);

    static final int HEADERS = 1;

    /** The type of what answers {@link #PING}. */
    static final int PONG = 6;

    /** The end of the connection, in place of a frame's type. */
    static final int END = -1;

    private static final int RST_STREAM = 3;
    private static final int GOAWAY = 7;
    private static final int PRIORITY = 0x20;
    private static final List<String> STATUSES = List.of("200", "204", "206", "304", "400", "404", "500");
    private static final int TIMEOUT_MILLIS = 20_000;

    private final Socket socket;
    private final DataInputStream in;

    Frames(URL server) throws IOException {
        this(server, new Socket());
    }

    private Frames(URL server, Socket socket) throws IOException {
        this.socket = socket;
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    /** With little room for what is not read. */
    static Frames narrow(URL server) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 * 1024);
        return new Frames(server, socket);
    }

    static byte[] frame(int type, int flags, int stream, byte... payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(payload.length >> 16);
            out.writeShort(payload.length);
            out.writeByte(type);
            out.writeByte(flags);
            out.writeInt(stream);
            out.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** HEADERS of a GET, which end the stream. */
    static byte[] request(int stream, String target) {
        return request(5, stream, target, "");
    }

    /** HEADERS that end the stream, of names and values in turn. */
    static byte[] head(int stream, List<String> fields) {
        StringBuilder block = new StringBuilder();
        for (int i = 0; i < fields.size(); i += 2) {
            block.append('\u0000').append(string(fields.get(i))).append(string(fields.get(i + 1)));
        }
        return frame(HEADERS, 5, stream, block.toString().getBytes(ISO_8859_1));
    }

    /** The same, but for the end of the stream. */
    static byte[] open(int stream, String target) {
        return request(4, stream, target, "");
    }

    /** The same with a header of its own, so long. */
    static byte[] request(int stream, String target, int headerLength) {
        return request(5, stream, target, '\u0000' + string("x") + string("y".repeat(headerLength)));
    }

    private static byte[] request(int flags, int stream, String target, String fields) {
        // Fields 2 and 6 of HPACK's static table are the method GET and the scheme http; 4 is :path, and 1 :authority.
        String block = "\u0082\u0086\u0004" + string(target) + "\u0001" + string("localhost") + fields;
        byte[] bytes = new byte[block.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) block.charAt(i);
        }
        return frame(HEADERS, flags, stream, bytes);
    }

    /** With its length in HPACK's coding of integers (RFC 7541, section 5.1). */
    private static String string(String text) {
        StringBuilder string = new StringBuilder();
        int rest = text.length();
        if (rest < 127) {
            string.append((char) rest);
        } else {
            string.append((char) 127);
            for (rest -= 127; rest >= 128; rest /= 128) {
                string.append((char) (rest % 128 + 128));
            }
            string.append((char) rest);
        }
        return string.append(text).toString();
    }

    /** As many more bytes as may be; of the connection, or of one of its streams. */
    static byte[] widen(int stream) {
        return frame(8, 0, stream, (byte) 0x7f, (byte) 0xff, (byte) 0, (byte) 0);
    }

    void send(byte[]... frames) throws IOException {
        for (byte[] frame : frames) {
            socket.getOutputStream().write(frame);
        }
    }

    /** Sends frames without reading, and then reads until the connection has ended. */
    void flood(int count, IntFunction<byte[]> frame) throws IOException {
        try {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
            out.write(PREFACE);
            out.write(frame(4, 0, 0));
            for (int i = 0; i < count; i++) {
                out.write(frame.apply(i));
            }
            out.flush();
            socket.shutdownOutput();
        } catch (SocketException e) {
            // The service has closed it.
        }
        goAwaysBefore(END);
    }

    /** Reads to a frame of this type, or the end, and returns the errors that GOAWAYs before it tell of. */
    List<Integer> goAwaysBefore(int last) throws IOException {
        List<Integer> errors = new ArrayList<>();
        try {
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                in.readUnsignedByte();
                in.readInt();
                byte[] payload = in.readNBytes(length);
                if (type == last) {
                    return errors;
                }
                if (type == GOAWAY) {
                    errors.add((payload[4] & 0xff) << 24
                            | (payload[5] & 0xff) << 16
                            | (payload[6] & 0xff) << 8
                            | payload[7] & 0xff);
                }
            }
        } catch (EOFException | SocketException e) {
            if (last == END) {
                return errors;
            }
            throw e;
        }
    }

    /** Reads to the answer to a stream: its status, or {@code RST_STREAM} and the error; or else {@code GOAWAY}. */
    String answer(int stream) throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            boolean ofStream = in.readInt() == stream;
            byte[] payload = in.readNBytes(length);
            if (ofStream && type == HEADERS) {
                // Behind the priority, one of the fields 8 to 14 of HPACK's static table.
                return STATUSES.get((payload[(flags & PRIORITY) == 0 ? 0 : 5] & 0x7F) - 8);
            } else if (ofStream && type == RST_STREAM) {
                return "RST_STREAM " + payload[3];
            } else if (type == GOAWAY) {
                return "GOAWAY";
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
