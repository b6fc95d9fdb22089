package io.fusewire.core.baseline;

import io.fusewire.core.policy.PolicyVersion;

/**
 * Priors on their way between operators: the text that {@code learn} wrote and people reviewed, and
 * from when it holds.
 *
 * <p>Flat, and rejects nothing, because it is shipped and stored; whoever needs the {@link Priors}
 * parses the text once.
 *
 * @param id the first 12 hex digits of the text's SHA-256, as decisions name it
 * @param effectiveFromMillis event time from which it holds, milliseconds since the epoch
 * @param text the priors file, YAML or JSON
 */
public record PriorsVersion(String id, long effectiveFromMillis, String text) {

    /** A version under the id that its text gives. */
    public static PriorsVersion of(long effectiveFromMillis, String text) {
        return new PriorsVersion(PolicyVersion.idOf(text), effectiveFromMillis, text);
    }
}
