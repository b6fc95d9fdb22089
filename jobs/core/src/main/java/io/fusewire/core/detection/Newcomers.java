package io.fusewire.core.detection;

import io.fusewire.core.detection.SwarmSums.Window;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.AccountStore;
import io.fusewire.core.inventory.AccountSummary;
import io.fusewire.core.inventory.FirstHarm;
import io.fusewire.core.inventory.SwarmEntry;
import io.fusewire.core.inventory.SwarmFinding;
import io.fusewire.core.inventory.SwarmFinding.Scope;
import io.fusewire.core.inventory.SwarmShare;
import io.fusewire.core.policy.SwarmLimits;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Agents that never did harm in an account, and begin together.
 *
 * <p>A session that nobody has seen before has no past to be held against, and what each of many
 * destroys may be next to nothing; but that several begin within the same two hours is rare where
 * agents come one at a time. A newcomer is an agent whose first harm in the account is less than a
 * day old; it counts once it has done {@value Swarm#LEAST_POINTS} point of it, whether or not
 * anybody was using what it took. So whoever took a first step alone and waited for a day is none.
 *
 * <p>One fewer are enough, but two at least, where their first harms lie within one hour.
 *
 * <p>Nobody is a newcomer to an account that itself has been watched for less than a week.
 */
final class Newcomers {

    /** How long an agent's first harm makes it a newcomer. */
    static final long NEW_MILLIS = Duration.ofDays(1).toMillis();

    /** How long an account must have been watched. */
    static final long WATCHED_MILLIS = Duration.ofDays(7).toMillis();

    /** Within how long one fewer are enough. */
    static final long SOON_MILLIS = Duration.ofHours(1).toMillis();

    /** An hour and the one before: a swarm does not begin on the hour. */
    private static final int HOURS = 2;

    private final SwarmSums sums;

    Newcomers(SwarmSums sums) {
        this.sums = sums;
    }

    /**
     * Counts an event among its account's newcomers if its agent is one.
     *
     * @param micros the event's harm, above zero
     * @return a finding if the agent is or was one of too many
     */
    @Nullable SwarmFinding look(
            AccountEvent event, long micros, AccountStore store, SwarmLimits limits) {
        long now = event.event().eventTimeMillis();
        String agent = event.chargedAgent();
        long since = FirstHarms.note(agent, now, store);
        if (!isWatchedLongEnough(store, now)) {
            return null;
        }
        String account = event.event().account();
        String key = Scope.NEWCOMERS + " " + account;
        long hour = Window.HOUR.bucketOf(now);
        if (now - since < NEW_MILLIS) {
            sums.add(key, Window.HOUR, hour, agent, event.chargedSession(), micros, store);
        }
        for (long last = hour; last > hour - SwarmSums.TURNS + HOURS - 1; last--) {
            Together together = together(key, last, store);
            Began began = together.has(agent) ? began(together, last, store, limits) : null;
            if (began != null) {
                return finding(account, together, began, limits);
            }
        }
        return null;
    }

    private static boolean isWatchedLongEnough(AccountStore store, long now) {
        AccountSummary summary = store.summary();
        return summary != null && now - summary.watchedSinceMillis() >= WATCHED_MILLIS;
    }

    /** Who began within two hours. */
    private record Together(Set<String> agents, Set<String> sessions, boolean told) {

        boolean has(String agent) {
            return agents.contains(agent);
        }
    }

    private Together together(String key, long lastHour, AccountStore store) {
        Set<String> agents = new LinkedHashSet<>();
        Set<String> sessions = new LinkedHashSet<>();
        boolean told = false;
        for (long hour = lastHour - HOURS + 1; hour <= lastHour; hour++) {
            SwarmEntry entry = sums.of(key, Window.HOUR, hour, store);
            if (entry != null) {
                addParticipants(entry.shares(), agents);
                sessions.addAll(entry.sessions());
                told |= entry.told();
            }
        }
        return new Together(agents, sessions, told);
    }

    private static void addParticipants(List<SwarmShare> shares, Set<String> agents) {
        for (SwarmShare share : shares) {
            if (share.micros() >= Swarm.LEAST_POINTS * Harm.MICROS_PER_POINT) {
                agents.add(share.agent());
            }
        }
    }

    /**
     * When those who are too many began.
     *
     * @param enough as many as make a swarm
     */
    private record Began(int enough, long sinceMillis, long untilMillis) {}

    /** Null if they are not too many. */
    private static @Nullable Began began(
            Together together, long lastHour, AccountStore store, SwarmLimits limits) {
        int agents = together.agents().size();
        int enough = limits.newcomersMin();
        if (agents >= enough) {
            long since = Window.HOUR.startOf(lastHour - HOURS + 1);
            return new Began(enough, since, Window.HOUR.endOf(lastHour));
        }
        return agents == enough - 1 && agents > 1 ? beganSoon(together.agents(), store) : null;
    }

    private static @Nullable Began beganSoon(Set<String> agents, AccountStore store) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (String agent : agents) {
            FirstHarm harm = FirstHarms.of(agent, store);
            if (harm == null) {
                return null;
            }
            first = Math.min(first, harm.sinceMillis());
            last = Math.max(last, harm.sinceMillis());
        }
        return last - first < SOON_MILLIS
                ? new Began(agents.size(), first, first + SOON_MILLIS)
                : null;
    }

    private static SwarmFinding finding(
            String account, Together together, Began began, SwarmLimits limits) {
        return new SwarmFinding(
                Scope.NEWCOMERS,
                account,
                together.agents().size(),
                began.enough(),
                limits.unsigned(),
                began.sinceMillis(),
                began.untilMillis(),
                together.agents().size(),
                together.sessions().stream().limit(SwarmLimits.AGENTS_KEPT).toList(),
                !together.told());
    }
}
