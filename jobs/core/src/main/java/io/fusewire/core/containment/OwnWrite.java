package io.fusewire.core.containment;

import org.jspecify.annotations.Nullable;

/**
 * What a writer knows of its own last write of one thing.
 *
 * @param value what it asked for
 * @param isAnswered whether AWS said that it was done; else it may or may not have been
 */
public record OwnWrite(String value, boolean isAnswered) {

    /**
     * Whether a read may be taken for the truth, so that a write can be left out. AWS' reads lag
     * behind its writes: one that says what is wanted may be of the time before we wrote something
     * else.
     *
     * @param last null if this process has not written it
     */
    public static boolean letsTrust(@Nullable OwnWrite last, String wanted) {
        return last == null || (last.isAnswered() && last.value().equals(wanted));
    }
}
