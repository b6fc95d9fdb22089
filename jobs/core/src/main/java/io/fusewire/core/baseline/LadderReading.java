package io.fusewire.core.baseline;

import java.util.ArrayList;
import java.util.List;

/**
 * Where an agent stands on one ladder, against its own past.
 *
 * @param ladder which statistic
 * @param startMillis event time at which the open episode began; {@link LadderState#NEVER} if none
 *     is open
 * @param sum X of the open episode, in points
 * @param rung that it reached
 * @param evidence e, one over the chance to climb so far
 * @param part π · e / ρ, its part of E
 * @param pastEpisodes episodes that began before
 * @param highest the most that any learned episode came to, in points
 * @param reached r[b], decayed past episodes that reached each rung
 * @param peers agents that are known to climb this ladder
 * @param peersThatFar how many of them ever reached this rung
 */
public record LadderReading(
        Ladder ladder,
        long startMillis,
        double sum,
        int rung,
        double evidence,
        double part,
        int pastEpisodes,
        double highest,
        List<Float> reached,
        int peers,
        int peersThatFar) {

    private static final double MICROS_PER_POINT = 1_000_000;

    /** The reading of a ladder now. */
    static LadderReading of(Ladder ladder, LadderState state, ClassPriors known) {
        LadderPriors priors = known.of(ladder);
        return new LadderReading(
                ladder,
                state.startMillis,
                state.sumMicros / MICROS_PER_POINT,
                state.rung,
                state.evidence,
                Evidence.part(ladder, state),
                Math.max(0, state.isOpen() ? state.episodes - 1 : state.episodes),
                state.highestMicros / MICROS_PER_POINT,
                copyOf(state.reached),
                priors.peersAt(0),
                priors.peersAt(state.rung));
    }

    /**
     * The readings of all ladders, by {@link Ladder}, each against the priors that its open episode
     * is judged by: those of the time at which it began.
     *
     * @param nowMillis for ladders without an open episode
     */
    public static List<LadderReading> all(Baseline baseline, PriorsOfClass known, long nowMillis) {
        List<LadderReading> readings = new ArrayList<>();
        for (Ladder ladder : Ladder.ALL) {
            LadderState state = baseline.ladder(ladder);
            readings.add(
                    of(ladder, state, known.at(state.isOpen() ? state.startMillis : nowMillis)));
        }
        return List.copyOf(readings);
    }

    /** The readings of all ladders, by {@link Ladder}. */
    public static List<LadderReading> all(Baseline baseline, ClassPriors known) {
        List<LadderReading> readings = new ArrayList<>();
        for (Ladder ladder : Ladder.ALL) {
            readings.add(of(ladder, baseline.ladder(ladder), known));
        }
        return List.copyOf(readings);
    }

    private static List<Float> copyOf(float[] values) {
        List<Float> copy = new ArrayList<>(values.length);
        for (float value : values) {
            copy.add(value);
        }
        return List.copyOf(copy);
    }
}
