package io.fusewire.detector;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.event.EnforcementMode;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * Shows the breakers of this parallel instance, one gauge per agent whose breaker was ever other
 * than closed. After a restart an agent shows again with its next event.
 */
final class BreakerGauges {

    private final MetricGroup metrics;
    private final int limit;
    private final Counter hidden;
    private final Map<String, Shown> shown = new HashMap<>();

    BreakerGauges(MetricGroup metrics, int limit) {
        this.metrics = metrics;
        this.limit = limit;
        this.hidden = metrics.counter(MetricNames.BREAKER_STATES_HIDDEN);
    }

    void show(String agent, BreakerState state, EnforcementMode mode) {
        int value =
                switch (mode) {
                    case ENFORCE -> state.gauge();
                    // A shadow breaker that would be open is still worth seeing as such; the mode
                    // has a number only while there is nothing else to show.
                    case SHADOW ->
                            state == BreakerState.CLOSED
                                    ? BreakerState.METRICS_ONLY_GAUGE
                                    : state.gauge();
                };
        Shown known = shown.get(agent);
        if (known != null) {
            known.value = value;
        } else if (state != BreakerState.CLOSED) {
            add(agent, value);
        }
    }

    private void add(String agent, int value) {
        if (shown.size() >= limit) {
            hidden.inc();
            return;
        }
        Shown gauge = new Shown(value);
        shown.put(agent, gauge);
        metrics.addGroup(MetricNames.AGENT_LABEL, agent).gauge(MetricNames.BREAKER_STATE, gauge);
    }

    /** The number of an agent's breaker as it is shown; null if it is not. */
    @Nullable Integer shownFor(String agent) {
        Shown known = shown.get(agent);
        return known == null ? null : known.value;
    }

    private static final class Shown implements Gauge<Integer> {
        /** Written by the task, read by reporters. */
        private volatile int value;

        Shown(int value) {
            this.value = value;
        }

        @Override
        public Integer getValue() {
            return value;
        }
    }
}
