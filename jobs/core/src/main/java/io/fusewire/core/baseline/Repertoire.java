package io.fusewire.core.baseline;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * Which types of things that are not their own the agents of a class destroy, and how much more a
 * destruction counts of what hardly any of them does.
 *
 * <pre>rarity(t) = ((agents that destroyed a foreign t + ½) / (agents + 1))<sup>-½</sup></pre>
 *
 * <p>About 1 for what each of them does; of 100 agents 3 for what ten do, 14 for what none does.
 * Few agents say little: of three of whom none did it, 3. The half and the one are Krichevsky and
 * Trofimov's estimate of a chance (IEEE Transactions on Information Theory 27, 1981).
 *
 * <p>The factor is not in the detector specification. The cap that a class needs for what it
 * destroys for a living leaves room for much that it never does; with the factor that room is
 * small. An exponent of .7 in place of the root gains nothing more over the benchmark's fleet,
 * where agents leave their trade once in a thousand days, and believes a class of few agents more.
 *
 * <p>Immutable.
 */
public final class Repertoire {

    /** Of agents of whom nobody knows any peers: nothing is rare. */
    public static final Repertoire UNKNOWN = new Repertoire(0, Map.of());

    private final int agents;
    private final Map<String, Integer> destroyers;
    private final Map<String, Double> rarities = new HashMap<>();
    private final double rarityOfOthers;

    private Repertoire(int agents, Map<String, Integer> destroyers) {
        this.agents = agents;
        this.destroyers = Map.copyOf(destroyers);
        destroyers.forEach((type, count) -> rarities.put(type, rarity(count, agents)));
        rarityOfOthers = agents == 0 ? 1 : rarity(0, agents);
    }

    private static double rarity(int destroyers, int agents) {
        return StrictMath.sqrt((agents + 1) / (destroyers + 0.5));
    }

    /**
     * The repertoire of a class.
     *
     * @param agents of the class that were watched; 0 gives {@link #UNKNOWN}
     * @param destroyers how many of them destroyed something foreign, by its type
     * @throws IllegalArgumentException if a count is below 1 or above {@code agents}
     */
    public static Repertoire of(int agents, Map<String, Integer> destroyers) {
        destroyers.forEach(
                (type, count) -> {
                    if (count < 1 || count > agents) {
                        throw new IllegalArgumentException(
                                "agents that destroyed a "
                                        + type
                                        + " must be from 1 to "
                                        + agents
                                        + ", but were "
                                        + count);
                    }
                });
        return agents == 0 ? UNKNOWN : new Repertoire(agents, destroyers);
    }

    /** The factor of a type, at least about 1. */
    public double rarity(String type) {
        Double known = rarities.get(type);
        return known == null ? rarityOfOthers : known;
    }

    /** Agents of the class that were watched. */
    public int agents() {
        return agents;
    }

    /** How many of them destroyed something foreign of a type. */
    public int destroyersOf(String type) {
        return destroyers.getOrDefault(type, 0);
    }

    /** The same, by type; types of which none did are missing. */
    public Map<String, Integer> destroyers() {
        return destroyers;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Repertoire repertoire
                && repertoire.agents == agents
                && repertoire.destroyers.equals(destroyers);
    }

    @Override
    public int hashCode() {
        return 31 * agents + destroyers.hashCode();
    }

    @Override
    public String toString() {
        return "Repertoire" + destroyers + " of " + agents;
    }
}
