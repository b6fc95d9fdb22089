package io.fusewire.core.containment;

import org.jspecify.annotations.Nullable;

/**
 * When a containment reached each stage, Unix time in milliseconds.
 *
 * @param deliveredMillis when the audit topic took the record that decided the trip; its event
 *     time, whole seconds, where the decision does not tell
 * @param decidedMillis when the trips topic took the decision; null if the broker does not tell
 * @param requestedMillis when AWS was first asked
 * @param writtenMillis when the latest write that concerned it was confirmed
 * @param provenMillis event time of the first call that was seen to be denied since, whole seconds
 * @param liftedMillis when taking it back was confirmed
 */
public record StageTimes(
        long deliveredMillis,
        @Nullable Long decidedMillis,
        @Nullable Long requestedMillis,
        @Nullable Long writtenMillis,
        @Nullable Long provenMillis,
        @Nullable Long liftedMillis) {

    static StageTimes decided(long deliveredMillis, @Nullable Long decidedMillis) {
        return new StageTimes(deliveredMillis, decidedMillis, null, null, null, null);
    }

    StageTimes requested(long millis) {
        return new StageTimes(
                deliveredMillis, decidedMillis, millis, writtenMillis, provenMillis, liftedMillis);
    }

    /** What was proven of an earlier write says nothing of this one. */
    StageTimes written(long millis) {
        return new StageTimes(
                deliveredMillis, decidedMillis, requestedMillis, millis, null, liftedMillis);
    }

    StageTimes proven(long millis) {
        return new StageTimes(
                deliveredMillis,
                decidedMillis,
                requestedMillis,
                writtenMillis,
                millis,
                liftedMillis);
    }

    StageTimes lifted(long millis) {
        return new StageTimes(
                deliveredMillis,
                decidedMillis,
                requestedMillis,
                writtenMillis,
                provenMillis,
                millis);
    }
}
