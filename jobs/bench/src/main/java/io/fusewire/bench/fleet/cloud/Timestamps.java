package io.fusewire.bench.fleet.cloud;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** CloudTrail's form of a time, to the second. */
public final class Timestamps {

    private static final long SECOND = 1_000;
    private static final long DAY = 86_400_000;

    private long day = Long.MIN_VALUE;
    private String date = "";

    /** Appends a time; times of one day are cheap. */
    public void append(StringBuilder text, long millis) {
        long epochDay = Math.floorDiv(millis, DAY);
        if (epochDay != day) {
            day = epochDay;
            date = Instant.ofEpochMilli(epochDay * DAY).toString().substring(0, 11);
        }
        int second = (int) (Math.floorMod(millis, DAY) / SECOND);
        text.append(date);
        twoDigits(text, second / 3_600).append(':');
        twoDigits(text, second / 60 % 60).append(':');
        twoDigits(text, second % 60).append('Z');
    }

    private static StringBuilder twoDigits(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    static String of(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
