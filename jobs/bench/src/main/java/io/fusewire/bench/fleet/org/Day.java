package io.fusewire.bench.fleet.org;

/**
 * One day, UTC.
 *
 * @param number 0 for the first
 * @param startMillis its midnight
 * @param officeHour hour UTC at which the organisation's people begin to work
 * @param isWorkday whether they work
 */
public record Day(int number, long startMillis, int officeHour, boolean isWorkday) {

    public static final long MILLIS = 86_400_000;
    public static final long HOUR = 3_600_000;
    public static final long MINUTE = 60_000;
    public static final long SECOND = 1_000;

    /** A time by hours since midnight. */
    public long at(double hour) {
        return startMillis + (long) (hour * HOUR);
    }

    /** A time by hours since people began to work; may lie in the next day. */
    public long office(double hours) {
        return at(officeHour + hours);
    }
}
