package io.fusewire.detector;

import io.fusewire.core.policy.PolicyVersion;

import org.jspecify.annotations.Nullable;

/**
 * What a person told the detector; reaches every instance of every operator that asks policy.
 *
 * <p>One component per kind of message, all but one null. A kind that is added later is null in old
 * savepoints.
 *
 * @param policy a policy and from when it holds
 */
public record ControlMessage(@Nullable PolicyVersion policy) {}
