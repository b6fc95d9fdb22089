package io.fusewire.core.containment;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.Measure.Deny;
import io.fusewire.core.containment.Measure.Unrevocable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plans the containment of one trip after the other.
 *
 * <p>Remembers what is open on each target, because a write replaces the whole policy. That an
 * agent's breaker opens out of CLOSED shows that what it had open before was taken back.
 */
public final class ContainmentPlanner {

    private final MeasureChoice choice;
    private final Map<Target, TargetLedger> ledgers = new HashMap<>();

    public ContainmentPlanner(MeasureChoice choice) {
        this.choice = choice;
    }

    /**
     * One write per target, in the order of the trip's sessions, then the sessions that nothing can
     * be done about.
     */
    public List<PlannedContainment> plan(Trip trip) {
        if (trip.breakerFrom() == BreakerState.CLOSED) {
            ledgers.replaceAll((target, ledger) -> ledger.without(trip.agent()));
        }
        Map<Target, List<Demand>> byTarget = new LinkedHashMap<>();
        List<PlannedContainment> referrals = new ArrayList<>();
        for (Subject subject : trip.subjects()) {
            Measure measure = choice.choose(subject, trip.atMillis());
            if (measure instanceof Deny deny) {
                byTarget.computeIfAbsent(deny.target(), target -> new ArrayList<>())
                        .add(new Demand(subject.session(), deny));
            } else if (measure instanceof Unrevocable unrevocable) {
                referrals.add(referral(trip, unrevocable));
            }
        }
        List<PlannedContainment> planned = new ArrayList<>();
        byTarget.forEach((target, demands) -> planned.add(write(trip, target, demands)));
        planned.addAll(referrals);
        return planned;
    }

    private PlannedContainment write(Trip trip, Target target, List<Demand> demands) {
        List<Deny> denies = demands.stream().map(Demand::deny).toList();
        TargetLedger ledger = ledgers.getOrDefault(target, TargetLedger.empty(target));
        for (Deny deny : denies) {
            ledger = ledger.with(deny.entry());
        }
        ledgers.put(target, ledger);
        Packing written = ledger.pack();
        Set<String> notes = new LinkedHashSet<>();
        denies.forEach(deny -> notes.add(sentence(deny.reason())));
        denies.forEach(deny -> notes.addAll(deny.notes()));
        addSizeNote(written, target, notes);
        notes.addAll(StillRunning.after(trip, target, denies));
        return new PlannedContainment.Write(
                trip.decisionId(),
                target,
                denies,
                demands.stream().map(demand -> notice(trip, demand)).toList(),
                written,
                ledger.without(trip.agent()).pack(),
                List.copyOf(notes));
    }

    private static SessionNotice notice(Trip trip, Demand demand) {
        return new SessionNotice(
                SessionNotice.Kind.REVOKED,
                trip.decisionId(),
                trip.agent(),
                trip.account(),
                trip.partition(),
                demand.session(),
                demand.deny().reason(),
                trip.atMillis());
    }

    private static PlannedContainment referral(Trip trip, Unrevocable unrevocable) {
        List<String> notes = new ArrayList<>();
        notes.add("Not revocable: " + unrevocable.reason() + ".");
        notes.addAll(unrevocable.notes());
        return new PlannedContainment.Referral(trip.decisionId(), unrevocable, notes);
    }

    private static void addSizeNote(Packing written, Target target, Set<String> notes) {
        switch (written.level()) {
            case EXACT -> {
                // Nothing to tell.
            }
            case WIDENED ->
                    notes.add(
                            "Not all sessions fit into "
                                    + target.holder().charactersMax()
                                    + " characters: a wider deny covers them, and with them others;"
                                    + " "
                                    + written.unnamed().size()
                                    + " are not named and work again once they are issued new"
                                    + " credentials.");
            case TOO_LARGE ->
                    notes.add(
                            "The policy would exceed "
                                    + target.holder().charactersMax()
                                    + " characters and be refused: make room in it by hand.");
        }
    }

    private static String sentence(String reason) {
        return Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".";
    }
}
