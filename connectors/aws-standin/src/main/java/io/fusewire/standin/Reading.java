package io.fusewire.standin;

/** How truly a read is answered. */
enum Reading {
    /** As it stands. */
    CURRENT,
    /** As it stood before the last change. */
    STALE,
    /** With something missing in it. */
    DAMAGED,
    /** As another's. */
    MISTAKEN
}
