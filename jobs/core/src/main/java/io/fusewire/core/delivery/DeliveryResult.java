package io.fusewire.core.delivery;

/** How an attempt to deliver a message ended. */
public sealed interface DeliveryResult {

    /** A rehearsal: nothing was sent, and nothing more is to be done about it. */
    Delivered REHEARSED = new Delivered(0);

    /**
     * The receiver has it.
     *
     * @param status that it answered
     */
    record Delivered(int status) implements DeliveryResult {}

    /**
     * The same message will be answered the same way: it is given up.
     *
     * @param reason a sentence for people, without secrets
     */
    record Refused(String reason) implements DeliveryResult {}

    /**
     * Not known, or not now: to be sent again. The receiver may have it all the same.
     *
     * @param reason a sentence for people, without secrets
     * @param afterMillis how long the receiver asks to wait; 0 if it does not say
     */
    record Again(String reason, long afterMillis) implements DeliveryResult {}

    /**
     * What an HTTP answer means. Only an answer that says that the request itself is wrong ends the
     * attempts: 4xx but for 408, 425 and 429, and 3xx, because a body with what an account has lost
     * goes nowhere but where it was sent.
     *
     * @param receiver its name
     * @param status of HTTP
     * @param afterMillis of {@code Retry-After}; 0 without one
     */
    static DeliveryResult ofStatus(String receiver, int status, long afterMillis) {
        if (status >= 200 && status < 300) {
            return new Delivered(status);
        }
        boolean isPassing = status == 408 || status == 425 || status == 429;
        if (status >= 300 && status < 500 && !isPassing) {
            return new Refused(
                    receiver
                            + " answered HTTP "
                            + status
                            + (status < 400 ? ", and redirects are not followed." : "."));
        }
        return new Again(receiver + " answered HTTP " + status + ".", Math.max(0, afterMillis));
    }
}
