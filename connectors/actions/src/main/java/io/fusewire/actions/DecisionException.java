package io.fusewire.actions;

/** A line is no decision; the message names the field, the rule and the value. */
public final class DecisionException extends Exception {

    private static final long serialVersionUID = 1L;

    DecisionException(String message) {
        super(message);
    }
}
