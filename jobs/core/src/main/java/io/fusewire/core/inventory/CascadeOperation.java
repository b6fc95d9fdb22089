package io.fusewire.core.inventory;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.EnforcementMode;

import org.jspecify.annotations.Nullable;

/**
 * A call whose consequences a service carries out later, in calls of its own: an operation on a
 * CloudFormation stack, or one that ends an Auto Scaling group or its instances.
 *
 * <p>Stored; rejects nothing. About 400 bytes.
 *
 * @param atMillis event time of the call
 * @param eventId its record
 * @param rootEventId the record that set the whole cascade off: another one for a nested stack
 * @param region where it was called
 * @param service the service that carries it out: {@code cloudformation.amazonaws.com}
 * @param target name of the stack or group
 * @param destroys whether the call ends its target
 * @param owner owner key of the charged principal
 * @param agent its agent key
 * @param kind its kind
 * @param agentClass its class from policy, else null
 * @param mode whether policy arms it
 * @param breakGlass whether policy lists it for emergencies
 * @param session the session that answers for it
 * @param childOwner owner key under which proven children called, once one was seen: the caller's
 *     own or that of the stack's service role; else null
 */
public record CascadeOperation(
        long atMillis,
        String eventId,
        String rootEventId,
        String region,
        String service,
        String target,
        boolean destroys,
        String owner,
        String agent,
        AgentKind kind,
        @Nullable String agentClass,
        EnforcementMode mode,
        boolean breakGlass,
        String session,
        @Nullable String childOwner) {}
