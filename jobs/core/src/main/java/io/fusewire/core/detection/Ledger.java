package io.fusewire.core.detection;

import io.fusewire.core.baseline.Episodes;
import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.baseline.PriorsOfClass;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Loss;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.Recreation;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.policy.HarmWeights;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What an agent is charged with, resource by resource, so that a decision can name its evidence and
 * a late CREATE can take a charge back.
 */
final class Ledger {

    /** Charges kept one by one per agent; what comes beyond is counted by day, without its name. */
    static final int CHARGES_MAX = 10_000;

    private static final String GUARD_OF = "guard of ";

    private static final Comparator<Charge> BY_TIME =
            Comparator.comparingLong(Charge::timeMillis)
                    .thenComparing(Charge::eventId)
                    .thenComparing(Charge::key);

    private Ledger() {}

    /**
     * The harm to add: for a stack and its children, only what exceeds what the stack was charged
     * with already, so that the deletion weighs its own estimate or its children's sum, never both.
     */
    static long newHarm(AccountEvent event, AgentState state, Harm harm) {
        String root = event.cascadeRoot();
        if (root != null) {
            for (int i = 0; i < state.stacks.size(); i++) {
                AgentState.StackCharge stack = state.stacks.get(i);
                if (stack.deleteEventId().equals(root)) {
                    long children = stack.childrenMicros() + harm.total();
                    long excess = Math.max(0, children - stack.chargedMicros());
                    state.stacks.set(
                            i,
                            new AgentState.StackCharge(
                                    root,
                                    stack.chargedMicros() + excess,
                                    children,
                                    stack.day(),
                                    stack.approved()));
                    return excess;
                }
            }
            return harm.total();
        }
        if (destroysStack(event)) {
            if (state.stacks.size() == AgentState.STACKS_MAX) {
                state.stacks.remove(0);
            }
            long day = Math.floorDiv(event.event().eventTimeMillis(), Fuse.DAY_MILLIS);
            state.stacks.add(
                    new AgentState.StackCharge(
                            event.event().eventId(),
                            harm.total(),
                            0,
                            day,
                            isApprovedStack(event, harm)));
        }
        return harm.total();
    }

    /** Whether the event deletes a stack, and people approved all of it that is not its own. */
    static boolean isApprovedStack(AccountEvent event, Harm harm) {
        return harm.total() == 0 && harm.approvedTotal() > 0 && destroysStack(event);
    }

    private static boolean destroysStack(AccountEvent event) {
        for (ResourceStanding standing : event.standings()) {
            if (standing.resource().type().equals(HarmWeights.STACK_TYPE)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Keeps a charge for each foreign resource, guard or trail that the event took without
     * approval. What was approved counts a tenth on the ladders, and a late CREATE takes nothing of
     * it back.
     *
     * @return lost resources for which none could be kept
     */
    static int keepCharges(AccountEvent event, AgentState state, GuardStore store, Harm harm) {
        if (harm.total() == 0 && harm.lost() == 0) {
            return 0;
        }
        int kept = 0;
        List<ResourceStanding> standings = event.standings();
        boolean destroys = harm.lost() > 0;
        long blastEach = destroys ? harm.unapprovedBlast() / harm.lost() : 0;
        for (int i = 0; i < standings.size(); i++) {
            boolean counted = destroys ? harm.ofStanding(i) > 0 : standings.get(i).foreign();
            if (!counted) {
                continue;
            }
            Charge charge = chargeOf(event, i, harm, blastEach, state, store);
            if (keepCharge(charge, state, store)) {
                kept++;
            }
        }
        if (standings.isEmpty()
                && keepCharge(chargeOfUnnamed(event, harm, destroys, state), state, store)) {
            kept++;
        }
        return destroys ? Math.max(0, harm.lost() - kept) : 0;
    }

    private static boolean keepCharge(Charge charge, AgentState state, GuardStore store) {
        boolean known = store.charge(charge.key()) != null;
        if (!known && state.charges >= CHARGES_MAX) {
            dropExpiredCharges(charge.timeMillis(), state, store);
            if (state.charges >= CHARGES_MAX) {
                return false;
            }
        }
        if (!known) {
            state.charges++;
        }
        store.putCharge(charge);
        return true;
    }

    private static void dropExpiredCharges(long now, AgentState state, GuardStore store) {
        long oldest = now - AgentState.DAYS * Fuse.DAY_MILLIS;
        List<String> expired = new ArrayList<>();
        for (Charge charge : store.charges()) {
            if (charge.timeMillis() < oldest) {
                expired.add(charge.key());
            }
        }
        expired.forEach(store::removeCharge);
        state.charges -= expired.size();
    }

    private static Charge chargeOf(
            AccountEvent event,
            int index,
            Harm harm,
            long blast,
            AgentState state,
            GuardStore store) {
        ResourceStanding standing = event.standings().get(index);
        ResourceRef resource = standing.resource();
        boolean lost = harm.lost() > 0;
        String key = lost ? resource.key() : guardKey(resource.key());
        Charge earlier = store.charge(key);
        return new Charge(
                key,
                resource.type(),
                resource.id(),
                event.event().eventId(),
                event.event().eventName(),
                event.chargedSession(),
                event.event().eventTimeMillis(),
                lost ? harm.ofStanding(index) : harm.total(),
                lost ? harm.surpriseOfStanding(index) : harm.surprise(),
                blast,
                lost ? harm.weightOfStanding(index) : harm.points(),
                standing.liveness(),
                standing.origin(),
                lost,
                harm.countUnknown(),
                event.event().loss(),
                preludeOf(event.event(), earlier),
                earlier != null && earlier.recreated(),
                state.baseline.ladder(Ladder.BURST_HARM).startMillis,
                state.baseline.ladder(Ladder.WEEK_HARM).startMillis);
    }

    private static Charge.Prelude preludeOf(AuditEvent event, @Nullable Charge earlier) {
        if (earlier == null
                || !earlier.lost()
                || earlier.recreated()
                || earlier.eventName().equals(event.eventName())
                || event.loss() == Loss.OUTAGE) {
            return Charge.Prelude.NONE;
        }
        return earlier.loss() == Loss.OUTAGE ? Charge.Prelude.STOPPED : Charge.Prelude.EMPTIED;
    }

    private static Charge chargeOfUnnamed(
            AccountEvent event, Harm harm, boolean lost, AgentState state) {
        return new Charge(
                event.event().eventId(),
                event.event().eventSource(),
                event.event().eventName(),
                event.event().eventId(),
                event.event().eventName(),
                event.chargedSession(),
                event.event().eventTimeMillis(),
                harm.total(),
                harm.surprise(),
                harm.unapprovedBlast(),
                harm.points(),
                Liveness.UNOBSERVABLE,
                Origin.UNKNOWN,
                lost,
                harm.countUnknown(),
                event.event().loss(),
                Charge.Prelude.NONE,
                false,
                state.baseline.ladder(Ladder.BURST_HARM).startMillis,
                state.baseline.ladder(Ladder.WEEK_HARM).startMillis);
    }

    /** Notes which of the charged resources the agent makes again; that takes nothing back. */
    static void noteRecreations(AccountEvent event, GuardStore store) {
        // By place: nearly every event makes nothing again, and needs no iterator to know it.
        for (int i = 0; i < event.recreations().size(); i++) {
            Recreation recreation = event.recreations().get(i);
            Charge charge = store.charge(recreation.resource().key());
            if (charge != null && charge.lost() && !charge.recreated()) {
                store.putCharge(charge.madeAgain());
            }
        }
    }

    /** A protection and the thing that it protected are two charges. */
    private static String guardKey(String resourceKey) {
        return GUARD_OF + resourceKey;
    }

    /** The key of the resource that a charge is about. */
    static String resourceKey(Charge charge) {
        return charge.key().startsWith(GUARD_OF)
                ? charge.key().substring(GUARD_OF.length())
                : charge.key();
    }

    /**
     * A late CREATE shows that the resource was the agent's own: its charge is taken back, a
     * decision is not.
     */
    static void withdraw(
            AccountEvent event, AgentState state, GuardStore store, PriorsOfClass priors) {
        String resource = event.withdrawnResource();
        Charge charge = resource == null ? null : store.charge(resource);
        if (charge == null
                || state.incidentDecisionId != null
                || !charge.eventId().equals(event.withdrawnEventId())) {
            return;
        }
        store.removeCharge(charge.key());
        state.charges--;
        Fuse.charge(state, -charge.micros(), 0, charge.timeMillis());
        Episodes.withdraw(
                state.baseline,
                charge.surpriseMicros(),
                charge.blastMicros(),
                charge.burstStartMillis(),
                charge.weekStartMillis(),
                priors);
        if (charge.lost()) {
            Episodes.withdrawUse(
                    state.baseline,
                    charge.liveness() == Liveness.LIVE ? 1 : 0,
                    charge.liveness() == Liveness.IDLE ? 1 : 0,
                    charge.burstStartMillis());
        }
    }

    /** Charges of a window, in order of time. */
    static List<Charge> chargesSince(long sinceMillis, GuardStore store) {
        List<Charge> charges = new ArrayList<>();
        for (Charge charge : store.charges()) {
            if (charge.timeMillis() >= sinceMillis) {
                charges.add(charge);
            }
        }
        charges.sort(BY_TIME);
        return charges;
    }

    /** Sessions that carried what is charged, in order of their first; bounded. */
    static List<String> sessions(GuardStore store) {
        return chargesSince(Long.MIN_VALUE, store).stream()
                .map(Charge::session)
                .distinct()
                .limit(Guard.SESSIONS_NAMED_MAX)
                .toList();
    }

    /** Forgets all charges, as after an incident. */
    static void clear(AgentState state, GuardStore store) {
        List<String> keys = new ArrayList<>();
        store.charges().forEach(charge -> keys.add(charge.key()));
        keys.forEach(store::removeCharge);
        state.charges = 0;
        state.stacks.clear();
    }
}
