package io.fusewire.core.policy;

import io.fusewire.core.event.EnforcementMode;

import org.jspecify.annotations.Nullable;

/**
 * One entry under {@code agents:}.
 *
 * @param matcher whom it covers
 * @param agentClass class whose peers and caps apply; null for none
 * @param mode overrides the policy's mode; null to keep it
 * @param agentId names the agent, in place of the derived key; null to keep the derived one
 */
public record AgentRule(
        PrincipalMatcher matcher,
        @Nullable String agentClass,
        @Nullable EnforcementMode mode,
        @Nullable AgentIdTemplate agentId) {}
