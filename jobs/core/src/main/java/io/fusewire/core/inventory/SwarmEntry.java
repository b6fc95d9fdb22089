package io.fusewire.core.inventory;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The harm that the agents of one role, or in one environment, did in one hour or day of event
 * time.
 *
 * <p>Stored; rejects nothing. About 100 bytes an agent and as many a session.
 *
 * @param key which role or environment, and whether by hour or by day
 * @param untilMillis event time at which the hour or day ends
 * @param shares one per agent, first come first, at most as many as a swarm keeps
 * @param restMicros harm of agents beyond those, in micro-units
 * @param sessions sessions that did any of it, first come first, as many at most
 * @param told whether somebody has been told of this swarm
 */
public record SwarmEntry(
        String key,
        long untilMillis,
        List<SwarmShare> shares,
        long restMicros,
        List<String> sessions,
        boolean told) {

    /** An hour or day in which nothing happened yet. */
    public static SwarmEntry empty(String key, long untilMillis) {
        return new SwarmEntry(key, untilMillis, List.of(), 0, List.of(), false);
    }

    /** The share of an agent; null if it has none of its own. */
    public @Nullable SwarmShare shareOf(String agent) {
        for (int i = 0; i < shares.size(); i++) {
            if (shares.get(i).agent().equals(agent)) {
                return shares.get(i);
            }
        }
        return null;
    }

    /** This entry, with somebody told of it. */
    public SwarmEntry asTold() {
        return new SwarmEntry(key, untilMillis, shares, restMicros, sessions, true);
    }
}
