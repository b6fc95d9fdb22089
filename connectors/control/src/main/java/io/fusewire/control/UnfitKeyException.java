package io.fusewire.control;

/**
 * A key cannot be used. The message says why, as a rule that it breaks, and never shows the key.
 */
public final class UnfitKeyException extends Exception {

    private static final long serialVersionUID = 1;

    UnfitKeyException(String rule) {
        super(rule);
    }

    /** The rule that the key breaks: {@code must …}. */
    String rule() {
        return String.valueOf(getMessage());
    }
}
