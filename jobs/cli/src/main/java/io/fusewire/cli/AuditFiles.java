package io.fusewire.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Finds and opens files of audit records. */
final class AuditFiles {

    private static final List<String> ENDINGS =
            List.of(".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz");
    private static final int BUFFER_BYTES = 1 << 16;

    private AuditFiles() {}

    /**
     * The files that a command's arguments name, each once, sorted by path: a file as it is, a
     * folder with all that ends in {@code .json}, {@code .jsonl} or {@code .ndjson}, {@code .gz}
     * behind it or not.
     *
     * @throws UsageException if an argument is neither, cannot be read, or gives no file
     */
    static List<Path> find(List<Path> arguments) {
        TreeSet<Path> files = new TreeSet<>();
        for (Path argument : arguments) {
            if (Files.isDirectory(argument)) {
                List<Path> inside = walk(argument);
                if (inside.isEmpty()) {
                    throw new UsageException(
                            "PATH must hold files that end in .json, .jsonl or .ndjson (or these"
                                    + " with .gz), but the folder has none: "
                                    + argument);
                }
                files.addAll(inside);
            } else {
                files.add(readable(argument));
            }
        }
        return List.copyOf(files);
    }

    private static List<Path> walk(Path folder) {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.filter(Files::isRegularFile)
                    .filter(AuditFiles::hasEnding)
                    .forEach(file -> found.add(readable(file)));
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new UsageException("PATH must be readable, but was not: " + e.getMessage());
        }
        return found;
    }

    private static boolean hasEnding(Path file) {
        String name = file.getFileName().toString();
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static Path readable(Path file) {
        if (!Files.exists(file)) {
            throw new UsageException("PATH must exist, but does not: " + file);
        }
        if (!Files.isReadable(file)) {
            throw new UsageException("PATH must be readable, but was not: " + file);
        }
        return file;
    }

    /** Opens a file, decompressing it if its name ends in {@code .gz}. */
    static InputStream open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            return file.getFileName().toString().endsWith(".gz")
                    ? new GZIPInputStream(raw, BUFFER_BYTES)
                    : new BufferedInputStream(raw, BUFFER_BYTES);
        } catch (IOException e) {
            raw.close();
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
