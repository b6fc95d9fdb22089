package io.fusewire.kafka;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The topics through which the jobs meet the world and each other. */
public final class Topics {

    /** Audit records as a shipper delivers them, in any envelope; any key. */
    public static final String AUDIT = "fusewire.audit";

    /** Decisions, TRIP and ALERT, keyed by agent. */
    public static final String TRIPS = "fusewire.trips";

    /** Calls that an agent still makes while its breaker is open, keyed by agent. */
    public static final String OBSERVATIONS = "fusewire.observations";

    /** The latest breaker state of each agent, keyed by agent, compacted. */
    public static final String BREAKERS = "fusewire.breakers";

    /** What people tell the detector: policies, verdicts, holds and approvals. */
    public static final String CONTROL = "fusewire.control";

    /** What became of each revocation, keyed by agent. */
    public static final String OUTCOMES = "fusewire.outcomes";

    /** What a person on call has to know, keyed by incident. */
    public static final String INCIDENTS = "fusewire.incidents";

    /**
     * Incidents as OCSF findings, keyed by incident: a topic of their own, because whoever ingests
     * OCSF takes all of a topic for it.
     */
    public static final String FINDINGS = "fusewire.findings";

    /** Where a policy or priors on trial would have decided otherwise, keyed by agent. */
    public static final String DIFFERENCES = "fusewire.differences";

    /** Records that could not be read, with the reason. */
    public static final String DEAD_LETTER = "fusewire.dead-letter";

    /**
     * Largest message of any topic, in bytes. Kafka's own default is 1 MiB, which an audit record
     * at its limit exceeds once a shipper has wrapped it.
     */
    public static final int MESSAGE_BYTES_MAX = 4 * 1024 * 1024;

    private static final Map<String, String> FOREVER =
            Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1", TopicConfig.RETENTION_BYTES_CONFIG, "-1");
    private static final Map<String, String> COMPACTED =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

    private Topics() {}

    /**
     * All topics with the settings they need.
     *
     * @param auditPartitions partitions of {@link #AUDIT}, at least 1
     * @param replication copies of each partition; empty leaves it to the broker's default
     */
    public static List<NewTopic> all(int auditPartitions, Optional<Short> replication) {
        return List.of(
                topic(AUDIT, auditPartitions, replication, Map.of()),
                topic(TRIPS, 1, replication, FOREVER),
                topic(OBSERVATIONS, 1, replication, Map.of()),
                topic(BREAKERS, 1, replication, COMPACTED),
                // One partition, because its order is the order in which people spoke; kept
                // forever, because a new job must hear all of it.
                topic(CONTROL, 1, replication, FOREVER),
                topic(OUTCOMES, 1, replication, FOREVER),
                topic(INCIDENTS, 1, replication, FOREVER),
                topic(FINDINGS, 1, replication, FOREVER),
                topic(DIFFERENCES, 1, replication, Map.of()),
                topic(DEAD_LETTER, 1, replication, Map.of()));
    }

    /** The topics of the enforcer, which needs no audit records, as {@link #all} has them. */
    public static List<NewTopic> ofEnforcer(Optional<Short> replication) {
        return all(1, replication).stream().filter(topic -> !topic.name().equals(AUDIT)).toList();
    }

    private static NewTopic topic(
            String name,
            int partitions,
            Optional<Short> replication,
            Map<String, String> particular) {
        Map<String, String> configs = new HashMap<>(particular);
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MESSAGE_BYTES_MAX));
        // The broker's own clock: delays are measured from one append to another.
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.name);
        return new NewTopic(name, Optional.of(partitions), replication).configs(configs);
    }
}
