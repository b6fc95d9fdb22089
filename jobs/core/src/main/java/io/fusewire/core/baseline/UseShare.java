package io.fusewire.core.baseline;

/**
 * How many of the foreign things that an agent destroys were in use by others, in the open burst
 * and before it, and how improbable the burst is if the agent takes as much care as ever.
 *
 * <pre>
 * p₀ = (in use before + ½) / (destroyed before + 1)
 * e  = mean over p in {.3, .5, .7} of  (p / p₀)<sup>in use</sup> · ((1 − p) / (1 − p₀))<sup>idle</sup>, 0 for a p ≤ p₀
 * E  = .2 · e / ρ
 * </pre>
 *
 * <p>Of a past burst of more than {@value #BURST_COUNTS} things each counts for that part of
 * {@value #BURST_COUNTS}: what one burst takes tends to be in use or idle together, so that many
 * things of one burst say less than as many of several. It takes {@value #BURSTS_LEAST} past bursts
 * to tell.
 *
 * <p>Whoever clears up looks whether a thing is idle; whoever goes wrong takes what comes. An agent
 * that took 2 of 60 that were in use, and now takes 5 of 8, does not do what it did before, however
 * little harm that is beside what others may do.
 *
 * <p>e is a mean of likelihood ratios: if each thing is in use with probability p₀ whatever came
 * before, it is a martingale within a burst and passes x with probability 1 / x at most, as the
 * ladders' evidence does ({@link Evidence}, theorem T1); ρ is the ladders' pace of bursts. p₀ is
 * Krichevsky and Trofimov's estimate of a chance (IEEE Transactions on Information Theory 27,
 * 1981): ½ for an agent without a past, of which little can be said. Only sums count, so that the
 * order within a burst does not matter. What is not known to be in use or idle does not count.
 *
 * <p>The detector specification knows liveness only as a factor of harm. Agents whose class no past
 * knows lost three times as much in the benchmark as others, for caps that fit all fit none of
 * them; their own past is all that there is to go by.
 *
 * <p>Stored as it is, changed in place.
 */
public final class UseShare {

    /** The rule's name in a decision's reasons. */
    public static final String REASON = "in-use-share/burst";

    /** Shares that a burst gone wrong may have. */
    private static final double[] ALTERNATIVES = {0.3, 0.5, 0.7};

    /** Part of the budget of false trips. */
    private static final double SHARE = 0.2;

    static final int BURST_COUNTS = 8;
    static final int BURSTS_LEAST = 3;

    /** Past bursts that destroyed something foreign that can be seen to be in use or idle. */
    public long bursts;

    /** Foreign things that these destroyed and that others were using, as they count. */
    public double usedBefore;

    /** Those that nobody else was using. */
    public double idleBefore;

    /** The same, of the open burst. */
    public long used;

    public long idle;

    /** A copy that shares nothing with this one. */
    UseShare copy() {
        UseShare copy = new UseShare();
        copy.bursts = bursts;
        copy.usedBefore = usedBefore;
        copy.idleBefore = idleBefore;
        copy.used = used;
        copy.idle = idle;
        return copy;
    }

    /**
     * Counts what a call of the open burst destroyed.
     *
     * @param moreUsed things that others were using; negative where a charge is taken back
     * @param moreIdle things that nobody else was using; likewise
     */
    void note(int moreUsed, int moreIdle) {
        used = Math.max(0, used + moreUsed);
        idle = Math.max(0, idle + moreIdle);
    }

    /** Ends the open burst and learns it. */
    void close() {
        long all = used + idle;
        if (all > 0) {
            double weight = Math.min(1, BURST_COUNTS / (double) all);
            bursts++;
            usedBefore += weight * used;
            idleBefore += weight * idle;
        }
        abandon();
    }

    /** Ends the open burst as if it had never been. */
    void abandon() {
        used = 0;
        idle = 0;
    }

    /** E: agent-days in which an agent as careful as ever comes so far about once. */
    public double evidence(double pace) {
        if (used == 0 || bursts < BURSTS_LEAST) {
            return 0;
        }
        double expected = (usedBefore + 0.5) / (usedBefore + idleBefore + 1);
        double sum = 0;
        for (double share : ALTERNATIVES) {
            if (share > expected) {
                sum +=
                        StrictMath.exp(
                                used * StrictMath.log(share / expected)
                                        + idle * StrictMath.log((1 - share) / (1 - expected)));
            }
        }
        return SHARE * sum / ALTERNATIVES.length / pace;
    }
}
