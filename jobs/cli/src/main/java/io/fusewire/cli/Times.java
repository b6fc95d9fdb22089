package io.fusewire.cli;

import java.time.DateTimeException;
import java.time.Instant;

/** Times on the command line. */
final class Times {

    private Times() {}

    /**
     * A UTC time.
     *
     * @param option what gives it, for the message
     * @throws UsageException if it is none
     */
    static Instant read(String option, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new UsageException(
                    option + " must be a UTC time such as 2026-11-17T20:00:00Z, but was " + text);
        }
    }
}
