package io.fusewire.core.baseline;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells which class an agent is like that policy gave none, by what it has destroyed of others
 * (Bayes' rule over the types, taken to be independent of each other within a class):
 *
 * <pre>
 * P(class) ∝ agents · Π<sub>t destroyed</sub> p(t) · Π<sub>t not</sub> (1 − p(t))<sup>w</sup>
 * p(t) = (agents of the class that destroyed t + ½) / (agents + 1),   w = min(1, days watched / 60)
 * </pre>
 *
 * <p>An agent is like a class if that class has a probability of at least {@value #SURE}, and if
 * each type that the agent destroyed was destroyed by at least one in ten of the class: an agent
 * that does what no class does is like none. It takes {@value #DAYS_LEAST} days and one destruction
 * to tell.
 *
 * <p>The detector specification judges every agent without a class by the whole fleet's caps. In
 * the benchmark one agent in seven has no class, and caps that fit all fit none of them. What an
 * agent destroys in a burst does not make it like another class in that burst: the caller asks as
 * of its beginning.
 *
 * <p>Immutable; made once for each version of the priors.
 */
public final class Resemblance {

    static final int DAYS_LEAST = 7;
    static final double SURE = 0.8;

    /** Share of a class that must have destroyed whatever the agent destroyed. */
    private static final double FIT_LEAST = 0.1;

    /** Classes of fewer agents have not been seen enough of. */
    private static final int AGENTS_LEAST = 5;

    private static final double DAYS_OF_A_PAST = 60;
    private static final double DAY_MILLIS = 86_400_000;

    private final List<Likeness> classes = new ArrayList<>();

    /** What one class's agents destroy, in logarithms. */
    private static final class Likeness {
        private final String name;
        private final double agents;
        private final double destroyedNothing;
        private final Map<String, Logs> types = new HashMap<>();

        /** Of the shares of its agents that destroyed a type, and that did not. */
        private record Logs(double destroyed, double not) {}

        Likeness(String name, Repertoire repertoire, Iterable<String> allTypes) {
            this.name = name;
            agents = repertoire.agents();
            double sum = 0;
            for (String type : allTypes) {
                double share = (repertoire.destroyersOf(type) + 0.5) / (agents + 1);
                double not = StrictMath.log(1 - share);
                sum += not;
                if (share >= FIT_LEAST) {
                    types.put(type, new Logs(StrictMath.log(share), not));
                }
            }
            destroyedNothing = sum;
        }

        /** Logarithm of P, not normed; minus infinity if the class does not fit. */
        double of(Iterable<String> destroyed, double weight) {
            double sum = StrictMath.log(agents) + weight * destroyedNothing;
            for (String type : destroyed) {
                Logs known = types.get(type);
                if (known == null) {
                    return Double.NEGATIVE_INFINITY;
                }
                sum += known.destroyed() - weight * known.not();
            }
            return sum;
        }
    }

    /**
     * What the classes of these priors are like. Those that come with the product are of a
     * simulated fleet, which no real agent is to be like: they know no class here.
     */
    public Resemblance(Priors priors) {
        if (priors.id().equals(Priors.SHIPPED)) {
            return;
        }
        TreeSet<String> types = new TreeSet<>();
        priors.classes().values().forEach(c -> types.addAll(c.repertoire().destroyers().keySet()));
        new TreeMap<>(priors.classes())
                .forEach(
                        (name, known) -> {
                            if (known.repertoire().agents() >= AGENTS_LEAST) {
                                classes.add(new Likeness(name, known.repertoire(), types));
                            }
                        });
    }

    /**
     * The class that an agent was like at a time.
     *
     * @param destroyedTypes types of what it destroyed of others, and when it first did
     * @param firstSeenMillis event time at which it was first seen
     * @param atMillis event time; what it destroyed from then on does not count
     * @return null if it was like none, or too little was known of it
     */
    public @Nullable String classOf(
            Map<String, Long> destroyedTypes, long firstSeenMillis, long atMillis) {
        double days = (atMillis - firstSeenMillis) / DAY_MILLIS;
        if (classes.isEmpty() || days < DAYS_LEAST) {
            return null;
        }
        List<String> destroyed = before(atMillis, destroyedTypes);
        return destroyed.isEmpty() ? null : likest(destroyed, Math.min(1, days / DAYS_OF_A_PAST));
    }

    private static List<String> before(long atMillis, Map<String, Long> destroyedTypes) {
        List<String> destroyed = new ArrayList<>();
        destroyedTypes.forEach(
                (type, firstMillis) -> {
                    if (firstMillis < atMillis) {
                        destroyed.add(type);
                    }
                });
        // Sums of fractions depend on their order.
        destroyed.sort(null);
        return destroyed;
    }

    private @Nullable String likest(List<String> destroyed, double weight) {
        double[] likeness = new double[classes.size()];
        int best = 0;
        for (int i = 0; i < likeness.length; i++) {
            likeness[i] = classes.get(i).of(destroyed, weight);
            best = likeness[i] > likeness[best] ? i : best;
        }
        if (likeness[best] == Double.NEGATIVE_INFINITY) {
            return null;
        }
        double all = 0;
        for (double one : likeness) {
            all += StrictMath.exp(one - likeness[best]);
        }
        return 1 / all >= SURE ? classes.get(best).name : null;
    }
}
