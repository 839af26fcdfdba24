package dev.shida.backup;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.shida.backup.Manifest.TableEntry;
import dev.shida.content.StoreRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A backup: a zip file with an entry for each table, in which each line is a row as a JSON object, and the
 * {@linkplain Manifest manifest}, {@code manifest.json}, which is written last. It does not depend on what the store is, so
 * that it outlives an upgrade of the database.
 *
 * <p>An archive may come from anywhere: nothing is taken from it that its manifest does not name with its size and digest, and
 * it is read as a stream, whatever its entries say of their size.
 */
final class Archive implements AutoCloseable {
    static final String MANIFEST = "manifest.json";

    private static final int MAX_MANIFEST = 1 << 16;

    static final ObjectMapper JSON = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private static final ObjectReader ROWS = JSON.readerForMapOf(Object.class);

    private final ZipFile zip;
    private final Manifest manifest;

    private Archive(ZipFile zip, Manifest manifest) {
        this.zip = zip;
        this.manifest = manifest;
    }

    /**
     * Opens an archive.
     *
     * @throws UnusableArchive if it is none that this version can restore
     */
    static Archive open(Path file) throws IOException, UnusableArchive {
        if (!Files.isRegularFile(file)) {
            throw new UnusableArchive(Files.exists(file) ? "it is not a file" : "there is no such file");
        }
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (IOException | IllegalArgumentException e) {
            if (!Files.isReadable(file)) {
                throw new UnusableArchive("it cannot be read");
            }
            throw new UnusableArchive("it is no archive, or is damaged (" + e.getMessage() + ")");
        }
        try {
            return new Archive(zip, manifest(zip));
        } catch (IOException | UnusableArchive | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static Manifest manifest(ZipFile zip) throws IOException, UnusableArchive {
        ZipEntry entry = zip.getEntry(MANIFEST);
        if (entry == null) {
            throw new UnusableArchive("it is no archive, as it has no " + MANIFEST);
        }
        byte[] bytes;
        JsonNode tree;
        try (InputStream in = zip.getInputStream(entry)) {
            bytes = in.readNBytes(MAX_MANIFEST + 1);
            if (bytes.length > MAX_MANIFEST) {
                throw new UnusableArchive("its " + MANIFEST + " is too long");
            }
            tree = JSON.readTree(bytes);
        } catch (IOException e) {
            throw damaged(MANIFEST, e);
        }
        int format = tree.path("format").asInt();
        if (format > Manifest.FORMAT) {
            throw new UnusableArchive("a newer version of the program has made it (format " + format
                    + ", this version knows " + Manifest.FORMAT + ")");
        }
        try {
            Manifest manifest = JSON.treeToValue(tree, Manifest.class);
            if (manifest == null) {
                throw new UnusableArchive("its " + MANIFEST + " is empty");
            }
            checkNames(zip, manifest);
            return manifest;
        } catch (IOException e) {
            throw damaged(MANIFEST, e);
        }
    }

    /** There are the entries that the manifest names, each once, and no others. */
    private static void checkNames(ZipFile zip, Manifest manifest) throws UnusableArchive {
        List<String> expected = Stream.concat(
                        Stream.of(MANIFEST), manifest.entries().stream().map(TableEntry::name))
                .sorted()
                .toList();
        if (zip.size() != expected.size()
                || !zip.stream().map(ZipEntry::getName).sorted().toList().equals(expected)) {
            throw new UnusableArchive("it has other entries than its " + MANIFEST + " names");
        }
    }

    private static UnusableArchive damaged(String entry, Exception failure) {
        return new UnusableArchive("its " + entry + " is damaged ("
                + String.valueOf(failure.getMessage()).lines().findFirst().orElse("") + ")");
    }

    Manifest manifest() {
        return manifest;
    }

    /**
     * Reads all of it, and compares digests and counts with the manifest.
     *
     * @throws UnusableArchive if anything differs
     */
    void verify() throws UnusableArchive {
        for (TableEntry entry : manifest.entries()) {
            try (ArchivedRows rows = rows(entry)) {
                while (rows.hasNext()) {
                    rows.next();
                }
                rows.verifyEnd();
            } catch (IOException | RuntimeException e) {
                throw damaged(entry.name(), e);
            }
        }
    }

    /**
     * Adds all rows to an empty store, and compares those that it has then.
     *
     * @throws SQLException if they are none that a store can have
     */
    void copyTo(Connection store) throws SQLException, IOException {
        StoreRows target = new StoreRows(store);
        List<String> tables = manifest.entries().stream().map(TableEntry::table).toList();
        if (tables.size() != target.tables().size() || !tables.containsAll(target.tables())) {
            throw new IOException("it does not have the tables " + target.tables());
        }
        for (TableEntry entry : manifest.entries()) {
            try (ArchivedRows rows = rows(entry)) {
                target.write(entry.table(), rows);
            }
        }
        for (TableEntry entry : manifest.entries()) {
            try (ArchivedRows rows = rows(entry)) {
                target.read(entry.table(), row -> {
                    if (!rows.hasNext() || !rows.next().equals(row)) {
                        throw new IOException("the store has not the rows of " + entry.name());
                    }
                });
                rows.verifyEnd();
            }
        }
    }

    /** The rows of a table, read one by one. */
    private ArchivedRows rows(TableEntry entry) throws IOException {
        ZipEntry found = zip.getEntry(entry.name());
        if (found == null) {
            throw new IOException("it is missing");
        }
        return new ArchivedRows(entry, new Bounded(zip.getInputStream(found), entry.bytes()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads no more than it should have; digests it. */
    private static final class Bounded extends DigestInputStream {
        private long left;

        Bounded(InputStream in, long bytes) {
            super(in, sha256());
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            if (read > left) {
                throw new IOException("it is longer than the manifest says");
            }
            left -= Math.max(0, read);
            return read;
        }
    }

    /** The rows of a table. */
    private static final class ArchivedRows implements Iterator<Map<String, @Nullable Object>>, AutoCloseable {
        private final TableEntry entry;
        private final Bounded in;
        private final MappingIterator<Map<String, @Nullable Object>> rows;
        private long count;

        private ArchivedRows(TableEntry entry, Bounded in) throws IOException {
            this.entry = entry;
            this.in = in;
            rows = ROWS.readValues(in);
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Map<String, @Nullable Object> next() {
            count++;
            return rows.next();
        }

        /** After the last row: whether these were those of the manifest. */
        void verifyEnd() throws IOException {
            if (in.left > 0) {
                throw new IOException("it is shorter than the manifest says");
            }
            if (count != entry.rows()) {
                throw new IOException("it has " + count + " rows, and " + entry.rows() + " in the manifest");
            }
            if (!HexFormat.of().formatHex(in.getMessageDigest().digest()).equals(entry.sha256())) {
                throw new IOException("its digest is not that of the manifest");
            }
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
