package io.fusewire.core.inventory;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Loss;

import org.jspecify.annotations.Nullable;

/**
 * How an identity ended and who was charged with it.
 *
 * <p>Stored inside a {@link ResourceEntry}; rejects nothing.
 *
 * @param sinceMillis event time of the first destruction seen since the identity was last made
 * @param untilMillis event time of the last one; a creation between the two was destroyed again
 * @param atMillis event time of the destruction that the other fields describe
 * @param eventId the record of the destruction
 * @param eventName its operation
 * @param type type of the resource that it ended
 * @param loss how much of it can be had back
 * @param owner owner key of the charged principal
 * @param agent its agent key
 * @param kind its kind
 * @param agentClass its class from policy, else null
 * @param mode whether policy arms it
 * @param breakGlass whether policy lists it for emergencies
 * @param session the session that answers for it
 */
public record Destruction(
        long sinceMillis,
        long untilMillis,
        long atMillis,
        String eventId,
        String eventName,
        String type,
        Loss loss,
        String owner,
        String agent,
        AgentKind kind,
        @Nullable String agentClass,
        EnforcementMode mode,
        boolean breakGlass,
        String session) {

    /** The same, seen to be destroyed within another span. */
    Destruction spanning(long since, long until) {
        return new Destruction(
                since,
                until,
                atMillis,
                eventId,
                eventName,
                type,
                loss,
                owner,
                agent,
                kind,
                agentClass,
                mode,
                breakGlass,
                session);
    }
}
