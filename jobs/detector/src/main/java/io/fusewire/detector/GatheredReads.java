package io.fusewire.detector;

import io.fusewire.core.detection.Guard;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.AccountView;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts reads that an agent's guard only counts together in one input, by session and quarter of an
 * hour of event time: most records are reads, and once their account has seen them they need not be
 * sorted by agent one by one. An agent's first event passes by itself, for ids of decisions hang on
 * when it was first seen.
 *
 * <p>Takes the inputs of one account in the order of their time, and keeps the names of its agents
 * until it ends. Not thread-safe.
 */
final class GatheredReads {

    /** Groups at once; when there is one more, all leave early. */
    static final int GROUPS_MAX = 10_000;

    private final Map<Key, Group> groups = new LinkedHashMap<>();
    private final Set<String> agents = new HashSet<>();
    private final Consumer<GuardInput> out;
    private long span = Long.MIN_VALUE;

    private record Key(String agent, String session) {}

    private static final class Group {
        private GuardInput latest;
        private final long sinceMillis;
        private int count = 1;

        Group(GuardInput first) {
            latest = first;
            sinceMillis = first.timeMillis();
        }

        void add(GuardInput read) {
            latest = read;
            count++;
        }
    }

    /**
     * @param out gets groups, and what is no such read
     */
    GatheredReads(Consumer<GuardInput> out) {
        this.out = out;
    }

    /** Takes the next input. */
    void take(GuardInput input) {
        AccountEvent event = input.event();
        if (event == null || agents.add(event.chargedAgent()) || !isGathered(input, event)) {
            out.accept(input);
            return;
        }
        long itsSpan = Math.floorDiv(input.timeMillis(), RepeatedReads.SPAN_MILLIS);
        if (itsSpan != span || groups.size() == GROUPS_MAX) {
            release();
            span = itsSpan;
        }
        Key key = new Key(event.chargedAgent(), event.chargedSession());
        Group group = groups.get(key);
        if (group == null) {
            groups.put(key, new Group(input));
        } else {
            group.add(input);
        }
    }

    private static boolean isGathered(GuardInput input, AccountEvent event) {
        // What a policy on trial makes of a read stands beside it.
        return input.reads() == 0 && input.standing() == null && Guard.isCountedOnly(event);
    }

    /** Turns to another account. */
    void end() {
        release();
        agents.clear();
    }

    private void release() {
        for (Group group : groups.values()) {
            AccountEvent latest = group.latest.event();
            if (latest != null) {
                out.accept(
                        GuardInput.of(
                                AccountView.unseen(latest.event()),
                                group.latest.appendedAtMillis(),
                                group.count,
                                group.sinceMillis));
            }
        }
        groups.clear();
    }
}
