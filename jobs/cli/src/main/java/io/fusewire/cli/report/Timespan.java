package io.fusewire.cli.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The time that an incident's charts show, with a margin on both sides.
 *
 * @param fromMillis left end
 * @param toMillis right end
 */
record Timespan(long fromMillis, long toMillis) {

    private static final long DAY_MILLIS = 86_400_000;
    private static final long MARGIN_LEAST_MILLIS = 2_000;
    private static final int MARGIN_PARTS = 25;

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_AND_CLOCK =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    static Timespan around(long firstMillis, long lastMillis) {
        long margin = Math.max(MARGIN_LEAST_MILLIS, (lastMillis - firstMillis) / MARGIN_PARTS);
        return new Timespan(firstMillis - margin, lastMillis + margin);
    }

    /** As short as tells the times of this span apart. */
    String clock(long atMillis) {
        boolean withinADay = toMillis - fromMillis < DAY_MILLIS;
        return (withinADay ? CLOCK : DAY_AND_CLOCK).format(Instant.ofEpochMilli(atMillis));
    }

    Scale scale(double start, double end) {
        return new Scale(fromMillis, toMillis, start, end);
    }
}
