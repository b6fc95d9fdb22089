package io.fusewire.standin;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A value with its past, for reads that lag behind and for effects that come later than the write.
 *
 * @param <T> type of the value; null stands for "not there"
 */
final class History<T> {

    /** Changes kept: far more than happen within a propagation delay. */
    private static final int CHANGES_MAX = 64;

    /** Time of what was there before anything was asked. */
    static final long FROM_START = Long.MIN_VALUE;

    private record Change<T>(long atMillis, @Nullable T value) {}

    /** Newest first. */
    private final Deque<Change<T>> changes = new ArrayDeque<>();

    void set(@Nullable T value, long atMillis) {
        changes.addFirst(new Change<>(atMillis, value));
        if (changes.size() > CHANGES_MAX) {
            changes.removeLast();
        }
    }

    @Nullable T current() {
        return changes.isEmpty() ? null : changes.getFirst().value();
    }

    /** The value before the last change; what was there from the start was there before it. */
    @Nullable T previous() {
        if (changes.size() == 1 && changes.getFirst().atMillis() == FROM_START) {
            return current();
        }
        return changes.stream().skip(1).findFirst().map(Change::value).orElse(null);
    }

    /** What had been set by then: the value in force is the one of a propagation delay ago. */
    @Nullable T asOf(long millis) {
        for (Change<T> change : changes) {
            if (change.atMillis() <= millis) {
                return change.value();
            }
        }
        return null;
    }
}
