package io.fusewire.detector;

/**
 * Names of the job's metrics and of the labels on them; the reporter puts {@code
 * flink_taskmanager_job_task_operator_fusewire_} in front.
 *
 * <p>Counters restart from zero with the job, as Prometheus expects of counters.
 */
public final class MetricNames {

    public static final String GROUP = "fusewire";

    /** Records found in the input, readable or not. */
    public static final String RECORDS_READ = "records_read_total";

    /** Records that could not be read, with {@link #REASON_LABEL}. */
    public static final String DEAD_LETTERS = "dead_letters_total";

    /** Digests, insights and the like, with {@link #REASON_LABEL}. */
    public static final String SKIPPED = "skipped_total";

    /** Events whose operation the catalogue does not know. */
    public static final String UNKNOWN_OPERATIONS = "unknown_operations_total";

    /** Control messages that took effect. */
    public static final String CONTROL_ACCEPTED = "control_accepted_total";

    /**
     * What people said and what was refused, with {@link #REASON_LABEL}: a label of {@link
     * io.fusewire.core.control.Cause}.
     */
    public static final String CONTROL_REFUSED = "control_refused_total";

    /** Reads that told their account nothing new and went on in company. */
    public static final String REPEATED_READS = "repeated_reads_total";

    /** Events dropped because their account had seen their id. */
    public static final String DUPLICATES = "duplicates_total";

    /** Event ids forgotten before their time because an account had too many. */
    public static final String SEEN_IDS_FORCED = "seen_ids_forced_total";

    /** Resources forgotten before their time because an account had too many. */
    public static final String RESOURCES_FORCED = "resources_forced_total";

    /** Events whose environment could not be kept because an account had too many. */
    public static final String ENVIRONMENTS_REFUSED = "environments_refused_total";

    /** Operations forgotten before their cascade was over because a region had too many. */
    public static final String CASCADES_FORCED = "cascades_forced_total";

    /** Events that reached the guard. */
    public static final String EVENTS = "events_total";

    public static final String TRIPS = "trips_total";
    public static final String ALERTS = "alerts_total";
    public static final String OBSERVATIONS = "observations_total";

    /** Events that a version on trial was judged by, beside what holds. */
    public static final String CANDIDATE_EVENTS = "candidate_events_total";

    /**
     * Decisions that only one of what holds and the version on trial made, or made otherwise, with
     * {@link #KIND_LABEL}.
     */
    public static final String CANDIDATE_DIFFERENCES = "candidate_differences_total";

    /**
     * State of one agent's breaker by its fixed number, with {@link #AGENT_LABEL}; only of agents
     * whose breaker was ever other than closed.
     */
    public static final String BREAKER_STATE = "breaker_state";

    /** Agents whose breaker is not shown because there are too many. */
    public static final String BREAKER_STATES_HIDDEN = "breaker_states_hidden_total";

    /** Agents forgotten because they were silent for the whole retention. */
    public static final String AGENTS_FORGOTTEN = "agents_forgotten_total";

    /**
     * Delay from Kafka's append of a record to the decision that it led to, as {@link
     * io.fusewire.jobs.LatencyBuckets} names its parts. Flink's own histograms become summaries,
     * which cannot be added up over TaskManagers.
     */
    public static final String DECISION_LATENCY = "decision_latency";

    public static final String REASON_LABEL = "reason";
    public static final String AGENT_LABEL = "agent";
    public static final String KIND_LABEL = "kind";

    private MetricNames() {}
}
