package io.fusewire.core.baseline;

import java.time.Duration;

/**
 * Begins, charges and ends the episodes of one agent's ladders, and lets the agent's past learn
 * from those that are over.
 *
 * <p>Nothing is learned inside an open episode: r, and with it every c, is fixed when an episode
 * begins. An episode ends when the next event shows that it is over. It then teaches
 *
 * <pre>r[b] += v for every rung b that it reached,   v = clip(20 / e, 0.25, 1)</pre>
 *
 * <p>so that the more surprising it was, the less it teaches (detector specification, section 5).
 * Between episodes r halves every 60 days. A late event joins the open episode.
 */
public final class Episodes {

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final double HALF_LIFE_MILLIS = Duration.ofDays(60).toMillis();
    private static final double TAUGHT_FULLY_UP_TO = 20;
    private static final double TAUGHT_LEAST = 0.25;
    private static final double PACE_LEAST = 0.5;
    private static final int PACE_DAYS = 3;
    private static final int WEEK_DAYS = 7;

    /** Where episodes that are over go. */
    @FunctionalInterface
    public interface Closed {
        /**
         * @param ladder whose episode it was
         * @param state as it was before it forgot the episode
         * @param taught v
         */
        void accept(Ladder ladder, LadderState state, double taught);
    }

    private Episodes() {}

    /** UTC week of an event time: epoch day div 7. */
    public static long weekOf(long millis) {
        return Math.floorDiv(Math.floorDiv(millis, DAY_MILLIS), WEEK_DAYS);
    }

    /**
     * Takes a successful mutating call: ends episodes that it does not belong to, and begins those
     * that it does.
     *
     * @param firstSeenMillis event time at which the agent was first seen
     * @param burstStartMillis start of the burst that the call belongs to
     * @param timeMillis the call's event time
     */
    public static void advance(
            Baseline baseline,
            long firstSeenMillis,
            long burstStartMillis,
            long timeMillis,
            Closed closed) {
        LadderState burst = baseline.ladder(Ladder.BURST_HARM);
        if (burst.startMillis != burstStartMillis) {
            if (burst.isOpen()) {
                baseline.noteBurst(burst.startMillis);
                baseline.useShare.close();
            }
            turn(Ladder.BURST_HARM, burst, firstSeenMillis, burstStartMillis, closed);
            turn(
                    Ladder.BURST_BLAST,
                    baseline.ladder(Ladder.BURST_BLAST),
                    firstSeenMillis,
                    burstStartMillis,
                    closed);
            baseline.oddHour = baseline.isOddHour(burstStartMillis);
        }
        LadderState week = baseline.ladder(Ladder.WEEK_HARM);
        if (!week.isOpen() || weekOf(timeMillis) > weekOf(week.startMillis)) {
            turn(Ladder.WEEK_HARM, week, firstSeenMillis, timeMillis, closed);
        } else {
            week.join(timeMillis);
        }
    }

    private static void turn(
            Ladder ladder,
            LadderState state,
            long firstSeenMillis,
            long startMillis,
            Closed closed) {
        if (state.isOpen()) {
            close(ladder, state, closed);
        }
        begin(state, firstSeenMillis, startMillis);
    }

    private static void begin(LadderState state, long firstSeenMillis, long startMillis) {
        decay(state, startMillis);
        state.episodes++;
        state.startMillis = startMillis;
        double days = Math.max(1, (startMillis - firstSeenMillis) / (double) DAY_MILLIS);
        state.pace = Math.max(PACE_LEAST, state.episodes / (days + PACE_DAYS));
    }

    private static void decay(LadderState state, long nowMillis) {
        if (state.decayedAtMillis == LadderState.NEVER) {
            state.decayedAtMillis = nowMillis;
            return;
        }
        long elapsed = nowMillis - state.decayedAtMillis;
        if (elapsed <= 0) {
            return;
        }
        float factor = (float) StrictMath.pow(0.5, elapsed / HALF_LIFE_MILLIS);
        for (int rung = 0; rung < Ladder.RUNGS; rung++) {
            state.reached[rung] *= factor;
        }
        state.decayedAtMillis = nowMillis;
    }

    private static void close(Ladder ladder, LadderState state, Closed closed) {
        double taught = Math.max(TAUGHT_LEAST, Math.min(1, TAUGHT_FULLY_UP_TO / state.evidence));
        for (int rung = 0; rung <= state.rung; rung++) {
            state.reached[rung] += (float) taught;
        }
        state.highestMicros = Math.max(state.highestMicros, state.sumMicros);
        if (state.sumMicros > 0) {
            closed.accept(ladder, state, taught);
        }
        state.abandon();
    }

    /**
     * Adds harm to the open episodes.
     *
     * @param harmMicros F in millionths; negative where a charge is taken back
     * @param blastMicros 200 · B in millionths
     * @param priors by the time at which an episode began, so that its c stay fixed
     */
    public static void charge(
            Baseline baseline, long harmMicros, long blastMicros, PriorsOfClass priors) {
        add(Ladder.BURST_HARM, baseline, harmMicros, priors);
        add(Ladder.WEEK_HARM, baseline, harmMicros, priors);
        add(Ladder.BURST_BLAST, baseline, blastMicros, priors);
    }

    /**
     * Counts what a call destroyed of others, in the open burst.
     *
     * @param used things that others were using
     * @param idle things that nobody else was using
     */
    public static void noteUse(Baseline baseline, int used, int idle) {
        if (baseline.ladder(Ladder.BURST_HARM).isOpen()) {
            baseline.useShare.note(used, idle);
        }
    }

    /** Takes back what {@link #noteUse} counted, if its burst is still open. */
    public static void withdrawUse(Baseline baseline, int used, int idle, long burstStartMillis) {
        if (baseline.ladder(Ladder.BURST_HARM).startMillis == burstStartMillis) {
            baseline.useShare.note(-used, -idle);
        }
    }

    /**
     * Takes back harm from those of the episodes that it was added to which are still open; what an
     * ended one has taught stays.
     *
     * @param burstStartMillis start of the burst that was open when it was added
     * @param weekStartMillis start of the week's episode, likewise
     */
    public static void withdraw(
            Baseline baseline,
            long harmMicros,
            long blastMicros,
            long burstStartMillis,
            long weekStartMillis,
            PriorsOfClass priors) {
        if (baseline.ladder(Ladder.BURST_HARM).startMillis == burstStartMillis) {
            add(Ladder.BURST_HARM, baseline, -harmMicros, priors);
            add(Ladder.BURST_BLAST, baseline, -blastMicros, priors);
        }
        if (baseline.ladder(Ladder.WEEK_HARM).startMillis == weekStartMillis) {
            add(Ladder.WEEK_HARM, baseline, -harmMicros, priors);
        }
    }

    private static void add(Ladder ladder, Baseline baseline, long micros, PriorsOfClass priors) {
        LadderState state = baseline.ladder(ladder);
        if (!state.isOpen() || micros == 0) {
            return;
        }
        state.sumMicros = Math.max(0, state.sumMicros + micros);
        int rung = Ladder.rung(state.sumMicros);
        if (rung != state.rung) {
            state.rung = rung;
            LadderPriors peers = priors.at(state.startMillis).of(ladder);
            state.evidence = Evidence.atRung(state, peers, rung);
        }
    }

    /** Ends all open episodes without learning anything from them. */
    public static void abandon(Baseline baseline) {
        for (LadderState state : baseline.ladders) {
            state.abandon();
        }
        baseline.useShare.abandon();
    }

    /** Ends all open episodes and learns them: a person said that they were legitimate. */
    public static void learn(Baseline baseline, Closed closed) {
        LadderState burst = baseline.ladder(Ladder.BURST_HARM);
        if (burst.isOpen()) {
            baseline.noteBurst(burst.startMillis);
            baseline.useShare.close();
        }
        for (Ladder ladder : Ladder.ALL) {
            LadderState state = baseline.ladder(ladder);
            if (state.isOpen()) {
                close(ladder, state, closed);
            }
        }
    }
}
