package io.fusewire.cli;

import io.fusewire.core.policy.Policy;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PolicyReader;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what {@code --policy} names. */
final class PolicyFiles {

    private PolicyFiles() {}

    /**
     * The policy of a file, or the default without one.
     *
     * @throws UsageException if the file cannot be read
     * @throws PolicyException if it is not a policy; lists all problems
     */
    static Policy read(@Nullable Path file) throws PolicyException {
        return file == null
                ? Policy.DEFAULT
                : PolicyReader.read(text(file, "--policy"), file.toString());
    }

    /**
     * A file's text.
     *
     * @param option what names it, for the message
     * @throws UsageException if the file cannot be read as UTF-8
     */
    static String text(Path file, String option) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new UsageException(option + " must be a file in UTF-8, but is not: " + file);
        } catch (IOException e) {
            throw new UsageException(option + " must be a readable file, but was not: " + file);
        }
    }
}
