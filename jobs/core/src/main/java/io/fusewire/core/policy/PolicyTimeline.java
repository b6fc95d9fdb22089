package io.fusewire.core.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which policy holds at which event time. Immutable.
 *
 * <p>Decisions depend on event time only, so a record is judged by the policy of its own time, even
 * if it arrives after the next policy did.
 */
public final class PolicyTimeline {

    /**
     * Most dated policies that are kept. Beyond it the one that took effect first is forgotten, and
     * its successor rules its time too.
     */
    public static final int DATED_LIMIT = 256;

    /** Nothing but {@link Policy#DEFAULT}. */
    public static final PolicyTimeline DEFAULT = new PolicyTimeline(Policy.DEFAULT, List.of());

    /**
     * A policy and from when it holds.
     *
     * @param effectiveFromMillis event time, milliseconds since the epoch, inclusive
     */
    public record Dated(long effectiveFromMillis, Policy policy) {}

    private final Policy initial;
    private final long[] effectiveFromMillis;
    private final Policy[] policies;

    private PolicyTimeline(Policy initial, List<Dated> sorted) {
        this.initial = initial;
        this.effectiveFromMillis = sorted.stream().mapToLong(Dated::effectiveFromMillis).toArray();
        this.policies = sorted.stream().map(Dated::policy).toArray(Policy[]::new);
    }

    /**
     * A timeline that starts with {@code initial} and changes at each dated policy. Of several with
     * one date the last given holds.
     */
    public static PolicyTimeline of(Policy initial, List<Dated> dated) {
        PolicyTimeline timeline = new PolicyTimeline(initial, List.of());
        for (Dated policy : dated) {
            timeline = timeline.with(policy);
        }
        return timeline;
    }

    /** This timeline with one more policy; it replaces one of the same date. */
    public PolicyTimeline with(Dated added) {
        List<Dated> sorted = new ArrayList<>(policies.length + 1);
        for (int i = 0; i < policies.length; i++) {
            if (effectiveFromMillis[i] != added.effectiveFromMillis()) {
                sorted.add(new Dated(effectiveFromMillis[i], policies[i]));
            }
        }
        sorted.add(added);
        sorted.sort(Comparator.comparingLong(Dated::effectiveFromMillis));
        if (sorted.size() <= DATED_LIMIT) {
            return new PolicyTimeline(initial, sorted);
        }
        return new PolicyTimeline(sorted.get(1).policy(), sorted.subList(2, sorted.size()));
    }

    /** The policy that holds at an event time. Allocates nothing. */
    public Policy at(long eventTimeMillis) {
        for (int i = policies.length - 1; i >= 0; i--) {
            if (effectiveFromMillis[i] <= eventTimeMillis) {
                return policies[i];
            }
        }
        return initial;
    }

    /** How many dated policies there are beside the initial one. */
    public int datedPolicies() {
        return policies.length;
    }
}
