package io.fusewire.core.detection;

import io.fusewire.core.baseline.Baseline;
import io.fusewire.core.baseline.Repertoire;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.ResourceStanding;

import java.time.Duration;
import java.util.List;

/**
 * What an event's harm counts for on the ladders: more where it is not like this agent (detector
 * specification, section 2).
 *
 * <pre>
 * F = z · rarity · newkey · newenv · guard · hours · approval      of a destruction
 * F = weight · approval                                   of a guard removed, of audit switched off
 * B = Σ min(1, w) / max(20, live inventory of the environment) · approval      over the resources lost
 * </pre>
 *
 * <table>
 * <caption>factors</caption>
 * <tr><td>rarity</td><td>how few agents of its class destroy foreign things of this type ({@link Repertoire}); 1 for an
 *     agent whose class has no past</td></tr>
 * <tr><td>newkey</td><td>3 if this agent never did this operation on this type until the last hour</td></tr>
 * <tr><td>newenv</td><td>2 if it never touched this environment until the last hour; both are off in the
 *     agent's first 3 days</td></tr>
 * <tr><td>guard</td><td>4 if it removed a protection in the last hour</td></tr>
 * <tr><td>hours</td><td>2 if its burst began at an hour at which less than 2 % of at least 30 past ones
 *     did</td></tr>
 * <tr><td>approval</td><td>0.1 if a valid approval covers the event</td></tr>
 * </table>
 *
 * <p>The specification has no rarity, 2 for newkey, 3 for guard and 1.5 for hours; these lost less
 * in the benchmark at the same false trips. It counts n in B; here a thing that weighs less than a
 * point counts as that part of one, for a thousand objects or log streams are no thousandfold
 * environment. B is off in an environment's first 3 days, while its inventory is not known.
 */
final class Surprise {

    private static final double NEW_ACTION = 3;
    private static final double NEW_ENVIRONMENT = 2;
    private static final double GUARD_REMOVED = 4;
    private static final double ODD_HOUR = 2;
    private static final double APPROVED = 0.1;
    private static final int INVENTORY_LEAST = 20;
    private static final double BLAST_SCALE = 200;
    private static final long FIRST_DAYS_MILLIS = Duration.ofDays(3).toMillis();
    private static final long GUARD_MILLIS = Duration.ofHours(1).toMillis();

    private Surprise() {}

    /** Completes an event's harm with what it counts for on the ladders. */
    static void weigh(AccountEvent event, AgentState state, Harm harm, Repertoire ofPeers) {
        if (harm.lost() + harm.approvedLost() == 0) {
            harm.surpriseUnlisted(Math.round(weighed(harm.total(), harm.approvedTotal())));
            return;
        }
        double common = commonFactor(event, state, harm);
        double rest = weighed(harm.total(), harm.approvedTotal());
        for (int i = 0; i < event.standings().size(); i++) {
            double micros = weighed(harm.ofStanding(i), harm.approvedOfStanding(i));
            rest -= micros;
            double factor =
                    micros == 0
                            ? 0
                            : common
                                    * actionFactor(event, i, state, harm)
                                    * rarity(event, i, ofPeers);
            harm.surpriseStanding(i, Math.round(micros * factor));
        }
        if (rest >= 1) {
            double factor =
                    common * actionFactor(event, 0, state, harm) * rarity(event, 0, ofPeers);
            harm.surpriseUnlisted(Math.round(rest * factor));
        }
        spread(event, harm);
    }

    private static double weighed(long micros, long approvedMicros) {
        return micros + APPROVED * approvedMicros;
    }

    private static double commonFactor(AccountEvent event, AgentState state, Harm harm) {
        long now = event.event().eventTimeMillis();
        double factor = 1;
        if (isPastFirstDays(state, now)
                && state.baseline.isNewEnvironment(event.environment(), now)) {
            harm.inNewEnvironment();
            factor *= NEW_ENVIRONMENT;
        }
        if (state.lastGuardRemovalMillis != AgentState.NEVER
                && now - state.lastGuardRemovalMillis <= GUARD_MILLIS) {
            harm.afterGuardRemoval();
            factor *= GUARD_REMOVED;
        }
        if (state.baseline.oddHour) {
            harm.atOddHour();
            factor *= ODD_HOUR;
        }
        return factor;
    }

    private static double actionFactor(
            AccountEvent event, int standing, AgentState state, Harm harm) {
        AuditEvent audit = event.event();
        if (isPastFirstDays(state, audit.eventTimeMillis())
                && state.baseline.isNewAction(
                        audit.eventName(),
                        typeOf(event.standings(), standing),
                        audit.eventTimeMillis())) {
            harm.byNewAction();
            return NEW_ACTION;
        }
        return 1;
    }

    /** What is not named has no type that could be rare. */
    private static double rarity(AccountEvent event, int standing, Repertoire ofPeers) {
        return standing < event.standings().size()
                ? ofPeers.rarity(event.standings().get(standing).resource().type())
                : 1;
    }

    private static String typeOf(List<ResourceStanding> standings, int index) {
        return index < standings.size() ? standings.get(index).resource().type() : "";
    }

    private static boolean isPastFirstDays(AgentState state, long now) {
        return now - state.firstSeenMillis >= FIRST_DAYS_MILLIS;
    }

    private static void spread(AccountEvent event, Harm harm) {
        long age = event.event().eventTimeMillis() - event.environmentSinceMillis();
        if (age < FIRST_DAYS_MILLIS) {
            return;
        }
        double scale = BLAST_SCALE / Math.max(INVENTORY_LEAST, event.environmentLive());
        double lost = worth(event, harm, false);
        double approved = harm.approvedLost() == 0 ? 0 : worth(event, harm, true);
        harm.spread(Harm.micros(scale * lost), Harm.micros(scale * approved * APPROVED));
    }

    /** Lost resources, of which those that weigh less than a point count as that part of one. */
    private static double worth(AccountEvent event, Harm harm, boolean approved) {
        double worth = 0;
        int listed = 0;
        for (int i = 0; i < event.standings().size(); i++) {
            if ((approved ? harm.approvedOfStanding(i) : harm.ofStanding(i)) > 0) {
                worth += Math.min(1, harm.weightOfStanding(i));
                listed++;
            }
        }
        double unlisted = (approved ? harm.approvedLost() : harm.lost()) - listed;
        double points = (approved ? harm.approvedTotal() : harm.total()) / Harm.MICROS_PER_POINT;
        return worth + unlisted * (listed == 0 ? Math.min(1, points) : worth / listed);
    }

    /** Lets the agent's baseline know what it did. */
    static void note(AccountEvent event, Baseline baseline) {
        AuditEvent audit = event.event();
        long now = audit.eventTimeMillis();
        baseline.noteEnvironment(event.environment(), now);
        List<ResourceStanding> standings = event.standings();
        for (int i = 0; i == 0 || i < standings.size(); i++) {
            baseline.noteAction(audit.eventName(), typeOf(standings, i), now);
        }
    }
}
