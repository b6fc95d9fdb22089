package io.fusewire.enforcer;

import io.fusewire.actions.gateway.Gateways;
import io.fusewire.actions.page.MessageSender;
import io.fusewire.core.delivery.DeliveryResult;
import io.fusewire.core.delivery.Message;

import java.util.concurrent.CompletableFuture;

/** Sends pages by one sender and what gateways are told by another. */
final class SplitSender implements MessageSender {

    private final MessageSender pages;
    private final MessageSender notices;

    SplitSender(MessageSender pages, MessageSender notices) {
        this.pages = pages;
        this.notices = notices;
    }

    @Override
    public CompletableFuture<DeliveryResult> send(Message message) {
        return (Gateways.isFor(message) ? notices : pages).send(message);
    }

    @Override
    public void close() {
        pages.close();
        notices.close();
    }
}
