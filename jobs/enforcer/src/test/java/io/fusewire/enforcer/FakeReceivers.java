package io.fusewire.enforcer;

import io.fusewire.actions.page.MessageSender;
import io.fusewire.core.delivery.DeliveryResult;
import io.fusewire.core.delivery.Message;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Receivers that answer when they are told to, shared by all senders made from it. */
final class FakeReceivers implements MessageSenderFactory {

    private static final long serialVersionUID = 1;

    private static final Map<String, Queue<Call>> CALLS = new ConcurrentHashMap<>();

    private final String id = UUID.randomUUID().toString();

    /**
     * A message that waits for its answer.
     *
     * @param message as it was sent
     * @param answer to be completed
     */
    record Call(Message message, CompletableFuture<DeliveryResult> answer) {}

    FakeReceivers() {
        CALLS.put(id, new ArrayDeque<>());
    }

    /** What was sent and not answered. */
    Queue<Call> underWay() {
        return CALLS.get(id);
    }

    /** Gives the same answer to all that is under way now. */
    void answer(DeliveryResult result) {
        List<Call> calls = List.copyOf(underWay());
        underWay().clear();
        calls.forEach(call -> call.answer.complete(result));
    }

    @Override
    public MessageSender create() {
        return new MessageSender() {
            @Override
            public CompletableFuture<DeliveryResult> send(Message message) {
                Call call = new Call(message, new CompletableFuture<>());
                underWay().add(call);
                return call.answer;
            }

            @Override
            public void close() {}
        };
    }
}
