package io.fusewire.core.delivery;

/** What has to be done or said after a desk has taken something in. */
public sealed interface DeliveryEffect {

    /**
     * Send a message, and hand the answer back. At most one per receiver and key is under way.
     *
     * @param attempt from 1
     */
    record Send(Message message, int attempt) implements DeliveryEffect {}

    /**
     * The receiver has it.
     *
     * @param isRefresh whether it only said again what stands
     * @param isRehearsal whether nothing was sent
     */
    record Arrived(Message message, int attempt, boolean isRefresh, boolean isRehearsal)
            implements DeliveryEffect {}

    /** It is given up, because the receiver will not have it. */
    record GivenUp(Message message, int attempt, String reason) implements DeliveryEffect {}

    /** Not sent: a later one of its key says it better, or too many waited. */
    record Left(Message message, boolean isReplaced) implements DeliveryEffect {}

    /** No certain answer; it will be sent again. */
    record Unanswered(Message message, int attempt, String reason, boolean isNowDown)
            implements DeliveryEffect {}
}
