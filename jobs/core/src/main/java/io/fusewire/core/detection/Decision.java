package io.fusewire.core.detection;

import io.fusewire.core.baseline.LadderReading;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.EscalationLadder;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.BlindedTrail;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A breaker decision: a trip, or an alert that pages without opening a breaker.
 *
 * @param decisionId hash of agent, its first-seen event time, the decision's number and its type:
 *     the same whichever record of a simultaneous burst arrived first, and after a restart
 * @param type trip or alert
 * @param number of this agent's decisions of this type, from 1
 * @param atMillis event time of the record that decided it
 * @param triggerEventId that record
 * @param agent agent key
 * @param agentKind what stands behind it
 * @param agentClass its class from policy, else null
 * @param account the agent's account
 * @param partition the agent's partition
 * @param principalArn role or user behind the trigger's session, else null
 * @param sessions those that carried the evidence, in order of their first; at most {@link
 *     Guard#SESSIONS_NAMED_MAX}
 * @param principals whose those sessions are, in the same order
 * @param sharedSession whether another caller, marked otherwise, was seen in the trigger's session
 * @param namesakes sessions that AWS says a person opened, with the user id of the trigger's
 *     session
 * @param issuedBy the long-term key that opened the session that answers for the trigger, and its
 *     user; null where no record told
 * @param mode whether the trip revokes
 * @param breakerFrom state before
 * @param breakerTo state after, as it is or, in shadow, would be
 * @param score of the rule with the largest ratio of score to limit
 * @param limit of that rule
 * @param reasons rules that spoke, largest ratio first, then recognised patterns
 * @param resourcesLost distinct foreign, unapproved resources destroyed since the deciding rule's
 *     window began
 * @param resourcesLostAtLeast whether a call did not tell its count, or more were lost than are
 *     remembered one by one
 * @param resources the lost ones in order of time; at most {@link Guard#RESOURCES_NAMED_MAX}
 * @param trails those that the same burst or window left blind, in order of time, each by the
 *     latest call that did; at most {@link Guard#TRAILS_NAMED_MAX}
 * @param executions ARNs of the Step Functions executions that the agent started in the same burst
 *     or window, in order of arrival; at most {@link AgentState#EXECUTIONS_MAX}
 * @param eventIds the records behind the score in order of time; at most {@link
 *     Guard#RESOURCES_NAMED_MAX}
 * @param evidence what those records were charged with, in order of time, for whoever draws or
 *     audits the sum; at most {@link Guard#EVIDENCE_MAX}, the latest ones
 * @param ladders where the agent stands on each ladder, against its own past
 * @param policyId the policy version that it was decided by
 * @param priorsId the priors version that it was decided by
 * @param defaultCaps whether the caps are the shipped ones that nobody has signed
 * @param escalation of a trip: how far its containment may go by itself, by that policy; else null
 * @param explanation one paragraph for a person at 3 a.m.
 * @param deliveredMillis when the audit topic took the record that decided it; null if nothing
 *     told, as in a replay
 * @param agentsAtWork of a trip: how many agents were seen of late, as {@link ActiveAgents} counts
 *     them; 0 if nobody counted, as in a replay
 */
public record Decision(
        String decisionId,
        Type type,
        int number,
        long atMillis,
        String triggerEventId,
        String agent,
        AgentKind agentKind,
        @Nullable String agentClass,
        String account,
        String partition,
        @Nullable String principalArn,
        List<String> sessions,
        List<SessionPrincipal> principals,
        boolean sharedSession,
        List<String> namesakes,
        @Nullable SessionPrincipal issuedBy,
        EnforcementMode mode,
        BreakerState breakerFrom,
        BreakerState breakerTo,
        double score,
        double limit,
        List<String> reasons,
        int resourcesLost,
        boolean resourcesLostAtLeast,
        List<ResourceRef> resources,
        List<BlindedTrail> trails,
        List<String> executions,
        List<String> eventIds,
        List<Charge> evidence,
        List<LadderReading> ladders,
        String policyId,
        String priorsId,
        boolean defaultCaps,
        @Nullable EscalationLadder escalation,
        String explanation,
        @Nullable Long deliveredMillis,
        int agentsAtWork) {

    /** What a decision does. */
    public enum Type {
        /** Opens the breaker; in shadow it would have. */
        TRIP,
        /** Pages, without opening anything. */
        ALERT
    }

    /** This decision on a record that was delivered then. */
    public Decision deliveredAt(@Nullable Long millis) {
        return telling(millis, agentsAtWork);
    }

    /** This decision, if it is a trip, among so many agents. */
    public Decision among(int agents) {
        return type == Type.TRIP ? telling(deliveredMillis, agents) : this;
    }

    private Decision telling(@Nullable Long delivered, int agents) {
        return new Decision(
                decisionId,
                type,
                number,
                atMillis,
                triggerEventId,
                agent,
                agentKind,
                agentClass,
                account,
                partition,
                principalArn,
                sessions,
                principals,
                sharedSession,
                namesakes,
                issuedBy,
                mode,
                breakerFrom,
                breakerTo,
                score,
                limit,
                reasons,
                resourcesLost,
                resourcesLostAtLeast,
                resources,
                trails,
                executions,
                eventIds,
                evidence,
                ladders,
                policyId,
                priorsId,
                defaultCaps,
                escalation,
                explanation,
                delivered,
                agents);
    }
}
