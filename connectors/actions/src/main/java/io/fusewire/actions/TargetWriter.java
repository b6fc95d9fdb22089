package io.fusewire.actions;

import io.fusewire.core.containment.WriteRequest;
import io.fusewire.core.containment.WriteResult;

import java.util.concurrent.CompletableFuture;

/**
 * Makes one target's policy say what it has to say: reads what stands there, writes, reads back.
 *
 * <p>One writer at a time per target is the caller's duty. Asking again with the same request is
 * always safe.
 */
public interface TargetWriter extends AutoCloseable {

    /**
     * Carries the request out once; retries, their pauses and their budget are the caller's.
     *
     * @return completes normally with one of the results, whatever happens on the way
     */
    CompletableFuture<WriteResult> write(WriteRequest request);

    /**
     * Prepares the first write while nothing is asked for yet; returns at once. What fails here
     * fails again, and is told, when a write is asked for.
     */
    default void warmUp() {}

    @Override
    void close();
}
