package io.fusewire.core.baseline;

import java.util.Arrays;

/**
 * How far the peers of an agent climb one ladder.
 *
 * @param climb G[b] for b from 0 to 16: the peers' chance, having reached rung b, to reach b + 1;
 *     each from {@value #CLIMB_LEAST} to {@value #CLIMB_MOST}
 * @param peersReached N[b] for b from 0 to 17: peers that ever reached rung b
 */
public record LadderPriors(double[] climb, int[] peersReached) {

    /** The bounds of a climb rate (detector specification, section 3). */
    public static final double CLIMB_LEAST = 0.02;

    public static final double CLIMB_MOST = 0.95;

    /** What the specification's formula gives without any peer: .016 / .04. */
    public static final double CLIMB_WITHOUT_PEERS = 0.4;

    /** Priors of an agent that has no peers. */
    public static final LadderPriors WITHOUT_PEERS = withoutPeers();

    public LadderPriors {
        if (climb.length != Ladder.TOP) {
            throw new IllegalArgumentException(
                    "climb must have " + Ladder.TOP + " rates, but had " + climb.length);
        }
        if (peersReached.length != Ladder.RUNGS) {
            throw new IllegalArgumentException(
                    "peersReached must have "
                            + Ladder.RUNGS
                            + " counts, but had "
                            + peersReached.length);
        }
        for (double rate : climb) {
            if (!(rate >= CLIMB_LEAST && rate <= CLIMB_MOST)) {
                throw new IllegalArgumentException(
                        "a climb rate must be from "
                                + CLIMB_LEAST
                                + " to "
                                + CLIMB_MOST
                                + ", but was "
                                + rate);
            }
        }
        for (int count : peersReached) {
            if (count < 0) {
                throw new IllegalArgumentException(
                        "a count of peers must not be negative, but was " + count);
            }
        }
        climb = climb.clone();
        peersReached = peersReached.clone();
    }

    private static LadderPriors withoutPeers() {
        double[] climb = new double[Ladder.TOP];
        Arrays.fill(climb, CLIMB_WITHOUT_PEERS);
        return new LadderPriors(climb, new int[Ladder.RUNGS]);
    }

    double climbFrom(int rung) {
        return climb[rung];
    }

    int peersAt(int rung) {
        return peersReached[rung];
    }
}
