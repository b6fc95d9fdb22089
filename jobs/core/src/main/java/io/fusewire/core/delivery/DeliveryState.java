package io.fusewire.core.delivery;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * All that is remembered of one receiver and key.
 *
 * @param receiver name of the receiver
 * @param key what the messages are about
 * @param underWay the message that was sent and not answered; null if there is none
 * @param attempts in a row that brought no certain answer, the one under way not counted
 * @param waiting messages to be sent after it, at most {@link DeliveryDesk#WAITING_MAX}
 * @param standing the open message that the receiver has and that is to be said again; null if none
 * @param notBeforeMillis when the next message may be sent
 * @param refreshAtMillis when to say again what stands open
 */
public record DeliveryState(
        String receiver,
        String key,
        @Nullable Message underWay,
        int attempts,
        List<Message> waiting,
        @Nullable Message standing,
        long notBeforeMillis,
        long refreshAtMillis) {

    /** No time. */
    public static final long NEVER = Long.MAX_VALUE;

    public DeliveryState {
        waiting = List.copyOf(waiting);
    }

    /** Of a receiver and key of which nothing was ever said. */
    public static DeliveryState untouched(String receiver, String key) {
        return new DeliveryState(receiver, key, null, 0, List.of(), null, 0, NEVER);
    }

    /** Whether there is nothing to be remembered. */
    public boolean isDone() {
        return underWay == null && waiting.isEmpty() && standing == null;
    }
}
