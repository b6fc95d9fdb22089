package io.fusewire.jobs;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** A histogram as Prometheus adds them up: one counter per upper bound, each counting all below. */
public final class LatencyBuckets {

    /** Label of a bucket: its upper bound in seconds. */
    public static final String LE_LABEL = "le";

    /** Upper bounds in milliseconds; a second is what is promised, a minute is a broken job. */
    private static final long[] BOUNDS_MILLIS = {
        1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000
    };

    private final Counter[] buckets = new Counter[BOUNDS_MILLIS.length];
    private final Counter all;
    private final Counter count;
    private final Counter sumMillis;

    /**
     * @param name of the histogram, without unit: buckets are {@code NAME_seconds_bucket} with the
     *     label {@code le}, the number is {@code NAME_seconds_count}; the sum is {@code
     *     NAME_milliseconds_sum}, because a counter is a whole number
     */
    public LatencyBuckets(MetricGroup group, String name) {
        for (int i = 0; i < BOUNDS_MILLIS.length; i++) {
            buckets[i] = bucket(group, name, Double.toString(BOUNDS_MILLIS[i] / 1_000.0));
        }
        all = bucket(group, name, "+Inf");
        count = group.counter(name + "_seconds_count");
        sumMillis = group.counter(name + "_milliseconds_sum");
    }

    private static Counter bucket(MetricGroup group, String name, String bound) {
        return group.addGroup(LE_LABEL, bound).counter(name + "_seconds_bucket");
    }

    /** Takes one delay; one below zero, of clocks that disagree, counts as zero. */
    public void observe(long delayMillis) {
        long delay = Math.max(0, delayMillis);
        for (int i = BOUNDS_MILLIS.length - 1; i >= 0 && delay <= BOUNDS_MILLIS[i]; i--) {
            buckets[i].inc();
        }
        all.inc();
        count.inc();
        sumMillis.inc(delay);
    }
}
