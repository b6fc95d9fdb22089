package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.control.Cause;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.jobs.LatencyBuckets;
import io.fusewire.jobs.Printable;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.TreeMap;

class MetricsTest {

    private final Map<String, Metric> registered = new TreeMap<>();

    @Test
    void aDelayCountsInEveryBucketThatReachesIt() {
        LatencyBuckets latency =
                new LatencyBuckets(new RecordingGroup(""), MetricNames.DECISION_LATENCY);

        latency.observe(3);
        latency.observe(70_000);
        latency.observe(-5);

        assertThat(count("le=0.001/decision_latency_seconds_bucket")).isEqualTo(1);
        assertThat(count("le=0.002/decision_latency_seconds_bucket")).isEqualTo(1);
        assertThat(count("le=0.005/decision_latency_seconds_bucket")).isEqualTo(2);
        assertThat(count("le=60.0/decision_latency_seconds_bucket")).isEqualTo(2);
        assertThat(count("le=+Inf/decision_latency_seconds_bucket")).isEqualTo(3);
        assertThat(count("decision_latency_seconds_count")).isEqualTo(3);
        assertThat(count("decision_latency_milliseconds_sum")).isEqualTo(70_003);
    }

    @Test
    void showsABreakerByItsFixedNumberOnceItWasOtherThanClosed() {
        BreakerGauges gauges = new BreakerGauges(new RecordingGroup(""), 10);

        gauges.show("quiet", BreakerState.CLOSED, EnforcementMode.ENFORCE);
        gauges.show("rogue", BreakerState.OPEN, EnforcementMode.ENFORCE);
        assertThat(registered).doesNotContainKey("agent=quiet/breaker_state");
        assertThat(gauge("agent=rogue/breaker_state")).isEqualTo(1);

        gauges.show("rogue", BreakerState.CLOSED, EnforcementMode.SHADOW);
        assertThat(gauge("agent=rogue/breaker_state")).isEqualTo(BreakerState.METRICS_ONLY_GAUGE);
    }

    @Test
    void hidesAndCountsBreakersBeyondTheLimit() {
        BreakerGauges gauges = new BreakerGauges(new RecordingGroup(""), 1);

        gauges.show("one", BreakerState.OPEN, EnforcementMode.ENFORCE);
        gauges.show("two", BreakerState.OPEN, EnforcementMode.ENFORCE);

        assertThat(gauges.shownFor("one")).isEqualTo(1);
        assertThat(gauges.shownFor("two")).isNull();
        assertThat(count("breaker_states_hidden_total")).isEqualTo(1);
    }

    @Test
    void countsEveryCauseOfARefusalFromTheStart() {
        RefusalCounters refusals = new RefusalCounters(new RecordingGroup(""));
        refusals.count(Cause.SAME_PERSON);

        assertThat(registered).hasSize(Cause.values().length);
        assertThat(count("reason=same-person/control_refused_total")).isEqualTo(1);
        assertThat(count("reason=replayed/control_refused_total")).isZero();
    }

    @Test
    void whatAnAttackerWritesStaysWithinItsLogLine() {
        assertThat(Printable.of("agent\r\n2026 WARN forged\u2028\u202etxt\u001b[2J"))
                .isEqualTo("agent\\u000d\\u000a2026 WARN forged\\u2028\\u202etxt\\u001b[2J");
        assertThat(Printable.of("x".repeat(5_000))).hasSize(Printable.CHARS_MAX + 1);
        assertThat(Printable.of("mei@example.com é 漢 🙂")).isEqualTo("mei@example.com é 漢 🙂");
    }

    private long count(String name) {
        return ((Counter) registered.get(name)).getCount();
    }

    private Object gauge(String name) {
        return ((Gauge<?>) registered.get(name)).getValue();
    }

    private final class RecordingGroup extends UnregisteredMetricsGroup {
        private final String prefix;

        RecordingGroup(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return new RecordingGroup(prefix + key + "=" + value + "/");
        }

        @Override
        public Counter counter(String name) {
            Counter counter = new SimpleCounter();
            registered.put(prefix + name, counter);
            return counter;
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            registered.put(prefix + name, gauge);
            return gauge;
        }
    }
}
