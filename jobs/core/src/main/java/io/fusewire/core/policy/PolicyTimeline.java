package io.fusewire.core.policy;

import io.fusewire.core.event.Timeline;

import java.util.List;

/** Which policy holds at which event time. Immutable. */
public final class PolicyTimeline {

    /** Most dated policies that are kept, as {@link Timeline#DATED_LIMIT}. */
    public static final int DATED_LIMIT = Timeline.DATED_LIMIT;

    /** Nothing but {@link Policy#DEFAULT}. */
    public static final PolicyTimeline DEFAULT = new PolicyTimeline(Timeline.of(Policy.DEFAULT));

    /**
     * A policy and from when it holds.
     *
     * @param effectiveFromMillis event time, milliseconds since the epoch, inclusive
     */
    public record Dated(long effectiveFromMillis, Policy policy) {}

    private final Timeline<Policy> versions;

    private PolicyTimeline(Timeline<Policy> versions) {
        this.versions = versions;
    }

    /**
     * A timeline that starts with {@code initial} and changes at each dated policy. Of several with
     * one date the last given holds.
     */
    public static PolicyTimeline of(Policy initial, List<Dated> dated) {
        PolicyTimeline timeline = new PolicyTimeline(Timeline.of(initial));
        for (Dated policy : dated) {
            timeline = timeline.with(policy);
        }
        return timeline;
    }

    /** This timeline with one more policy; it replaces one of the same date. */
    public PolicyTimeline with(Dated added) {
        return new PolicyTimeline(versions.with(added.effectiveFromMillis(), added.policy()));
    }

    /** The policy that holds at an event time. Allocates nothing. */
    public Policy at(long eventTimeMillis) {
        return versions.at(eventTimeMillis);
    }

    /** How many dated policies there are beside the initial one. */
    public int datedPolicies() {
        return versions.datedVersions();
    }
}
