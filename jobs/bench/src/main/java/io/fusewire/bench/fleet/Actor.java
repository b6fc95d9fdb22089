package io.fusewire.bench.fleet;

import io.fusewire.core.event.AgentKind;

import org.jspecify.annotations.Nullable;

/**
 * Somebody or something that makes calls.
 *
 * @param id unique within its block, and told to no detector
 * @param archetype what it does for a living, {@code nightly-teardown}
 * @param agentClass the class that the block's policy declares for it; null if the policy does not
 *     know it
 * @param kind what it really is
 */
public record Actor(String id, String archetype, @Nullable String agentClass, AgentKind kind) {}
