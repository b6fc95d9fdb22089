package io.fusewire.core.detection;

import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Loss;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.policy.HarmWeights;

import java.time.Duration;
import java.util.List;

/**
 * Findings that page a person and open no breaker: attempts that were refused, and a first loss
 * that cannot be undone.
 *
 * <p>Each is raised at most once in 24 hours of event time and does not shield what follows.
 */
public final class Alarms {

    /** Denied destructive attempts within an hour that make an alert. */
    static final int DENIED_ATTEMPTS_ALERT = 20;

    static final String DENIED_PERSISTENT = "denied/persistent";
    public static final String AUDIT_OFF = "audit-off/paged";
    static final String FIRST_IRREVERSIBLE_LOSS = "foreign-harm/first-irreversible-loss";

    private static final long DENIED_WINDOW_MILLIS = Duration.ofHours(1).toMillis();
    private static final long ALERT_PAUSE_MILLIS = Duration.ofHours(24).toMillis();
    private static final double STORE_WEIGHT = 10;

    private Alarms() {}

    /** Whether a violation of this name pages only, whoever the principal is. */
    public static boolean pagesOnly(String reason) {
        return reason.equals(DENIED_PERSISTENT)
                || reason.equals(AUDIT_OFF)
                || reason.equals(FIRST_IRREVERSIBLE_LOSS);
    }

    /** Counts attempts that were refused: no damage, but who keeps trying wants something. */
    static void judgeIntent(AccountEvent event, AgentState state, List<Violation> violations) {
        AuditEvent audit = event.event();
        if (audit.outcome() != Outcome.DENIED || !wouldHarm(audit)) {
            return;
        }
        long now = audit.eventTimeMillis();
        if (state.denied == 0 || now - state.deniedSinceMillis > DENIED_WINDOW_MILLIS) {
            state.denied = 0;
            state.deniedSinceMillis = now;
            state.deniedEventIds.clear();
            state.deniedSessions.clear();
        }
        state.denied++;
        if (state.deniedEventIds.size() < DENIED_ATTEMPTS_ALERT) {
            state.deniedEventIds.add(audit.eventId());
        }
        if (state.deniedSessions.size() < DENIED_ATTEMPTS_ALERT
                && !state.deniedSessions.contains(event.chargedSession())) {
            state.deniedSessions.add(event.chargedSession());
        }
        if (state.denied >= DENIED_ATTEMPTS_ALERT && isPast(state.deniedAlertAtMillis, now)) {
            state.deniedAlertAtMillis = now;
            violations.add(
                    new Violation(
                            DENIED_PERSISTENT,
                            state.denied,
                            DENIED_ATTEMPTS_ALERT,
                            state.deniedSinceMillis));
        }
    }

    private static boolean wouldHarm(AuditEvent event) {
        return event.has(Effect.DESTROY)
                || event.effect() == Effect.PROTECTION_REMOVAL
                || event.effect() == Effect.AUDIT_TAMPERING;
    }

    /**
     * Audit switched off where that trips nobody, because policy or a person said so: someone has
     * to know all the same, or it would be the way to work unseen.
     */
    static void judgeAuditOff(AccountEvent event, Harm harm, List<Violation> violations) {
        if (harm.auditOff()) {
            violations.add(
                    new Violation(
                            AUDIT_OFF,
                            harm.points(),
                            harm.points(),
                            event.event().eventTimeMillis()));
        }
    }

    /**
     * One irreversible call cannot be prevented by whoever reads it afterwards, but a person can
     * know of it at once: the first store of its type that this agent destroys, if a person made it
     * or nobody knows who did.
     */
    static void judgeFirstIrreversibleLoss(
            AccountEvent event,
            AgentState state,
            Harm harm,
            boolean mayTrip,
            List<Violation> violations) {
        if (event.event().loss() != Loss.IRREVERSIBLE
                || harm.lost() == 0
                || !mayTrip
                || !isPast(state.irreversibleAlertAtMillis, event.event().eventTimeMillis())) {
            return;
        }
        for (int i = 0; i < event.standings().size(); i++) {
            if (isUnfamiliarStore(event.standings().get(i), harm, i, state)) {
                state.irreversibleAlertAtMillis = event.event().eventTimeMillis();
                violations.add(
                        new Violation(
                                FIRST_IRREVERSIBLE_LOSS, 1, 1, event.event().eventTimeMillis()));
                return;
            }
        }
    }

    private static boolean isUnfamiliarStore(
            ResourceStanding standing, Harm harm, int index, AgentState state) {
        return harm.ofStanding(index) > 0
                && harm.weightOfStanding(index) >= STORE_WEIGHT
                && !standing.resource().type().equals(HarmWeights.STACK_TYPE)
                && (standing.origin() == Origin.HUMAN || standing.origin() == Origin.UNKNOWN)
                && !standing.lapsed()
                && !state.destroyedTypes.containsKey(standing.resource().type());
    }

    private static boolean isPast(long alertAtMillis, long now) {
        return alertAtMillis == AgentState.NEVER || now - alertAtMillis > ALERT_PAUSE_MILLIS;
    }
}
