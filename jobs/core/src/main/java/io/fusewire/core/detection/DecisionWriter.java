package io.fusewire.core.detection;

import io.fusewire.core.baseline.LadderReading;
import io.fusewire.core.baseline.PriorsOfClass;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.catalogue.ResourceKeys;
import io.fusewire.core.containment.EscalationLadder;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.BlindedTrail;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.SwarmFinding;
import io.fusewire.core.policy.Caps;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts a ruling into the form that leaves the guard: evidence of the deciding window, sessions,
 * words.
 */
final class DecisionWriter {

    /**
     * What was decided, before it is put into words.
     *
     * @param earlierPriorsId the priors by which the leading ladder's episode is climbed, because
     *     it began before {@code priorsId} took effect; null where there are no others
     * @param likeClass the class that an agent without one was judged by, because it is like it;
     *     null if it was judged by its own, or by the fleet
     */
    record Ruling(
            Decision.Type type,
            int number,
            EnforcementMode mode,
            BreakerState from,
            BreakerState to,
            boolean frozen,
            String policyId,
            String priorsId,
            @Nullable String earlierPriorsId,
            @Nullable String likeClass,
            EscalationLadder escalation) {}

    private DecisionWriter() {}

    static Decision write(
            AccountEvent event,
            AgentState state,
            GuardStore store,
            Caps caps,
            PriorsOfClass priors,
            Harm harm,
            List<Violation> violations,
            Ruling ruling) {
        AuditEvent audit = event.event();
        Violation leading = violations.get(0);
        boolean intentOnly = leading.reason().equals(Alarms.DENIED_PERSISTENT);
        List<Charge> charges =
                intentOnly ? List.of() : Ledger.chargesSince(leading.sinceMillis(), store);
        List<Charge> lost = charges.stream().filter(Charge::lost).toList();
        int unnamed = intentOnly ? 0 : Fuse.unchargedSince(state, leading.sinceMillis());
        List<Charge> ofBurst = intentOnly ? List.of() : chargesOfBurst(state, store);
        List<Charge> wider = ofBurst.size() > charges.size() ? ofBurst : charges;
        List<LadderReading> ladders =
                LadderReading.all(state.baseline, priors, audit.eventTimeMillis());
        List<Patterns.Recognised> patterns =
                new Patterns(
                                wider,
                                state,
                                audit.eventTimeMillis(),
                                SwarmRule.isSwarm(leading.reason()) ? event.swarm() : null)
                        .recognised();
        String explanation =
                Explanation.of(
                        new Explanation.Case(
                                event,
                                state,
                                violations,
                                charges,
                                lost.size() + unnamed,
                                lostEarlier(ofBurst, leading),
                                ladders,
                                priors.at(audit.eventTimeMillis()).repertoire(),
                                patterns,
                                caps,
                                ruling,
                                harm));
        List<String> sessions =
                intentOnly
                        ? List.copyOf(state.deniedSessions)
                        : sessionsOf(charges, event, leading, ruling);
        return new Decision(
                decisionId(
                        event.chargedAgent(),
                        state.firstSeenMillis,
                        ruling.number(),
                        ruling.type()),
                ruling.type(),
                ruling.number(),
                audit.eventTimeMillis(),
                audit.eventId(),
                event.chargedAgent(),
                event.chargedKind(),
                event.chargedClass(),
                state.account,
                audit.partition(),
                event.chargedAgent().equals(audit.agent()) ? audit.principalArn() : null,
                sessions,
                principalsOf(sessions, store),
                event.sharedSession(),
                event.namesakes(),
                event.issuedBy(),
                ruling.mode(),
                ruling.from(),
                ruling.to(),
                leading.score(),
                leading.limit(),
                reasons(violations, patterns),
                lost.size() + unnamed,
                unnamed > 0 || lost.stream().anyMatch(Charge::countUnknown),
                resourcesOf(lost),
                trailsOf(wider),
                executionsOf(state, leading),
                intentOnly
                        ? List.copyOf(state.deniedEventIds)
                        : eventIdsOf(charges, audit.eventId()),
                latest(charges),
                ladders,
                ruling.policyId(),
                ruling.priorsId(),
                caps.unsigned(),
                ruling.type() == Decision.Type.TRIP ? ruling.escalation() : null,
                explanation,
                null,
                0);
    }

    private static List<Charge> chargesOfBurst(AgentState state, GuardStore store) {
        return state.burstStartMillis == AgentState.NEVER
                ? List.of()
                : Ledger.chargesSince(state.burstEarliestMillis, store);
    }

    /** A rule that looks at one call only must not hide what the burst took before. */
    private static int lostEarlier(List<Charge> ofBurst, Violation leading) {
        int earlier = 0;
        for (Charge charge : ofBurst) {
            if (charge.lost() && charge.timeMillis() < leading.sinceMillis()) {
                earlier++;
            }
        }
        return earlier;
    }

    private static List<String> reasons(
            List<Violation> violations, List<Patterns.Recognised> patterns) {
        List<String> reasons = new ArrayList<>();
        violations.forEach(violation -> reasons.add(violation.reason()));
        patterns.forEach(recognised -> reasons.add(recognised.pattern().reason()));
        return List.copyOf(reasons);
    }

    private static List<Charge> latest(List<Charge> charges) {
        return List.copyOf(
                charges.subList(Math.max(0, charges.size() - Guard.EVIDENCE_MAX), charges.size()));
    }

    /**
     * Those that carried the evidence; where a swarm is a page and nobody answers for it, all of
     * its.
     */
    private static List<String> sessionsOf(
            List<Charge> charges, AccountEvent trigger, Violation leading, Ruling ruling) {
        Set<String> sessions = new LinkedHashSet<>();
        SwarmFinding swarm = trigger.swarm();
        if (swarm != null
                && SwarmRule.isSwarm(leading.reason())
                && ruling.type() == Decision.Type.ALERT) {
            sessions.addAll(swarm.sessions());
        }
        for (Charge charge : charges) {
            if (sessions.size() < Guard.SESSIONS_NAMED_MAX) {
                sessions.add(charge.session());
            }
        }
        if (sessions.isEmpty()) {
            sessions.add(trigger.chargedSession());
        }
        return List.copyOf(sessions);
    }

    private static List<SessionPrincipal> principalsOf(List<String> sessions, GuardStore store) {
        List<SessionPrincipal> principals = new ArrayList<>();
        for (String session : sessions) {
            SessionEntry known = store.session(session);
            principals.add(
                    new SessionPrincipal(session, known == null ? null : known.principalArn()));
        }
        return List.copyOf(principals);
    }

    private static List<ResourceRef> resourcesOf(List<Charge> lost) {
        return lost.stream()
                .limit(Guard.RESOURCES_NAMED_MAX)
                .map(charge -> new ResourceRef(charge.key(), charge.type(), charge.id()))
                .toList();
    }

    /** A trail is no resource that is lost, so its charge is that of something taken away. */
    private static List<BlindedTrail> trailsOf(List<Charge> charges) {
        return charges.stream()
                .filter(charge -> !charge.lost() && BlindedTrail.isTrail(charge.type()))
                .limit(Guard.TRAILS_NAMED_MAX)
                .map(
                        charge ->
                                new BlindedTrail(
                                        charge.eventName(),
                                        charge.id(),
                                        ResourceKeys.regionOf(Ledger.resourceKey(charge)),
                                        charge.eventId()))
                .toList();
    }

    private static List<String> executionsOf(AgentState state, Violation leading) {
        long since =
                state.burstEarliestMillis == AgentState.NEVER
                        ? leading.sinceMillis()
                        : Math.min(leading.sinceMillis(), state.burstEarliestMillis);
        return state.executions().stream()
                .filter(execution -> execution.atMillis() >= since)
                .map(AgentState.StartedExecution::arn)
                .distinct()
                .toList();
    }

    private static List<String> eventIdsOf(List<Charge> charges, String trigger) {
        Set<String> ids = new LinkedHashSet<>();
        for (Charge charge : charges) {
            if (ids.size() < Guard.RESOURCES_NAMED_MAX) {
                ids.add(charge.eventId());
            }
        }
        ids.add(trigger);
        return List.copyOf(ids);
    }

    static String decisionId(String agent, long firstSeenMillis, int number, Decision.Type type) {
        String text = agent + '\n' + firstSeenMillis + '\n' + number + '\n' + type;
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
