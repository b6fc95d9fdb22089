package io.fusewire.core.event;

/** How much of what a {@link Effect#DESTROY} took can be had back. */
public enum Loss {
    /** Nothing is lost: the effect is not a destruction. */
    NONE,
    /** Service is interrupted; starting again brings it back. */
    OUTAGE,
    /** A recovery window exists, or the resource is trivially made again. */
    RECOVERABLE,
    /** Gone. */
    IRREVERSIBLE
}
