package io.fusewire.enforcer;

import io.fusewire.actions.BreakerReader;
import io.fusewire.actions.DecisionException;
import io.fusewire.actions.DecisionReader;
import io.fusewire.actions.ObservationReader;
import io.fusewire.audit.DeadLetters;
import io.fusewire.core.containment.Trip;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Observation;
import io.fusewire.kafka.KafkaMessage;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads one of the detector's topics. What cannot be read is a dead letter and contains nothing.
 *
 * @param <T> what is read
 */
abstract class ReadDetector<T> extends ProcessFunction<KafkaMessage, T> {

    private static final long serialVersionUID = 1;

    private final String what;
    private transient Counter deadLetters;

    private ReadDetector(String what) {
        this.what = what;
    }

    @Override
    public void open(OpenContext context) {
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup(MetricNames.GROUP);
        deadLetters = metrics.counter(MetricNames.DEAD_LETTERS);
        open(metrics);
    }

    void open(MetricGroup metrics) {
        // Nothing more is counted.
    }

    @Override
    public void processElement(KafkaMessage message, Context context, Collector<T> out) {
        byte[] value = message.value();
        if (value == null) {
            return;
        }
        try {
            read(new String(value, StandardCharsets.UTF_8), message, context, out);
        } catch (DecisionException e) {
            deadLetters.inc();
            context.output(
                    EnforcerTopology.DEAD_LETTERS,
                    DeadLetters.ofMessage(
                            message.source(),
                            message.offset(),
                            what + ": " + e.getMessage(),
                            value));
        }
    }

    abstract void read(String text, KafkaMessage message, Context context, Collector<T> out)
            throws DecisionException;

    /** Trips; alerts contain nothing. Both are incidents. */
    @SuppressWarnings("NullAway.Init") // Opened by the class above.
    static final class Trips extends ReadDetector<TripInput> {

        private static final long serialVersionUID = 1;

        private transient Counter alerts;

        Trips() {
            super("decision");
        }

        @Override
        void open(MetricGroup metrics) {
            alerts = metrics.counter(MetricNames.ALERTS_PASSED_BY);
        }

        @Override
        void read(String text, KafkaMessage message, Context context, Collector<TripInput> out)
                throws DecisionException {
            long appended = message.appendedAtMillis();
            Long decidedMillis = appended == KafkaMessage.TIME_UNKNOWN ? null : appended;
            Optional<Trip> trip = DecisionReader.trip(text);
            if (trip.isPresent()) {
                // First, and whatever is wrong with what only its page needs.
                out.collect(new TripInput(trip.get(), decidedMillis));
            } else {
                alerts.inc();
            }
            context.output(
                    EnforcerTopology.DECISIONS,
                    IncidentInput.of(DecisionReader.decision(text), decidedMillis));
        }
    }

    /** What open agents still do. */
    static final class Observations extends ReadDetector<AgentInput> {

        private static final long serialVersionUID = 1;

        Observations() {
            super("observation");
        }

        @Override
        void read(String text, KafkaMessage message, Context context, Collector<AgentInput> out)
                throws DecisionException {
            Observation call = ObservationReader.observation(text);
            out.collect(AgentInput.of(call));
            context.output(EnforcerTopology.CALLS_SEEN, IncidentInput.of(call));
        }
    }

    /** What became of breakers. */
    static final class Breakers extends ReadDetector<AgentInput> {

        private static final long serialVersionUID = 1;

        Breakers() {
            super("breaker");
        }

        @Override
        void read(String text, KafkaMessage message, Context context, Collector<AgentInput> out)
                throws DecisionException {
            BreakerStatus breaker = BreakerReader.breaker(text);
            out.collect(AgentInput.of(breaker));
            context.output(EnforcerTopology.BREAKER_STATES, IncidentInput.of(breaker));
        }
    }
}
