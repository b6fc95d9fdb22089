package io.fusewire.core.baseline;

import io.fusewire.core.policy.Caps;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What is known beforehand of a class of agents.
 *
 * @param ladders by {@link Ladder}, in its order
 * @param correction m, by which the class's evidence runs too high or too low; from 0.25 to 8
 * @param tail for strict mode; null where it was never measured
 * @param agents how many agents taught it, peers from other classes apart
 * @param agentDays how many days they were watched
 * @param caps proposed for the fuse, one per budget and mode; may be empty
 * @param repertoire what they destroyed of others
 */
public record ClassPriors(
        List<LadderPriors> ladders,
        double correction,
        @Nullable Tail tail,
        int agents,
        long agentDays,
        List<ProposedCaps> caps,
        Repertoire repertoire) {

    /** The bounds of m. */
    public static final double CORRECTION_LEAST = 0.25;

    public static final double CORRECTION_MOST = 24;

    /** m of a class that has no history. */
    public static final double CORRECTION_UNKNOWN = 2;

    /** What holds where nothing was ever learned. */
    public static final ClassPriors WITHOUT_PEERS =
            new ClassPriors(
                    List.of(
                            LadderPriors.WITHOUT_PEERS,
                            LadderPriors.WITHOUT_PEERS,
                            LadderPriors.WITHOUT_PEERS),
                    CORRECTION_UNKNOWN,
                    null,
                    0,
                    0,
                    List.of(),
                    Repertoire.UNKNOWN);

    /** Share of the budget that strict mode leaves to what its estimate of the tail misses. */
    private static final double STRICT_SHARE = 0.7;

    public ClassPriors {
        if (ladders.size() != Ladder.ALL.length) {
            throw new IllegalArgumentException(
                    "a class must have "
                            + Ladder.ALL.length
                            + " ladders, but had "
                            + ladders.size());
        }
        if (!(correction >= CORRECTION_LEAST && correction <= CORRECTION_MOST)) {
            throw new IllegalArgumentException(
                    "correction must be from "
                            + CORRECTION_LEAST
                            + " to "
                            + CORRECTION_MOST
                            + ", but was "
                            + correction);
        }
        ladders = List.copyOf(ladders);
        caps = List.copyOf(caps);
    }

    /** The priors of one ladder. */
    public LadderPriors of(Ladder ladder) {
        return ladders.get(ladder.ordinal());
    }

    /**
     * An agent's evidence on the scale of A, the agent-days that are accepted per false trip.
     *
     * <p>Default: E / m. Strict: 0.7 · min(E / m, E'), with E' = E / m below {@link Tail#FROM}.
     */
    public double score(double evidence, boolean strict) {
        double corrected = evidence / correction;
        if (!strict) {
            return corrected;
        }
        Tail known = tail;
        if (known == null || evidence < Tail.FROM) {
            return STRICT_SHARE * corrected;
        }
        return STRICT_SHARE * Math.min(corrected, known.rescaled(evidence));
    }

    /**
     * The caps proposed for a budget: those of the smallest budget that is at least as long, else
     * of the longest.
     */
    public @Nullable Caps capsFor(double agentDaysPerFalseTrip, boolean strict) {
        ProposedCaps best = null;
        for (int i = 0; i < caps.size(); i++) {
            ProposedCaps candidate = caps.get(i);
            if (candidate.strict() == strict
                    && (best == null || suitsBetter(candidate, best, agentDaysPerFalseTrip))) {
                best = candidate;
            }
        }
        return best == null ? null : best.caps();
    }

    private static boolean suitsBetter(ProposedCaps candidate, ProposedCaps best, double budget) {
        boolean longEnough = candidate.agentDaysPerFalseTrip() >= budget;
        boolean bestLongEnough = best.agentDaysPerFalseTrip() >= budget;
        if (longEnough != bestLongEnough) {
            return longEnough;
        }
        boolean isShorter = candidate.agentDaysPerFalseTrip() < best.agentDaysPerFalseTrip();
        return longEnough == isShorter;
    }
}
