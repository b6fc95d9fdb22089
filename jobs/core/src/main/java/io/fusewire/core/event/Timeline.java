package io.fusewire.core.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which version of a piece of control data holds at which event time. Immutable.
 *
 * <p>Decisions depend on event time only, so a record is judged by the version of its own time,
 * even if it arrives after the next one did.
 *
 * @param <T> the control data
 */
public final class Timeline<T> {

    /**
     * Most dated versions that are kept. Beyond it the one that took effect first is forgotten, and
     * its successor rules its time too.
     */
    public static final int DATED_LIMIT = 256;

    /**
     * A version and from when it holds.
     *
     * @param effectiveFromMillis event time, milliseconds since the epoch, inclusive
     */
    private record Dated<T>(long effectiveFromMillis, T value) {}

    private final T initial;
    private final List<Dated<T>> dated;

    private Timeline(T initial, List<Dated<T>> sorted) {
        this.initial = initial;
        this.dated = List.copyOf(sorted);
    }

    /** A timeline on which one version holds at all times. */
    public static <T> Timeline<T> of(T initial) {
        return new Timeline<>(initial, List.of());
    }

    /** This timeline with one more version; it replaces one of the same date. */
    public Timeline<T> with(long effectiveFromMillis, T value) {
        List<Dated<T>> sorted = new ArrayList<>(dated);
        sorted.removeIf(known -> known.effectiveFromMillis() == effectiveFromMillis);
        sorted.add(new Dated<>(effectiveFromMillis, value));
        sorted.sort(Comparator.comparingLong(Dated::effectiveFromMillis));
        if (sorted.size() <= DATED_LIMIT) {
            return new Timeline<>(initial, sorted);
        }
        return new Timeline<>(sorted.get(1).value(), sorted.subList(2, sorted.size()));
    }

    /** This timeline until an event time, and one version from then on, whatever it had later. */
    public Timeline<T> endingWith(long effectiveFromMillis, T value) {
        List<Dated<T>> earlier = new ArrayList<>(dated);
        earlier.removeIf(known -> known.effectiveFromMillis() >= effectiveFromMillis);
        return new Timeline<>(initial, earlier).with(effectiveFromMillis, value);
    }

    /** The version that holds at an event time. Allocates nothing. */
    public T at(long eventTimeMillis) {
        for (int i = dated.size() - 1; i >= 0; i--) {
            Dated<T> version = dated.get(i);
            if (version.effectiveFromMillis() <= eventTimeMillis) {
                return version.value();
            }
        }
        return initial;
    }

    /** How many dated versions there are beside the initial one. */
    public int datedVersions() {
        return dated.size();
    }
}
