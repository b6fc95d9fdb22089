package io.fusewire.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the shipped table: {@code GenerateCatalogue SOURCES_FOLDER TARGET_FILE}. */
public final class GenerateCatalogue {

    private GenerateCatalogue() {}

    /**
     * Generates the compact table.
     *
     * @throws IllegalArgumentException if the sources contradict each other
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException(
                    "arguments must be SOURCES_FOLDER TARGET_FILE, but were " + args.length);
        }
        byte[] plain = CompactWriter.plainBytes(CatalogueSources.read(Path.of(args[0])));
        byte[] packed = CompactWriter.gzip(plain);
        Files.write(Path.of(args[1]), packed);
        System.out.println(plain.length + " bytes, packed " + packed.length);
    }
}
