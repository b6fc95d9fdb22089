package io.fusewire.cli.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One of the fleet: who it is, what it usually does, and how much of it.
 *
 * <p>Not thread-safe.
 */
final class Member {

    /** What stands behind a member, for the table; the detector finds out by itself. */
    enum Kind {
        AGENT,
        PERSON,
        SERVICE
    }

    /** Share of changes that are refused for their rate once, then retried. */
    private static final double THROTTLED_SHARE = 0.03;

    private final String name;
    private final Kind kind;
    private final String place;
    private final String habit;
    private final Trail trail;
    private final SplittableRandom random;
    private final List<Written> written = new ArrayList<>();
    private int destroyed;

    private record Written(Instant at, String eventId) {}

    Member(String name, Kind kind, Cloud cloud, String habit, Trail trail) {
        this.name = name;
        this.kind = kind;
        this.place = cloud.account() + " " + cloud.region();
        this.habit = habit;
        this.trail = trail;
        this.random = new SplittableRandom(name.hashCode());
    }

    /** Makes a call; a change may be throttled first and is then made again two seconds later. */
    void call(Instant at, Caller caller, Call call) {
        boolean throttledFirst =
                !call.readOnly()
                        && call.errorCode() == null
                        && random.nextDouble() < THROTTLED_SHARE;
        if (throttledFirst) {
            write(at, caller, call.throttled());
            write(at.plusSeconds(2), caller, call);
        } else {
            write(at, caller, call);
        }
    }

    /** Makes a call whose answer is known. */
    void callOnce(Instant at, Caller caller, Call call) {
        write(at, caller, call);
    }

    private void write(Instant at, Caller caller, Call call) {
        written.add(new Written(at, trail.write(at, caller, call)));
        if (call.errorCode() == null
                && (call.name().startsWith("Delete") || call.name().startsWith("Terminate"))) {
            destroyed++;
        }
    }

    SplittableRandom random() {
        return random;
    }

    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    /** Account and region. */
    String place() {
        return place;
    }

    String habit() {
        return habit;
    }

    /** Calls made so far. */
    int calls() {
        return written.size();
    }

    /** Calls made at or after a time. */
    long callsSince(Instant from) {
        return written.stream().filter(call -> !call.at().isBefore(from)).count();
    }

    /** {@code eventID} of its first call. */
    String firstEventId() {
        return written.get(0).eventId();
    }

    /** Calls so far that deleted or terminated something. */
    int destroyed() {
        return destroyed;
    }
}
