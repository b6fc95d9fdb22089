package io.fusewire.detector;

import io.fusewire.audit.SkipReason;

import org.apache.flink.api.common.JobExecutionResult;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a finished run counted. Always {@code records = accepted + duplicates + sum(skipped) +
 * deadLettered}.
 *
 * @param records found in the input, readable or not
 * @param accepted events that their account had not seen
 * @param duplicates events that it had
 * @param skipped by {@link SkipReason#key}
 * @param deadLettered records that could not be read
 * @param agents principals seen; only counted in batch mode
 * @param sessions of those principals; only counted in batch mode
 * @param trips decisions that opened a breaker
 * @param alerts decisions that only page
 * @param unknownOperations events whose operation the catalogue does not know
 * @param firstEventTimeMillis of the accepted events; {@link Long#MAX_VALUE} if there are none
 * @param lastEventTimeMillis of the accepted events; {@link Long#MIN_VALUE} if there are none
 */
public record Counts(
        long records,
        long accepted,
        long duplicates,
        Map<String, Long> skipped,
        long deadLettered,
        long agents,
        long sessions,
        long trips,
        long alerts,
        long unknownOperations,
        long firstEventTimeMillis,
        long lastEventTimeMillis) {

    static final String RECORDS = "records";
    static final String ACCEPTED = "accepted";
    static final String DUPLICATES = "duplicates";
    static final String SKIPPED_PREFIX = "skipped-";
    static final String DEAD_LETTERED = "dead-lettered";
    static final String AGENTS = "agents";
    static final String SESSIONS = "sessions";
    static final String TRIPS = "trips";
    static final String ALERTS = "alerts";
    static final String UNKNOWN_OPERATIONS = "unknown-operations";
    static final String FIRST_EVENT_TIME = "first-event-time";
    static final String LAST_EVENT_TIME = "last-event-time";

    /** The counts of a job that {@link DetectorTopology} defined. */
    public static Counts of(JobExecutionResult result) {
        Map<String, Object> counted = result.getAllAccumulatorResults();
        Map<String, Long> skipped = new TreeMap<>();
        for (SkipReason reason : SkipReason.values()) {
            skipped.put(reason.key(), count(counted, SKIPPED_PREFIX + reason.key(), 0));
        }
        return new Counts(
                count(counted, RECORDS, 0),
                count(counted, ACCEPTED, 0),
                count(counted, DUPLICATES, 0),
                skipped,
                count(counted, DEAD_LETTERED, 0),
                count(counted, AGENTS, 0),
                count(counted, SESSIONS, 0),
                count(counted, TRIPS, 0),
                count(counted, ALERTS, 0),
                count(counted, UNKNOWN_OPERATIONS, 0),
                count(counted, FIRST_EVENT_TIME, Long.MAX_VALUE),
                count(counted, LAST_EVENT_TIME, Long.MIN_VALUE));
    }

    private static long count(Map<String, Object> counted, String name, long absent) {
        return counted.get(name) instanceof Long value ? value : absent;
    }
}
