package io.fusewire.enforcer;

/**
 * Identities of operators in checkpoints and savepoints. Never rename one: its state would be left
 * behind.
 */
public final class OperatorUids {

    public static final String TRIP_SOURCE = "trip-source";
    public static final String OBSERVATION_SOURCE = "observation-source";
    public static final String BREAKER_SOURCE = "breaker-source";
    public static final String READ_TRIPS = "read-trips";
    public static final String READ_OBSERVATIONS = "read-observations";
    public static final String READ_BREAKERS = "read-breakers";
    public static final String GUARD_TRIPS = "guard-trips";
    public static final String AGENT_AFFAIRS = "agent-affairs";
    public static final String WRITE_TARGETS = "write-targets";
    public static final String INCIDENT_OUTCOMES = "incident-outcomes";
    public static final String INCIDENT_UPDATES = "incident-updates";
    public static final String INCIDENT_WRITES = "incident-writes";
    public static final String KEEP_INCIDENTS = "keep-incidents";
    public static final String TELL_GATEWAYS = "tell-gateways";
    public static final String DELIVER_MESSAGES = "deliver-messages";
    public static final String DELIVERY_SINK = "delivery-sink";
    public static final String RECORD_SINK = "record-sink";
    public static final String FINDING_SINK = "finding-sink";
    public static final String OUTCOME_SINK = "outcome-sink";
    public static final String INCIDENT_SINK = "incident-sink";
    public static final String DEAD_LETTER_SINK = "dead-letter-sink";

    private OperatorUids() {}
}
