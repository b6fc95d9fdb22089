package io.fusewire.audit;

import org.jspecify.annotations.Nullable;

/**
 * What the containers around a record tell in its place, should it lack the field itself.
 *
 * @param timeMillis the container's time, or {@link EventTimes#UNREADABLE}
 * @param account the account that EventBridge names
 * @param region the region that EventBridge names
 */
record Surroundings(long timeMillis, @Nullable String account, @Nullable String region) {

    static final Surroundings NONE = new Surroundings(EventTimes.UNREADABLE, null, null);
}
