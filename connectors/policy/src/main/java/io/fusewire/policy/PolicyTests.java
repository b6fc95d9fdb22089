package io.fusewire.policy;

import io.fusewire.core.policy.Glob;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The tests of one file, written beside a policy.
 *
 * @param policy file name of the policy that they are for; null if they are for every policy in
 *     their folder
 * @param tests in the file's order, at least one
 */
public record PolicyTests(@Nullable String policy, List<PolicyTest> tests) {

    /**
     * Records, and what must be decided about them.
     *
     * @param name what it shows, in a sentence
     * @param line where it stands
     * @param files of audit records, relative to the test's file
     * @param records one JSON record a line, written in the test itself; empty if there are none
     * @param priors file of the priors that hold, null for the shipped ones
     * @param controlFile file of control messages, null if there is none
     * @param control messages written in the test itself
     * @param agentDaysPerFalseTrip A where the policy does not say, null for the default
     * @param expectations all that must be decided; what nobody expects must not be
     */
    public record PolicyTest(
            String name,
            int line,
            List<String> files,
            String records,
            @Nullable String priors,
            @Nullable String controlFile,
            List<Statement> control,
            @Nullable Double agentDaysPerFalseTrip,
            List<Expectation> expectations) {}

    /** What must become of an agent. */
    public enum Outcome {
        TRIP,
        ALERT,
        NONE
    }

    /**
     * One decision, or that there is none about an agent that was seen.
     *
     * @param line where it stands
     * @param agent pattern of agent keys
     * @param outcome what must be decided
     * @param at id of the record that must decide it; null for any
     * @param reasons that it must give, among others
     * @param lostAtMost resources lost by then at most; null for any number
     */
    public record Expectation(
            int line,
            Glob agent,
            Outcome outcome,
            @Nullable String at,
            List<String> reasons,
            @Nullable Integer lostAtMost) {}
}
