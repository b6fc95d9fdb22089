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
 * @param atMillis event time of the destruction
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
        String session) {}
