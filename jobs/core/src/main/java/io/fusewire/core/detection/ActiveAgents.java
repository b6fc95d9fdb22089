package io.fusewire.core.detection;

/**
 * How many agents are at work, so that many trips can be told from few: a share of them is not too
 * much, where a number would be.
 *
 * @param day the latest day of which something was heard, in days since the epoch
 * @param thatDay how many were seen on it so far
 * @param theDayBefore how many were seen on the day before
 */
public record ActiveAgents(long day, int thatDay, int theDayBefore) {

    /** Nobody was seen. */
    public static final ActiveAgents NONE = new ActiveAgents(Long.MIN_VALUE, 0, 0);

    /** Counted of a day; more of them change nothing. */
    public static final int AGENTS_MAX = 50_000;

    /** This on a day; one that is over changes nothing. */
    public ActiveAgents on(long someDay) {
        if (someDay <= day) {
            return this;
        }
        return new ActiveAgents(someDay, 0, someDay - 1 == day ? thatDay : 0);
    }

    /** With one more on its day. */
    public ActiveAgents oneMore() {
        return isFull() ? this : new ActiveAgents(day, thatDay + 1, theDayBefore);
    }

    /** Whether no more are counted on its day. */
    public boolean isFull() {
        return thatDay >= AGENTS_MAX;
    }

    /** That day or the day before, whichever had more: no day is over when it begins. */
    public int count() {
        return Math.max(thatDay, theDayBefore);
    }
}
