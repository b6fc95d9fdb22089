package io.fusewire.core.containment;

import io.fusewire.core.containment.Containment.Standing;
import io.fusewire.core.containment.DeskEffect.Ask;
import io.fusewire.core.containment.DeskEffect.Page;
import io.fusewire.core.containment.DeskEffect.Report;
import io.fusewire.core.containment.DeskEffect.Timed;
import io.fusewire.core.containment.Packing.Level;
import io.fusewire.core.containment.TargetInput.Contain;
import io.fusewire.core.containment.TargetInput.Lift;
import io.fusewire.core.containment.TargetInput.Probation;
import io.fusewire.core.containment.TargetInput.Sighting;
import io.fusewire.core.containment.WriteResult.Confirmed;
import io.fusewire.core.containment.WriteResult.Refused;
import io.fusewire.core.containment.WriteResult.Unconfirmed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The one writer of one target's policy: takes in what agents' affairs ask for, what AWS answers,
 * what the sessions are seen to do, and the passing of time; says what to do about it.
 *
 * <pre>{@code
 * Contain, Probation, Lift ─► ledger changed ─► one write under way, later changes wait for the next
 *        its answer: Confirmed ─► WRITTEN, or LIFTED
 *                    Refused ─► FAILED, next rung;  asked again with the next check
 *                    Unconfirmed ─► asked again after a pause; FAILED after the last, and still asked
 *        a call seen ─► PROVEN, or FAILED: next rung, and the policy is read again at once
 *        time ─► UNPROVEN after silence; the policy is read again and again while anything stands there
 * }</pre>
 *
 * <p>What is decided here is which of its parts has to act: {@link WriteTurns} tells when AWS is
 * asked, {@link Containments} what is published, {@link Claims} what may be claimed and what
 * follows from it, {@link SessionWatch} what proves it, {@link HeldKeys} which access keys are ours
 * to set active again, {@link TargetPages} what a person reads.
 *
 * <p>Loaded from a {@link TargetState}, used for one input, and read out again. A write that was
 * under way when the state was stored is asked again by {@link #resume}: a request says everything
 * that the policy has to say, so that asking twice changes nothing.
 */
public final class TargetDesk {

    /** Repairs after which somebody is taken to undo the deny on purpose. */
    static final int REPAIRS_MAX = 3;

    /** Decisions in whose records one write is told; of more the first. */
    static final int REPORTS_MAX = 64;

    private final Target target;
    private final WriteTurns turns;
    private final Containments containments;
    private final HeldKeys heldKeys;
    private final TargetPages pages;
    private final Claims claims;
    private final SessionWatch watch;
    private final List<DeskEffect> effects = new ArrayList<>();

    private TargetLedger ledger;
    private int repairs;

    /**
     * @param gate of the account that the target is in
     */
    public TargetDesk(ContainmentRules rules, AccountGate gate, TargetState state) {
        target = state.ledger().target();
        ledger = state.ledger();
        repairs = state.repairs();
        turns = new WriteTurns(rules, gate, state);
        containments = new Containments(target, state.containments(), effects::add);
        heldKeys = new HeldKeys(target, state.heldKeys());
        pages = new TargetPages(target);
        claims = new Claims(target, pages, effects::add, this::widen);
        watch = new SessionWatch(rules.silenceMillis(), claims, effects::add, turns::readAgain);
    }

    /** What is to be remembered. */
    public TargetState state() {
        return new TargetState(
                ledger,
                containments.all(),
                turns.asked(),
                turns.isDue(),
                turns.isInForce(),
                turns.attempts(),
                turns.askNotBeforeMillis(),
                turns.checkAtMillis(),
                repairs,
                heldKeys.ids());
    }

    /** What has to be done, in this order. */
    public List<DeskEffect> effects() {
        return List.copyOf(effects);
    }

    /** When {@link #pass} has something to do; {@link TargetState#NEVER} if nothing is expected. */
    public long nextMillis() {
        long next = turns.nextMillis();
        for (Containment containment : containments.all()) {
            next = Math.min(next, watch.silentAtMillis(containment));
        }
        return next;
    }

    /** Takes in what an agent's affairs ask for. */
    public void take(TargetInput input, long nowMillis) {
        if (input instanceof Contain contain) {
            contain(contain, nowMillis);
        } else if (input instanceof Probation probation) {
            putOnProbation(probation);
        } else if (input instanceof Lift lift) {
            lift(lift);
        } else if (input instanceof Sighting sighting) {
            containments.update(
                    known -> SessionWatch.concerns(known, sighting),
                    known -> watch.seen(known, sighting, nowMillis));
        }
        askIfPossible(nowMillis);
    }

    /** Takes in the answer to the write under way; one to any other write is nobody's any more. */
    public void answered(WriteAsked answeredTo, WriteResult result, long nowMillis) {
        if (!turns.end(answeredTo)) {
            return;
        }
        report(answeredTo, result, nowMillis);
        if (result instanceof Confirmed confirmed) {
            answeredForCertain(nowMillis);
            confirm(answeredTo, confirmed, nowMillis);
        } else if (result instanceof Refused refused) {
            answeredForCertain(nowMillis);
            turns.refused(nowMillis);
            refuse(answeredTo, refused.reason(), nowMillis);
        } else if (result instanceof Unconfirmed unconfirmed) {
            retryLater(answeredTo, unconfirmed.reason(), nowMillis);
        }
        askIfPossible(nowMillis);
    }

    /** Lets time pass. */
    public void pass(long nowMillis) {
        containments.update(
                known -> watch.silentAtMillis(known) <= nowMillis,
                known -> watch.silent(known, nowMillis));
        if (turns.isTimeForCheck(nowMillis)) {
            collectGarbage(nowMillis);
            turns.readAgain();
        }
        askIfPossible(nowMillis);
    }

    /** After a restart: asks again for what was under way, with the same request. */
    public void resume() {
        WriteAsked asked = turns.asked();
        if (asked != null) {
            effects.add(new Ask(asked));
        }
    }

    // What the policy has to say.

    private void say(TargetLedger changed) {
        ledger = changed;
        turns.policyChanged();
    }

    private void widen(DenyEntry entry) {
        say(ledger.with(entry));
    }

    private void contain(Contain order, long nowMillis) {
        Map<DenyEntry, List<Demand>> byEntry = new LinkedHashMap<>();
        for (Demand demand : order.demands()) {
            byEntry.computeIfAbsent(demand.deny().entry(), entry -> new ArrayList<>()).add(demand);
        }
        byEntry.forEach(
                (entry, demands) -> {
                    if (!isKnown(order.tripCase(), entry)) {
                        open(order, entry, demands, nowMillis);
                    }
                });
    }

    private boolean isKnown(TripCase tripCase, DenyEntry entry) {
        return containments.anyMatch(
                known ->
                        known.tripCase().decisionId().equals(tripCase.decisionId())
                                && known.entry().isSameAs(entry)
                                && known.entry().sparesAs(entry)
                                && known.standing() == Standing.OPEN);
    }

    private void open(Contain order, DenyEntry entry, List<Demand> demands, long nowMillis) {
        Containment earlier = containments.supersede(entry);
        say(ledger.with(entry));
        Containment containment = Containment.opened(order, entry, demands, earlier);
        if (containments.isFull()) {
            effects.add(new Page(pages.notFollowed(containment, nowMillis)));
        } else {
            containments.open(containment);
        }
    }

    private void putOnProbation(Probation probation) {
        boolean isNewerOpen =
                containments.anyMatch(
                        known ->
                                known.isOf(probation.agent())
                                        && known.isHeld()
                                        && known.tripCase().atMillis() > probation.atMillis());
        if (isNewerOpen) {
            return;
        }
        ledger = ledger.withProbation(probation.agent(), probation.atMillis());
        containments.update(
                known -> known.isOf(probation.agent()) && known.standing() == Standing.OPEN,
                known -> {
                    turns.policyChanged();
                    return known.edit()
                            .standing(Standing.PROBATION, probation.atMillis())
                            .awaitsWrite(true)
                            .reason("a person has put the agent on probation")
                            .done();
                });
    }

    private void lift(Lift lift) {
        containments.update(
                known ->
                        known.isOf(lift.agent())
                                && known.isHeld()
                                && known.tripCase().atMillis() <= lift.atMillis(),
                known -> {
                    turns.policyChanged();
                    return known.edit()
                            .standing(Standing.LIFTING, lift.atMillis())
                            .reason("a person has closed the breaker: it is being taken back")
                            .done();
                });
        keepOnlyWhatIsNeeded(lift.agent());
    }

    private void keepOnlyWhatIsNeeded(String agent) {
        List<DenyEntry> before = ledger.entries();
        ledger = ledger.without(agent);
        for (DenyEntry entry : before) {
            if (entry.agent().equals(agent) && containments.need(entry)) {
                ledger = ledger.with(entry);
            }
        }
    }

    /** What nothing can meet any more leaves the policy; its containment is over with it. */
    private void collectGarbage(long nowMillis) {
        TargetLedger collected = ledger.collectedAt(nowMillis);
        if (collected.entries().size() < ledger.entries().size()) {
            say(collected);
        }
    }

    // The writes.

    private void askIfPossible(long nowMillis) {
        if (turns.isAdmitted(nowMillis)) {
            effects.add(new Ask(turns.ask(request(), nowMillis)));
            containments.updateQuietly(known -> requested(known, nowMillis));
        }
        containments.publishOpened();
    }

    private WriteRequest request() {
        Set<String> toDisable = new TreeSet<>();
        for (Containment known : containments.all()) {
            if (known.isHeld()) {
                toDisable.addAll(known.keys());
            }
        }
        return new WriteRequest(target, ledger, toDisable, heldKeys.toEnable(toDisable));
    }

    private Containment requested(Containment known, long nowMillis) {
        if (!known.awaitsWrite() && known.isHeld()) {
            return known;
        }
        Containment.Edit asked = known.edit().oneMoreAttempt();
        if (known.times().requestedMillis() == null) {
            asked.times(known.times().requested(nowMillis));
            Long decided = known.times().decidedMillis();
            if (decided != null) {
                Long delivered = known.tripCase().deliveredMillis();
                if (delivered != null) {
                    effects.add(new Timed(Stage.DECIDED, decided - delivered));
                }
                effects.add(new Timed(Stage.REQUESTED, nowMillis - decided));
            }
        }
        return asked.done();
    }

    /** One for each decision that the write was made for; a check that changed nothing was none. */
    private void report(WriteAsked answeredTo, WriteResult result, long nowMillis) {
        boolean isRepair =
                answeredTo.isCheck()
                        && result instanceof Confirmed confirmed
                        && confirmed.changed();
        Map<String, TripCase> concerned = new LinkedHashMap<>();
        for (Containment known : containments.all()) {
            boolean isConcerned =
                    !known.isHeld()
                            || ((isRepair || known.awaitsWrite())
                                    && isCovered(known, answeredTo.request()));
            if (isConcerned && concerned.size() < REPORTS_MAX) {
                concerned.putIfAbsent(known.tripCase().decisionId(), known.tripCase());
            }
        }
        for (TripCase tripCase : concerned.values()) {
            effects.add(
                    new Report(WriteReport.of(tripCase, target, answeredTo, result, nowMillis)));
        }
    }

    private static boolean isCovered(Containment containment, WriteRequest request) {
        return request.ledger().saturated()
                || request.ledger().entries().stream().anyMatch(containment.entry()::isSameAs);
    }

    private void answeredForCertain(long nowMillis) {
        if (turns.answersAgain()) {
            effects.add(new Page(pages.awsAnswersAgain(nowMillis)));
        }
    }

    // What a confirmed write did.

    private void confirm(WriteAsked answeredTo, Confirmed confirmed, long nowMillis) {
        turns.confirmed();
        WriteRequest request = answeredTo.request();
        if (answeredTo.isCheck() && confirmed.changed()) {
            noteRepair(nowMillis);
        }
        heldKeys.confirmed(request, confirmed).forEach(this::noteForeignKey);
        containments.update(
                known -> known.isHeld() && known.awaitsWrite() && isCovered(known, request),
                known -> written(known, confirmed, nowMillis));
        liftConfirmed(request, confirmed, nowMillis);
        turns.checkLater(ledger.isEmpty(), nowMillis);
        if (ledger.isEmpty()) {
            repairs = 0;
        }
    }

    private void noteRepair(long nowMillis) {
        repairs++;
        boolean again = repairs >= REPAIRS_MAX;
        containments.update(
                Containment::isHeld,
                known -> {
                    Containment lost =
                            claims.take(
                                            known,
                                            OutcomeInput.DRIFT_SEEN,
                                            "somebody else had changed the policy",
                                            nowMillis)
                                    .edit()
                                    .awaitsWrite(true)
                                    .done();
                    return again
                            ? claims.climb(lost, EscalationCause.TAMPERED_WITH, nowMillis)
                            : lost;
                });
        for (Containment known : containments.firstOfEachDecision()) {
            effects.add(new Page(pages.repaired(known, repairs, nowMillis)));
        }
    }

    private void noteForeignKey(String key) {
        containments.updateQuietly(
                known ->
                        known.keys().contains(key)
                                ? known.edit().note(heldKeys.noteOfForeign(key)).done()
                                : known);
    }

    private Containment written(Containment known, Confirmed confirmed, long nowMillis) {
        Containment answered =
                claims.take(
                        known.edit().awaitsWrite(false).done(),
                        OutcomeInput.WRITE_CONFIRMED,
                        "the policy was written and reads back as it was written",
                        nowMillis);
        if (answered.state() != known.state()) {
            Long requested = known.times().requestedMillis();
            if (requested != null && known.times().writtenMillis() == null) {
                effects.add(new Timed(Stage.WRITTEN, confirmed.atMillis() - requested));
            }
            answered =
                    answered.edit()
                            .times(known.times().written(confirmed.atMillis()))
                            .provableFrom(
                                    confirmed.changed()
                                            ? confirmed.atMillis()
                                            : known.tripCase().atMillis())
                            .done();
        }
        return withSizeNotes(answered, confirmed.packing());
    }

    private Containment withSizeNotes(Containment known, Packing packing) {
        if (packing.level() == Level.EXACT) {
            return known;
        }
        boolean unnamed = packing.unnamed().stream().anyMatch(known.entry()::isSameAs);
        return known.edit()
                .note(
                        "Not all sessions fit into "
                                + target.holder().charactersMax()
                                + " characters: a wider deny of everything issued until now covers"
                                + " them, and with them others."
                                + (unnamed
                                        ? " This one is not named: newly issued credentials work."
                                        : ""))
                .done();
    }

    private void liftConfirmed(WriteRequest request, Confirmed confirmed, long nowMillis) {
        containments.update(
                known -> known.standing() == Standing.LIFTING && isGoneFrom(request, known),
                known -> {
                    effects.add(new Timed(Stage.LIFTED, nowMillis - known.standingSinceMillis()));
                    return claims.take(
                            known.edit().times(known.times().lifted(confirmed.atMillis())).done(),
                            OutcomeInput.LIFT_CONFIRMED,
                            "a person has closed the breaker: the deny was taken back, and reading"
                                    + " back shows it gone",
                            nowMillis);
                });
        containments.removeLifted();
    }

    /** Another decision may still need the same entry: then nothing more is to go. */
    private boolean isGoneFrom(WriteRequest request, Containment lifted) {
        return request.ledger().entries().stream()
                .noneMatch(entry -> entry.isSameAs(lifted.entry()) && !containments.need(entry));
    }

    // What a write did not do.

    private void refuse(WriteAsked answeredTo, String reason, long nowMillis) {
        containments.update(
                known ->
                        known.isHeld()
                                && known.awaitsWrite()
                                && isCovered(known, answeredTo.request()),
                known ->
                        claims.take(
                                known,
                                OutcomeInput.WRITE_REFUSED,
                                "the write was refused: " + reason,
                                nowMillis));
        for (Containment known : containments.all()) {
            if (known.standing() == Standing.LIFTING) {
                effects.add(new Page(pages.notTakenBack(known, reason, nowMillis)));
            }
        }
    }

    private void retryLater(WriteAsked answeredTo, String reason, long nowMillis) {
        if (turns.unconfirmed(nowMillis)) {
            effects.add(new Page(pages.awsConfirmsNothing(reason, nowMillis)));
        }
        if (turns.areExhausted()) {
            refuse(
                    answeredTo,
                    "not confirmed in " + turns.attempts() + " attempts: " + reason,
                    nowMillis);
        }
    }
}
