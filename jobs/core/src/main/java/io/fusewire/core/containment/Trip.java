package io.fusewire.core.containment;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;
import io.fusewire.core.identity.SessionRef;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What containment has to know of a trip.
 *
 * @param decisionId the decision
 * @param atMillis event time of the record that decided it
 * @param agent agent key
 * @param account the agent's account
 * @param partition the agent's partition
 * @param mode whether it revokes
 * @param breakerFrom the breaker's state before
 * @param principalArn role or user behind the session of the record that decided it; null if that
 *     was not the agent's own call
 * @param sessions those that carried the evidence
 * @param sharedSession whether another caller, marked otherwise, was seen in the session of that
 *     record
 * @param namesakes sessions of the same user id that a person opened in the console: no evidence
 *     against them
 * @param lost resources that were destroyed
 * @param executions ARNs of the Step Functions executions that the agent started
 * @param deliveredMillis when the audit topic took the record that decided it; null if the decision
 *     does not tell
 * @param agentsAtWork how many agents the detector had seen of late; 0 if the decision does not
 *     tell
 * @param escalation how far containment may go by itself
 * @param issuedBy the long-term key that opened the session of that record, and its user; null
 *     where no record told
 */
public record Trip(
        String decisionId,
        long atMillis,
        String agent,
        String account,
        String partition,
        EnforcementMode mode,
        BreakerState breakerFrom,
        @Nullable String principalArn,
        List<SessionPrincipal> sessions,
        boolean sharedSession,
        List<String> namesakes,
        List<ResourceRef> lost,
        List<String> executions,
        @Nullable Long deliveredMillis,
        int agentsAtWork,
        EscalationLadder escalation,
        @Nullable SessionPrincipal issuedBy) {

    public Trip {
        sessions = List.copyOf(sessions);
        namesakes = List.copyOf(namesakes);
        lost = List.copyOf(lost);
        // State of before there were such fields gives null.
        executions = executions == null ? List.of() : List.copyOf(executions);
        escalation = escalation == null ? EscalationLadder.DEFAULT : escalation;
    }

    /** The sessions as things to be contained. */
    List<Subject> subjects() {
        Map<String, String> arnById = arnById();
        return sessions.stream().map(session -> subject(session, arnById)).toList();
    }

    /**
     * A session of the agent as a thing to be contained, whether or not the trip names it.
     *
     * @param seenArn the role or user behind it, if a call of the session told it
     */
    Subject subjectOf(String session, @Nullable String seenArn) {
        for (SessionPrincipal named : sessions) {
            if (named.session().equals(session)) {
                return subject(named, arnById());
            }
        }
        return subject(new SessionPrincipal(session, seenArn), arnById());
    }

    /** The user whose long-term key opened its session as one to be contained; null if unknown. */
    @Nullable Subject issuer() {
        SessionPrincipal key = issuedBy;
        return key == null
                ? null
                : new Subject(
                        agent,
                        key.session(),
                        account,
                        partition,
                        key.principalArn(),
                        false,
                        List.of());
    }

    private Map<String, String> arnById() {
        Map<String, String> arnById = new HashMap<>();
        for (SessionPrincipal session : sessions) {
            if (session.principalArn() != null) {
                arnById.put(principalId(session.session()), session.principalArn());
            }
        }
        return arnById;
    }

    private Subject subject(SessionPrincipal session, Map<String, String> arnById) {
        String known = session.principalArn();
        return new Subject(
                agent,
                session.session(),
                account,
                partition,
                known == null ? inferredArn(session.session(), arnById) : known,
                sharedSession,
                namesakes.stream().filter(other -> !other.equals(session.session())).toList());
    }

    /** This trip without what it did: all that is needed once its first measures are taken. */
    Trip withoutDeeds() {
        return with(namesakes, List.of(), List.of());
    }

    /** This trip after the agent was seen at work in a session that was taken for a person's. */
    Trip withoutNamesake(String session) {
        return with(
                namesakes.stream().filter(other -> !other.equals(session)).toList(),
                lost,
                executions);
    }

    private Trip with(
            List<String> sparedSessions, List<ResourceRef> stillLost, List<String> stillStarted) {
        return new Trip(
                decisionId,
                atMillis,
                agent,
                account,
                partition,
                mode,
                breakerFrom,
                principalArn,
                sessions,
                sharedSession,
                sparedSessions,
                stillLost,
                stillStarted,
                deliveredMillis,
                agentsAtWork,
                escalation,
                issuedBy);
    }

    /**
     * A role's id stands in each of its sessions' keys, so one session whose role is known tells
     * the role of the others; and an agent key of a role or user names it.
     */
    private @Nullable String inferredArn(String session, Map<String, String> arnById) {
        String sibling = arnById.get(principalId(session));
        if (sibling != null) {
            return sibling;
        }
        boolean isTheOnlyOne = sessions.size() == 1 && sessions.get(0).session().equals(session);
        return principalArn != null && isTheOnlyOne ? principalArn : arnInKey(session);
    }

    /** Without the path, which IAM's calls do not ask for. */
    private @Nullable String arnInKey(String session) {
        String start = partition + ":" + account + ":";
        if (!agent.startsWith(start)) {
            return null;
        }
        String[] subject = agent.substring(start.length()).split("[/:]", -1);
        boolean isNamed =
                subject.length > 1
                        && (subject[0].equals("role") || subject[0].equals("user"))
                        && !subject[1].equals(principalId(session))
                        && !subject[1].equals("-");
        return isNamed
                ? "arn:" + partition + ":iam::" + account + ":" + subject[0] + "/" + subject[1]
                : null;
    }

    /** Of a role session the role's id; users and sign-ins share nothing of theirs with others. */
    private static String principalId(String session) {
        SessionRef ref = SessionRef.parse(session);
        int colon = ref.principal().indexOf(':');
        return ref.type() == SessionRef.Type.ROLE && colon >= 0
                ? ref.principal().substring(0, colon)
                : ref.principal();
    }
}
