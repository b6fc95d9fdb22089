package io.fusewire.cli.demo;

import java.util.Arrays;
import java.util.List;

/** A distribution of times, in milliseconds. */
record Latencies(long[] sortedMillis) {

    static Latencies of(List<Long> millis) {
        long[] sorted = millis.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    int count() {
        return sortedMillis.length;
    }

    /**
     * The nearest rank: the smallest of the measured values that at least this share does not
     * exceed.
     *
     * @param share above 0, at most 1
     */
    long quantile(double share) {
        int rank = (int) Math.ceil(share * sortedMillis.length);
        return sortedMillis[Math.max(0, rank - 1)];
    }

    long max() {
        return sortedMillis[sortedMillis.length - 1];
    }
}
