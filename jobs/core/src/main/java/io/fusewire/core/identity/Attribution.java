package io.fusewire.core.identity;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.EnforcementMode;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Who called, as one record tells it; the fields are those of the same name in {@link
 * io.fusewire.core.event.AuditEvent}.
 */
public record Attribution(
        String agent,
        AgentKind agentKind,
        List<String> agentEvidence,
        @Nullable String agentClass,
        EnforcementMode mode,
        boolean breakGlass,
        String owner,
        String session,
        String partition,
        String callerAccount,
        @Nullable String principalArn,
        @Nullable String principalId,
        @Nullable String sessionName,
        @Nullable String causedBy) {}
