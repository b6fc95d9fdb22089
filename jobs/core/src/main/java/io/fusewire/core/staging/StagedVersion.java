package io.fusewire.core.staging;

/**
 * A policy or priors on trial, as text.
 *
 * <p>Stored, so it rejects nothing.
 *
 * @param kind what it is
 * @param id the hash of its text, as decisions name it
 * @param text the file
 * @param fromMillis event time from which it is tried, inclusive
 * @param untilMillis event time until which it is, exclusive; {@link #OPEN} while nobody has ended
 *     it
 */
public record StagedVersion(Kind kind, String id, String text, long fromMillis, long untilMillis) {

    /** The end of a trial that nobody has ended. */
    public static final long OPEN = Long.MAX_VALUE;

    /** What can be tried. */
    public enum Kind {
        POLICY,
        PRIORS
    }

    /** Whether nobody has ended the trial. */
    public boolean isOpen() {
        return untilMillis == OPEN;
    }

    StagedVersion until(long millis) {
        return new StagedVersion(kind, id, text, fromMillis, millis);
    }
}
