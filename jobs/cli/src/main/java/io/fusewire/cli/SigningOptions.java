package io.fusewire.cli;

import io.fusewire.control.KeyFiles;
import io.fusewire.control.SigningKey;
import io.fusewire.control.UnfitKeyException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;

/** With which key to sign. */
final class SigningOptions {

    @Option(
            names = "--key",
            paramLabel = "FILE",
            defaultValue = "${env:FUSEWIRE_KEY}",
            description =
                    "Your private key, as `fusewire keys generate` made it (default:"
                            + " $FUSEWIRE_KEY). A file that others may read is refused.")
    private @Nullable Path keyFile;

    SigningKey key() {
        if (keyFile == null) {
            throw new UsageException("--key must be given, or FUSEWIRE_KEY");
        }
        try {
            return KeyFiles.read(keyFile);
        } catch (UnfitKeyException e) {
            throw new UsageException("--key " + e.getMessage() + ": " + keyFile);
        } catch (IOException e) {
            throw new UsageException("--key must be a readable file, but was not: " + keyFile);
        }
    }
}
