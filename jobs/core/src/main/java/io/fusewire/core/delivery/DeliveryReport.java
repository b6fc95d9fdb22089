package io.fusewire.core.delivery;

/**
 * What became of a message to a receiver outside.
 *
 * @param receiver its name
 * @param key what the message was about
 * @param messageId the message
 * @param result whether it arrived
 * @param reason why it was given up; empty if it arrived
 * @param attempts it took
 * @param atMillis when that was known
 */
public record DeliveryReport(
        String receiver,
        String key,
        String messageId,
        Result result,
        String reason,
        int attempts,
        long atMillis) {

    /** Whether a message arrived. */
    public enum Result {
        DELIVERED,
        GIVEN_UP,
        /** A rehearsal: nothing was sent. */
        DRY_RUN
    }

    /** Of a message. */
    public static DeliveryReport of(
            Message message, Result result, String reason, int attempts, long atMillis) {
        return new DeliveryReport(
                message.receiver(),
                message.key(),
                message.id(),
                result,
                reason,
                attempts,
                atMillis);
    }
}
