package io.fusewire.core.inventory;

/** Whether an event was new to its account. */
public enum Admission {
    ACCEPTED,
    /** Its event id was seen before in the same account; nothing came of it. */
    DUPLICATE
}
