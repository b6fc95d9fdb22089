package io.fusewire.detector;

import io.fusewire.core.control.Cause;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts what people said and what was refused, by its cause; all causes show from the start. */
final class RefusalCounters {

    private final Map<Cause, Counter> counters = new EnumMap<>(Cause.class);

    RefusalCounters(MetricGroup metrics) {
        for (Cause cause : Cause.values()) {
            counters.put(
                    cause,
                    metrics.addGroup(MetricNames.REASON_LABEL, cause.label())
                            .counter(MetricNames.CONTROL_REFUSED));
        }
    }

    void count(Cause cause) {
        Objects.requireNonNull(counters.get(cause)).inc();
    }
}
