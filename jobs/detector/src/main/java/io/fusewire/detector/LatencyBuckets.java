package io.fusewire.detector;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** A histogram as Prometheus adds them up: one counter per upper bound, each counting all below. */
final class LatencyBuckets {

    /** Upper bounds in milliseconds; a second is what is promised, a minute is a broken job. */
    private static final long[] BOUNDS_MILLIS = {
        1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000
    };

    private final Counter[] buckets = new Counter[BOUNDS_MILLIS.length];
    private final Counter all;
    private final Counter count;
    private final Counter sumMillis;

    LatencyBuckets(MetricGroup group) {
        for (int i = 0; i < BOUNDS_MILLIS.length; i++) {
            buckets[i] = bucket(group, Double.toString(BOUNDS_MILLIS[i] / 1_000.0));
        }
        all = bucket(group, "+Inf");
        count = group.counter(MetricNames.DECISION_LATENCY_COUNT);
        sumMillis = group.counter(MetricNames.DECISION_LATENCY_SUM);
    }

    private static Counter bucket(MetricGroup group, String bound) {
        return group.addGroup(MetricNames.LE_LABEL, bound)
                .counter(MetricNames.DECISION_LATENCY_BUCKET);
    }

    /** Takes one delay; one below zero, of clocks that disagree, counts as zero. */
    void observe(long delayMillis) {
        long delay = Math.max(0, delayMillis);
        for (int i = BOUNDS_MILLIS.length - 1; i >= 0 && delay <= BOUNDS_MILLIS[i]; i--) {
            buckets[i].inc();
        }
        all.inc();
        count.inc();
        sumMillis.inc(delay);
    }
}
