package io.fusewire.bench.fleet;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a block's records to a file, one a line, for {@code fusewire replay} and {@code classify}.
 */
final class Dump {

    private Dump() {}

    /** Writes the records to {@code folder/name.jsonl} and the policy beside them. */
    static void write(Block block, Path folder, String name) throws IOException {
        Files.writeString(folder.resolve(name + ".yaml"), block.policy());
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(folder.resolve(name + ".jsonl")))) {
            block.play(
                    record -> {
                        try {
                            out.write(record.json());
                            out.write('\n');
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }
}
