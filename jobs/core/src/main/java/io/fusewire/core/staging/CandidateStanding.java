package io.fusewire.core.staging;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.identity.Attribution;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * What a candidate policy makes of a caller, where that is not what the policy that holds does.
 *
 * @param kind what stands behind the principal
 * @param agentClass its class, else null
 * @param mode whether it is armed
 * @param breakGlass whether it is listed for emergencies
 */
public record CandidateStanding(
        AgentKind kind, @Nullable String agentClass, EnforcementMode mode, boolean breakGlass) {

    /**
     * The standing of an event's caller under the candidate; null if it is the same. Another agent
     * key counts for nothing: the candidate is tried on the agents as they are told apart now.
     */
    public static @Nullable CandidateStanding of(AuditEvent event, Attribution candidate) {
        boolean same =
                event.agentKind() == candidate.agentKind()
                        && event.mode() == candidate.mode()
                        && event.breakGlass() == candidate.breakGlass()
                        && Objects.equals(event.agentClass(), candidate.agentClass());
        return same
                ? null
                : new CandidateStanding(
                        candidate.agentKind(),
                        candidate.agentClass(),
                        candidate.mode(),
                        candidate.breakGlass());
    }
}
