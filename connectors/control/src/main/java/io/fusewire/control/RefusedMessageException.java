package io.fusewire.control;

import io.fusewire.core.control.Cause;
import io.fusewire.core.control.Denial;

/**
 * A control message counts for nothing. The message says why; it may quote what an attacker wrote.
 */
public final class RefusedMessageException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Denial denial;

    RefusedMessageException(Denial denial) {
        super(denial.reason());
        this.denial = denial;
    }

    RefusedMessageException(Cause cause, String reason) {
        this(new Denial(cause, reason));
    }

    /** Why. */
    public Denial denial() {
        return denial;
    }
}
