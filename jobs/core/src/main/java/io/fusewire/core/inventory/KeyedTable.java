package io.fusewire.core.inventory;

import org.jspecify.annotations.Nullable;

/**
 * One map of an account's state: the part of Flink's {@code MapState} that the inventory needs, so
 * that an adapter is one call per method. There is no iteration: what is old leaves through a
 * queue.
 *
 * <p>Values are immutable and never modified after {@link #put}.
 *
 * @param <K> the map's own key, within the account
 * @param <V> what is kept under it
 */
public interface KeyedTable<K, V> {

    /** The value under a key, or null. */
    @Nullable V get(K key);

    /** Adds or replaces. */
    void put(K key, V value);

    /** Removes; does nothing if there is nothing. */
    void remove(K key);
}
