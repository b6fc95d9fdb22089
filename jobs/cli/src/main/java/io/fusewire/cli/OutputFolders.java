package io.fusewire.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders that a command writes to, checked before it starts working. */
final class OutputFolders {

    private OutputFolders() {}

    /**
     * Creates a folder if it is missing.
     *
     * @param option what names it, for the message
     * @throws UsageException if it is a file, cannot be created or cannot be written to
     */
    static void check(Path folder, String option) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UsageException(option + " must be a folder, but is a file: " + folder);
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UsageException(
                    option + " must be a folder that can be created, but was not: " + folder);
        }
        if (!Files.isWritable(folder)) {
            throw new UsageException(option + " must be a writable folder, but is not: " + folder);
        }
    }
}
