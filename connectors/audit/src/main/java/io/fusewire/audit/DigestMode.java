package io.fusewire.audit;

/** When the reader computes the SHA-256 of a record's bytes. */
public enum DigestMode {
    /** For every record: a replay needs it as the last key of its total order. */
    ALWAYS,
    /** Only for a record without {@code eventID}, which nothing else identifies. */
    WHEN_NEEDED
}
