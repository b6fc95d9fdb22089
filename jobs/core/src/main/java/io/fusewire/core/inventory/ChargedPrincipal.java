package io.fusewire.core.inventory;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.EnforcementMode;

import org.jspecify.annotations.Nullable;

/** Who answers for an event: its caller, or whoever set the cascade off. */
record ChargedPrincipal(
        String owner,
        String agent,
        AgentKind kind,
        @Nullable String agentClass,
        EnforcementMode mode,
        boolean breakGlass,
        String session) {

    static ChargedPrincipal callerOf(AuditEvent event) {
        return new ChargedPrincipal(
                event.owner(),
                event.agent(),
                event.agentKind(),
                event.agentClass(),
                event.mode(),
                event.breakGlass(),
                event.session());
    }

    static ChargedPrincipal causerOf(CascadeOperation operation) {
        return new ChargedPrincipal(
                operation.owner(),
                operation.agent(),
                operation.kind(),
                operation.agentClass(),
                operation.mode(),
                operation.breakGlass(),
                operation.session());
    }

    static ChargedPrincipal of(Destruction destruction) {
        return new ChargedPrincipal(
                destruction.owner(),
                destruction.agent(),
                destruction.kind(),
                destruction.agentClass(),
                destruction.mode(),
                destruction.breakGlass(),
                destruction.session());
    }

    Origin asOrigin() {
        return switch (kind) {
            case AGENT -> Origin.AGENT;
            case HUMAN -> Origin.HUMAN;
            case SERVICE -> Origin.SERVICE;
            case UNKNOWN -> Origin.UNKNOWN;
        };
    }
}
