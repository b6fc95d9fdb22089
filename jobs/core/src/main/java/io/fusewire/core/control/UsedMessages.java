package io.fusewire.core.control;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers the signed messages that took effect, so that none takes effect twice.
 *
 * <p>A message is remembered under each key that signed it until it would be refused as too old
 * anyway, and {@link #CLOCK_STEP} longer. A key that has {@link #PER_KEY_LIMIT} in memory signs no
 * more until one of them is forgotten: forgetting one before its time would let it be played back,
 * and a stolen key must not displace what others signed.
 */
public final class UsedMessages {

    /** Most messages that are remembered of one key. */
    public static final int PER_KEY_LIMIT = 1_000;

    /** By how much the clock of a topic may step back when another broker takes over. */
    static final Duration CLOCK_STEP = Duration.ofHours(1);

    /**
     * A message that took effect. Stored, so it rejects nothing.
     *
     * @param keyId a key that signed it
     * @param messageId its id
     * @param untilMillis until when it is remembered
     */
    public record Used(String keyId, String messageId, long untilMillis) {}

    private final Map<String, Map<String, Long>> untilByIdByKey = new HashMap<>();

    /** What was remembered before. */
    public static UsedMessages of(Iterable<Used> remembered) {
        UsedMessages messages = new UsedMessages();
        remembered.forEach(
                used -> messages.of(used.keyId()).put(used.messageId(), used.untilMillis()));
        return messages;
    }

    /**
     * Uses a message up, or says why it cannot be used; then nothing changes.
     *
     * @param signers each under a key of its own
     * @param messageId its id
     * @param issuedAtMillis when it says that it was issued
     * @param heardAtMillis when it was heard
     */
    public @Nullable Denial use(
            Saying saying,
            List<Signer> signers,
            String messageId,
            long issuedAtMillis,
            long heardAtMillis) {
        for (Signer signer : signers) {
            Map<String, Long> untilById = of(signer.keyId());
            untilById.values().removeIf(until -> until <= heardAtMillis);
            if (untilById.containsKey(messageId)) {
                return new Denial(
                        Cause.REPLAYED,
                        "message " + messageId + " of key " + signer.keyId() + " was heard before");
            }
            if (untilById.size() >= PER_KEY_LIMIT) {
                return new Denial(
                        Cause.TOO_MANY,
                        "key "
                                + signer.keyId()
                                + " has signed "
                                + PER_KEY_LIMIT
                                + " messages of late, which is the limit");
            }
        }
        long until = issuedAtMillis + saying.ageMax().plus(CLOCK_STEP).toMillis();
        for (Signer signer : signers) {
            of(signer.keyId()).put(messageId, until);
        }
        return null;
    }

    /** All that is remembered, in any order. */
    public List<Used> all() {
        List<Used> all = new ArrayList<>();
        untilByIdByKey.forEach(
                (key, untilById) ->
                        untilById.forEach((id, until) -> all.add(new Used(key, id, until))));
        return all;
    }

    private Map<String, Long> of(String keyId) {
        return untilByIdByKey.computeIfAbsent(keyId, any -> new HashMap<>());
    }
}
