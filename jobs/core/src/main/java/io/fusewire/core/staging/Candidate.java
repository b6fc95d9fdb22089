package io.fusewire.core.staging;

import io.fusewire.core.baseline.Priors;
import io.fusewire.core.event.Timeline;
import io.fusewire.core.policy.Policy;

import org.jspecify.annotations.Nullable;

/**
 * What is tried beside what holds: a policy, priors, or both.
 *
 * @param id of this very trial: two trials of one version are two
 * @param policy null if the one that holds is judged by
 * @param priors null if those that hold are judged by
 * @param priorsFromMillis event time from which they are tried
 */
public record Candidate(
        String id, @Nullable Policy policy, @Nullable Priors priors, long priorsFromMillis) {

    /** The policy that the candidate judges by. */
    public Policy policyOver(Policy active) {
        return policy == null ? active : policy;
    }

    /** The priors that the candidate judges by; what began before the trial is climbed as ever. */
    public Timeline<Priors> priorsOver(Timeline<Priors> active) {
        return priors == null ? active : active.endingWith(priorsFromMillis, priors);
    }
}
