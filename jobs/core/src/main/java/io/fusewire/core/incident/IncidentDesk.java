package io.fusewire.core.incident;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.IncidentUpdate;
import io.fusewire.core.containment.IncidentUpdate.Status;
import io.fusewire.core.containment.TripCase;
import io.fusewire.core.containment.WriteReport;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.PersonsWord;
import io.fusewire.core.incident.IncidentEffect.Tell;
import io.fusewire.core.incident.IncidentEffect.Write;
import io.fusewire.core.incident.TimelineEntry.Kind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The incidents of one agent: takes in its decisions, what became of them, what a person was to be
 * told and what is said of its breaker; says what to page and what to write down.
 *
 * <p>All of these come on ways of their own, so any may come first; one that comes twice changes
 * nothing, of calls within the {@link Aftermath#COUNTED_MAX} latest. Changes are gathered for a
 * moment and then told at once. One incident is one page: its key is the decision's id, later pages
 * of it replace earlier ones, and a reset resolves it. What no reset ends (an alert, a trip in
 * shadow, an incident without a decision) ends by itself after {@link IncidentRules#openForMillis}.
 */
public final class IncidentDesk {

    /** Incidents remembered of one agent; of more the one that matters least is forgotten. */
    public static final int INCIDENTS_MAX = 16;

    private static final String HELD = "held:";
    private static final int TEXT_MAX = 600;

    private final IncidentRules rules;
    private final List<Incident> incidents;
    private final List<IncidentEffect> effects = new ArrayList<>();

    private @Nullable BreakerState breaker;
    private long breakerAtMillis;
    private @Nullable PersonsWord word;

    public IncidentDesk(IncidentRules rules, IncidentBook book) {
        this.rules = rules;
        this.incidents = new ArrayList<>(book.incidents());
        this.breaker = book.breaker();
        this.breakerAtMillis = book.breakerAtMillis();
        this.word = book.word();
    }

    /**
     * The book that an update belongs into: its agent's, if it is about a decision of an agent or
     * about its breaker; else one of its own.
     */
    public static String bookOf(IncidentUpdate update) {
        String agent = update.agent();
        boolean isOfAgent =
                update.key().equals(update.decisionId()) || update.key().startsWith(HELD);
        return agent != null && isOfAgent ? bookOfAgent(agent) : "incident " + update.key();
    }

    /** The book of an agent. */
    public static String bookOfAgent(String agent) {
        return "agent " + agent;
    }

    /** What is to be remembered. */
    public IncidentBook book() {
        return new IncidentBook(breaker, breakerAtMillis, word, incidents);
    }

    /** What has to be said, in this order. */
    public List<IncidentEffect> effects() {
        return List.copyOf(effects);
    }

    /** When {@link #pass} has something to do; {@link Incident#NEVER} if never. */
    public long nextMillis() {
        long next = Incident.NEVER;
        for (Incident incident : incidents) {
            next = Math.min(next, Math.min(incident.dueAtMillis(), incident.endsAtMillis()));
            next = Math.min(next, forgottenAtMillis(incident));
        }
        return next;
    }

    // What comes in.

    /**
     * A decision.
     *
     * @param decidedMillis when the trips topic took it; null if the broker does not tell
     */
    public void decided(IncidentDecision decision, @Nullable Long decidedMillis, long nowMillis) {
        int index = indexOf(decision.decisionId());
        if (index >= 0 && incidents.get(index).decision() != null) {
            return;
        }
        boolean isNew = index < 0 || incidents.get(index).isOnlySeen();
        if (index < 0) {
            index = open(decision.decisionId(), nowMillis);
        }
        Incident known = incidents.get(index);
        Incident.Edit edit =
                known.edit()
                        .decision(decision, decidedMillis)
                        .happened(
                                TimelineEntry.of(
                                        decision.atMillis(),
                                        Kind.DECIDING_RECORD,
                                        "The deciding call was made: event "
                                                + PlainText.line(
                                                        String.valueOf(decision.triggerEventId()),
                                                        100)));
        if (decidedMillis != null) {
            edit.happened(
                    TimelineEntry.of(
                            decidedMillis,
                            Kind.DECIDED,
                            decision.type() + " on its topic, " + decision.mode()));
        }
        boolean isLate = decidedMillis != null && nowMillis - decidedMillis > rules.lateMillis();
        BreakerState heard = breaker;
        boolean isOver =
                heard != null
                        && !heard.isContained()
                        && (decision.isTrip()
                                ? breakerAtMillis >= decision.atMillis()
                                : isJudgedBy(word, decision.decisionId()));
        if (isNew) {
            edit.quiet(isLate || isOver);
        }
        if (isOver && heard != null) {
            edit.breaker(heard, word).status(Status.RESOLVED);
        }
        if (!decision.isTrip() || decision.isShadow()) {
            edit.endsAt(nowMillis + rules.openForMillis());
        }
        change(index, edit, nowMillis);
    }

    /** What became of a revocation. */
    public void outcome(ContainmentOutcome outcome, long nowMillis) {
        int index = findOrOpen(outcome.tripCase(), nowMillis);
        Incident known = incidents.get(index);
        int place = placeOf(known, outcome);
        ContainmentOutcome before = place < 0 ? null : known.outcomes().get(place);
        if (outcome.equals(before)) {
            return;
        }
        Incident.Edit edit = known.edit().outcome(place, outcome);
        if (before == null || before.claim() != outcome.claim()) {
            String target = outcome.target() == null ? "" : " " + outcome.target().arn();
            edit.happened(
                    TimelineEntry.of(
                            atMillis(outcome, nowMillis),
                            Kind.OUTCOME,
                            PlainText.line(
                                    outcome.claim()
                                            + target
                                            + ", "
                                            + outcome.rung()
                                            + ": "
                                            + outcome.reason(),
                                    TEXT_MAX)));
        }
        change(index, edit, nowMillis);
    }

    private static int placeOf(Incident incident, ContainmentOutcome outcome) {
        for (int i = 0; i < incident.outcomes().size(); i++) {
            ContainmentOutcome known = incident.outcomes().get(i);
            boolean isSameTarget =
                    known.target() == null
                            ? outcome.target() == null
                            : known.target().equals(outcome.target());
            boolean isSameMeasure =
                    known.measure() == null
                            ? outcome.measure() == null
                                    && known.sessions().equals(outcome.sessions())
                            : known.measure().equals(outcome.measure());
            if (isSameTarget && isSameMeasure) {
                return i;
            }
        }
        return -1;
    }

    private static long atMillis(ContainmentOutcome outcome, long nowMillis) {
        Long at =
                switch (outcome.claim()) {
                    case REQUESTED -> outcome.times().requestedMillis();
                    case WRITTEN -> outcome.times().writtenMillis();
                    case PROVEN -> outcome.times().provenMillis();
                    case LIFTED -> outcome.times().liftedMillis();
                    default -> null;
                };
        return at == null ? nowMillis : at;
    }

    /** What a write did. */
    public void written(WriteReport report, long nowMillis) {
        int index = findOrOpen(report.tripCase(), nowMillis);
        Incident.Edit edit =
                incidents
                        .get(index)
                        .edit()
                        .happened(
                                new TimelineEntry(
                                        report.atMillis(),
                                        Kind.WRITE,
                                        PlainText.line(
                                                report.result()
                                                        + " "
                                                        + report.target().arn()
                                                        + ", attempt "
                                                        + report.attempt()
                                                        + (report.reason().isEmpty()
                                                                ? ""
                                                                : ": " + report.reason()),
                                                TEXT_MAX),
                                        report.calls()));
        change(index, edit, nowMillis);
    }

    /** What a person was to be told. */
    public void noticed(IncidentUpdate update, long nowMillis) {
        int index = indexOf(update.key());
        if (index < 0) {
            if (update.status() == Status.RESOLVED) {
                return;
            }
            index = open(update.key(), nowMillis);
        }
        Incident known = incidents.get(index);
        if (update.equals(known.notice())) {
            return;
        }
        boolean isStandalone =
                !update.key().equals(update.decisionId()) && !update.key().startsWith(HELD);
        Incident.Edit edit =
                known.edit()
                        .status(update.status())
                        .notice(update)
                        .happened(
                                TimelineEntry.of(
                                        update.atMillis(),
                                        Kind.NOTICE,
                                        PlainText.line(
                                                update.title() + ". " + update.text(), TEXT_MAX)));
        if (update.status() == Status.OPEN) {
            edit.quiet(false);
        }
        if (isStandalone) {
            edit.endsAt(
                    update.status() == Status.OPEN
                            ? nowMillis + rules.openForMillis()
                            : Incident.NEVER);
        }
        change(index, edit, nowMillis);
    }

    /**
     * A call of the agent while its incident is open. What it leaves behind is told as soon as
     * everything else, the rest is gathered for longer.
     */
    public void observed(Observation call, long nowMillis) {
        int index = indexOf(call.decisionId());
        if (index < 0) {
            if (LeftBehind.after(List.of(), call).isEmpty()) {
                return;
            }
            // Without its decision nobody can be told, and a topic read anew tells of old ones.
            index = open(call.decisionId(), nowMillis);
            incidents.set(index, incidents.get(index).edit().quiet(true).done());
        }
        Incident known = incidents.get(index);
        Aftermath since = known.aftermath().with(call);
        if (since == known.aftermath()) {
            return;
        }
        boolean leavesMore = !since.left().equals(known.aftermath().left());
        change(
                index,
                known.edit().aftermath(since),
                nowMillis,
                leavesMore ? rules.pauseMillis() : rules.callsPauseMillis());
    }

    /** What the detector says of the breaker. */
    public void breaker(BreakerStatus status, long nowMillis) {
        breaker = status.state();
        breakerAtMillis = status.atMillis();
        word = status.word();
        for (int i = 0; i < incidents.size(); i++) {
            Incident known = incidents.get(i);
            if (isMeant(known, status) && known.breaker() != status.state()) {
                Incident.Edit edit =
                        known.edit()
                                .breaker(status.state(), status.word())
                                .happened(
                                        TimelineEntry.of(
                                                status.atMillis(), Kind.BREAKER, changed(status)));
                if (!status.state().isContained()) {
                    edit.status(Status.RESOLVED);
                }
                change(i, edit, nowMillis);
            }
        }
    }

    private static String changed(BreakerStatus status) {
        PersonsWord said = status.word();
        return PlainText.line(
                "The breaker is "
                        + status.state()
                        + (said == null ? "" : ": " + said.by() + " " + said.deed()),
                TEXT_MAX);
    }

    /** An open breaker is of its decision; one that is not open ends all that came before. */
    private static boolean isMeant(Incident incident, BreakerStatus status) {
        if (status.state().isContained()) {
            return incident.key().equals(status.decisionId());
        }
        IncidentDecision decision = incident.decision();
        if (decision == null) {
            return incident.key().startsWith(HELD);
        }
        return decision.isTrip()
                ? decision.atMillis() <= status.atMillis()
                : isJudgedBy(status.word(), decision.decisionId());
    }

    /** An alert leaves the breaker closed, so that only a verdict on itself ends it. */
    private static boolean isJudgedBy(@Nullable PersonsWord word, String decisionId) {
        return word != null && decisionId.equals(word.judged());
    }

    // Time.

    /** Lets time pass. */
    public void pass(long nowMillis) {
        for (int i = 0; i < incidents.size(); i++) {
            Incident known = incidents.get(i);
            if (known.endsAtMillis() <= nowMillis) {
                incidents.set(
                        i,
                        known.edit()
                                .endsAt(Incident.NEVER)
                                .status(Status.RESOLVED)
                                .changedAt(nowMillis)
                                .dueAt(nowMillis)
                                .done());
            }
        }
        for (int i = 0; i < incidents.size(); i++) {
            if (incidents.get(i).dueAtMillis() <= nowMillis) {
                tell(i, nowMillis);
            }
        }
        incidents.removeIf(incident -> forgottenAtMillis(incident) <= nowMillis);
    }

    private long forgottenAtMillis(Incident incident) {
        boolean isIdle =
                !incident.isOpen()
                        || incident.isQuiet()
                        || (incident.decision() == null && incident.notice() == null);
        return isIdle && incident.dueAtMillis() == Incident.NEVER
                ? incident.changedAtMillis() + rules.keptForMillis()
                : Incident.NEVER;
    }

    private void tell(int index, long nowMillis) {
        Incident known = incidents.get(index);
        PageText text = new PageText(known, rules);
        String said = known.status() + "\n" + text.summary() + "\n" + text.details();
        Incident.Edit edit = known.edit().dueAt(Incident.NEVER).recorded();
        if (!isToBePaged(known, said)) {
            Incident untold = edit.done();
            incidents.set(index, untold);
            effects.add(new Write(untold, page(untold, text, nowMillis)));
            return;
        }
        Incident told =
                edit.paged(said)
                        .happened(
                                TimelineEntry.of(
                                        nowMillis,
                                        Kind.PAGE,
                                        "Page "
                                                + (known.pages() + 1)
                                                + ", "
                                                + known.status()
                                                + ", "
                                                + text.severity()
                                                + ", is handed to the pagers"))
                        .done();
        incidents.set(index, told);
        Page page = page(told, text, nowMillis);
        effects.add(new Write(told, page));
        effects.add(new Tell(page));
    }

    private boolean isToBePaged(Incident incident, String said) {
        String before = incident.said();
        if (!incident.isOpen()) {
            // What was never paged is not resolved, and what was is resolved once.
            return before != null && before.startsWith(Status.OPEN.name());
        }
        boolean isKnown = incident.decision() != null || incident.notice() != null;
        return isKnown
                && !incident.isQuiet()
                && (rules.pagesShadow() || !incident.isShadow())
                && !said.equals(before);
    }

    private Page page(Incident incident, PageText text, long nowMillis) {
        IncidentDecision decision = incident.decision();
        boolean isOfDecision = decision != null || incident.key().equals(noticedDecision(incident));
        return new Page(
                incident.key(),
                incident.status(),
                text.severity(),
                incident.pages(),
                text.summary(),
                text.details(),
                isOfDecision ? incident.key() : noticedDecision(incident),
                text.agent(),
                text.account(),
                rules.runbookUrl(),
                incident.openedAtMillis(),
                nowMillis);
    }

    private static @Nullable String noticedDecision(Incident incident) {
        IncidentUpdate notice = incident.notice();
        return notice == null ? null : notice.decisionId();
    }

    // Bookkeeping.

    private int indexOf(String key) {
        for (int i = 0; i < incidents.size(); i++) {
            if (incidents.get(i).key().equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private int findOrOpen(TripCase tripCase, long nowMillis) {
        int index = indexOf(tripCase.decisionId());
        if (index < 0) {
            return open(tripCase.decisionId(), nowMillis);
        }
        Incident known = incidents.get(index);
        if (known.isOnlySeen()) {
            incidents.set(index, known.edit().quiet(false).done());
        }
        return index;
    }

    private int open(String key, long nowMillis) {
        if (incidents.size() == INCIDENTS_MAX) {
            int least = leastOfAll();
            resolveForgotten(least, nowMillis);
            incidents.remove(least);
        }
        incidents.add(Incident.opened(key, nowMillis));
        return incidents.size() - 1;
    }

    /** One that is over, else an alert, else the oldest. */
    private int leastOfAll() {
        for (int i = 0; i < incidents.size(); i++) {
            if (!incidents.get(i).isOpen() || incidents.get(i).isQuiet()) {
                return i;
            }
        }
        for (int i = 0; i < incidents.size(); i++) {
            IncidentDecision decision = incidents.get(i).decision();
            if (decision != null && !decision.isTrip()) {
                return i;
            }
        }
        return 0;
    }

    /** A page that nobody follows any more must not stay open for ever. */
    private void resolveForgotten(int index, long nowMillis) {
        Incident known = incidents.get(index);
        String before = known.said();
        if (before != null && before.startsWith(Status.OPEN.name())) {
            incidents.set(
                    index,
                    known.edit()
                            .status(Status.RESOLVED)
                            .happened(
                                    TimelineEntry.of(
                                            nowMillis,
                                            Kind.NOTICE,
                                            "Not followed any further: the agent has "
                                                    + INCIDENTS_MAX
                                                    + " newer incidents"))
                            .done());
            tell(index, nowMillis);
        }
    }

    private void change(int index, Incident.Edit edit, long nowMillis) {
        change(index, edit, nowMillis, rules.pauseMillis());
    }

    private void change(int index, Incident.Edit edit, long nowMillis, long pauseMillis) {
        Incident changed = edit.changedAt(nowMillis).done();
        boolean isTold = !changed.isQuiet();
        long due = Math.min(changed.dueAtMillis(), nowMillis + pauseMillis);
        incidents.set(index, isTold ? changed.edit().dueAt(due).done() : changed);
    }
}
