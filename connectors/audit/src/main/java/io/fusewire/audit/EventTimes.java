package io.fusewire.audit;

/**
 * Reads the times that audit records and their containers carry, without allocating.
 *
 * <p>{@code 2026-03-01T10:15:30Z} is the form of CloudTrail itself; shippers, CloudTrail Lake and
 * SQL exports write {@code 2026-03-01 10:15:30.123456789}, with or without a zone. A time without a
 * zone is UTC, as CloudTrail's always are.
 */
final class EventTimes {

    /** What {@link #parse} returns for a text that is no time. */
    static final long UNREADABLE = Long.MIN_VALUE;

    private static final int COMMON_LENGTH = "yyyy-MM-ddTHH:mm:ss".length();
    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final int FRACTION_DIGITS_MAX = 9;

    private EventTimes() {}

    /** Milliseconds since the epoch, fractions cut to milliseconds; or {@link #UNREADABLE}. */
    static long parse(char[] text, int offset, int length) {
        if (length < COMMON_LENGTH
                || text[offset + 4] != '-'
                || text[offset + 7] != '-'
                || (text[offset + 10] != 'T' && text[offset + 10] != ' ')
                || text[offset + 13] != ':'
                || text[offset + 16] != ':') {
            return UNREADABLE;
        }
        int year = digits(text, offset, 4);
        int month = digits(text, offset + 5, 2);
        int day = digits(text, offset + 8, 2);
        int hour = digits(text, offset + 11, 2);
        int minute = digits(text, offset + 14, 2);
        int second = digits(text, offset + 17, 2);
        if (year < 0
                || month < 1
                || month > 12
                || day < 1
                || day > daysOfMonth(year, month)
                || outside(hour, 23)
                || outside(minute, 59)
                || outside(second, 59)) {
            return UNREADABLE;
        }
        long millis =
                epochDay(year, month, day) * MILLIS_PER_DAY
                        + hour * 3_600_000L
                        + minute * 60_000L
                        + second * 1000L;
        int at = offset + COMMON_LENGTH;
        int end = offset + length;
        if (at + 1 == end && text[at] == 'Z') {
            return millis;
        }
        return withFractionAndZone(text, at, end, millis);
    }

    static long parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    private static long withFractionAndZone(char[] text, int from, int end, long millis) {
        int at = from;
        if (at < end && (text[at] == '.' || text[at] == ',')) {
            int start = ++at;
            int fraction = 0;
            while (at < end && text[at] >= '0' && text[at] <= '9') {
                if (at - start < 3) {
                    fraction = fraction * 10 + text[at] - '0';
                }
                at++;
            }
            int count = at - start;
            if (count == 0 || count > FRACTION_DIGITS_MAX) {
                return UNREADABLE;
            }
            for (int i = count; i < 3; i++) {
                fraction *= 10;
            }
            millis += fraction;
        }
        if (at < end && text[at] == ' ') {
            at++;
        }
        int zoneMinutes = zoneMinutes(text, at, end);
        return zoneMinutes == Integer.MIN_VALUE ? UNREADABLE : millis - zoneMinutes * 60_000L;
    }

    private static int zoneMinutes(char[] text, int at, int end) {
        int length = end - at;
        if (length == 0 || (length == 1 && text[at] == 'Z')) {
            return 0;
        }
        if (length == 3 && text[at] == 'U' && text[at + 1] == 'T' && text[at + 2] == 'C') {
            return 0;
        }
        if (text[at] != '+' && text[at] != '-') {
            return Integer.MIN_VALUE;
        }
        int hours = length >= 3 ? digits(text, at + 1, 2) : -1;
        int minutes =
                switch (length) {
                    case 3 -> 0;
                    case 5 -> digits(text, at + 3, 2);
                    case 6 -> text[at + 3] == ':' ? digits(text, at + 4, 2) : -1;
                    default -> -1;
                };
        if (outside(hours, 18) || outside(minutes, 59)) {
            return Integer.MIN_VALUE;
        }
        return text[at] == '-' ? -(hours * 60 + minutes) : hours * 60 + minutes;
    }

    private static boolean outside(int value, int max) {
        return value < 0 || value > max;
    }

    /** The number that {@code count} digits make, or -1. */
    private static int digits(char[] text, int offset, int count) {
        int value = 0;
        for (int i = offset; i < offset + count; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int daysOfMonth(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /**
     * Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-Compatible
     * Low-Level Date Algorithms", {@code days_from_civil}), for years from 0.
     */
    private static long epochDay(int year, int month, int day) {
        int shiftedYear = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(shiftedYear, 400);
        int yearOfEra = shiftedYear - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468L;
    }
}
