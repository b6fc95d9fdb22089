package io.fusewire.core.policy;

import org.jspecify.annotations.Nullable;

/**
 * A declared change freeze: what it covers is judged by caps and budget at a quarter, as on
 * probation. It forbids nothing by itself, and adds nothing for an agent that is on probation
 * already.
 *
 * @param span when it holds, in event time
 * @param account on the account whose trail holds the record; null for every account
 * @param region on the record's region; null for every region
 * @param environment on the environment's key, {@code account/region} or {@code
 *     account/region/stack}; null for every environment
 */
public record Freeze(
        Span span, @Nullable Glob account, @Nullable Glob region, @Nullable Glob environment) {

    /** When a freeze holds. */
    public sealed interface Span {
        /** Whether it holds at an event time, milliseconds since the epoch. Allocates nothing. */
        boolean covers(long eventTimeMillis);
    }

    /**
     * Once.
     *
     * @param fromMillis event time, inclusive
     * @param toMillis event time, exclusive; after {@code fromMillis}
     */
    public record Once(long fromMillis, long toMillis) implements Span {

        public Once {
            if (toMillis <= fromMillis) {
                throw new IllegalArgumentException("a freeze must end after it begins");
            }
        }

        @Override
        public boolean covers(long eventTimeMillis) {
            return eventTimeMillis >= fromMillis && eventTimeMillis < toMillis;
        }
    }

    /**
     * Every week, UTC.
     *
     * @param fromMinute minute of the week from Monday 00:00, inclusive; 0 to {@value #WEEK} - 1
     * @param toMinute likewise, exclusive; at or before {@code fromMinute} in the next week
     */
    public record Weekly(int fromMinute, int toMinute) implements Span {

        /** Minutes of a week. */
        public static final int WEEK = 7 * 24 * 60;

        private static final int DAY_MINUTES = 24 * 60;
        private static final long MINUTE_MILLIS = 60_000;

        /** The epoch began on a Thursday. */
        private static final int EPOCH_MINUTE = 3 * DAY_MINUTES;

        public Weekly {
            if (fromMinute < 0 || fromMinute >= WEEK || toMinute < 0 || toMinute >= WEEK) {
                throw new IllegalArgumentException("minutes must lie in a week");
            }
            if (fromMinute == toMinute) {
                throw new IllegalArgumentException("a weekly freeze must end and begin apart");
            }
        }

        @Override
        public boolean covers(long eventTimeMillis) {
            long minute = Math.floorDiv(eventTimeMillis, MINUTE_MILLIS) + EPOCH_MINUTE;
            int ofWeek = Math.floorMod(minute, WEEK);
            return fromMinute < toMinute
                    ? ofWeek >= fromMinute && ofWeek < toMinute
                    : ofWeek >= fromMinute || ofWeek < toMinute;
        }
    }

    /** Whether an event at this time and place falls under it. Allocates nothing. */
    public boolean covers(long eventTimeMillis, String account, String region, String environment) {
        return span.covers(eventTimeMillis)
                && (this.account == null || this.account.matches(account))
                && (this.region == null || this.region.matches(region))
                && (this.environment == null || this.environment.matches(environment));
    }
}
