package io.fusewire.detector;

/**
 * Identities of operators in checkpoints and savepoints. Never rename one: its state would be left
 * behind.
 */
public final class OperatorUids {

    public static final String AUDIT_SOURCE = "audit-source";
    public static final String CONTROL_SOURCE = "control-source";
    public static final String FILE_SOURCE = "file-source";
    public static final String READ_CONTROL = "read-control";
    public static final String READ_AUDIT = "read-audit";
    public static final String READ_FILES = "read-files";
    public static final String REPEATED_READS = "repeated-reads";
    public static final String PACK_EVENTS = "pack-events";
    public static final String EVENT_TIME = "event-time";
    public static final String ACCOUNT_VIEW = "account-view";
    public static final String ACCOUNT_EVENT_TIME = "account-event-time";
    public static final String GUARD = "guard";
    public static final String COUNT_AGENTS = "count-agents";
    public static final String DECISION_SINK = "decision-sink";
    public static final String OBSERVATION_SINK = "observation-sink";
    public static final String BREAKER_SINK = "breaker-sink";
    public static final String DEAD_LETTER_SINK = "dead-letter-sink";
    public static final String LEARN = "learn";
    public static final String AGENT_SINK = "agent-sink";
    public static final String COMMAND_SOURCE = "command-source";
    public static final String COMMAND_TIME = "command-time";
    public static final String REFUSAL_SINK = "refusal-sink";
    public static final String EPISODE_SINK = "episode-sink";
    public static final String DAY_SINK = "day-sink";
    public static final String DIFFERENCE_SINK = "difference-sink";

    private OperatorUids() {}
}
