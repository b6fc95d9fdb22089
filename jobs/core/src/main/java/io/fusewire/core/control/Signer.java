package io.fusewire.core.control;

import java.util.Set;

/**
 * A key that people trust, and whose it is.
 *
 * @param keyId names the key
 * @param person whose it is, by a name that can be compared with session and user names
 * @param roles what its holder may do
 * @param notBeforeMillis from when it counts, inclusive, milliseconds since the epoch
 * @param expiryMillis until when it counts, exclusive
 */
public record Signer(
        String keyId, String person, Set<Role> roles, long notBeforeMillis, long expiryMillis) {

    public Signer {
        roles = Set.copyOf(roles);
    }

    boolean isValidAt(long millis) {
        return millis >= notBeforeMillis && millis < expiryMillis;
    }
}
