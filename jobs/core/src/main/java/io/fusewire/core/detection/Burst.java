package io.fusewire.core.detection;

import java.time.Duration;

/**
 * An agent's burst: successful mutating calls with gaps of at most 15 minutes, cut after 12 hours
 * because some agents never rest. It closes lazily, when the next call shows that it is over; a
 * late call joins the open one.
 */
final class Burst {

    private static final long GAP_MAX_MILLIS = Duration.ofMinutes(15).toMillis();
    private static final long LENGTH_MAX_MILLIS = Duration.ofHours(12).toMillis();

    private Burst() {}

    /**
     * Whether a burst is open that an event of this time does not belong to any more, or none is
     * open.
     */
    static boolean isOverAt(AgentState state, long timeMillis) {
        return state.burstStartMillis == AgentState.NEVER
                || timeMillis - state.burstLastMillis > GAP_MAX_MILLIS
                || timeMillis - state.burstStartMillis > LENGTH_MAX_MILLIS;
    }

    /** Puts a successful mutating call into its burst. */
    static void advance(AgentState state, long timeMillis) {
        if (isOverAt(state, timeMillis)) {
            state.burstStartMillis = timeMillis;
            state.burstEarliestMillis = timeMillis;
            state.burstLastMillis = timeMillis;
            state.guardRemovalsInBurst = 0;
        } else {
            state.burstEarliestMillis = Math.min(state.burstEarliestMillis, timeMillis);
            state.burstLastMillis = Math.max(state.burstLastMillis, timeMillis);
        }
    }
}
