package io.fusewire.core.incident;

import io.fusewire.core.containment.CallMade;

import java.util.List;

/**
 * One thing that happened in an incident.
 *
 * @param atMillis when, Unix time
 * @param kind what kind of thing
 * @param text one line
 * @param calls made to AWS; empty but for {@link Kind#WRITE}
 */
public record TimelineEntry(long atMillis, Kind kind, String text, List<CallMade> calls) {

    /** What kind of thing happened. */
    public enum Kind {
        /** The call that decided it was made. */
        DECIDING_RECORD,
        /** The detector decided. */
        DECIDED,
        /** AWS was asked to write, and answered or did not. */
        WRITE,
        /** Something else may be claimed of a revocation. */
        OUTCOME,
        /** A person was to be told. */
        NOTICE,
        /** The breaker changed. */
        BREAKER,
        /** A page was handed to the pagers. */
        PAGE
    }

    public TimelineEntry {
        calls = List.copyOf(calls);
    }

    static TimelineEntry of(long atMillis, Kind kind, String text) {
        return new TimelineEntry(atMillis, kind, text, List.of());
    }
}
