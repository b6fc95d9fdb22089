package io.fusewire.core.baseline;

/**
 * How improbable an agent's open episodes are, given its own past and its peers' (detector
 * specification, section 3).
 *
 * <pre>
 * λ[b] = r[0] / (r[0] + 10) · 10 / (10 + N[b])
 * g[b] = G[b]^(1 - λ[b]) · min(G[b], .25)^λ[b]
 * c[b] = min(1, (r[b+1] + g[b]) / (r[b] + 1))
 * e    = Π 1 / c[b]   over the rungs b below the present one
 * E    = Σ π[i] · e[i] / ρ[i]   over the ladders i
 * </pre>
 *
 * <p>g is the peers' climb rate where peers have really been, and at most a quarter where only this
 * agent's own long history could tell. If each c[b] is at least the true probability to climb, e is
 * a supermartingale within an episode, so that it passes x with probability 1 / x at most (theorem
 * T1); with the pace ρ fixed at an episode's start, an agent's weighted episode clock at the first
 * E ≥ A is A or more on average (theorem T2).
 */
public final class Evidence {

    private static final double THIN_TAIL = 0.25;
    private static final double OWN_EPISODES_HALF = 10;
    private static final double PEERS_HALF = 10;

    private Evidence() {}

    /** c[b], the chance to climb from rung b, for the ladder's past and peers. */
    public static double climb(LadderState ladder, LadderPriors peers, int rung) {
        double past = ladder.reached[0];
        double lambda =
                past / (past + OWN_EPISODES_HALF) * PEERS_HALF / (PEERS_HALF + peers.peersAt(rung));
        double rate = peers.climbFrom(rung);
        double guess =
                rate <= THIN_TAIL
                        ? rate
                        : StrictMath.pow(rate, 1 - lambda) * StrictMath.pow(THIN_TAIL, lambda);
        return Math.min(1, (ladder.reached[rung + 1] + guess) / (ladder.reached[rung] + 1.0));
    }

    /** e of an episode that has reached a rung. */
    static double atRung(LadderState ladder, LadderPriors peers, int rung) {
        double evidence = 1;
        for (int below = 0; below < rung; below++) {
            evidence /= climb(ladder, peers, below);
        }
        return evidence;
    }

    /** One ladder's part of E; 0 while no episode is open. */
    public static double part(Ladder ladder, LadderState state) {
        return state.isOpen() ? ladder.share() * state.evidence / state.pace : 0;
    }

    /** E of an agent. */
    public static double total(Baseline baseline) {
        double total = 0;
        for (Ladder ladder : Ladder.ALL) {
            total += part(ladder, baseline.ladder(ladder));
        }
        return total;
    }

    /** The ladder that makes up most of E. */
    public static Ladder leading(Baseline baseline) {
        Ladder leading = Ladder.BURST_HARM;
        for (Ladder ladder : Ladder.ALL) {
            if (part(ladder, baseline.ladder(ladder)) > part(leading, baseline.ladder(leading))) {
                leading = ladder;
            }
        }
        return leading;
    }
}
