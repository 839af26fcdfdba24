package dev.shida.backup;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.shida.backup.Manifest.TableEntry;
import dev.shida.content.AtomicFile;
import dev.shida.content.StoreRows;
import dev.shida.content.UnusableStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes archives. */
final class ArchiveWriter {
    /** The version in the manifest of the jar; classes that are in none have no version. */
    private static final String PROGRAM =
            Objects.requireNonNullElse(ArchiveWriter.class.getPackage().getImplementationVersion(), "unknown");

    private static final ObjectWriter ROW = Archive.JSON.writer();

    private ArchiveWriter() {}

    /** What writes an archive to a stream. */
    @FunctionalInterface
    interface Source {
        /** Writes all of it. */
        void writeTo(OutputStream out) throws IOException, SQLException, UnusableStore;
    }

    /**
     * Makes the file of an archive. It has its name once it is on disk and has been read back whole; what had the name before is
     * then replaced.
     *
     * @throws UnusableArchive if what is read back is not an archive
     */
    static Manifest make(Path file, Source source) throws IOException, SQLException, UnusableArchive, UnusableStore {
        Path target = file.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new IOException("it is a folder");
        }
        // A killed process leaves it.
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part)) {
                source.writeTo(out);
            }
            Manifest manifest;
            try (Archive archive = Archive.open(part)) {
                archive.verify();
                manifest = archive.manifest();
            }
            AtomicFile.replace(target, part);
            return manifest;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Writes an archive of a store.
     *
     * @param out is left open
     */
    static void write(StoreRows rows, OutputStream out) throws SQLException, IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        // Requests need the processor meanwhile.
        zip.setLevel(Deflater.BEST_SPEED);
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        int schema = rows.schema();
        long revision = rows.revision();
        List<TableEntry> entries = new ArrayList<>();
        for (String table : rows.tables()) {
            entries.add(write(rows, table, zip));
        }
        zip.putNextEntry(new ZipEntry(Archive.MANIFEST));
        Archive.JSON
                .writerWithDefaultPrettyPrinter()
                .writeValue(zip, new Manifest(Manifest.FORMAT, PROGRAM, schema, revision, now, entries));
        zip.closeEntry();
        zip.finish();
        zip.flush();
    }

    private static TableEntry write(StoreRows rows, String table, ZipOutputStream zip)
            throws SQLException, IOException {
        ZipEntry entry = new ZipEntry(TableEntry.name(table));
        zip.putNextEntry(entry);
        DigestOutputStream out = new DigestOutputStream(zip, Archive.sha256());
        long[] count = {0};
        try (JsonGenerator json = Archive.JSON.createGenerator(out).setRootValueSeparator(null)) {
            rows.read(table, row -> {
                ROW.writeValue(json, row);
                json.writeRaw('\n');
                count[0]++;
            });
        }
        zip.closeEntry();
        String digest = HexFormat.of().formatHex(out.getMessageDigest().digest());
        return new TableEntry(table, count[0], entry.getSize(), digest);
    }
}
