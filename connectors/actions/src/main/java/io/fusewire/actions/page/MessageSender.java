package io.fusewire.actions.page;

import io.fusewire.core.delivery.DeliveryResult;
import io.fusewire.core.delivery.Message;

import java.util.concurrent.CompletableFuture;

/**
 * Sends a message to its receiver once; retries, their pauses and their budget are the caller's.
 */
public interface MessageSender extends AutoCloseable {

    /** Completes normally with one of the results, whatever happens on the way. Never blocks. */
    CompletableFuture<DeliveryResult> send(Message message);

    @Override
    void close();
}
