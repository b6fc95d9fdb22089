package io.fusewire.core.detection;

import io.fusewire.core.catalogue.ResourceKeys;
import io.fusewire.core.inventory.SwarmFinding;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Recognises, when a decision is written, the courses of events that people know by name.
 *
 * <p>Reads nothing but the charges of the decision and a few times of the agent's state, so that it
 * costs an undecided event nothing.
 */
final class Patterns {

    /** A recognised pattern and a sentence about it. */
    record Recognised(Pattern pattern, String sentence) {}

    /** Sessions from which on the evidence counts as scattered. */
    private static final int MANY_SESSIONS_LEAST = 3;

    private static final long RECENT_MILLIS = Duration.ofHours(1).toMillis();

    private final List<Charge> charges;
    private final AgentState state;
    private final long nowMillis;
    private final @Nullable SwarmFinding swarm;

    /**
     * @param charges of the deciding rule's window, or of the burst if that began earlier
     * @param nowMillis event time of the deciding record
     * @param swarm that the agent answers for; null if it does for none
     */
    Patterns(List<Charge> charges, AgentState state, long nowMillis, @Nullable SwarmFinding swarm) {
        this.charges = charges;
        this.state = state;
        this.nowMillis = nowMillis;
        this.swarm = swarm;
    }

    /** In the order in which a person wants to hear of them. */
    List<Recognised> recognised() {
        List<Recognised> recognised = new ArrayList<>();
        if (charges.stream().anyMatch(Charge::lost)) {
            addRecreated(recognised);
            addProtection(recognised);
            addBlinded(recognised);
            addEmptied(recognised);
            addStopped(recognised);
        }
        if (swarm != null) {
            add(
                    recognised,
                    Pattern.MANY_SESSIONS,
                    Words.counted(swarm.agents(), "agent") + " each did a little");
            return recognised;
        }
        long sessions = charges.stream().map(Charge::session).distinct().count();
        if (sessions >= MANY_SESSIONS_LEAST) {
            add(
                    recognised,
                    Pattern.MANY_SESSIONS,
                    "the evidence comes from " + Words.counted(sessions, "session"));
        }
        return recognised;
    }

    private void addRecreated(List<Recognised> recognised) {
        List<String> again = idsOf(charges.stream().filter(Charge::recreated).toList());
        if (!again.isEmpty()) {
            add(
                    recognised,
                    Pattern.DELETED_AND_RECREATED,
                    Words.some(again) + (again.size() == 1 ? " was" : " were") + " made again");
        }
    }

    private void addProtection(List<Recognised> recognised) {
        if (state.guardRemovalsInBurst > 0 && isRecent(state.lastGuardRemovalMillis)) {
            add(
                    recognised,
                    Pattern.PROTECTION_THEN_DELETED,
                    "it had removed "
                            + Words.counted(state.guardRemovalsInBurst, "protection")
                            + " in the same burst, "
                            + (state.guardRemovalsInBurst == 1 ? "" : "the last one ")
                            + Words.duration(nowMillis - state.lastGuardRemovalMillis)
                            + " before");
        }
    }

    private void addBlinded(List<Recognised> recognised) {
        if (isRecent(state.lastAuditOffMillis)) {
            add(
                    recognised,
                    Pattern.BLINDED_THEN_DELETED,
                    "it had switched audit off "
                            + Words.duration(nowMillis - state.lastAuditOffMillis)
                            + " before, so there may be more than the records show");
        }
    }

    private void addEmptied(List<Recognised> recognised) {
        Set<String> emptied = new HashSet<>();
        for (Charge charge : charges) {
            String store = charge.lost() ? ResourceKeys.parentOf(charge.key()) : null;
            if (store != null) {
                emptied.add(store);
            }
        }
        List<String> stores =
                idsOf(
                        charges.stream()
                                .filter(Charge::lost)
                                .filter(
                                        charge ->
                                                charge.prelude() == Charge.Prelude.EMPTIED
                                                        || emptied.contains(charge.key()))
                                .toList());
        if (!stores.isEmpty()) {
            add(recognised, Pattern.EMPTIED_AND_DELETED, Words.some(stores));
        }
    }

    private void addStopped(List<Recognised> recognised) {
        List<String> stopped =
                idsOf(
                        charges.stream()
                                .filter(charge -> charge.prelude() == Charge.Prelude.STOPPED)
                                .toList());
        if (!stopped.isEmpty()) {
            add(recognised, Pattern.STOPPED_THEN_DELETED, Words.some(stopped));
        }
    }

    private static List<String> idsOf(Collection<Charge> charges) {
        return charges.stream().map(Charge::id).toList();
    }

    private static void add(List<Recognised> recognised, Pattern pattern, String how) {
        recognised.add(new Recognised(pattern, pattern.words() + ": " + how + "."));
    }

    private boolean isRecent(long timeMillis) {
        return timeMillis != AgentState.NEVER && Math.abs(nowMillis - timeMillis) <= RECENT_MILLIS;
    }
}
