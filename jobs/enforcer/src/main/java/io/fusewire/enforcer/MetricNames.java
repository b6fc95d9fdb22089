package io.fusewire.enforcer;

/**
 * Names of the job's metrics and of the labels on them; the reporter puts {@code
 * flink_taskmanager_job_task_operator_fusewire_} in front.
 *
 * <p>Counters restart from zero with the job, as Prometheus expects of counters.
 */
public final class MetricNames {

    public static final String GROUP = "fusewire";

    /** Messages of the detector that could not be read. */
    public static final String DEAD_LETTERS = "dead_letters_total";

    /** Decisions that page and contain nothing, and so are none of this job's. */
    public static final String ALERTS_PASSED_BY = "alerts_passed_by_total";

    /** Trips that the mass-trip guard held back. */
    public static final String HELD_BACK = "trips_held_back_total";

    /** Writes that were asked for, checks and attempts after a restart included. */
    public static final String WRITES_ASKED = "writes_asked_total";

    /** Writes that were asked for once more because a restart had cut them off. */
    public static final String WRITES_RESUMED = "writes_resumed_total";

    /** Answers to writes, with {@link #RESULT_LABEL}. */
    public static final String WRITES_ANSWERED = "writes_answered_total";

    /** Outcomes that were published, with {@link #STATE_LABEL}. */
    public static final String OUTCOMES = "outcomes_total";

    /** Updates of incidents. */
    public static final String INCIDENT_UPDATES = "incident_updates_total";

    /** Records of incidents that were written. */
    public static final String RECORDS = "incident_records_total";

    /** Pages that were made, first ones and later ones; each goes to all receivers. */
    public static final String PAGES = "pages_total";

    /**
     * What became of messages to a receiver, with {@link #RECEIVER_LABEL} and {@link
     * #RESULT_LABEL}: {@code delivered}, {@code repeated} (said again to keep an alert alive),
     * {@code dry_run} (nothing was sent), {@code unanswered} (sent again later), {@code
     * receiver_down} (so often that the pace slowed), {@code refused}, {@code replaced} (by a later
     * one before it was sent), {@code overflowed}.
     */
    public static final String MESSAGES = "messages_total";

    /**
     * Duration of a stage with {@link #STAGE_LABEL}, as {@link io.fusewire.jobs.LatencyBuckets}
     * names its parts.
     */
    public static final String STAGE = "containment_stage";

    /** {@code confirmed}, {@code repaired}, {@code refused} or {@code unconfirmed}. */
    public static final String RESULT_LABEL = "result";

    /** Name of a receiver of pages. */
    public static final String RECEIVER_LABEL = "receiver";

    public static final String STATE_LABEL = "state";
    public static final String STAGE_LABEL = "stage";

    private MetricNames() {}
}
