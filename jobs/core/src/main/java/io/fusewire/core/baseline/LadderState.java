package io.fusewire.core.baseline;

/**
 * One ladder of one agent: the open episode, and how far past ones climbed.
 *
 * <p>Stored as it is, changed in place. About 120 bytes.
 */
public final class LadderState {

    /** Marks a time that has not come yet. */
    public static final long NEVER = Long.MIN_VALUE;

    /** X of the open episode in micro-units. */
    public long sumMicros;

    /** Rung of {@link #sumMicros}. */
    public int rung;

    /** e of the open episode: 1 at its start. */
    public double evidence = 1;

    /** ρ, the pace of episodes, fixed when the open one began; at least 0.5. */
    public double pace = 1;

    /** Event time at which the open episode began; {@link #NEVER} if none is open. */
    public long startMillis = NEVER;

    /** How far the earliest call that joined the open episode late lies before its start. */
    public long lateByMillis;

    /** r[b]: decayed number of past episodes that reached rung b. */
    public float[] reached = new float[Ladder.RUNGS];

    /** Event time to which {@link #reached} is decayed. */
    public long decayedAtMillis = NEVER;

    /** Episodes that began, the open one included. */
    public int episodes;

    /** The most that any episode taught came to, in micro-units. */
    public long highestMicros;

    /** Whether an episode is open. */
    public boolean isOpen() {
        return startMillis != NEVER;
    }

    /** Event time of the earliest call of the open episode: one that came late joins it, too. */
    public long earliestMillis() {
        return startMillis - lateByMillis;
    }

    void join(long timeMillis) {
        lateByMillis = Math.max(lateByMillis, startMillis - timeMillis);
    }

    LadderState copy() {
        LadderState copy = new LadderState();
        copy.sumMicros = sumMicros;
        copy.rung = rung;
        copy.evidence = evidence;
        copy.pace = pace;
        copy.startMillis = startMillis;
        copy.lateByMillis = lateByMillis;
        copy.reached = reached.clone();
        copy.decayedAtMillis = decayedAtMillis;
        copy.episodes = episodes;
        copy.highestMicros = highestMicros;
        return copy;
    }

    /** Ends the open episode, if there is one, as if it had never been. */
    void abandon() {
        sumMicros = 0;
        rung = 0;
        evidence = 1;
        startMillis = NEVER;
        lateByMillis = 0;
    }
}
