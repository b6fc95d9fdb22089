package io.fusewire.actions.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file that holds one secret. It is read whenever the secret is needed, so that it can be changed
 * while the job runs; neither it nor its path stands in what is thrown.
 */
public final class SecretFile {

    private static final int BYTES_MAX = 4_096;

    private final String what;
    private final Path path;
    private final Pattern form;
    private final String rule;

    /**
     * @param what it holds, for people
     * @param form that the secret must have
     * @param rule the form in words: {@code must hold …}
     */
    public SecretFile(String what, String path, Pattern form, String rule) {
        this.what = what;
        this.path = Path.of(path);
        this.form = form;
        this.rule = rule;
    }

    /**
     * The secret, without white space around it.
     *
     * @throws SecretException if it cannot be used
     */
    public String read() throws SecretException {
        String secret;
        try {
            if (Files.size(path) > BYTES_MAX) {
                throw new SecretException("the file of " + what + " " + rule);
            }
            secret = Files.readString(path, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new SecretException("the file of " + what + " cannot be read");
        }
        if (!form.matcher(secret).matches()) {
            throw new SecretException("the file of " + what + " " + rule);
        }
        return secret;
    }

    /** A secret that cannot be used; the message is without it. */
    public static final class SecretException extends Exception {

        private static final long serialVersionUID = 1;

        public SecretException(String message) {
            super(message);
        }
    }
}
