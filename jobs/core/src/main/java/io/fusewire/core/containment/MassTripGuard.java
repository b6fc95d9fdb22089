package io.fusewire.core.containment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds revocations back when too many breakers open at once: a bad policy or a broken feed must
 * not lock out a company.
 *
 * <p>Trips of the last minutes of event time are counted, those held back included, so that a flood
 * stays held back until it ebbs. Which of simultaneous trips pass depends on the order in which
 * they come; how many pass does not. A trip that comes twice gets its first answer again.
 *
 * @param tripsMax trips within the window that are revoked, at least
 * @param shareOfAgentsMax or this share of the agents seen that day, if that is more
 * @param windowMillis the window of event time
 */
public record MassTripGuard(int tripsMax, double shareOfAgentsMax, long windowMillis) {

    /** 10 trips, or 20 % of the agents seen that day, in 5 minutes. */
    public static final MassTripGuard DEFAULT =
            new MassTripGuard(10, 0.20, Duration.ofMinutes(5).toMillis());

    /**
     * Trips remembered; of more the oldest is forgotten. Only how many there are beyond the limit
     * is lost with it, unless the limit itself is larger: then this is the limit.
     */
    public static final int TRIPS_REMEMBERED_MAX = 4_096;

    /**
     * @throws IllegalArgumentException if a bound is out of range
     */
    public MassTripGuard {
        if (tripsMax < 1 || tripsMax > TRIPS_REMEMBERED_MAX) {
            throw new IllegalArgumentException(
                    "tripsMax must be from 1 to " + TRIPS_REMEMBERED_MAX + ", but was " + tripsMax);
        }
        if (!(shareOfAgentsMax >= 0 && shareOfAgentsMax <= 1)) {
            throw new IllegalArgumentException(
                    "shareOfAgentsMax must be from 0 to 1, but was " + shareOfAgentsMax);
        }
        if (windowMillis < 1) {
            throw new IllegalArgumentException(
                    "windowMillis must be positive, but was " + windowMillis);
        }
    }

    /**
     * A trip that is remembered.
     *
     * @param decisionId its decision
     * @param atMillis event time
     * @param admitted whether it was revoked
     */
    public record Seen(String decisionId, long atMillis, boolean admitted) {}

    /**
     * What the guard remembers: trips within the window before the latest, in the order in which
     * they came.
     */
    public record State(List<Seen> trips) {

        /** Nothing has tripped yet. */
        public static final State EMPTY = new State(List.of());

        public State {
            trips = List.copyOf(trips);
        }
    }

    /**
     * The answer to one trip.
     *
     * @param next what to remember
     * @param admitted whether it may be revoked; otherwise it only pages
     * @param page whether a person has to be told that the guard has begun to hold back: true for
     *     the first of a flood only
     * @param tripsInWindow trips in the window, this one included
     * @param limit how many of them are revoked
     */
    public record Answer(
            State next, boolean admitted, boolean page, int tripsInWindow, int limit) {}

    /**
     * Judges one trip.
     *
     * @param agentsSeenThatDay agents at work on the trip's day or the day before, 0 if that is not
     *     known
     */
    public Answer judge(State state, String decisionId, long atMillis, int agentsSeenThatDay) {
        int limit = limit(agentsSeenThatDay);
        for (Seen trip : state.trips()) {
            if (trip.decisionId().equals(decisionId)) {
                return new Answer(state, trip.admitted(), false, state.trips().size(), limit);
            }
        }
        long end = atMillis;
        for (Seen trip : state.trips()) {
            end = Math.max(end, trip.atMillis());
        }
        List<Seen> trips = new ArrayList<>();
        for (Seen trip : state.trips()) {
            if (trip.atMillis() > end - windowMillis) {
                trips.add(trip);
            }
        }
        boolean flooded = trips.stream().anyMatch(trip -> !trip.admitted());
        boolean admitted = trips.size() < limit;
        if (trips.size() == TRIPS_REMEMBERED_MAX) {
            trips.remove(0);
        }
        trips.add(new Seen(decisionId, atMillis, admitted));
        return new Answer(new State(trips), admitted, !admitted && !flooded, trips.size(), limit);
    }

    /**
     * Which of recorded trips would have been held back.
     *
     * @param trips event times by decision, in the order in which they would have come
     * @return ids of decisions, in that order
     */
    public List<String> heldBack(Map<String, Long> trips) {
        List<String> heldBack = new ArrayList<>();
        State state = State.EMPTY;
        for (Map.Entry<String, Long> trip : trips.entrySet()) {
            Answer answer = judge(state, trip.getKey(), trip.getValue(), 0);
            state = answer.next();
            if (!answer.admitted()) {
                heldBack.add(trip.getKey());
            }
        }
        return List.copyOf(heldBack);
    }

    private int limit(int agentsSeenThatDay) {
        int share = (int) Math.floor(shareOfAgentsMax * agentsSeenThatDay);
        return Math.min(TRIPS_REMEMBERED_MAX, Math.max(tripsMax, share));
    }
}
