package io.fusewire.core.baseline;

import org.jspecify.annotations.Nullable;

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
 * third of the budget, and caps, {@link CapProposer}, the rest.
 *
 * <p>A history is gone through three times, because each step judges by what the one before found:
 *
 * <ol>
 *   <li>{@link #withoutCorrection}, of agents judged by nothing: what each class destroys ({@link
 *       Repertoire}). G, N and caps of the fleet stay as they are here, for whoever they hold for
 *       has no peers that could make anything rare.
 *   <li>{@link #withoutCorrection} again: G, N and caps of each class.
 *   <li>{@link #complete}: m and the tail.
 * </ol>
 */
public final class PriorsLearner {

    /** Agents of other classes that count as peers. */
    public static final int MIXED_PEERS = 20;

    /**
     * Of a class with fewer agent-days no caps are proposed, nothing is taken to be rare, and its m
     * is {@link #CORRECTION_OF_LITTLE_PAST}: in its caps the fleet's past holds for it, as for a
     * class that nobody knows. One agent that was never seen to do something proves no limit.
     */
    public static final int CLASS_DAYS_MIN = 1_000;

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
    private final @Nullable ClassPriors earlierFleet;

    /** A learner of histories that were judged by nothing: for the first step. */
    public PriorsLearner() {
        earlierFleet = null;
    }

    /**
     * A learner for the second and the third step.
     *
     * @param earlier what the step before found and the histories were judged by
     */
    public PriorsLearner(Priors earlier) {
        earlierFleet = earlier.fleet();
    }

    /** Adds an agent; in any order. */
    public void add(AgentHistory history) {
        histories.add(history);
    }

    /** Repertoires, climb rates, peers and caps, with m = 1 and no tail. */
    public Priors withoutCorrection(String id) {
        return priors(id, false);
    }

    /** Everything. */
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
        Map<String, CapProposer> proposers = proposers(byClass);
        Map<String, ClassPriors> classes = new TreeMap<>();
        byClass.forEach(
                (name, members) ->
                        classes.put(
                                name,
                                ofClass(
                                        members,
                                        withMixedPeers(members),
                                        proposers.get(name),
                                        corrected ? correction(members) : 1,
                                        corrected)));
        return new Priors(
                id, histories.isEmpty() ? ClassPriors.WITHOUT_PEERS : ofFleet(corrected), classes);
    }

    /** Of those classes whose past is long enough to propose caps by. */
    private static Map<String, CapProposer> proposers(Map<String, List<AgentHistory>> byClass) {
        Map<String, CapProposer> proposers = new TreeMap<>();
        byClass.forEach(
                (name, members) -> {
                    long days = daysOf(members);
                    if (days >= CLASS_DAYS_MIN) {
                        proposers.put(name, new CapProposer(members, days));
                    }
                });
        CapProposer.drawTogether(proposers.values());
        return proposers;
    }

    private ClassPriors ofFleet(boolean corrected) {
        long days = daysOf(histories);
        ClassPriors unweighed = earlierFleet;
        return new ClassPriors(
                unweighed == null ? ladders(histories) : unweighed.ladders(),
                corrected ? CORRECTION_OF_LITTLE_PAST : 1,
                corrected ? tail(histories, days) : null,
                histories.size(),
                days,
                unweighed == null ? caps(new CapProposer(histories, days)) : unweighed.caps(),
                Repertoire.UNKNOWN);
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
            @Nullable CapProposer proposer,
            double correction,
            boolean withTail) {
        long days = daysOf(members);
        return new ClassPriors(
                ladders(peers),
                correction,
                withTail ? tail(members, days) : null,
                members.size(),
                days,
                proposer == null ? List.of() : caps(proposer),
                proposer == null ? Repertoire.UNKNOWN : repertoire(members));
    }

    private static List<ProposedCaps> caps(CapProposer proposer) {
        List<ProposedCaps> caps = new ArrayList<>();
        for (double budget : BUDGETS) {
            caps.add(proposer.propose(budget, false));
            caps.add(proposer.propose(budget, true));
        }
        return caps;
    }

    private static Repertoire repertoire(List<AgentHistory> members) {
        Map<String, Integer> destroyers = new TreeMap<>();
        for (AgentHistory member : members) {
            member.destroyedTypes().forEach(type -> destroyers.merge(type, 1, Integer::sum));
        }
        return Repertoire.of(members.size(), destroyers);
    }

    private static long daysOf(List<AgentHistory> members) {
        return members.stream().mapToLong(AgentHistory::agentDays).sum();
    }

    private static List<LadderPriors> ladders(List<AgentHistory> peers) {
        List<LadderPriors> ladders = new ArrayList<>();
        for (Ladder ladder : Ladder.ALL) {
            ladders.add(ladderPriors(ladder, peers));
        }
        return ladders;
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
        if (days < CLASS_DAYS_MIN) {
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
