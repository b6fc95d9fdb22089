package io.fusewire.actions.page;

import io.fusewire.core.delivery.DeliveryResult;
import io.fusewire.core.delivery.Message;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletableFuture;

/** Says what would be sent, and sends nothing. */
public final class DryRunSender implements MessageSender {

    private static final Logger LOG = LoggerFactory.getLogger(DryRunSender.class);

    @Override
    public CompletableFuture<DeliveryResult> send(Message message) {
        // JSON has no line breaks of its own, so that nothing in it forges a line.
        LOG.info("Dry run: {} would be told: {}", message.receiver(), message.body());
        return CompletableFuture.completedFuture(DeliveryResult.REHEARSED);
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
