package io.fusewire.audit;

/** Hears what became of each byte of an input, in order and without gaps; for tests. */
interface Accounting {

    /** What a stretch of input is. */
    enum Kind {
        /** White space, separators and brackets between records, fields of a container. */
        ENVELOPE,
        RECORD,
        /** A container whose payload was read on its own. */
        CONTAINER,
        SKIPPED,
        DEAD_LETTER
    }

    void bytes(Kind kind, long from, long to);
}
