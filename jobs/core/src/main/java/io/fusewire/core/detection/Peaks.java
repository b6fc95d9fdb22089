package io.fusewire.core.detection;

import io.fusewire.core.baseline.AgentDay;

/** Keeps how near an agent came to its limits today, and gives the day out when it is over. */
final class Peaks {

    private Peaks() {}

    /** Notes where the agent stands after a charge; a late event counts for the day at hand. */
    static void note(
            AgentState state, long timeMillis, double evidence, double strike, GuardOutput out) {
        long day = Math.floorDiv(timeMillis, Fuse.DAY_MILLIS);
        if (state.peakDay == AgentState.NEVER || day > state.peakDay) {
            giveOut(state, out);
            state.peakDay = day;
        }
        state.peakEvidence = Math.max(state.peakEvidence, evidence);
        state.peakBurst = Math.max(state.peakBurst, Fuse.burst(state));
        state.peakWeek = Math.max(state.peakWeek, Fuse.week(state));
        state.peakMonth = Math.max(state.peakMonth, Fuse.month(state));
        state.peakStrike = Math.max(state.peakStrike, strike);
    }

    /** Notes how near the agent came to a limit, that day and ever. */
    static void noteNearest(AgentState state, long timeMillis, Nearest nearest) {
        if (nearest.ratio() > state.peakRatio) {
            state.peakRatio = nearest.ratio();
            state.peakReason = nearest.reason();
        }
        if (nearest.ratio() > state.maxScore) {
            state.maxScore = nearest.ratio();
            state.maxReason = nearest.reason();
            state.maxAtMillis = timeMillis;
        }
    }

    /** Gives out the day at hand, if there is one. */
    static void giveOut(AgentState state, GuardOutput out) {
        if (state.peakDay != AgentState.NEVER && state.agent != null) {
            out.day(
                    new AgentDay(
                            state.agent,
                            state.agentClass,
                            state.kind,
                            state.peakDay,
                            state.peakEvidence,
                            state.peakBurst,
                            state.peakWeek,
                            state.peakMonth,
                            state.peakStrike,
                            state.peakRatio,
                            state.peakReason));
        }
        forget(state);
    }

    /** Forgets the day at hand: an incident is no part of what is ordinary. */
    static void forget(AgentState state) {
        state.peakDay = AgentState.NEVER;
        state.peakEvidence = 0;
        state.peakBurst = 0;
        state.peakWeek = 0;
        state.peakMonth = 0;
        state.peakStrike = 0;
        state.peakRatio = 0;
        state.peakReason = null;
    }
}
