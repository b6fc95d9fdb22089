package io.fusewire.bench.quality.peers;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.ResourceStanding;

/** What peers count in an event. */
final class Deeds {

    static final long HOUR_MILLIS = 3_600_000;

    private Deeds() {}

    /** Whether anybody would ever stop the principal: an agent, or one that nothing tells. */
    static boolean isStoppable(AccountEvent event) {
        return event.type() == AccountEvent.Type.EVENT
                && (event.chargedKind() == AgentKind.AGENT
                        || event.chargedKind() == AgentKind.UNKNOWN);
    }

    static boolean isDestruction(AuditEvent event) {
        return event.outcome() == Outcome.SUCCESS && event.has(Effect.DESTROY);
    }

    /** Resources destroyed, whoever made them. */
    static int destroyed(AuditEvent event) {
        return isDestruction(event) ? Math.max(1, event.units()) : 0;
    }

    /** Resources destroyed that the principal had not made. */
    static int foreignDestroyed(AccountEvent event) {
        if (!isDestruction(event.event())) {
            return 0;
        }
        int foreign = 0;
        for (ResourceStanding standing : event.standings()) {
            foreign += standing.foreign() && !standing.alreadyDestroyed() ? 1 : 0;
        }
        int unlisted = event.event().units() - event.standings().size();
        return foreign + (foreign > 0 && unlisted > 0 ? unlisted : 0);
    }
}
