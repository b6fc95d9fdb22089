package io.fusewire.detector;

import io.fusewire.audit.DeadLetter;
import io.fusewire.audit.RecordSink;
import io.fusewire.audit.SkipReason;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.PolicyTimeline;
import io.fusewire.core.record.CloudTrailRecord;
import io.fusewire.core.record.RecordInterpreter;
import io.fusewire.core.staging.Candidate;
import io.fusewire.core.staging.CandidateStanding;
import io.fusewire.core.staging.Candidates;

import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Takes what a reader finds, understands and counts it, and passes it on. */
final class EventEmitter implements RecordSink {

    /** Where events go, with what a policy on trial makes of their callers. */
    @FunctionalInterface
    interface Understood {
        void accept(AuditEvent event, @Nullable CandidateStanding standing);
    }

    /**
     * Reasons that get a counter of their own; what comes beyond is counted under {@link #OTHER}. A
     * reason may quote the record, so its first words stand for it.
     */
    private static final int REASONS_MAX = 32;

    private static final int REASON_LENGTH_MAX = 40;
    private static final String OTHER = "other";

    private final RecordInterpreter interpreter = new RecordInterpreter(SharedCatalogue.get());
    private final LongCounter records = new LongCounter();
    private final LongCounter deadLettered = new LongCounter();
    private final LongCounter unknownOperations = new LongCounter();
    private final Map<SkipReason, LongCounter> skipped = new EnumMap<>(SkipReason.class);
    private final MetricGroup metrics;
    private final Counter recordsMetric;
    private final Counter unknownOperationsMetric;
    private final Map<SkipReason, Counter> skippedMetrics = new EnumMap<>(SkipReason.class);
    private final Map<String, Counter> deadLetterMetrics = new HashMap<>();

    private PolicyTimeline policies = PolicyTimeline.DEFAULT;
    private Candidates candidates = Candidates.NONE;
    private Understood events = (event, standing) -> {};
    private Consumer<DeadLetter> deadLetters = letter -> {};

    EventEmitter(RuntimeContext context) {
        metrics = context.getMetricGroup().addGroup(MetricNames.GROUP);
        recordsMetric = metrics.counter(MetricNames.RECORDS_READ);
        unknownOperationsMetric = metrics.counter(MetricNames.UNKNOWN_OPERATIONS);
        context.addAccumulator(Counts.RECORDS, records);
        context.addAccumulator(Counts.DEAD_LETTERED, deadLettered);
        context.addAccumulator(Counts.UNKNOWN_OPERATIONS, unknownOperations);
        for (SkipReason reason : SkipReason.values()) {
            LongCounter counter = new LongCounter();
            context.addAccumulator(Counts.SKIPPED_PREFIX + reason.key(), counter);
            skipped.put(reason, counter);
            skippedMetrics.put(
                    reason,
                    metrics.addGroup(MetricNames.REASON_LABEL, reason.key())
                            .counter(MetricNames.SKIPPED));
        }
    }

    /** Directs what comes next, for the time of one input. */
    void direct(
            PolicyTimeline policies,
            Candidates candidates,
            Understood events,
            Consumer<DeadLetter> deadLetters) {
        this.policies = policies;
        this.candidates = candidates;
        this.events = events;
        this.deadLetters = deadLetters;
    }

    @Override
    public void record(CloudTrailRecord record) {
        countRecord();
        AuditEvent event = interpreter.interpret(record, policies.at(record.eventTimeMillis));
        if (!event.operationKnown()) {
            unknownOperations.add(1);
            unknownOperationsMetric.inc();
        }
        events.accept(event, candidates.isEmpty() ? null : standing(record, event));
    }

    private @Nullable CandidateStanding standing(CloudTrailRecord record, AuditEvent event) {
        Candidate candidate = candidates.at(record.eventTimeMillis);
        Policy policy = candidate == null ? null : candidate.policy();
        return policy == null
                ? null
                : CandidateStanding.of(event, interpreter.attribute(record, policy));
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        countRecord();
        deadLettered.add(1);
        deadLetterMetric(letter.reason()).inc();
        deadLetters.accept(letter);
    }

    @Override
    public void skipped(SkipReason reason) {
        countRecord();
        Objects.requireNonNull(skipped.get(reason)).add(1);
        Objects.requireNonNull(skippedMetrics.get(reason)).inc();
    }

    private void countRecord() {
        records.add(1);
        recordsMetric.inc();
    }

    private Counter deadLetterMetric(String reason) {
        String kind = kindOf(reason);
        Counter known = deadLetterMetrics.get(kind);
        if (known != null) {
            return known;
        }
        String label = deadLetterMetrics.size() < REASONS_MAX ? kind : OTHER;
        return deadLetterMetrics.computeIfAbsent(
                label,
                name ->
                        metrics.addGroup(MetricNames.REASON_LABEL, name)
                                .counter(MetricNames.DEAD_LETTERS));
    }

    /** A reason up to its first colon or comma: what follows quotes the record. */
    private static String kindOf(String reason) {
        int end = Math.min(reason.length(), REASON_LENGTH_MAX);
        for (int i = 0; i < end; i++) {
            char c = reason.charAt(i);
            if (c == ':' || c == ',') {
                return reason.substring(0, i);
            }
        }
        return reason.substring(0, end);
    }
}
