package io.fusewire.core.baseline;

import io.fusewire.core.policy.Caps;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * One version of what is known beforehand of all classes; control data with an effective time, made
 * by {@code learn} or shipped.
 *
 * @param id names the version in decisions: a hash of its text, {@value #SHIPPED} or {@code none}
 * @param fleet what holds for principals without a class, and for classes not listed
 * @param classes by class name
 */
public record Priors(String id, ClassPriors fleet, Map<String, ClassPriors> classes) {

    /** The id of those that come with the product: what a simulated fleet taught. */
    public static final String SHIPPED = "shipped";

    /** What holds where nothing was ever learned. */
    public static final Priors NONE = new Priors("none", ClassPriors.WITHOUT_PEERS, Map.of());

    public Priors {
        classes = Map.copyOf(classes);
    }

    /**
     * The priors of a class.
     *
     * @param agentClass null for a principal without one
     */
    public ClassPriors of(@Nullable String agentClass) {
        ClassPriors known = agentClass == null ? null : classes.get(agentClass);
        return known == null ? fleet : known;
    }

    /**
     * The widest strict caps that the past of any class, or of all, suggests: for a principal that
     * may be as any of them is.
     *
     * @param agentDaysPerFalseTrip A, positive
     * @return null where no past suggests any
     */
    public @Nullable Caps widestStrictCaps(double agentDaysPerFalseTrip) {
        Caps widest = fleet.capsFor(agentDaysPerFalseTrip, true);
        for (ClassPriors known : classes.values()) {
            Caps caps = known.capsFor(agentDaysPerFalseTrip, true);
            if (caps != null) {
                widest = widest == null ? caps : widest.widened(caps);
            }
        }
        return widest;
    }
}
