package io.fusewire.core.detection;

import io.fusewire.core.event.EnforcementMode;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One record on which a candidate decided otherwise than what holds.
 *
 * @param kind how they differ
 * @param agent agent key
 * @param account the agent's account
 * @param atMillis event time of the record
 * @param triggerEventId that record
 * @param activePolicyId the policy that holds
 * @param candidatePolicyId the policy that the candidate judges by; the same if only priors are
 *     tried
 * @param activePriorsId the priors that hold
 * @param candidatePriorsId those that the candidate judges by; the same if only a policy is tried
 * @param active what was decided; null if nothing was
 * @param candidate what would have been decided; null if nothing would have been
 * @param earlierDecisionId of {@link Kind#CANDIDATE_FIRST} and {@link Kind#ACTIVE_FIRST}: the
 *     decision of the same incident that the other made before; else null
 * @param earlierAtMillis event time of that decision
 */
public record DecisionDifference(
        Kind kind,
        String agent,
        String account,
        long atMillis,
        String triggerEventId,
        String activePolicyId,
        String candidatePolicyId,
        String activePriorsId,
        String candidatePriorsId,
        @Nullable Side active,
        @Nullable Side candidate,
        @Nullable String earlierDecisionId,
        long earlierAtMillis) {

    /** How a decision and a candidate's differ. */
    public enum Kind {
        /** What holds decided; the candidate has not, so far. */
        ONLY_ACTIVE,
        /** The candidate would have decided; what holds has not, so far. */
        ONLY_CANDIDATE,
        /** What holds decided in an incident in which the candidate would have decided before. */
        CANDIDATE_FIRST,
        /** The candidate would have decided in an incident in which what holds did before. */
        ACTIVE_FIRST,
        /** Both decided on the same record: one trips and the other pages, or only one revokes. */
        OTHERWISE
    }

    /**
     * What one of the two decided.
     *
     * @param decisionId of what holds: the decision; of the candidate: what its id would have been
     * @param mode whether policy arms the agent
     * @param explanation as of a decision
     */
    public record Side(
            String decisionId,
            Decision.Type type,
            EnforcementMode mode,
            double score,
            double limit,
            List<String> reasons,
            int resourcesLost,
            String explanation) {

        static Side of(Decision decision, EnforcementMode mode) {
            return new Side(
                    decision.decisionId(),
                    decision.type(),
                    mode,
                    decision.score(),
                    decision.limit(),
                    decision.reasons(),
                    decision.resourcesLost(),
                    decision.explanation());
        }
    }
}
