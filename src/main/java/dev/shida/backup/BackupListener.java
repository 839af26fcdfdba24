package dev.shida.backup;

import dev.shida.content.StoreConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends archives to the command {@code backup}, as one process at a time has the store open. It listens on any free port of the
 * loopback interface; port and a secret are in a file in the folder of the store, which only its user can read, and the command
 * sends the secret first.
 *
 * <p>An archive is sent in frames: a length, and so many bytes; 0 at the end; -1 and a reason if it fails. The command writes the
 * file itself, with its own permissions.
 */
@Singleton
class BackupListener {
    private static final Logger LOG = Logger.getLogger(BackupListener.class);

    /** The name of the file with the port and the secret. */
    static final String FILE = "shida.backup";

    private static final int SECRET_BYTES = 16;
    private static final int FRAME = 1 << 16;
    private static final int FAILED = -1;

    /** How long a client may take to send the secret. */
    private static final int SECRET_MILLIS = 5_000;

    private static final long STOP_MILLIS = 10_000;

    private final StoreBackup store;
    private final Path file;
    private final ServerSocket server = new ServerSocket();
    private final Thread thread = new Thread(this::listen, "backup");
    private volatile @Nullable Socket client;

    BackupListener(StoreBackup store, StoreConfig config) throws IOException {
        this.store = store;
        file = config.data().resolve(FILE);
        thread.setDaemon(true);
    }

    void start(@Observes StartupEvent start) {
        thread.start();
    }

    /** Before the store is closed. The thread is not interrupted, as that would close the file of the store. */
    void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent stop)
            throws IOException, InterruptedException {
        server.close();
        Socket served = client;
        if (served != null) {
            served.close();
        }
        thread.join(STOP_MILLIS);
        Files.deleteIfExists(file);
    }

    private void listen() {
        try (server) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            byte[] random = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(random);
            String secret = HexFormat.of().formatHex(random);
            write(server.getLocalPort() + "\n" + secret + "\n");
            while (!server.isClosed()) {
                accept(secret);
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                LOG.warnf("the command backup cannot reach this process: %s", e);
            }
        }
    }

    private void write(String content) throws IOException {
        Files.deleteIfExists(file);
        if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, content);
    }

    private void accept(String secret) throws IOException {
        Socket socket = server.accept();
        try (socket) {
            client = socket;
            if (!server.isClosed()) {
                serve(socket, secret);
            }
        } catch (IOException e) {
            LOG.debug("a client has gone", e);
        }
    }

    private void serve(Socket socket, String secret) throws IOException {
        socket.setSoTimeout(SECRET_MILLIS);
        byte[] expected = secret.getBytes(StandardCharsets.US_ASCII);
        if (!MessageDigest.isEqual(expected, socket.getInputStream().readNBytes(expected.length))) {
            return;
        }
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), FRAME));
        try {
            OutputStream frames = new BufferedOutputStream(new FrameOutputStream(out), FRAME);
            store.writeTo(frames);
            frames.flush();
            out.writeInt(0);
        } catch (Gone e) {
            throw e;
        } catch (IOException | SQLException | RuntimeException e) {
            LOG.errorf("backup: %s", reason(e));
            out.writeInt(FAILED);
            out.writeUTF(reason(e));
        }
        out.flush();
    }

    /** What went wrong, in one line. */
    static String reason(Exception failure) {
        // The message of some is a path alone.
        boolean isWhole = failure.getMessage() != null && !(failure instanceof FileSystemException);
        return String.valueOf(isWhole ? failure.getMessage() : failure)
                .replaceFirst("(?s); SQL statement:.*", "")
                .replaceAll("\\s+", " ");
    }

    /** The client has closed the connection. */
    private static final class Gone extends IOException {
        private static final long serialVersionUID = 1;

        Gone(IOException cause) {
            super(cause);
        }
    }

    private static final class FrameOutputStream extends OutputStream {
        private final DataOutputStream out;

        FrameOutputStream(DataOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                if (length > 0) {
                    out.writeInt(length);
                    out.write(bytes, from, length);
                }
            } catch (IOException e) {
                throw new Gone(e);
            }
        }
    }

    /**
     * Copies the archive that the process sends which has the store in a folder open.
     *
     * @throws IOException if it cannot be reached or cannot make one; the message says why
     */
    static void copy(Path data, OutputStream out) throws IOException {
        try (Socket socket = connect(data.resolve(FILE))) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), FRAME));
            for (int length = in.readInt(); length != 0; length = in.readInt()) {
                if (length == FAILED) {
                    throw new IOException(in.readUTF());
                }
                byte[] frame = in.readNBytes(Math.min(length, FRAME));
                if (frame.length < length) {
                    throw new EOFException();
                }
                out.write(frame);
            }
        } catch (EOFException e) {
            throw new IOException("the service has ended", e);
        }
    }

    private static Socket connect(Path file) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file);
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(lines.get(0)));
            socket.getOutputStream().write(lines.get(1).getBytes(StandardCharsets.US_ASCII));
            return socket;
        } catch (AccessDeniedException e) {
            throw new IOException(file + " cannot be read: run this as the user of the service", e);
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new IOException("the service on this folder does not answer: it may be starting or stopping", e);
        }
    }
}
