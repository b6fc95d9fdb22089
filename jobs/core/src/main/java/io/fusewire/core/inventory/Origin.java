package io.fusewire.core.inventory;

/** What made a resource. */
public enum Origin {
    HUMAN,
    AGENT,
    SERVICE,
    /** Made before the stream began, or by a principal that nothing tells. */
    UNKNOWN
}
