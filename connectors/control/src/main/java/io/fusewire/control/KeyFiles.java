package io.fusewire.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Private keys in files that nobody but their owner may read. */
public final class KeyFiles {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final int FILE_BYTES_MAX = 64 * 1024;

    private KeyFiles() {}

    /**
     * Writes a key to a new file, readable and writable by its owner only from its first moment.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is a file: a key is never replaced
     */
    public static void write(Path file, SigningKey key) throws IOException {
        if (hasPermissions(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createFile(file);
        }
        Files.writeString(
                file,
                key.privateJwk() + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    /**
     * Reads a key.
     *
     * @throws UnfitKeyException if others than its owner may read or change the file, or if it
     *     holds no private key
     */
    public static SigningKey read(Path file) throws IOException, UnfitKeyException {
        if (hasPermissions(file)) {
            Set<PosixFilePermission> permissions =
                    EnumSet.copyOf(Files.getPosixFilePermissions(file));
            permissions.remove(PosixFilePermission.OWNER_EXECUTE);
            if (!OWNER_ONLY.containsAll(permissions)) {
                throw new UnfitKeyException(
                        "must be readable by its owner only (chmod 600), but is "
                                + PosixFilePermissions.toString(
                                        Files.getPosixFilePermissions(file)));
            }
        }
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new UnfitKeyException("must hold a JSON Web Key and nothing else");
        }
        return SigningKey.read(Files.readString(file, StandardCharsets.UTF_8));
    }

    /** Whether the file system has owners; others protect files in ways that Java does not show. */
    private static boolean hasPermissions(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return folder != null
                && Files.getFileStore(folder)
                        .supportsFileAttributeView(PosixFileAttributeView.class);
    }
}
