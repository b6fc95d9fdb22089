package io.fusewire.core.incident;

import io.fusewire.core.detection.Decision;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.BlindedTrail;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a page and a record have to know of a decision, trip or alert.
 *
 * @param decisionId the decision
 * @param type trip or alert
 * @param atMillis event time of the record that decided it
 * @param triggerEventId that record; null if the decision does not say
 * @param agent agent key
 * @param agentKind what stands behind it
 * @param agentClass its class from policy, else null
 * @param account the agent's account
 * @param partition the agent's partition
 * @param principalArn role or user behind the deciding record's session, else null
 * @param sessions those that carried the evidence, at most {@link #LISTED_MAX}
 * @param sharedSession whether another caller was seen in the deciding record's session
 * @param mode whether it revokes
 * @param score of the rule that spoke
 * @param limit of that rule
 * @param reasons rules that spoke
 * @param lost resources lost
 * @param lostAtLeast whether there may be more
 * @param resources the lost ones, at most {@link #LISTED_MAX}
 * @param trails trails that were left blind
 * @param eventIds records behind the score, at most {@link #LISTED_MAX}
 * @param policyId the policy version that it was decided by; null if the decision does not say
 * @param priorsId the priors version that it was decided by; null if the decision does not say
 * @param explanation one paragraph; empty if the decision has none
 */
public record IncidentDecision(
        String decisionId,
        Decision.Type type,
        long atMillis,
        @Nullable String triggerEventId,
        String agent,
        AgentKind agentKind,
        @Nullable String agentClass,
        String account,
        String partition,
        @Nullable String principalArn,
        List<SessionPrincipal> sessions,
        boolean sharedSession,
        EnforcementMode mode,
        double score,
        double limit,
        List<String> reasons,
        int lost,
        boolean lostAtLeast,
        List<ResourceRef> resources,
        List<BlindedTrail> trails,
        List<String> eventIds,
        @Nullable String policyId,
        @Nullable String priorsId,
        String explanation) {

    /** Sessions, resources and event ids kept of one decision; the trips topic has the rest. */
    public static final int LISTED_MAX = 100;

    public IncidentDecision {
        sessions = first(sessions);
        reasons = first(reasons);
        resources = first(resources);
        // State of before there was such a field gives null.
        trails = trails == null ? List.of() : first(trails);
        eventIds = first(eventIds);
    }

    private static <T> List<T> first(List<T> all) {
        return List.copyOf(all.subList(0, Math.min(LISTED_MAX, all.size())));
    }

    boolean isTrip() {
        return type == Decision.Type.TRIP;
    }

    boolean isShadow() {
        return mode == EnforcementMode.SHADOW;
    }
}
