package io.fusewire.cli;

/**
 * An option, argument or file that a person must correct: the message names it, the rule and the
 * value. Ends the process with status 2.
 */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
