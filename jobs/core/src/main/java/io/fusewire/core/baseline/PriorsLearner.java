package io.fusewire.core.baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns the past of many agents into priors (detector specification, sections 3, 4 and 8).
 *
 * <pre>
 * G[b] = clip((sum of shares reaching b + 1, + .016) / (sum of shares reaching b, + .04), .02, .95)
 * N[b] = peers that ever reached rung b
 * m    = clip(3 · 1.25 · max over A' in {100, 300} of (shadow trips at A' + 1) · A' / class days, .25, 24)
 * </pre>
 *
 * <p>The peers of a class are its agents and {@value #MIXED_PEERS} of other classes. A shadow trip
 * is a run of days with E of at least A'. The 3 is not the specification's: the ladders have a
 * third of the budget, and caps, {@link CapProposer}, the rest. G, N and caps do not depend on any
 * priors; m and the tail do, so a history is gone through twice: first for {@link
 * #withoutCorrection}, then, judged by those priors, for {@link #complete}.
 */
public final class PriorsLearner {

    /** Agents of other classes that count as peers. */
    public static final int MIXED_PEERS = 20;

    /** Below this many days a class's m is {@link #CORRECTION_OF_LITTLE_PAST}. */
    public static final int CORRECTION_DAYS_MIN = 1_000;

    /** The budgets A that caps are proposed for. */
    public static final List<Double> BUDGETS = List.of(365.0, 1_000.0, 10_000.0);

    private static final double REACHED_NEXT_PRIOR = 0.016;
    private static final double REACHED_PRIOR = 0.04;

    /**
     * What the ladders may use of the budget. The specification leaves them all that the fuse does
     * not use; with a cap of bursts the fuse stops an agent earlier for the same false trips.
     */
    private static final double LADDERS_SHARE = 1 / 3.0;

    static final double CORRECTION_OF_LITTLE_PAST = ClassPriors.CORRECTION_UNKNOWN / LADDERS_SHARE;

    private static final double CORRECTION_MARGIN = 1.25;
    private static final double[] SHADOW_BUDGETS = {100, 300};

    private final List<AgentHistory> histories = new ArrayList<>();

    /** Adds an agent; in any order. */
    public void add(AgentHistory history) {
        histories.add(history);
    }

    /** First pass: climb rates, peers and caps, with m = 1 and no tail. */
    public Priors withoutCorrection(String id) {
        return priors(id, false);
    }

    /**
     * Second pass: everything.
     *
     * <p>The histories must have been judged by the first pass's priors.
     */
    public Priors complete(String id) {
        return priors(id, true);
    }

    private Priors priors(String id, boolean corrected) {
        histories.sort(Comparator.comparing(AgentHistory::agent));
        Map<String, List<AgentHistory>> byClass = new TreeMap<>();
        for (AgentHistory history : histories) {
            if (history.agentClass() != null) {
                byClass.computeIfAbsent(history.agentClass(), name -> new ArrayList<>())
                        .add(history);
            }
        }
        Map<String, ClassPriors> classes = new TreeMap<>();
        byClass.forEach(
                (name, members) ->
                        classes.put(
                                name,
                                ofClass(
                                        members,
                                        withMixedPeers(members),
                                        corrected ? correction(members) : 1,
                                        corrected)));
        ClassPriors fleet =
                histories.isEmpty()
                        ? ClassPriors.WITHOUT_PEERS
                        : ofClass(
                                histories,
                                histories,
                                corrected ? CORRECTION_OF_LITTLE_PAST : 1,
                                corrected);
        return new Priors(id, fleet, classes);
    }

    /** The class's own agents and some of others, spread evenly over them by name. */
    private List<AgentHistory> withMixedPeers(List<AgentHistory> members) {
        List<AgentHistory> others = new ArrayList<>(histories);
        others.removeAll(members);
        List<AgentHistory> peers = new ArrayList<>(members);
        int mixed = Math.min(MIXED_PEERS, others.size());
        for (int i = 0; i < mixed; i++) {
            peers.add(others.get((int) ((long) i * others.size() / mixed)));
        }
        return peers;
    }

    private static ClassPriors ofClass(
            List<AgentHistory> members,
            List<AgentHistory> peers,
            double correction,
            boolean withTail) {
        long days = daysOf(members);
        List<LadderPriors> ladders = new ArrayList<>();
        for (Ladder ladder : Ladder.ALL) {
            ladders.add(ladderPriors(ladder, peers));
        }
        List<ProposedCaps> caps = new ArrayList<>();
        for (double budget : BUDGETS) {
            caps.add(CapProposer.propose(members, days, budget, false));
            caps.add(CapProposer.propose(members, days, budget, true));
        }
        return new ClassPriors(
                ladders,
                correction,
                withTail ? tail(members, days) : null,
                members.size(),
                days,
                caps);
    }

    private static long daysOf(List<AgentHistory> members) {
        return members.stream().mapToLong(AgentHistory::agentDays).sum();
    }

    private static LadderPriors ladderPriors(Ladder ladder, List<AgentHistory> peers) {
        double[] shares = new double[Ladder.RUNGS];
        int[] reachedBy = new int[Ladder.RUNGS];
        for (AgentHistory peer : peers) {
            float[] reached = peer.reached(ladder);
            if (reached[0] > 0) {
                for (int rung = 0; rung < Ladder.RUNGS; rung++) {
                    shares[rung] += reached[rung] / reached[0];
                    reachedBy[rung] += reached[rung] > 0 ? 1 : 0;
                }
            }
        }
        double[] climb = new double[Ladder.TOP];
        for (int rung = 0; rung < Ladder.TOP; rung++) {
            double rate = (shares[rung + 1] + REACHED_NEXT_PRIOR) / (shares[rung] + REACHED_PRIOR);
            climb[rung] =
                    Math.max(LadderPriors.CLIMB_LEAST, Math.min(LadderPriors.CLIMB_MOST, rate));
        }
        return new LadderPriors(climb, reachedBy);
    }

    private static double correction(List<AgentHistory> members) {
        long days = daysOf(members);
        if (days < CORRECTION_DAYS_MIN) {
            return CORRECTION_OF_LITTLE_PAST;
        }
        double worst = 0;
        for (double budget : SHADOW_BUDGETS) {
            int trips = 0;
            for (AgentHistory member : members) {
                trips += Runs.count(member.days(), AgentDay::evidence, budget);
            }
            worst = Math.max(worst, (trips + 1) * budget / days);
        }
        return Math.max(
                ClassPriors.CORRECTION_LEAST,
                Math.min(ClassPriors.CORRECTION_MOST, CORRECTION_MARGIN / LADDERS_SHARE * worst));
    }

    private static Tail tail(List<AgentHistory> members, long days) {
        int peaks = 0;
        double excesses = 0;
        for (AgentHistory member : members) {
            peaks += Runs.count(member.days(), AgentDay::evidence, Tail.FROM);
            excesses += Runs.logExcesses(member.days(), AgentDay::evidence, Tail.FROM);
        }
        return Tail.of(peaks, excesses, days);
    }
}
