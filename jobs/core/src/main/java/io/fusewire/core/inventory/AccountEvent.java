package io.fusewire.core.inventory;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.identity.SessionPrincipal;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An audit event with what its account knows about it: the guard's input, keyed by {@link
 * #chargedAgent}.
 *
 * <p>For a cascade's child (a stack's deletion) the charged principal is the one whose call set the
 * cascade off; for everything else it is the caller. A {@link Type#WITHDRAWAL} carries a late
 * CREATE to the agent that was charged with destroying its resource: the thing was that agent's own
 * after all.
 *
 * @param type what the guard is to do with it
 * @param event the record; of a withdrawal, the late CREATE
 * @param chargedAgent agent key that answers for the event
 * @param chargedKind kind of that principal
 * @param chargedClass its class from policy, else null
 * @param chargedMode whether policy arms it
 * @param chargedBreakGlass whether policy lists it for emergencies
 * @param chargedSession the session that answers for the event
 * @param sharedSession whether an agent and a person, or two agents, were seen in the caller's
 *     session, which no policy can part
 * @param namesakes sessions that AWS says a person opened in the console, and whose user id the
 *     charged session has too; of an event that puts nothing at stake none
 * @param cascadeRoot event id of the call that set the cascade off; null if the event is no child
 * @param cascadeGuessed whether the causer is the newest of several candidates and not proven by
 *     the stack's name or id
 * @param knownChildren of a stack's deletion: how many live resources are known to belong to the
 *     stack; else 0
 * @param environmentLive live resources in the event's environment (account and region, narrowed by
 *     stack where known) just before the event
 * @param environment key of that environment
 * @param environmentSinceMillis event time of the first event seen in that environment
 * @param standings one per resource acted on, in the event's order; none for a READ, which puts
 *     nothing at stake
 * @param recreations of a CREATE: those identities that were destroyed earlier
 * @param withdrawnEventId of a withdrawal: the record of the destruction; else null
 * @param withdrawnResource of a withdrawal: key of the resource that the agent had made itself;
 *     else null
 * @param swarm the swarm that the charged agent has part in and must answer for now; null for
 *     nearly all events
 * @param issuedBy the long-term key that opened the charged session, as far as its account told, of
 *     an event that takes something away; else null
 */
public record AccountEvent(
        Type type,
        AuditEvent event,
        String chargedAgent,
        AgentKind chargedKind,
        @Nullable String chargedClass,
        EnforcementMode chargedMode,
        boolean chargedBreakGlass,
        String chargedSession,
        boolean sharedSession,
        List<String> namesakes,
        @Nullable String cascadeRoot,
        boolean cascadeGuessed,
        int knownChildren,
        int environmentLive,
        String environment,
        long environmentSinceMillis,
        List<ResourceStanding> standings,
        List<Recreation> recreations,
        @Nullable String withdrawnEventId,
        @Nullable String withdrawnResource,
        @Nullable SwarmFinding swarm,
        @Nullable SessionPrincipal issuedBy) {

    /** What the guard is to do with an account event. */
    public enum Type {
        /** Judge it. */
        EVENT,
        /**
         * Take back what was charged for {@link #withdrawnResource} by {@link #withdrawnEventId}.
         */
        WITHDRAWAL
    }

    /** This event, as a policy sees it that makes something else of who answers for it. */
    public AccountEvent chargedAs(
            AgentKind kind, @Nullable String agentClass, EnforcementMode mode, boolean breakGlass) {
        return new AccountEvent(
                type,
                event,
                chargedAgent,
                kind,
                agentClass,
                mode,
                breakGlass,
                chargedSession,
                sharedSession,
                namesakes,
                cascadeRoot,
                cascadeGuessed,
                knownChildren,
                environmentLive,
                environment,
                environmentSinceMillis,
                standings,
                recreations,
                withdrawnEventId,
                withdrawnResource,
                swarm,
                issuedBy);
    }

    /** This event, with a swarm that its agent has part in. */
    public AccountEvent withSwarm(SwarmFinding finding) {
        return new AccountEvent(
                type,
                event,
                chargedAgent,
                chargedKind,
                chargedClass,
                chargedMode,
                chargedBreakGlass,
                chargedSession,
                sharedSession,
                namesakes,
                cascadeRoot,
                cascadeGuessed,
                knownChildren,
                environmentLive,
                environment,
                environmentSinceMillis,
                standings,
                recreations,
                withdrawnEventId,
                withdrawnResource,
                finding,
                issuedBy);
    }
}
