package io.fusewire.core.delivery;

/**
 * Something to be told to a receiver outside.
 *
 * @param id the same for the same message after a restart; a receiver may drop repetitions by it
 * @param receiver name of whom it is for
 * @param key what it is about: messages of one key are delivered in order, one at a time
 * @param stand what it means for earlier and later messages of its key
 * @param body what is said, in the receiver's form and without any secret
 * @param atMillis when it was said, Unix time
 */
public record Message(
        String id, String receiver, String key, Stand stand, String body, long atMillis) {

    /** What a message means for others of its key. */
    public enum Stand {
        /** Something is the case; a later one says it better, so that one alone is delivered. */
        OPEN,
        /** It is over. */
        CLOSED,
        /** Happened: stands for itself, and no later one replaces it. */
        EVENT
    }

    boolean isReplacedBy(Message later) {
        return stand == later.stand && stand != Stand.EVENT;
    }
}
