package io.fusewire.testing;

import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A savepoint of a job in one archive: the state of each operator by its uid, and {@value
 * #CONTENT}, what was in it as text.
 *
 * @param operators state by uid
 * @param content as {@link StateLines} prints it
 */
public record SavepointArchive(
        Map<String, OperatorSubtaskState> operators, SortedSet<String> content) {

    private static final String CONTENT = "content.txt";

    /**
     * The one of a release, which is kept among the test resources of a class.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public static SavepointArchive of(String release, Class<?> beside) {
        String name = "/savepoints/" + release + ".zip";
        try (InputStream file = beside.getResourceAsStream(name)) {
            return read(Objects.requireNonNull(file, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SavepointArchive read(InputStream file) throws IOException {
        Map<String, OperatorSubtaskState> operators = new LinkedHashMap<>();
        SortedSet<String> content = new TreeSet<>();
        try (ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] bytes = zip.readAllBytes();
                if (entry.getName().equals(CONTENT)) {
                    content.addAll(new String(bytes, StandardCharsets.UTF_8).lines().toList());
                } else {
                    operators.put(entry.getName(), state(bytes));
                }
            }
        }
        return new SavepointArchive(operators, content);
    }

    /** Writes it into a file. */
    public void write(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, OperatorSubtaskState> each : operators.entrySet()) {
                put(each.getKey(), bytes(each.getValue()), zip);
            }
            put(CONTENT, String.join("\n", content).getBytes(StandardCharsets.UTF_8), zip);
        }
    }

    private static void put(String name, byte[] bytes, ZipOutputStream zip) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    // Flink reads and writes such a state by the name of its file.

    private static OperatorSubtaskState state(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("savepoint", "");
        try {
            Files.write(file, bytes);
            return OperatorSnapshotUtil.readStateHandle(file.toString());
        } catch (ClassNotFoundException e) {
            throw new IOException("the savepoint must be readable", e);
        } finally {
            Files.delete(file);
        }
    }

    private static byte[] bytes(OperatorSubtaskState state) throws IOException {
        Path file = Files.createTempFile("savepoint", "");
        try {
            OperatorSnapshotUtil.writeStateHandle(state, file.toString());
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }
}
