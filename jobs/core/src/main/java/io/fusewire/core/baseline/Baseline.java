package io.fusewire.core.baseline;

import java.time.Duration;

/**
 * What has been learned of one agent.
 *
 * <p>Stored as it is, changed in place. Bounded: three ladders, five counts, two tables of at most
 * {@value FirstTimes#KEYS_MAX} keys, 24 hours.
 */
public final class Baseline {

    /** How long what an agent does for the first time stays new to it. */
    static final long NOVELTY_MILLIS = Duration.ofHours(1).toMillis();

    private static final int HOURS = 24;
    private static final long MILLIS_PER_HOUR = Duration.ofHours(1).toMillis();

    /** Bursts from which on the hours of their starts say something. */
    private static final int BURSTS_FOR_HOURS = 30;

    /** Below this share of past bursts a start within an hour either way is odd. */
    private static final double ODD_SHARE = 0.02;

    /** By {@link Ladder}, in its order. */
    public LadderState[] ladders = {new LadderState(), new LadderState(), new LadderState()};

    /** First sights of (operation, resource type). */
    public FirstTimes actions = new FirstTimes();

    /** First sights of environments. */
    public FirstTimes environments = new FirstTimes();

    /** Closed bursts by UTC hour of their start. */
    public int[] burstsByHour = new int[HOURS];

    /** How much of what it destroys is in use by others. */
    public UseShare useShare = new UseShare();

    /** Whether the open burst began at an hour at which this agent's hardly ever do. */
    public boolean oddHour;

    /** A copy that shares nothing with this one. */
    public Baseline copy() {
        Baseline copy = new Baseline();
        for (int i = 0; i < ladders.length; i++) {
            copy.ladders[i] = ladders[i].copy();
        }
        copy.actions = actions.copy();
        copy.environments = environments.copy();
        copy.burstsByHour = burstsByHour.clone();
        copy.useShare = useShare.copy();
        copy.oddHour = oddHour;
        return copy;
    }

    /** A ladder's state. */
    public LadderState ladder(Ladder ladder) {
        return ladders[ladder.ordinal()];
    }

    /** Whether an operation on a type was unknown of this agent until an hour before. */
    public boolean isNewAction(String eventName, String type, long atMillis) {
        return actions.isNewAt(FirstTimes.keyOf(eventName, type), atMillis, NOVELTY_MILLIS);
    }

    /** Whether this agent had touched nothing in an environment until an hour before. */
    public boolean isNewEnvironment(String environment, long atMillis) {
        return environments.isNewAt(environmentKey(environment), atMillis, NOVELTY_MILLIS);
    }

    /** Notes that the agent did something. */
    public void noteAction(String eventName, String type, long atMillis) {
        actions.note(FirstTimes.keyOf(eventName, type), atMillis);
    }

    /** Notes that the agent touched an environment. */
    public void noteEnvironment(String environment, long atMillis) {
        environments.note(environmentKey(environment), atMillis);
    }

    private static long environmentKey(String environment) {
        return FirstTimes.keyOf(environment, "");
    }

    /** Forgets what was done for the first time since an event time: it belongs to an incident. */
    public void forgetSince(long sinceMillis) {
        actions.forgetSince(sinceMillis);
        environments.forgetSince(sinceMillis);
    }

    /** Counts the start of a burst that is over. */
    void noteBurst(long startMillis) {
        burstsByHour[hourOf(startMillis)]++;
    }

    boolean isOddHour(long startMillis) {
        int all = 0;
        for (int count : burstsByHour) {
            all += count;
        }
        int hour = hourOf(startMillis);
        int near =
                burstsByHour[hour]
                        + burstsByHour[(hour + 1) % HOURS]
                        + burstsByHour[(hour + HOURS - 1) % HOURS];
        return all >= BURSTS_FOR_HOURS && near < ODD_SHARE * all;
    }

    private static int hourOf(long millis) {
        return (int) Math.floorMod(Math.floorDiv(millis, MILLIS_PER_HOUR), HOURS);
    }
}
