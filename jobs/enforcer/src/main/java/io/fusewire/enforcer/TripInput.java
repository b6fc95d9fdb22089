package io.fusewire.enforcer;

import io.fusewire.core.containment.Trip;

import org.jspecify.annotations.Nullable;

/**
 * A trip as it came from its topic.
 *
 * @param trip the trip
 * @param decidedMillis when the topic took it; null if the broker does not tell
 */
public record TripInput(Trip trip, @Nullable Long decidedMillis) {}
