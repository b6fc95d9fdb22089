package io.fusewire.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Lines of recorded audit data as messages, the way a shipper delivers them. */
final class RecordedBytes {

    private RecordedBytes() {}

    /**
     * Every line of every {@code *.records.jsonl.gz} in a folder.
     *
     * @throws IllegalArgumentException if the folder holds none
     */
    static List<byte[]> messages(Path folder) throws IOException {
        List<byte[]> messages = new ArrayList<>();
        for (Path file : files(folder)) {
            try (BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    new GZIPInputStream(Files.newInputStream(file)),
                                    StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.isBlank()) {
                        messages.add(line.getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
        }
        if (messages.isEmpty()) {
            throw new IllegalArgumentException(
                    "folder of records must hold *.records.jsonl.gz, but " + folder + " has none");
        }
        return messages;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".records.jsonl.gz"))
                    .sorted()
                    .toList();
        }
    }
}
