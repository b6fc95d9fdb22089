package io.fusewire.core.detection;

import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Loss;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.policy.Caps;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * The limits that do not learn, so that nothing an agent does can move them (detector
 * specification, section 4; the burst cap is our own).
 *
 * <ol>
 *   <li><b>Burst cap</b>: F of a burst above the cap of the agent's class. By repetition an agent
 *       can take the factor of what is new to it out of F, never the harm itself.
 *   <li><b>Week cap</b>: harm of 7 days above the cap of the agent's class.
 *   <li><b>Month cap</b>: the same over 28 days.
 *   <li><b>First strike</b>: one event with harm of at least the strike cap that destroys a foreign
 *       type which this agent never destroyed, once the agent is seven days and twenty destructive
 *       calls old. Of a younger agent: an irreversible loss of a store that others were using, of
 *       at least {@value #YOUNG_STRIKE} points and half of what its class may do in a burst.
 *   <li><b>Audit off</b>: a trail, selector or detector of somebody else's switched off, unless
 *       policy has it paged for the agent's class, or a person called it legitimate in this agent.
 * </ol>
 *
 * <p>Harm is summed by UTC day. A window takes one day more than its name says, so that no seven
 * (28) days are ever summed short: the caps are up to a day conservative and theorem T4 holds to
 * the letter.
 */
public final class Fuse {

    public static final String BURST_CAP = "fuse:burst-cap";
    public static final String WEEK_CAP = "fuse:week-cap";
    public static final String MONTH_CAP = "fuse:month-cap";
    public static final String FIRST_STRIKE = "fuse:first-strike";
    public static final String IRREVERSIBLE_CALL = "fuse:irreversible-call";
    public static final String AUDIT_OFF = "fuse:audit-off";

    static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final int WEEK_DAYS = 8;
    private static final double YOUNG_STRIKE = 60;
    private static final double YOUNG_STRIKE_SHARE = 0.5;
    private static final int GROWN_DAYS = 7;
    private static final int GROWN_DESTROYS = 20;

    private Fuse() {}

    /**
     * Adds harm to the day on which it was done.
     *
     * @return false if that day lies more than 28 days before the newest and counts nowhere any
     *     more
     */
    static boolean charge(AgentState state, long micros, int uncharged, long timeMillis) {
        long day = Math.floorDiv(timeMillis, DAY_MILLIS);
        turnTo(state, day);
        if (day <= state.newestDay - AgentState.DAYS) {
            return false;
        }
        int slot = Math.floorMod(day, AgentState.DAYS);
        state.dayHarm[slot] += micros;
        state.dayUncharged[slot] += uncharged;
        return true;
    }

    private static void turnTo(AgentState state, long day) {
        if (state.newestDay == AgentState.NEVER || day - state.newestDay >= AgentState.DAYS) {
            clear(state);
            state.newestDay = day;
            return;
        }
        while (state.newestDay < day) {
            state.newestDay++;
            int slot = Math.floorMod(state.newestDay, AgentState.DAYS);
            state.dayHarm[slot] = 0;
            state.dayUncharged[slot] = 0;
        }
    }

    /** Sets all sums to zero, as after an incident. */
    static void clear(AgentState state) {
        Arrays.fill(state.dayHarm, 0);
        Arrays.fill(state.dayUncharged, 0);
    }

    /** F of the open burst in points; 0 if none is open. */
    static double burst(AgentState state) {
        return state.baseline.ladder(Ladder.BURST_HARM).sumMicros / Harm.MICROS_PER_POINT;
    }

    /** Harm of the week's window in points. */
    static double week(AgentState state) {
        return sum(state, WEEK_DAYS) / Harm.MICROS_PER_POINT;
    }

    /** Harm of the month's window in points. */
    static double month(AgentState state) {
        return sum(state, AgentState.DAYS) / Harm.MICROS_PER_POINT;
    }

    private static long sum(AgentState state, int days) {
        long sum = 0;
        for (int back = 0; back < days; back++) {
            sum += state.dayHarm[Math.floorMod(state.newestDay - back, AgentState.DAYS)];
        }
        return sum;
    }

    /** Lost resources since {@code sinceMillis} that are counted by day only. */
    static int unchargedSince(AgentState state, long sinceMillis) {
        long first =
                Math.max(
                        Math.floorDiv(sinceMillis, DAY_MILLIS),
                        state.newestDay - AgentState.DAYS + 1);
        int count = 0;
        for (long day = first; day <= state.newestDay; day++) {
            count += state.dayUncharged[Math.floorMod(day, AgentState.DAYS)];
        }
        return count;
    }

    /**
     * The limits that {@code harm}, already charged, broke.
     *
     * @param scale by which caps shrink: 1, or a quarter on probation
     * @param auditOffTrips whether policy leaves audit switched off to this rule
     * @param violations receives them
     * @param nearest is offered every rule's ratio of sum to cap, broken or not
     */
    static void judge(
            AgentState state,
            AccountEvent event,
            Harm harm,
            Caps caps,
            double scale,
            boolean auditOffTrips,
            List<Violation> violations,
            Nearest nearest) {
        double burst = burst(state);
        double week = week(state);
        double month = month(state);
        double burstCap = caps.burst() * scale;
        double weekCap = caps.week() * scale;
        double monthCap = caps.month() * scale;
        if (burst > burstCap) {
            violations.add(new Violation(BURST_CAP, burst, burstCap, state.burstEarliestMillis));
        }
        if (week > weekCap) {
            violations.add(new Violation(WEEK_CAP, week, weekCap, windowStart(state, WEEK_DAYS)));
        }
        if (month > monthCap) {
            violations.add(
                    new Violation(MONTH_CAP, month, monthCap, windowStart(state, AgentState.DAYS)));
        }
        nearest.offer(BURST_CAP, burst / burstCap);
        nearest.offer(WEEK_CAP, week / weekCap);
        nearest.offer(MONTH_CAP, month / monthCap);
        judgeStrike(state, event, harm, caps, scale, violations, nearest);
        if (harm.auditOff() && auditOffTrips && !state.ownCaps.auditOff) {
            violations.add(
                    new Violation(
                            AUDIT_OFF,
                            harm.points(),
                            harm.points(),
                            event.event().eventTimeMillis()));
        }
    }

    private static long windowStart(AgentState state, int days) {
        return (state.newestDay - days + 1) * DAY_MILLIS;
    }

    private static void judgeStrike(
            AgentState state,
            AccountEvent accountEvent,
            Harm harm,
            Caps caps,
            double scale,
            List<Violation> violations,
            Nearest nearest) {
        AuditEvent event = accountEvent.event();
        double strike = strikeHarm(state, accountEvent, harm);
        if (strike > 0) {
            double cap = caps.strike() * scale;
            if (strike >= cap) {
                violations.add(new Violation(FIRST_STRIKE, strike, cap, event.eventTimeMillis()));
            }
            nearest.offer(FIRST_STRIKE, strike / cap);
            return;
        }
        if (harm.lost() == 0
                || !destroysNewType(state, accountEvent)
                || isGrown(state, event.eventTimeMillis())) {
            return;
        }
        double store = heaviestLiveStore(accountEvent, harm);
        double limit = Math.max(youngStrike(caps), state.ownCaps.strike);
        if (store >= limit) {
            violations.add(new Violation(IRREVERSIBLE_CALL, store, limit, event.eventTimeMillis()));
        }
        nearest.offer(IRREVERSIBLE_CALL, store / limit);
    }

    /**
     * A class whose ordinary bursts take that much and more cannot be tripped by one call's harm.
     */
    private static double youngStrike(Caps caps) {
        return Math.max(YOUNG_STRIKE, caps.burst() * YOUNG_STRIKE_SHARE);
    }

    /** The harm that a grown agent's first-strike rule looks at; 0 if it does not look. */
    static double strikeHarm(AgentState state, AccountEvent event, Harm harm) {
        boolean looks =
                harm.lost() > 0
                        && destroysNewType(state, event)
                        && isGrown(state, event.event().eventTimeMillis());
        return looks ? harm.points() : 0;
    }

    private static boolean isGrown(AgentState state, long now) {
        return now - state.firstSeenMillis >= GROWN_DAYS * DAY_MILLIS
                && state.destroys >= GROWN_DESTROYS;
    }

    /**
     * Whether the event destroys something foreign of a type that this agent never destroyed
     * before.
     */
    static boolean destroysNewType(AgentState state, AccountEvent event) {
        for (ResourceStanding standing : event.standings()) {
            if (standing.foreign()
                    && !state.destroyedTypes.containsKey(standing.resource().type())) {
                return state.destroyedTypes.size() < AgentState.TYPES_MAX;
            }
        }
        return false;
    }

    private static double heaviestLiveStore(AccountEvent event, Harm harm) {
        if (event.event().loss() != Loss.IRREVERSIBLE) {
            return 0;
        }
        long heaviest = 0;
        for (int i = 0; i < event.standings().size(); i++) {
            if (event.standings().get(i).liveness() == Liveness.LIVE) {
                heaviest = Math.max(heaviest, harm.ofStanding(i));
            }
        }
        return heaviest / Harm.MICROS_PER_POINT;
    }
}
