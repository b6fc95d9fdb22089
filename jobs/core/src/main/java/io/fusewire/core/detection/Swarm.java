package io.fusewire.core.detection;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.AccountStore;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.inventory.SwarmEntry;
import io.fusewire.core.inventory.SwarmFinding;
import io.fusewire.core.inventory.SwarmFinding.Scope;
import io.fusewire.core.inventory.SwarmShare;
import io.fusewire.core.policy.ApprovalBook;
import io.fusewire.core.policy.HarmWeights;
import io.fusewire.core.policy.SwarmLimits;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sums what all agents of one role, and all in one environment, do to things that are not theirs:
 * whoever scatters harm over many agents or sessions, or renames itself at each call, stays below
 * every agent's own limits and meets these (detector specification, section 8).
 *
 * <p>Harm is the fuse's z of agents and of principals that nothing tells; people and services have
 * no part in it. What nobody was using counts a quarter of that: it is what cleaners clean, and
 * without liveness the sum tells little (section 19). What people approved adds nothing, as to the
 * fuse's sums. It is summed by hour and by UTC day of event time, and of each agent no more than
 * its part of the limit ({@link SwarmLimits#agentsMin}). So the order of records matters nowhere in
 * an hour, and no single agent makes a swarm.
 *
 * <p>An agent has part in a swarm from {@value #LEAST_POINTS} point on. Once a sum has reached its
 * limit, each event of a participant that does harm carries a {@link SwarmFinding}: within the hour
 * or day, and for those who had part in it during the {@value #LASTS} that follow. An agent that
 * did no harm never gets one.
 *
 * <p>How it works: a fixed number of slots, chosen by hash. Hours and days of one sum take turns in
 * four slots, and a slot is another's once its hour or day is over; so records that are four of
 * them late count nowhere, and of two sums with one slot the later one waits. A charge that a late
 * CREATE withdraws from its agent stays in the sum until the hour or day is over.
 *
 * <p>Holds no state of its own between events but scratch space; not thread-safe.
 */
public final class Swarm {

    /** Per account: of the sums of a hundred roles at a time about one finds its slot taken. */
    static final int SLOTS = 65_536;

    /** Hours (days) after a swarm's own in which those who had part in it answer for it. */
    static final int LASTS = 3;

    /** What an agent must have done, in points, to have part in a swarm. */
    static final double LEAST_POINTS = 1;

    private static final double IDLE_SHARE = 0.25;
    private static final int TURNS = LASTS + 1;
    private static final Scope[] SCOPES = Scope.values();
    private static final Window[] WINDOWS = Window.values();

    private final int kept;
    private final HarmModel harmModel = new HarmModel();
    private final Clearance clearance = new Clearance();
    private final List<Sum> touched = new ArrayList<>(SCOPES.length * WINDOWS.length);

    /** A sum that the event was added to. */
    private record Sum(int slot, SwarmEntry entry) {}

    /** Over how long harm is summed. */
    private enum Window {
        HOUR(Duration.ofHours(1)),
        DAY(Duration.ofDays(1));

        private final long millis;

        Window(Duration length) {
            millis = length.toMillis();
        }

        long bucketOf(long eventTimeMillis) {
            return Math.floorDiv(eventTimeMillis, millis);
        }

        long startOf(long bucket) {
            return bucket * millis;
        }

        long endOf(long bucket) {
            return (bucket + 1) * millis;
        }
    }

    public Swarm() {
        this(SwarmLimits.AGENTS_KEPT);
    }

    /**
     * @param kept agents, and sessions, that are kept of one hour or day; what others do beyond
     *     them counts without their names
     */
    Swarm(int kept) {
        this.kept = kept;
    }

    /**
     * Adds an event to its sums.
     *
     * @param event as the account view gave it out
     * @param store the state of the event's account
     * @param limits of the policy that holds at the event's time
     * @param approvals all that are known, of any agent and time
     * @return the event, with a finding if its agent has part in a swarm
     */
    public AccountEvent look(
            AccountEvent event, AccountStore store, SwarmLimits limits, ApprovalBook approvals) {
        boolean mayTakePart =
                event.chargedKind() == AgentKind.AGENT || event.chargedKind() == AgentKind.UNKNOWN;
        if (event.type() != AccountEvent.Type.EVENT
                || !mayTakePart
                || event.event().outcome() != Outcome.SUCCESS) {
            return event;
        }
        long micros = weigh(event, store, approvals);
        if (micros == 0) {
            return event;
        }
        touched.clear();
        SwarmFinding worst = null;
        for (Scope scope : SCOPES) {
            String name = nameOf(scope, event);
            for (int i = 0; name != null && i < WINDOWS.length; i++) {
                worst = worse(worst, add(scope, name, WINDOWS[i], micros, event, store, limits));
            }
        }
        return worst == null ? event : event.withSwarm(tell(worst, store));
    }

    /** The event's harm in micro-units as a swarm counts it. */
    private long weigh(AccountEvent event, AccountStore store, ApprovalBook approvals) {
        SwarmApprovalUses uses = new SwarmApprovalUses(event, store);
        clearance.turnTo(event, uses, approvals);
        // The limits are in shipped points, and a sum must not change its measure on the way.
        Harm harm = harmModel.assess(event, HarmWeights.SHIPPED, clearance);
        if (Ledger.isApprovedStack(event, harm)) {
            uses.approveStack();
        }
        if (harm.lost() == 0) {
            return harm.total();
        }
        List<ResourceStanding> standings = event.standings();
        long listed = 0;
        long counted = 0;
        for (int i = 0; i < standings.size(); i++) {
            long micros = harm.ofStanding(i);
            boolean isIdle = standings.get(i).liveness() == Liveness.IDLE;
            listed += micros;
            counted += isIdle ? Math.round(micros * IDLE_SHARE) : micros;
        }
        long unlisted = harm.total() - listed;
        // What a long batch does not list is taken to be like what it does.
        return listed == 0 ? unlisted : counted + Math.round((double) unlisted * counted / listed);
    }

    /**
     * A cascade's child has no role of its own: its call is the service's. Of a stack's environment
     * only the region counts, or a swarm would hide in many stacks.
     */
    private static @Nullable String nameOf(Scope scope, AccountEvent event) {
        return switch (scope) {
            case ROLE ->
                    event.chargedAgent().equals(event.event().agent())
                            ? event.event().principalArn()
                            : null;
            case ENVIRONMENT -> event.event().account() + "/" + event.event().region();
        };
    }

    private @Nullable SwarmFinding add(
            Scope scope,
            String name,
            Window window,
            long micros,
            AccountEvent event,
            AccountStore store,
            SwarmLimits limits) {
        String key = scope + " " + window + " " + name;
        long bucket = window.bucketOf(event.event().eventTimeMillis());
        long untilMillis = window.endOf(bucket);
        int slot = slotOf(key, bucket);
        SwarmEntry known = store.swarms().get(slot);
        if (known == null || known.untilMillis() <= window.startOf(bucket)) {
            known = SwarmEntry.empty(key, untilMillis);
        } else if (!isOf(known, key, untilMillis)) {
            return null;
        }
        SwarmEntry entry = with(known, event.chargedAgent(), event.chargedSession(), micros);
        store.swarms().put(slot, entry);
        touched.add(new Sum(slot, entry));
        double limit = limitOf(limits, scope, window);
        long most = mostOfOne(limit, limits);
        if (isParticipant(entry, event.chargedAgent(), micros) && points(entry, most) >= limit) {
            return finding(scope, name, window, entry, limit, limits);
        }
        for (long past = bucket - 1; past >= bucket - LASTS; past--) {
            SwarmEntry earlier = store.swarms().get(slotOf(key, past));
            if (earlier != null
                    && isOf(earlier, key, window.endOf(past))
                    && isParticipant(earlier, event.chargedAgent(), 0)
                    && points(earlier, most) >= limit) {
                return finding(scope, name, window, earlier, limit, limits);
            }
        }
        return null;
    }

    private static double limitOf(SwarmLimits limits, Scope scope, Window window) {
        return switch (scope) {
            case ROLE -> window == Window.HOUR ? limits.roleHour() : limits.roleDay();
            case ENVIRONMENT ->
                    window == Window.HOUR ? limits.environmentHour() : limits.environmentDay();
        };
    }

    /** Rounded up: as many such parts as it takes make up the whole limit. */
    private static long mostOfOne(double limit, SwarmLimits limits) {
        return (long) Math.ceil(limit * Harm.MICROS_PER_POINT / limits.agentsMin());
    }

    private static int slotOf(String key, long bucket) {
        return Math.floorMod(key.hashCode() * TURNS + (int) Math.floorMod(bucket, TURNS), SLOTS);
    }

    private static boolean isOf(SwarmEntry entry, String key, long untilMillis) {
        return entry.untilMillis() == untilMillis && entry.key().equals(key);
    }

    private SwarmEntry with(SwarmEntry entry, String agent, String session, long micros) {
        List<SwarmShare> shares = new ArrayList<>(entry.shares());
        long rest = entry.restMicros();
        SwarmShare known = entry.shareOf(agent);
        if (known != null) {
            shares.set(shares.indexOf(known), new SwarmShare(agent, known.micros() + micros));
        } else if (shares.size() < kept) {
            shares.add(new SwarmShare(agent, micros));
        } else {
            rest += micros;
        }
        List<String> sessions = entry.sessions();
        if (sessions.size() < kept && !sessions.contains(session)) {
            List<String> more = new ArrayList<>(sessions);
            more.add(session);
            sessions = List.copyOf(more);
        }
        return new SwarmEntry(
                entry.key(),
                entry.untilMillis(),
                List.copyOf(shares),
                rest,
                sessions,
                entry.told());
    }

    /**
     * @param micros what the agent did just now, for those whose earlier deeds are not kept
     */
    private static boolean isParticipant(SwarmEntry entry, String agent, long micros) {
        SwarmShare share = entry.shareOf(agent);
        long own = share == null ? micros : share.micros();
        return own >= LEAST_POINTS * Harm.MICROS_PER_POINT;
    }

    /** Summed in micro-units, so that the order in which agents came does not matter. */
    private static double points(SwarmEntry entry, long most) {
        long micros = entry.restMicros();
        for (int i = 0; i < entry.shares().size(); i++) {
            micros += Math.min(most, entry.shares().get(i).micros());
        }
        return micros / Harm.MICROS_PER_POINT;
    }

    private static SwarmFinding finding(
            Scope scope,
            String name,
            Window window,
            SwarmEntry entry,
            double limit,
            SwarmLimits limits) {
        int agents = 0;
        for (int i = 0; i < entry.shares().size(); i++) {
            if (entry.shares().get(i).micros() >= LEAST_POINTS * Harm.MICROS_PER_POINT) {
                agents++;
            }
        }
        return new SwarmFinding(
                scope,
                name,
                points(entry, mostOfOne(limit, limits)),
                limit,
                limits.unsigned(),
                entry.untilMillis() - window.millis,
                entry.untilMillis(),
                agents,
                entry.sessions(),
                !entry.told());
    }

    /** Of equal ones the role's: it names fewer who might be innocent. */
    private static @Nullable SwarmFinding worse(
            @Nullable SwarmFinding one, @Nullable SwarmFinding other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.points() / other.limit() > one.points() / one.limit() ? other : one;
    }

    /**
     * One swarm breaks several limits, the hour's before the day's: whoever was told of one is not
     * told again of the others.
     */
    private SwarmFinding tell(SwarmFinding finding, AccountStore store) {
        boolean first = finding.first();
        for (Sum sum : touched) {
            first &= !sum.entry().told();
        }
        for (Sum sum : touched) {
            if (!sum.entry().told()) {
                store.swarms().put(sum.slot(), sum.entry().asTold());
            }
        }
        return new SwarmFinding(
                finding.scope(),
                finding.name(),
                finding.points(),
                finding.limit(),
                finding.unsigned(),
                finding.sinceMillis(),
                finding.untilMillis(),
                finding.agents(),
                finding.sessions(),
                first);
    }
}
