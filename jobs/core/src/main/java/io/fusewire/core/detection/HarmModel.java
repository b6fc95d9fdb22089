package io.fusewire.core.detection;

import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.policy.HarmWeights;

import java.time.Duration;
import java.util.List;

/**
 * Weighs what one event did to things that are not the caller's own.
 *
 * <p>Fuse harm of a destruction, summed over the resources that it took (detector specification,
 * section 2):
 *
 * <pre>z = [foreign] · w · n · live · origin · age</pre>
 *
 * <table>
 * <caption>factors</caption>
 * <tr><td>live</td><td>3 if another principal used the resource in the last 24 h, 0.7 if not, 1 if that cannot be
 *     seen for its type</td></tr>
 * <tr><td>origin</td><td>made by a person 1.3, unknown 1, by another agent or service 0.7, by the caller itself so long
 *     ago that its ownership lapsed 0.7, by the caller itself of late but used by others 0.3</td></tr>
 * <tr><td>age</td><td>known to be under 24 h 0.3, known to be over 90 days 1.3, else 1</td></tr>
 * </table>
 *
 * <p>The specification has 0.7 for everything whose ownership lapsed and 0.6 for what is new.
 * Agents replace and tear down what they set up themselves, whether or not others have begun to use
 * it: with these and {@link Surprise}'s factors a cap of bursts alone lost 0.20 of the benchmark's
 * tuned incidents where it lost 0.26, at about the same false trips.
 *
 * <p>w, and what a protection removed from something foreign and audit switched off weigh, are the
 * policy's ({@link HarmWeights}); lesser tampering, an alarm deleted, weighs as a protection but is
 * none: nothing can be destroyed for it that could not be before. What people approved is weighed
 * apart. Calls that did not succeed, reads and creates weigh nothing. An instance reuses one {@link
 * Harm} and is not thread-safe.
 */
public final class HarmModel {

    private static final double LIVE = 3;
    private static final double IDLE = 0.7;
    private static final double HUMAN_MADE = 1.3;
    private static final double MACHINE_MADE = 0.7;
    private static final double LAPSED_BY_USE = 0.3;
    private static final double NEW = 0.3;
    private static final double OLD = 1.3;
    static final long NEW_MILLIS = Duration.ofHours(24).toMillis();
    private static final long SETTLED_MILLIS = Duration.ofDays(30).toMillis();
    private static final long OLD_MILLIS = Duration.ofDays(90).toMillis();

    private final Harm harm = new Harm();
    private final Clearance nothingApproved = new Clearance();
    private HarmWeights weights = HarmWeights.SHIPPED;

    /**
     * The harm of one event as if nobody had approved anything; valid until the next call.
     *
     * @param weights of the policy that holds at the event's time
     */
    public Harm assess(AccountEvent accountEvent, HarmWeights weights) {
        return assess(accountEvent, weights, nothingApproved);
    }

    /**
     * The harm of one event; valid until the next call.
     *
     * @param weights of the policy that holds at the event's time
     * @param clearance tells what people had approved of it
     */
    Harm assess(AccountEvent accountEvent, HarmWeights weights, Clearance clearance) {
        this.weights = weights;
        harm.clear();
        AuditEvent event = accountEvent.event();
        if (event.outcome() != Outcome.SUCCESS) {
            return harm;
        }
        if (event.has(Effect.DESTROY)) {
            weighDestruction(accountEvent, event, clearance);
        } else if (event.effect() == Effect.AUDIT_TAMPERING) {
            weighTampering(accountEvent, event, clearance);
        } else if (event.effect() == Effect.PROTECTION_REMOVAL) {
            weighGuardRemoval(accountEvent, clearance);
        }
        return harm;
    }

    private void weighDestruction(
            AccountEvent accountEvent, AuditEvent event, Clearance clearance) {
        if (clearance.coversCascade()) {
            // Its stack's own estimate has been weighed.
            return;
        }
        List<ResourceStanding> standings = accountEvent.standings();
        if (event.units() == AuditEvent.UNITS_UNKNOWN) {
            harm.leaveCountUnknown();
        }
        if (standings.isEmpty()) {
            weighUnnamed(event, clearance);
            return;
        }
        for (int i = 0; i < standings.size(); i++) {
            ResourceStanding standing = standings.get(i);
            double weight = weightOf(standing, accountEvent, event);
            if (standing.foreign() && !standing.alreadyDestroyed()) {
                long micros = Harm.micros(weight * factors(standing, event.eventTimeMillis()));
                if (clearance.covers(standing.resource())) {
                    harm.addApproved(micros, weight);
                    harm.loseApproved(1);
                } else {
                    harm.add(micros, weight);
                    harm.lose(1);
                }
            } else {
                harm.add(0, weight);
            }
        }
        int unlisted = event.units() - standings.size();
        if (unlisted > 0) {
            weighUnlisted(unlisted, standings.size(), clearance);
        }
    }

    /** A batch longer than its list: what is not listed is taken to be like what is. */
    private void weighUnlisted(int unlisted, int listed, Clearance clearance) {
        double times = (double) unlisted / listed;
        int approved = (int) Math.round(harm.approvedLost() * times);
        long approvedMicros = Math.round(harm.approvedTotal() * times);
        harm.addUnlisted(Math.round(harm.total() * times));
        harm.lose((int) Math.round(harm.lost() * times));
        if (approved == 0) {
            return;
        }
        if (clearance.coversRest(approved)) {
            harm.addApprovedUnlisted(approvedMicros);
            harm.loseApproved(approved);
        } else {
            harm.addUnlisted(approvedMicros);
            harm.lose(approved);
        }
    }

    /** A destruction that names nothing: nobody can show that it was the caller's own. */
    private void weighUnnamed(AuditEvent event, Clearance clearance) {
        int count = event.units() == AuditEvent.UNITS_UNKNOWN ? 1 : event.units();
        boolean objectBatch =
                event.eventName().equals("DeleteObjects")
                        && event.units() == AuditEvent.UNITS_UNKNOWN;
        double weight =
                objectBatch ? HarmWeights.UNCOUNTED_OBJECT_BATCH : weights.ofDestroyed("", event);
        if (clearance.coversUnnamed(count)) {
            harm.addApprovedUnlisted(Harm.micros(weight * count));
            harm.loseApproved(count);
        } else {
            harm.addUnlisted(Harm.micros(weight * count));
            harm.lose(count);
        }
    }

    private double weightOf(
            ResourceStanding standing, AccountEvent accountEvent, AuditEvent event) {
        String type = standing.resource().type();
        if (type.equals(HarmWeights.STACK_TYPE)) {
            return weights.ofStack(accountEvent.knownChildren());
        }
        return weights.ofDestroyed(type, event);
    }

    private void weighTampering(AccountEvent accountEvent, AuditEvent event, Clearance clearance) {
        long now = event.eventTimeMillis();
        boolean grave = event.impact() >= HarmWeights.AUDIT_OFF_IMPACT;
        if (grave && touchesSettledForeign(accountEvent.standings(), now)) {
            if (isApproved(accountEvent.standings(), clearance)) {
                harm.addApprovedUnlisted(Harm.micros(weights.auditOff()));
            } else {
                harm.switchAuditOff();
                harm.addUnlisted(Harm.micros(weights.auditOff()));
            }
        } else if (touchesForeign(accountEvent.standings())) {
            weighGuard(accountEvent.standings(), clearance);
        }
    }

    private void weighGuardRemoval(AccountEvent accountEvent, Clearance clearance) {
        if (touchesForeign(accountEvent.standings())
                && weighGuard(accountEvent.standings(), clearance)) {
            harm.removeGuard();
        }
    }

    /** Weighs what protects or watches others' things; whether nobody had approved it. */
    private boolean weighGuard(List<ResourceStanding> standings, Clearance clearance) {
        long micros = Harm.micros(weights.guardRemoval());
        if (isApproved(standings, clearance)) {
            harm.addApprovedUnlisted(micros);
            return false;
        }
        harm.addUnlisted(micros);
        return true;
    }

    /** Whether everything foreign that a call touches is covered. */
    private static boolean isApproved(List<ResourceStanding> standings, Clearance clearance) {
        if (standings.isEmpty()) {
            return clearance.coversUnnamed(1);
        }
        boolean all = true;
        for (ResourceStanding standing : standings) {
            all &= !standing.foreign() || clearance.covers(standing.resource());
        }
        return all;
    }

    private static boolean touchesForeign(List<ResourceStanding> standings) {
        for (ResourceStanding standing : standings) {
            if (standing.foreign()) {
                return true;
            }
        }
        return standings.isEmpty();
    }

    /**
     * Foreign and not known to be younger than a day: a trail that was set up an hour ago is still
     * being set up.
     */
    private static boolean touchesSettledForeign(List<ResourceStanding> standings, long now) {
        for (ResourceStanding standing : standings) {
            if (standing.foreign() && !isNew(standing, now)) {
                return true;
            }
        }
        return standings.isEmpty();
    }

    private static boolean isNew(ResourceStanding standing, long now) {
        return standing.createdAtMillis() != ResourceStanding.CREATION_UNKNOWN
                && now - standing.createdAtMillis() < NEW_MILLIS;
    }

    private static double factors(ResourceStanding standing, long now) {
        return live(standing.liveness()) * origin(standing, now) * age(standing, now);
    }

    private static double live(Liveness liveness) {
        return switch (liveness) {
            case LIVE -> LIVE;
            case IDLE -> IDLE;
            case UNOBSERVABLE -> 1;
        };
    }

    private static double origin(ResourceStanding standing, long now) {
        if (standing.lapsed()) {
            return lapsed(standing, now);
        }
        return origin(standing.origin());
    }

    /**
     * What has stood for a month is like somebody else's; younger things are still being set up.
     */
    private static double lapsed(ResourceStanding standing, long now) {
        return now - standing.createdAtMillis() > SETTLED_MILLIS ? MACHINE_MADE : LAPSED_BY_USE;
    }

    private static double origin(Origin origin) {
        return switch (origin) {
            case HUMAN -> HUMAN_MADE;
            case AGENT, SERVICE -> MACHINE_MADE;
            case UNKNOWN -> 1;
        };
    }

    private static double age(ResourceStanding standing, long now) {
        if (standing.createdAtMillis() == ResourceStanding.CREATION_UNKNOWN) {
            return 1;
        }
        if (isNew(standing, now)) {
            return NEW;
        }
        return now - standing.createdAtMillis() > OLD_MILLIS ? OLD : 1;
    }
}
