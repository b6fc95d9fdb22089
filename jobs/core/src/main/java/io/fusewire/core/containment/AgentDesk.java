package io.fusewire.core.containment;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.AgentAffairs.BreakerWord;
import io.fusewire.core.containment.AgentAffairs.Denied;
import io.fusewire.core.containment.AgentAffairs.KnownDecision;
import io.fusewire.core.containment.AgentAffairs.Phase;
import io.fusewire.core.containment.DeskEffect.Order;
import io.fusewire.core.containment.DeskEffect.Page;
import io.fusewire.core.containment.DeskEffect.Publish;
import io.fusewire.core.containment.Escalation.Obstacles;
import io.fusewire.core.containment.IncidentUpdate.Severity;
import io.fusewire.core.containment.IncidentUpdate.Status;
import io.fusewire.core.containment.Measure.Deny;
import io.fusewire.core.containment.Measure.Unrevocable;
import io.fusewire.core.containment.TargetInput.Contain;
import io.fusewire.core.containment.TargetInput.Lift;
import io.fusewire.core.containment.TargetInput.Probation;
import io.fusewire.core.containment.TargetInput.Sighting;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.PersonsWord;
import io.fusewire.core.event.BlindedTrail;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One agent's affairs: takes in its trips, what is said of its breaker and what its sessions are
 * seen to do, and tells the targets.
 *
 * <p>Trips and breaker states come on different topics, so either may come first. A trip acts at
 * once; what is known of the breaker holds it up only if it says otherwise: it was closed later
 * than the trip, or the trip is so old that it may have been. Then the breaker's word that it is
 * open for this decision carries it out. A decision that comes twice does nothing new.
 */
public final class AgentDesk {

    /** Decisions remembered; of more the oldest that is over is forgotten, else the oldest. */
    public static final int DECISIONS_MAX = 16;

    /** Sessions that are denied one by one as the agent comes back in them; then the next rung. */
    public static final int RETURNS_MAX = 20;

    /** Sessions that a person is told about, per decision; of more nothing further is told. */
    public static final int REFERRED_MAX = 20;

    private final MeasureChoice choice;
    private final ContainmentRules rules;
    private final List<KnownDecision> decisions;
    private final List<DeskEffect> effects = new ArrayList<>();

    private @Nullable BreakerWord word;

    public AgentDesk(MeasureChoice choice, ContainmentRules rules, AgentAffairs affairs) {
        this.choice = choice;
        this.rules = rules;
        this.decisions = new ArrayList<>(affairs.decisions());
        this.word = affairs.word();
    }

    /** What is to be remembered. */
    public AgentAffairs affairs() {
        return new AgentAffairs(word, decisions);
    }

    /** What has to be done, in this order. */
    public List<DeskEffect> effects() {
        return List.copyOf(effects);
    }

    /**
     * A trip.
     *
     * @param decidedMillis when the trips topic took it; null if the broker does not tell
     * @param isHeldBack whether the mass-trip guard holds it back
     */
    public void trip(Trip trip, @Nullable Long decidedMillis, boolean isHeldBack, long nowMillis) {
        if (indexOf(trip.decisionId()) >= 0) {
            return;
        }
        int index = remember(trip, decidedMillis);
        if (trip.mode() == EnforcementMode.SHADOW) {
            decide(index, Phase.SHADOW, Claim.SHADOW, "the agent is in shadow: nothing was done");
        } else if (isHeldBack && !isHeldOpen()) {
            holdBack(index, isLate(trip, decidedMillis, nowMillis), nowMillis);
        } else if (isLate(trip, decidedMillis, nowMillis)) {
            // A job that starts anew reads all trips that ever were: those of which nothing is to
            // be done are not told again.
            return;
        } else if (isClosedSince(trip)) {
            decide(
                    index,
                    Phase.WAITING,
                    Claim.OVERTAKEN,
                    "the breaker was closed before the trip arrived: nothing was done");
        } else {
            carryOut(index, nowMillis);
        }
    }

    /** What the detector says of the breaker. */
    public void breaker(BreakerStatus status, long nowMillis) {
        word = new BreakerWord(status.state(), status.decisionId(), status.atMillis());
        switch (status.state()) {
            case OPEN, FORCED_OPEN -> {
                if (status.mode() == EnforcementMode.ENFORCE) {
                    heardOpen(status, nowMillis);
                }
            }
            case HALF_OPEN -> putOnProbation(status.atMillis());
            case CLOSED, DISABLED -> close(status, nowMillis);
        }
    }

    /** A call of the agent while its incident is open. */
    public void observed(Observation call, long nowMillis) {
        int index = indexOf(call.decisionId());
        if (index < 0 || !decisions.get(index).isInForce()) {
            return;
        }
        KnownDecision decision = decisions.get(index);
        boolean isComeback = decision.phase() == Phase.OPEN && Comeback.is(call, decision.trip());
        boolean isSpared = decision.trip().namesakes().contains(call.session());
        if (isSpared) {
            if (!isComeback) {
                return;
            }
            decision = decision.withTrip(decision.trip().withoutNamesake(call.session()));
            decisions.set(index, decision);
        }
        Measure measure =
                choice.choose(
                        decision.trip().subjectOf(call.session(), call.principalArn()),
                        call.atMillis());
        if (measure instanceof Deny deny) {
            if (!isSpared && decision.denied().contains(Denied.of(deny))) {
                effects.add(new Order(sighting(call, deny)));
            } else if (isComeback) {
                cameBack(index, call, deny, nowMillis);
            }
        } else if (measure instanceof Unrevocable unrevocable && isComeback) {
            refer(index, unrevocable, nowMillis);
        }
    }

    // Trips.

    private int remember(Trip trip, @Nullable Long decidedMillis) {
        if (decisions.size() == DECISIONS_MAX) {
            decisions.remove(oldestToForget());
        }
        boolean openHeard = word != null && trip.decisionId().equals(word.decisionId());
        decisions.add(
                new KnownDecision(
                        trip, decidedMillis, Phase.WAITING, openHeard, List.of(), 0, List.of()));
        return decisions.size() - 1;
    }

    private int oldestToForget() {
        for (int i = 0; i < decisions.size(); i++) {
            if (decisions.get(i).phase() == Phase.OVER
                    || decisions.get(i).phase() == Phase.SHADOW) {
                return i;
            }
        }
        return 0;
    }

    private int indexOf(String decisionId) {
        for (int i = 0; i < decisions.size(); i++) {
            if (decisions.get(i).trip().decisionId().equals(decisionId)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isHeldOpen() {
        return word != null && word.state() == BreakerState.FORCED_OPEN;
    }

    /** Whether it is so old that it may be over, and nothing says that it is not. */
    private boolean isLate(Trip trip, @Nullable Long decidedMillis, long nowMillis) {
        BreakerWord known = word;
        boolean isSaidToBeOpen =
                known != null
                        && known.state().isContained()
                        && trip.decisionId().equals(known.decisionId());
        return decidedMillis != null
                && nowMillis - decidedMillis > rules.lateTripMillis()
                && !isSaidToBeOpen;
    }

    private boolean isClosedSince(Trip trip) {
        BreakerWord known = word;
        return known != null && !known.state().isContained() && known.atMillis() >= trip.atMillis();
    }

    private void decide(int index, Phase phase, Claim claim, String reason) {
        KnownDecision decided = decisions.get(index).in(phase);
        decisions.set(index, decided);
        effects.add(
                new Publish(
                        ContainmentOutcome.withoutTarget(
                                decided.tripCase(),
                                sessionKeys(decided.trip()),
                                claim,
                                reason,
                                List.of())));
    }

    private static List<String> sessionKeys(Trip trip) {
        return trip.sessions().stream().map(named -> named.session()).toList();
    }

    private void holdBack(int index, boolean isTold, long nowMillis) {
        if (isTold) {
            decisions.set(index, decisions.get(index).in(Phase.HELD_BACK));
            return;
        }
        decide(
                index,
                Phase.HELD_BACK,
                Claim.HELD_BACK,
                "too many breakers opened at once: nothing is revoked until a person looks");
        page(
                decisions.get(index),
                Severity.CRITICAL,
                "it tripped and is held back by the mass-trip guard",
                "Nothing was revoked. If this trip is right, hold the agent's breaker open, which"
                        + " revokes; if not, reset it.",
                nowMillis);
    }

    private void carryOut(int index, long nowMillis) {
        KnownDecision decision = decisions.get(index);
        Trip trip = decision.trip();
        Map<Target, List<Demand>> byTarget = new LinkedHashMap<>();
        Set<Denied> denied = new LinkedHashSet<>();
        List<Unrevocable> referrals = new ArrayList<>();
        for (Subject subject : trip.subjects()) {
            Measure measure = choice.choose(subject, trip.atMillis());
            if (measure instanceof Deny deny) {
                denied.add(Denied.of(deny));
                byTarget.computeIfAbsent(deny.target(), target -> new ArrayList<>())
                        .add(new Demand(subject.session(), deny));
            } else if (measure instanceof Unrevocable unrevocable) {
                referrals.add(unrevocable);
            }
        }
        decisions.set(
                index,
                decision.carriedOut(
                        List.copyOf(denied),
                        referrals.stream().map(Unrevocable::session).toList()));
        byTarget.forEach(
                (target, demands) ->
                        effects.add(
                                new Order(
                                        new Contain(
                                                target,
                                                decision.tripCase(),
                                                Rung.SESSION,
                                                "",
                                                demands,
                                                StillRunning.after(
                                                        trip,
                                                        target,
                                                        demands.stream()
                                                                .map(Demand::deny)
                                                                .toList())))));
        page(
                decision,
                Severity.CRITICAL,
                "its breaker opened",
                "Sessions being revoked: "
                        + (trip.sessions().size() - referrals.size())
                        + " of "
                        + trip.sessions().size()
                        + ", in "
                        + byTarget.size()
                        + (byTarget.size() == 1 ? " policy." : " policies.")
                        + " Resources lost: "
                        + trip.lost().size()
                        + ".",
                nowMillis);
        referrals.forEach(unrevocable -> publishUnrevocable(decision, unrevocable, nowMillis));
    }

    private void publishUnrevocable(
            KnownDecision decision, Unrevocable unrevocable, long nowMillis) {
        effects.add(
                new Publish(
                        ContainmentOutcome.withoutTarget(
                                decision.tripCase(),
                                List.of(unrevocable.session()),
                                Claim.UNREVOCABLE,
                                unrevocable.reason(),
                                unrevocable.notes())));
        page(
                decision,
                Severity.CRITICAL,
                "a session cannot be revoked, and a person has to act",
                "Session "
                        + unrevocable.session()
                        + ": "
                        + unrevocable.reason()
                        + ". "
                        + String.join(" ", unrevocable.notes()),
                nowMillis);
    }

    // The breaker.

    private void heardOpen(BreakerStatus status, long nowMillis) {
        String decisionId = status.decisionId();
        int index = decisionId == null ? -1 : indexOf(decisionId);
        if (index < 0) {
            if (status.state() == BreakerState.FORCED_OPEN && decisionId == null) {
                pageHeldWithoutTrip(status, nowMillis);
            }
            return;
        }
        KnownDecision decision = decisions.get(index);
        boolean isNews = !decision.openHeard();
        decisions.set(index, decision.withOpenHeard());
        boolean carriesOut =
                switch (decision.phase()) {
                    case WAITING -> true;
                    // The close that ended it was of an earlier decision.
                    case OVER -> isNews;
                    case HELD_BACK, PROBATION -> status.state() == BreakerState.FORCED_OPEN;
                    case SHADOW, OPEN -> false;
                };
        if (carriesOut) {
            carryOut(index, nowMillis);
        }
    }

    private void pageHeldWithoutTrip(BreakerStatus status, long nowMillis) {
        effects.add(
                new Page(
                        new IncidentUpdate(
                                "held:" + status.agent(),
                                Status.OPEN,
                                Severity.ERROR,
                                null,
                                status.agent(),
                                status.account(),
                                status.agent() + ": held open by a person, and nothing to revoke",
                                "The agent has no open incident, so no session of it is known here."
                                        + " Deny its sessions by hand.",
                                nowMillis)));
    }

    private void putOnProbation(long atMillis) {
        for (int i = 0; i < decisions.size(); i++) {
            KnownDecision decision = decisions.get(i);
            if (decision.phase() == Phase.OPEN && decision.trip().atMillis() <= atMillis) {
                decisions.set(i, decision.in(Phase.PROBATION));
                for (Target target : targetsOf(decision)) {
                    effects.add(
                            new Order(new Probation(target, decision.trip().agent(), atMillis)));
                }
            }
        }
    }

    private void close(BreakerStatus status, long nowMillis) {
        long atMillis = status.atMillis();
        for (int i = 0; i < decisions.size(); i++) {
            KnownDecision decision = decisions.get(i);
            boolean isMeant = decision.trip().atMillis() <= atMillis;
            if (isMeant && (decision.isInForce() || decision.phase() == Phase.HELD_BACK)) {
                decisions.set(i, decision.in(Phase.OVER));
                for (Target target : targetsOf(decision)) {
                    effects.add(new Order(new Lift(target, decision.trip().agent(), atMillis)));
                }
                effects.add(
                        new Page(
                                IncidentUpdate.of(
                                        decision.tripCase(),
                                        Status.RESOLVED,
                                        Severity.INFO,
                                        decision.trip().agent() + ": its breaker was closed",
                                        who(status) + "; what was denied is being taken back.",
                                        nowMillis)));
            }
        }
    }

    private static String who(BreakerStatus status) {
        PersonsWord word = status.word();
        return word == null ? "A person closed the breaker" : word.by() + " " + word.deed();
    }

    private static Set<Target> targetsOf(KnownDecision decision) {
        Set<Target> targets = new LinkedHashSet<>();
        decision.denied().forEach(denied -> targets.add(denied.target()));
        return targets;
    }

    // What its sessions are seen to do.

    private static Sighting sighting(Observation call, Deny deny) {
        return new Sighting(
                deny.target(),
                call.agent(),
                call.session(),
                deny.entry().kind(),
                deny.entry().value(),
                call.eventId(),
                call.eventSource(),
                call.eventName(),
                call.outcome(),
                call.atMillis());
    }

    private void cameBack(int index, Observation call, Deny deny, long nowMillis) {
        KnownDecision decision = decisions.get(index);
        Deny ofRole = olderSessions(deny, nowMillis);
        KeyRung key = new KeyRung(decision, choice, call.atMillis());
        EscalationStep step =
                Escalation.next(
                        Rung.SESSION,
                        EscalationCause.CAME_BACK,
                        new Obstacles(
                                decision.returns() < RETURNS_MAX
                                        ? null
                                        : RETURNS_MAX + " further sessions are denied already",
                                obstacleOfRole(decision, ofRole),
                                key.obstacle()),
                        decision.trip().escalation());
        String seen =
                call.eventName()
                        + " of event "
                        + call.eventId()
                        + " in session "
                        + call.session()
                        + (call.effect() == Effect.AUDIT_TAMPERING
                                ? " (" + String.join("; ", AuditTask.ofTrails(trailsOf(call))) + ")"
                                : "");
        switch (step.rung()) {
            case AGENT_SESSIONS ->
                    deny(index, new Demand(call.session(), deny), step, seen, nowMillis);
            case ROLE_SESSIONS ->
                    deny(index, new Demand(call.session(), ofRole), step, seen, nowMillis);
            case KEY -> denyKey(index, key.demand(), step, seen, nowMillis);
            case SESSION, PERSON -> referReturn(index, call, deny.target(), step, seen, nowMillis);
        }
    }

    private static @Nullable String obstacleOfRole(KnownDecision decision, Deny ofRole) {
        if (ofRole.target().holder() != PolicyHolder.ROLE) {
            return "there is no role whose older sessions could be denied";
        }
        return decision.denied().contains(Denied.of(ofRole))
                ? "the older sessions of the role are denied already"
                : null;
    }

    private static List<BlindedTrail> trailsOf(Observation call) {
        return call.resources().stream()
                .filter(resource -> BlindedTrail.isTrail(resource.type()))
                .map(
                        trail ->
                                new BlindedTrail(
                                        call.eventName(),
                                        trail.id(),
                                        call.region() == null ? "" : call.region(),
                                        call.eventId()))
                .toList();
    }

    private static Deny olderSessions(Deny deny, long nowMillis) {
        String roleArn = deny.entry().roleArn();
        return new Deny(
                deny.target(),
                DenyEntry.open(
                        deny.entry().agent(), DenyKind.ROLE_SESSIONS, roleArn, roleArn, nowMillis),
                List.of(),
                "the agent comes back in ever new sessions of the role",
                List.of(
                        "All sessions of the role that were issued until now are denied, those of"
                                + " people too; whoever assumes it anew works again."));
    }

    private void deny(int index, Demand demand, EscalationStep step, String seen, long nowMillis) {
        KnownDecision decision = decisions.get(index);
        decisions.set(index, decision.withReturn(Denied.of(demand.deny())));
        contain(decision, demand, step, seen);
        page(
                decision,
                Severity.CRITICAL,
                "it came back in another session",
                "Seen: " + seen + ". That is being denied, too: " + step.reason() + ".",
                nowMillis);
    }

    private void denyKey(
            int index, Demand demand, EscalationStep step, String seen, long nowMillis) {
        KnownDecision decision = decisions.get(index);
        Deny deny = demand.deny();
        decisions.set(index, decision.withDenied(Denied.of(deny)));
        contain(decision, demand, step, seen);
        page(
                decision,
                Severity.CRITICAL,
                "it came back, and the key that opens its sessions is set inactive",
                "Seen: "
                        + seen
                        + ". Key "
                        + String.join(", ", deny.inactiveKeys())
                        + " of "
                        + deny.target().arn()
                        + " is set inactive, and all that the user does is denied: "
                        + step.reason()
                        + ". Sessions that the key has opened go on until they expire. A reset of the"
                        + " agent's breaker takes both back.",
                nowMillis);
    }

    private void contain(KnownDecision decision, Demand demand, EscalationStep step, String seen) {
        effects.add(
                new Order(
                        new Contain(
                                demand.deny().target(),
                                decision.tripCase(),
                                step.rung(),
                                step.reason() + ": " + seen,
                                List.of(demand),
                                List.of())));
    }

    private void referReturn(
            int index,
            Observation call,
            Target target,
            EscalationStep step,
            String seen,
            long nowMillis) {
        KnownDecision decision = decisions.get(index);
        if (decision.referred().contains(call.session())
                || decision.referred().size() >= REFERRED_MAX) {
            return;
        }
        decisions.set(index, decision.withReferred(call.session()));
        page(
                decision,
                Severity.CRITICAL,
                "it came back, and a person has to act",
                "Seen: "
                        + seen
                        + ". Nothing further is denied by itself: "
                        + step.reason()
                        + ". "
                        + PersonsTask.denyByHand(target),
                nowMillis);
    }

    private void refer(int index, Unrevocable unrevocable, long nowMillis) {
        KnownDecision decision = decisions.get(index);
        if (!decision.referred().contains(unrevocable.session())
                && decision.referred().size() < REFERRED_MAX) {
            decisions.set(index, decision.withReferred(unrevocable.session()));
            publishUnrevocable(decision, unrevocable, nowMillis);
        }
    }

    private void page(
            KnownDecision decision, Severity severity, String title, String text, long nowMillis) {
        effects.add(
                new Page(
                        IncidentUpdate.of(
                                decision.tripCase(),
                                Status.OPEN,
                                severity,
                                decision.trip().agent() + ": " + title,
                                text,
                                nowMillis)));
    }
}
