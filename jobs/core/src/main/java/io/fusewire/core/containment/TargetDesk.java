package io.fusewire.core.containment;

import io.fusewire.core.containment.Containment.Standing;
import io.fusewire.core.containment.DeskEffect.Ask;
import io.fusewire.core.containment.DeskEffect.Page;
import io.fusewire.core.containment.DeskEffect.Publish;
import io.fusewire.core.containment.DeskEffect.Report;
import io.fusewire.core.containment.DeskEffect.Timed;
import io.fusewire.core.containment.Escalation.Reach;
import io.fusewire.core.containment.IncidentUpdate.Severity;
import io.fusewire.core.containment.IncidentUpdate.Status;
import io.fusewire.core.containment.Packing.Level;
import io.fusewire.core.containment.TargetInput.Contain;
import io.fusewire.core.containment.TargetInput.Lift;
import io.fusewire.core.containment.TargetInput.Probation;
import io.fusewire.core.containment.TargetInput.Sighting;
import io.fusewire.core.containment.WriteResult.Confirmed;
import io.fusewire.core.containment.WriteResult.Refused;
import io.fusewire.core.containment.WriteResult.Unconfirmed;
import io.fusewire.core.event.Outcome;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

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
 * <p>Loaded from a {@link TargetState}, used for one input, and read out again. A write that was
 * under way when the state was stored is asked again by {@link #resume}: a request says everything
 * that the policy has to say, so that asking twice changes nothing.
 */
public final class TargetDesk {

    /** Repairs after which somebody is taken to undo the deny on purpose. */
    static final int REPAIRS_MAX = 3;

    /** Decisions in whose records one write is told; of more the first. */
    static final int REPORTS_MAX = 64;

    private final ContainmentRules rules;
    private final AccountGate gate;
    private final Target target;
    private final List<Containment> containments;
    private final List<String> heldKeys;
    private final List<DeskEffect> effects = new ArrayList<>();
    private final Set<DenyEntry> opened = new LinkedHashSet<>();

    private TargetLedger ledger;
    private @Nullable WriteAsked asked;
    private boolean isDue;
    private boolean isInForce;
    private int attempts;
    private long askNotBeforeMillis;
    private long checkAtMillis;
    private int repairs;

    /**
     * @param gate of the account that the target is in
     */
    public TargetDesk(ContainmentRules rules, AccountGate gate, TargetState state) {
        this.rules = rules;
        this.gate = gate;
        this.target = state.ledger().target();
        this.ledger = state.ledger();
        this.containments = new ArrayList<>(state.containments());
        this.asked = state.asked();
        this.isDue = state.isDue();
        this.isInForce = state.isInForce();
        this.attempts = state.attempts();
        this.askNotBeforeMillis = state.askNotBeforeMillis();
        this.checkAtMillis = state.checkAtMillis();
        this.repairs = state.repairs();
        this.heldKeys = new ArrayList<>(state.heldKeys());
    }

    /** What is to be remembered. */
    public TargetState state() {
        return new TargetState(
                ledger,
                containments,
                asked,
                isDue,
                isInForce,
                attempts,
                askNotBeforeMillis,
                checkAtMillis,
                repairs,
                heldKeys);
    }

    /** What has to be done, in this order. */
    public List<DeskEffect> effects() {
        return List.copyOf(effects);
    }

    /** When {@link #pass} has something to do; {@link TargetState#NEVER} if nothing is expected. */
    public long nextMillis() {
        long next = checkAtMillis;
        if (isDue && asked == null) {
            next = Math.min(next, askNotBeforeMillis);
        }
        for (Containment containment : containments) {
            next = Math.min(next, silentAtMillis(containment));
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
            judge(sighting, nowMillis);
        }
        askIfPossible(nowMillis);
    }

    /** Takes in the answer to the write under way; one to any other write is nobody's any more. */
    public void answered(WriteAsked answeredTo, WriteResult result, long nowMillis) {
        if (!answeredTo.equals(asked)) {
            return;
        }
        asked = null;
        report(answeredTo, result, nowMillis);
        if (result instanceof Confirmed confirmed) {
            answeredForCertain(nowMillis);
            confirm(answeredTo, confirmed, nowMillis);
        } else if (result instanceof Refused refused) {
            answeredForCertain(nowMillis);
            attempts = 0;
            refuse(answeredTo, refused.reason(), nowMillis);
            checkAtMillis = nowMillis + rules.checkMillis();
        } else if (result instanceof Unconfirmed unconfirmed) {
            retryLater(answeredTo, unconfirmed.reason(), nowMillis);
        }
        askIfPossible(nowMillis);
    }

    private void answeredForCertain(long nowMillis) {
        if (gate.answered()) {
            effects.add(new Page(confirmedAgainByAws(nowMillis)));
        }
    }

    /** One for each decision that the write was made for; a check that changed nothing was none. */
    private void report(WriteAsked answeredTo, WriteResult result, long nowMillis) {
        boolean isRepair =
                answeredTo.isCheck()
                        && result instanceof Confirmed confirmed
                        && confirmed.changed();
        Map<String, TripCase> concerned = new LinkedHashMap<>();
        for (Containment known : containments) {
            boolean isConcerned =
                    known.isHeld()
                            ? (isRepair || known.awaitsWrite())
                                    && isCovered(known, answeredTo.request())
                            : true;
            if (isConcerned && concerned.size() < REPORTS_MAX) {
                concerned.putIfAbsent(known.tripCase().decisionId(), known.tripCase());
            }
        }
        for (TripCase tripCase : concerned.values()) {
            effects.add(
                    new Report(WriteReport.of(tripCase, target, answeredTo, result, nowMillis)));
        }
    }

    /** Lets time pass. */
    public void pass(long nowMillis) {
        update(
                containment -> silentAtMillis(containment) <= nowMillis,
                containment -> take(containment, OutcomeInput.SILENCE, SILENCE, nowMillis));
        if (checkAtMillis <= nowMillis) {
            checkAtMillis = TargetState.NEVER;
            collectGarbage(nowMillis);
            isDue = true;
        }
        askIfPossible(nowMillis);
    }

    /** After a restart: asks again for what was under way, with the same request. */
    public void resume() {
        if (asked != null) {
            effects.add(new Ask(asked));
        }
    }

    // What agents' affairs ask for.

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
        return containments.stream()
                .anyMatch(
                        known ->
                                known.tripCase().decisionId().equals(tripCase.decisionId())
                                        && known.entry().isSameAs(entry)
                                        && known.entry().sparesAs(entry)
                                        && known.standing() == Standing.OPEN);
    }

    private void open(Contain order, DenyEntry entry, List<Demand> demands, long nowMillis) {
        Containment earlier = supersede(entry);
        ledger = ledger.with(entry);
        needWrite();
        Containment containment = containment(order, entry, demands, earlier);
        if (containments.size() == TargetLedger.ENTRIES_MAX) {
            page(
                    containment,
                    Severity.ERROR,
                    "its containment cannot be followed",
                    target.arn()
                            + " has "
                            + TargetLedger.ENTRIES_MAX
                            + " containments already. A wider deny covers this one; what becomes of"
                            + " it is not told.",
                    nowMillis);
        } else {
            containments.add(containment);
            opened.add(entry);
        }
    }

    /** A later trip of the same agent in the same session, or a hold, takes over. */
    private @Nullable Containment supersede(DenyEntry entry) {
        for (Containment known : containments) {
            if (known.entry().isSameAs(entry)) {
                containments.remove(known);
                return known;
            }
        }
        return null;
    }

    private static Containment containment(
            Contain order, DenyEntry entry, List<Demand> demands, @Nullable Containment earlier) {
        TripCase tripCase = order.tripCase();
        Set<String> sessions = new LinkedHashSet<>();
        Set<String> keys = new LinkedHashSet<>();
        Set<String> notes = new LinkedHashSet<>();
        int revision = 0;
        if (earlier != null) {
            keys.addAll(earlier.keys());
            boolean isSameDecision = earlier.tripCase().decisionId().equals(tripCase.decisionId());
            revision = isSameDecision ? earlier.revision() : 0;
            if (!isSameDecision) {
                notes.add("Takes over from decision " + earlier.tripCase().decisionId() + ".");
            }
        }
        if (!order.why().isEmpty()) {
            notes.add("Escalated: " + order.why() + ".");
        }
        for (Demand demand : demands) {
            sessions.add(demand.session());
            keys.addAll(demand.deny().inactiveKeys());
            notes.addAll(demand.deny().notes());
        }
        String measure = demands.get(0).deny().reason();
        return new Containment(
                tripCase,
                entry,
                List.copyOf(sessions),
                List.copyOf(keys),
                order.rung(),
                measure,
                OutcomeState.REQUESTED,
                order.why().isEmpty() ? measure : order.why(),
                Standing.OPEN,
                tripCase.atMillis(),
                true,
                TargetState.NEVER,
                StageTimes.decided(tripCase.atMillis(), tripCase.decidedMillis()),
                0,
                revision,
                order.stillRunning(),
                List.copyOf(notes));
    }

    private void putOnProbation(Probation probation) {
        boolean isNewerOpen =
                containments.stream()
                        .anyMatch(
                                known ->
                                        known.isOf(probation.agent())
                                                && known.isHeld()
                                                && known.tripCase().atMillis()
                                                        > probation.atMillis());
        if (isNewerOpen) {
            return;
        }
        ledger = ledger.withProbation(probation.agent(), probation.atMillis());
        update(
                known -> known.isOf(probation.agent()) && known.standing() == Standing.OPEN,
                known -> {
                    needWrite();
                    return known.edit()
                            .standing(Standing.PROBATION, probation.atMillis())
                            .awaitsWrite(true)
                            .reason("a person has put the agent on probation")
                            .done();
                });
    }

    private void lift(Lift lift) {
        update(
                known ->
                        known.isOf(lift.agent())
                                && known.isHeld()
                                && known.tripCase().atMillis() <= lift.atMillis(),
                known -> {
                    needWrite();
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
            if (entry.agent().equals(agent)
                    && containments.stream().anyMatch(known -> known.needs(entry))) {
                ledger = ledger.with(entry);
            }
        }
    }

    // What AWS answers.

    private void confirm(WriteAsked answeredTo, Confirmed confirmed, long nowMillis) {
        attempts = 0;
        isInForce = !isDue;
        WriteRequest request = answeredTo.request();
        if (answeredTo.isCheck() && confirmed.changed()) {
            noteRepair(nowMillis);
        }
        noteKeys(request, confirmed);
        update(
                known -> known.isHeld() && known.awaitsWrite() && isCovered(known, request),
                known -> written(known, confirmed, nowMillis));
        liftConfirmed(request, confirmed, nowMillis);
        checkAtMillis = ledger.isEmpty() ? TargetState.NEVER : nowMillis + rules.checkMillis();
        if (ledger.isEmpty()) {
            repairs = 0;
        }
    }

    private static boolean isCovered(Containment containment, WriteRequest request) {
        return request.ledger().saturated()
                || request.ledger().entries().stream().anyMatch(containment.entry()::isSameAs);
    }

    private Containment written(Containment known, Confirmed confirmed, long nowMillis) {
        Containment answered =
                take(
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
        update(
                known -> known.standing() == Standing.LIFTING && isGoneFrom(request, known),
                known -> {
                    effects.add(new Timed(Stage.LIFTED, nowMillis - known.standingSinceMillis()));
                    return take(
                            known.edit().times(known.times().lifted(confirmed.atMillis())).done(),
                            OutcomeInput.LIFT_CONFIRMED,
                            "a person has closed the breaker: the deny was taken back, and reading"
                                    + " back shows it gone",
                            nowMillis);
                });
        containments.removeIf(known -> known.state() == OutcomeState.LIFTED);
    }

    /** Another decision may still need the same entry: then nothing more is to go. */
    private boolean isGoneFrom(WriteRequest request, Containment lifted) {
        return request.ledger().entries().stream()
                .noneMatch(
                        entry ->
                                entry.isSameAs(lifted.entry())
                                        && containments.stream()
                                                .noneMatch(known -> known.needs(entry)));
    }

    private void noteRepair(long nowMillis) {
        repairs++;
        boolean again = repairs >= REPAIRS_MAX;
        update(
                Containment::isHeld,
                known -> {
                    Containment lost =
                            take(
                                            known,
                                            OutcomeInput.DRIFT_SEEN,
                                            "somebody else had changed the policy",
                                            nowMillis)
                                    .edit()
                                    .awaitsWrite(true)
                                    .done();
                    return again ? climb(lost, EscalationCause.TAMPERED_WITH, nowMillis) : lost;
                });
        for (Containment known : firstOfEachDecision()) {
            page(
                    known,
                    Severity.CRITICAL,
                    "the deny was taken away and written again",
                    "Somebody had changed or deleted the policy "
                            + Target.POLICY_NAME
                            + " of "
                            + target.arn()
                            + " ("
                            + repairs
                            + (repairs == 1 ? " time" : " times")
                            + " by now). It is in force again. See who did it: aws cloudtrail"
                            + " lookup-events --lookup-attributes"
                            + " AttributeKey=ResourceName,AttributeValue="
                            + target.name()
                            + ".",
                    nowMillis);
        }
    }

    private List<Containment> firstOfEachDecision() {
        Map<String, Containment> first = new LinkedHashMap<>();
        for (Containment known : containments) {
            if (known.isHeld()) {
                first.putIfAbsent(known.tripCase().decisionId(), known);
            }
        }
        return List.copyOf(first.values());
    }

    private void noteKeys(WriteRequest request, Confirmed confirmed) {
        heldKeys.removeIf(request.keysToEnable()::contains);
        for (String key : new TreeSet<>(request.keysToDisable())) {
            if (confirmed.keysDisabled().contains(key) && !heldKeys.contains(key)) {
                heldKeys.add(key);
            } else if (!heldKeys.contains(key)) {
                noteForeignKey(key);
            }
        }
    }

    /** Nobody can tell whether a lost answer of ours or somebody else set it inactive. */
    private void noteForeignKey(String key) {
        String note =
                "Access key "
                        + key
                        + " was inactive already, by somebody else's doing or by an attempt of ours"
                        + " whose answer was lost: a reset does not set it active again. By hand:"
                        + " aws iam update-access-key --user-name "
                        + target.name()
                        + " --access-key-id "
                        + key
                        + " --status Active.";
        containments.replaceAll(
                known -> known.keys().contains(key) ? known.edit().note(note).done() : known);
    }

    private void refuse(WriteAsked answeredTo, String reason, long nowMillis) {
        update(
                known ->
                        known.isHeld()
                                && known.awaitsWrite()
                                && isCovered(known, answeredTo.request()),
                known ->
                        take(
                                known,
                                OutcomeInput.WRITE_REFUSED,
                                "the write was refused: " + reason,
                                nowMillis));
        for (Containment known : containments) {
            if (known.standing() == Standing.LIFTING) {
                page(
                        known,
                        Severity.ERROR,
                        "the deny cannot be taken back",
                        "The breaker is closed, but the policy "
                                + Target.POLICY_NAME
                                + " of "
                                + target.arn()
                                + " could not be changed: "
                                + reason
                                + " It is tried again. Take our statements out by hand if it"
                                + " cannot wait.",
                        nowMillis);
            }
        }
    }

    private void retryLater(WriteAsked answeredTo, String reason, long nowMillis) {
        attempts++;
        isDue = true;
        askNotBeforeMillis = nowMillis + rules.backoff().pauseMillis(target, attempts);
        if (gate.unconfirmed(nowMillis)) {
            effects.add(new Page(unconfirmedByAws(reason, nowMillis)));
        }
        if (attempts == rules.attemptsMax()) {
            refuse(answeredTo, "not confirmed in " + attempts + " attempts: " + reason, nowMillis);
        }
    }

    private IncidentUpdate confirmedAgainByAws(long nowMillis) {
        String account = target.account();
        return new IncidentUpdate(
                "aws-unconfirmed:" + account,
                Status.RESOLVED,
                Severity.INFO,
                null,
                null,
                account,
                "AWS answers again in account " + account,
                "Writes go on at their usual pace.",
                nowMillis);
    }

    private IncidentUpdate unconfirmedByAws(String reason, long nowMillis) {
        String account = target.account();
        return new IncidentUpdate(
                "aws-unconfirmed:" + account,
                Status.OPEN,
                Severity.ERROR,
                null,
                null,
                account,
                "AWS confirms no write in account " + account,
                "Writes go on at a slower pace; no containment of this account is confirmed until"
                        + " AWS answers again. Latest: "
                        + reason,
                nowMillis);
    }

    // What the sessions are seen to do.

    private void judge(Sighting sighting, long nowMillis) {
        update(
                known -> isSeenIn(known, sighting),
                known -> {
                    OutcomeInput input = inputOf(known, sighting);
                    return input == null ? known : seen(known, input, sighting, nowMillis);
                });
    }

    private static @Nullable OutcomeInput inputOf(Containment known, Sighting sighting) {
        Long writtenMillis = known.times().writtenMillis();
        if (writtenMillis == null) {
            return null;
        }
        return Proof.inputOf(
                sighting.eventSource(),
                sighting.eventName(),
                sighting.outcome(),
                sighting.atMillis(),
                sighting.outcome() == Outcome.DENIED ? known.provableFromMillis() : writtenMillis);
    }

    /** On probation a session issued since the reset may work: what it does proves nothing. */
    private boolean isSeenIn(Containment known, Sighting sighting) {
        return known.isOf(sighting.agent())
                && known.standing() == Standing.OPEN
                && known.entry().kind() == sighting.kind()
                && known.entry().value().equals(sighting.value());
    }

    private Containment seen(
            Containment known, OutcomeInput input, Sighting sighting, long nowMillis) {
        String call = sighting.eventName() + " of event " + sighting.eventId();
        if (input == OutcomeInput.DENY_SEEN) {
            OutcomeState before = known.state();
            Containment proven = take(known, input, call + " was denied", nowMillis);
            if (proven.state() != OutcomeState.PROVEN || before == OutcomeState.PROVEN) {
                return proven;
            }
            Long writtenMillis = known.times().writtenMillis();
            if (writtenMillis != null) {
                effects.add(new Timed(Stage.PROVEN, sighting.atMillis() - writtenMillis));
            }
            return proven.edit().times(known.times().proven(sighting.atMillis())).done();
        }
        if (input == OutcomeInput.SUCCESS_AFTER_ALLOWANCE) {
            isDue = true;
        }
        return take(known, input, call + " still succeeded", nowMillis);
    }

    // Time.

    private static final String SILENCE =
            "no call of the session was seen since the write; silence is no proof";

    private long silentAtMillis(Containment containment) {
        Long writtenMillis = containment.times().writtenMillis();
        return containment.state() == OutcomeState.WRITTEN
                        && containment.standing() == Standing.OPEN
                        && writtenMillis != null
                ? writtenMillis + rules.silenceMillis()
                : TargetState.NEVER;
    }

    /** What nothing can meet any more leaves the policy; its containment is over with it. */
    private void collectGarbage(long nowMillis) {
        TargetLedger collected = ledger.collectedAt(nowMillis);
        if (collected.entries().size() < ledger.entries().size()) {
            ledger = collected;
            needWrite();
        }
    }

    // The outcome's table, and what follows from it.

    private Containment take(Containment known, OutcomeInput input, String reason, long nowMillis) {
        OutcomeStep step = OutcomeTable.step(known.state(), input);
        if (step.next() == known.state()) {
            return known;
        }
        Containment changed = known.edit().state(step.next(), reason).done();
        return switch (step.consequence()) {
            case NONE, REFUSED -> changed;
            case WRITE -> changed.edit().awaitsWrite(true).done();
            case PAGE -> {
                page(
                        changed,
                        Severity.ERROR,
                        "not known whether the agent is stopped",
                        "The policy of "
                                + target.arn()
                                + " is written, but "
                                + reason
                                + ". Look whether the session is still at work, and end by hand"
                                + " what it started.",
                        nowMillis);
                yield changed;
            }
            case ESCALATE -> climb(changed, causeOf(input), nowMillis);
        };
    }

    private static EscalationCause causeOf(OutcomeInput input) {
        return input == OutcomeInput.WRITE_REFUSED
                ? EscalationCause.WRITE_REFUSED
                : EscalationCause.STILL_AT_WORK;
    }

    /**
     * The next rung. Sessions that are not denied are the agent's affairs, not a target's; a user's
     * key is set inactive with the first measure. So the role's older sessions are the only wider
     * measure here.
     */
    private Containment climb(Containment known, EscalationCause cause, long nowMillis) {
        String roleArn = known.entry().roleArn();
        boolean hasRole = !roleArn.isEmpty() && target.holder() == PolicyHolder.ROLE;
        EscalationStep step =
                Escalation.next(
                        known.rung(), cause, new Reach(false, hasRole, false), rules.escalation());
        if (step.rung() == Rung.ROLE_SESSIONS) {
            ledger =
                    ledger.with(
                            DenyEntry.open(
                                    known.tripCase().agent(),
                                    DenyKind.ROLE_SESSIONS,
                                    roleArn,
                                    roleArn,
                                    nowMillis));
            needWrite();
        }
        Containment climbed =
                known.edit()
                        .rung(step.rung())
                        .awaitsWrite(known.awaitsWrite() || step.rung() == Rung.ROLE_SESSIONS)
                        .note("Escalated: " + step.reason() + ".")
                        .done();
        if (step.rung() == Rung.ROLE_SESSIONS) {
            page(
                    climbed,
                    Severity.CRITICAL,
                    "all older sessions of its role are denied",
                    known.reason()
                            + ". Sessions of "
                            + target.arn()
                            + " that were issued until now are denied, those of people too.",
                    nowMillis);
        } else if (known.rung() != Rung.PERSON || cause != EscalationCause.TAMPERED_WITH) {
            page(
                    climbed,
                    Severity.CRITICAL,
                    "it is not contained, and a person has to act",
                    known.reason()
                            + ". No wider measure is left: "
                            + step.reason()
                            + ". Deny the sessions of "
                            + target.arn()
                            + " by hand.",
                    nowMillis);
        }
        return climbed;
    }

    private void page(
            Containment known, Severity severity, String title, String text, long nowMillis) {
        effects.add(
                new Page(
                        IncidentUpdate.of(
                                known.tripCase(),
                                Status.OPEN,
                                severity,
                                known.tripCase().agent() + ": " + title,
                                text,
                                nowMillis)));
    }

    // Bookkeeping.

    private interface Change {
        Containment of(Containment known);
    }

    /** Changes some containments and publishes those of which something else is to be said. */
    private void update(Predicate<Containment> which, Change change) {
        for (int i = 0; i < containments.size(); i++) {
            Containment known = containments.get(i);
            if (which.test(known)) {
                Containment changed = change.of(known);
                containments.set(i, changed);
                if (!isSaidOf(changed).equals(isSaidOf(known))) {
                    publish(i);
                }
            }
        }
    }

    private ContainmentOutcome isSaidOf(Containment containment) {
        return ContainmentOutcome.of(target, containment);
    }

    private void publish(int index) {
        Containment published = containments.get(index).edit().published().done();
        containments.set(index, published);
        effects.add(new Publish(isSaidOf(published)));
    }

    private void needWrite() {
        isDue = true;
        isInForce = false;
    }

    private void askIfPossible(long nowMillis) {
        if (isDue && asked == null && nowMillis >= askNotBeforeMillis) {
            long admittedAtMillis = gate.admit(nowMillis);
            if (admittedAtMillis > nowMillis) {
                askNotBeforeMillis = admittedAtMillis;
            } else {
                ask(nowMillis);
            }
        }
        publishOpened();
    }

    private void ask(long nowMillis) {
        WriteAsked next = new WriteAsked(request(), attempts + 1, nowMillis, isInForce);
        asked = next;
        isDue = false;
        askNotBeforeMillis = 0;
        effects.add(new Ask(next));
        containments.replaceAll(known -> requested(known, nowMillis));
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
                effects.add(new Timed(Stage.REQUESTED, nowMillis - decided));
            }
        }
        return asked.done();
    }

    /** Once the write was asked for, if it can be, so that its time is told, too. */
    private void publishOpened() {
        for (int i = 0; i < containments.size(); i++) {
            if (opened.contains(containments.get(i).entry())) {
                publish(i);
            }
        }
        opened.clear();
    }

    private WriteRequest request() {
        Set<String> toDisable = new TreeSet<>();
        for (Containment known : containments) {
            if (known.isHeld()) {
                toDisable.addAll(known.keys());
            }
        }
        Set<String> toEnable = new TreeSet<>();
        for (String held : heldKeys) {
            if (!toDisable.contains(held)) {
                toEnable.add(held);
            }
        }
        return new WriteRequest(target, ledger, toDisable, toEnable);
    }
}
