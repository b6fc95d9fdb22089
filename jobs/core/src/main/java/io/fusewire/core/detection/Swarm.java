package io.fusewire.core.detection;

import io.fusewire.core.detection.SwarmSums.Window;
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
 * <p>Beside the sums, agents that never did harm in an account are counted that begin together:
 * {@link Newcomers}.
 *
 * <p>Holds no state of its own between events but scratch space; not thread-safe.
 */
public final class Swarm {

    /** Hours (days) after a swarm's own in which those who had part in it answer for it. */
    static final int LASTS = SwarmSums.TURNS - 1;

    /** What an agent must have done, in points, to have part in a swarm. */
    static final double LEAST_POINTS = 1;

    private static final double IDLE_SHARE = 0.25;
    private static final Scope[] SCOPES = {Scope.ROLE, Scope.ENVIRONMENT};
    private static final Window[] WINDOWS = Window.values();

    private final SwarmSums sums;
    private final Newcomers newcomers;
    private final HarmModel harmModel = new HarmModel();
    private final Clearance clearance = new Clearance();

    public Swarm() {
        this(SwarmLimits.AGENTS_KEPT);
    }

    /**
     * @param kept agents, and sessions, that are kept of one hour or day; what others do beyond
     *     them counts without their names
     */
    Swarm(int kept) {
        sums = new SwarmSums(kept);
        newcomers = new Newcomers(sums);
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
        Harm harm = weigh(event, store, approvals);
        if (harm.total() == 0) {
            return event;
        }
        sums.begin();
        SwarmFinding worst = newcomers.look(event, harm.total(), store, limits);
        long micros = counted(event, harm);
        for (Scope scope : SCOPES) {
            String name = nameOf(scope, event);
            for (int i = 0; name != null && i < WINDOWS.length; i++) {
                worst = worse(worst, add(scope, name, WINDOWS[i], micros, event, store, limits));
            }
        }
        return worst == null ? event : event.withSwarm(tell(worst, store));
    }

    /** What the event did that nobody approved; valid until the next event. */
    private Harm weigh(AccountEvent event, AccountStore store, ApprovalBook approvals) {
        SwarmApprovalUses uses = new SwarmApprovalUses(event, store);
        clearance.turnTo(event, uses, approvals);
        // The limits are in shipped points, and a sum must not change its measure on the way.
        Harm harm = harmModel.assess(event, HarmWeights.SHIPPED, clearance);
        if (Ledger.isApprovedStack(event, harm)) {
            uses.approveStack();
        }
        return harm;
    }

    /** The harm in micro-units as a sum counts it. */
    private static long counted(AccountEvent event, Harm harm) {
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
        if (scope == Scope.ENVIRONMENT) {
            return event.event().account() + "/" + event.event().region();
        }
        return event.chargedAgent().equals(event.event().agent())
                ? event.event().principalArn()
                : null;
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
        String agent = event.chargedAgent();
        SwarmEntry entry =
                sums.add(key, window, bucket, agent, event.chargedSession(), micros, store);
        if (entry == null) {
            return null;
        }
        double limit = limitOf(limits, scope, window);
        long most = mostOfOne(limit, limits);
        if (isParticipant(entry, agent, micros) && points(entry, most) >= limit) {
            return finding(scope, name, window, entry, limit, limits);
        }
        for (long past = bucket - 1; past >= bucket - LASTS; past--) {
            SwarmEntry earlier = sums.of(key, window, past, store);
            if (earlier != null
                    && isParticipant(earlier, agent, 0)
                    && points(earlier, most) >= limit) {
                return finding(scope, name, window, earlier, limit, limits);
            }
        }
        return null;
    }

    private static double limitOf(SwarmLimits limits, Scope scope, Window window) {
        if (scope == Scope.ENVIRONMENT) {
            return window == Window.HOUR ? limits.environmentHour() : limits.environmentDay();
        }
        return window == Window.HOUR ? limits.roleHour() : limits.roleDay();
    }

    /** Rounded up: as many such parts as it takes make up the whole limit. */
    private static long mostOfOne(double limit, SwarmLimits limits) {
        return (long) Math.ceil(limit * Harm.MICROS_PER_POINT / limits.agentsMin());
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
                window.startOf(window.bucketOf(entry.untilMillis() - 1)),
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

    private SwarmFinding tell(SwarmFinding finding, AccountStore store) {
        boolean first = sums.tell(store) && finding.first();
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
