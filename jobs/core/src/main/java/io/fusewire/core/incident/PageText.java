package io.fusewire.core.incident;

import io.fusewire.core.containment.AuditTask;
import io.fusewire.core.containment.Claim;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.IncidentUpdate;
import io.fusewire.core.containment.IncidentUpdate.Severity;
import io.fusewire.core.containment.Rung;
import io.fusewire.core.containment.StageTimes;
import io.fusewire.core.detection.Alarms;
import io.fusewire.core.detection.Fuse;
import io.fusewire.core.detection.PersonsWord;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;
import io.fusewire.core.policy.HarmWeights;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a person reads at 3 a.m.: one line that says who, what was lost and whether it is stopped;
 * then sections, each under its name. Equal incidents give equal texts.
 */
final class PageText {

    /** Characters of all sections together; what is over is cut, and says so. */
    static final int DETAILS_MAX = 24_000;

    private static final int NAME_MAX = 300;
    private static final int SENTENCE_MAX = 1_500;
    private static final int EXPLANATION_MAX = 4_000;
    private static final int RESOURCES_NAMED_MAX = 10;
    private static final int SESSIONS_NAMED_MAX = 10;
    private static final int OUTCOMES_NAMED_MAX = 20;
    private static final int STILL_RUNNING_MAX = 16;

    private final Incident incident;
    private final @Nullable IncidentDecision decision;
    private final IncidentRules rules;

    PageText(Incident incident, IncidentRules rules) {
        this.incident = incident;
        this.decision = incident.decision();
        this.rules = rules;
    }

    // How bad.

    /** An incident in shadow never wakes anybody; a trip always does. */
    Severity severity() {
        Severity noticed = incident.noticed();
        if (decision == null) {
            return noticed == null ? Severity.WARNING : noticed;
        }
        if (decision.isShadow()) {
            return Severity.INFO;
        }
        if (decision.isTrip()) {
            // Of a flood the guard's own page is the one that wakes somebody.
            return isAllHeldBack() ? Severity.WARNING : Severity.CRITICAL;
        }
        Severity own = decision.lost() > 0 ? Severity.ERROR : Severity.WARNING;
        return noticed != null && noticed.compareTo(own) < 0 ? noticed : own;
    }

    private boolean isAllHeldBack() {
        int all = incident.outcomes().size();
        return all > 0 && count(Claim.HELD_BACK) == all;
    }

    // The first line.

    String summary() {
        String line;
        if (!incident.isOpen()) {
            line = "Resolved: " + subject();
        } else if (decision == null) {
            line = mark() + subject();
        } else {
            line =
                    mark()
                            + (decision.isTrip() ? "" : "Alert: ")
                            + subject()
                            + " "
                            + deed(decision)
                            + " in account "
                            + PlainText.line(decision.account(), 40)
                            + ": "
                            + standing(decision);
        }
        return PlainText.line(line, Page.SUMMARY_MAX);
    }

    private String mark() {
        String shadow = incident.isShadow() ? "[shadow] " : "";
        return rules.isRehearsal() ? "[dry run] " + shadow : shadow;
    }

    private String subject() {
        if (decision != null) {
            return name(decision.agent());
        }
        IncidentUpdate notice = incident.notice();
        return notice == null
                ? name(incident.key())
                : PlainText.line(notice.title().replaceFirst("^\\[dry run] ", ""), NAME_MAX);
    }

    private String deed(IncidentDecision decision) {
        long lost = decision.lost() + incident.aftermath().lost();
        if (lost == 0 && !decision.lostAtLeast()) {
            return "destroyed nothing so far";
        }
        return "destroyed "
                + (decision.lostAtLeast() ? "at least " : "")
                + lost
                + (lost == 1 ? " resource" : " resources")
                + " of others";
    }

    private String standing(IncidentDecision decision) {
        if (decision.isShadow()) {
            return decision.isTrip()
                    ? "its breaker would have opened, nothing is revoked"
                    : "nothing is revoked";
        }
        if (!decision.isTrip()) {
            return "nothing is revoked, a person has to look";
        }
        if (incident.outcomes().isEmpty()) {
            return "its breaker opened, what is done about it is not known yet";
        }
        int all = incident.outcomes().size();
        if (has(Claim.HELD_BACK)) {
            return "NOTHING IS REVOKED, the mass-trip guard holds it back";
        }
        int not = count(Claim.FAILED) + count(Claim.UNREVOCABLE);
        if (not > 0) {
            return "NOT CONTAINED, " + not + " of " + all + " measures failed";
        }
        if (has(Claim.OVERTAKEN)) {
            return "its breaker was closed before anything was done";
        }
        if (rules.isRehearsal()) {
            return "nothing is really revoked";
        }
        int proven = count(Claim.PROVEN);
        if (proven == all) {
            return "revoked, and proven by denied calls";
        }
        if (has(Claim.UNPROVEN)) {
            return "revoked, but whether it took effect is not known";
        }
        return has(Claim.REQUESTED)
                ? "being revoked, not confirmed yet"
                : "revoked, not proven yet (" + proven + " of " + all + ")";
    }

    private boolean has(Claim claim) {
        return count(claim) > 0;
    }

    private int count(Claim claim) {
        return (int) incident.outcomes().stream().filter(o -> o.claim() == claim).count();
    }

    // The sections.

    String details() {
        StringBuilder text = new StringBuilder(4_096);
        if (rules.isRehearsal()) {
            section(text, "DRY RUN", List.of("Nothing is written and nothing is revoked."));
        }
        section(text, "WHO", who());
        section(text, "WHOSE RIGHTS", rights());
        section(text, "LOST", lost());
        section(text, "WHY", why());
        section(text, "DONE", done());
        section(text, "GOES ON RUNNING", stillRunning());
        section(text, "NOT KNOWN", notKnown());
        section(text, incident.isOpen() ? "WHAT TO DO" : "OVER", toDo());
        if (text.length() > DETAILS_MAX) {
            text.setLength(DETAILS_MAX);
            text.append("\n… cut: the record of the incident has the rest.\n");
        }
        return text.toString();
    }

    private static void section(StringBuilder text, String heading, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        text.append(heading).append('\n');
        lines.forEach(line -> text.append("  ").append(line).append('\n'));
    }

    private List<String> who() {
        if (decision == null) {
            IncidentUpdate notice = incident.notice();
            return notice == null || notice.agent() == null
                    ? List.of()
                    : List.of(name(notice.agent()));
        }
        String kind = decision.agentKind().name().toLowerCase(Locale.ROOT);
        String agentClass = decision.agentClass();
        return List.of(
                name(decision.agent())
                        + " ("
                        + kind
                        + (agentClass == null ? "" : ", class " + PlainText.line(agentClass, 64))
                        + ")");
    }

    private List<String> rights() {
        if (decision == null) {
            IncidentUpdate notice = incident.notice();
            return notice == null || notice.account() == null
                    ? List.of()
                    : List.of("account " + PlainText.line(notice.account(), 40));
        }
        Set<String> lines = new LinkedHashSet<>();
        String principal = decision.principalArn();
        if (principal != null) {
            lines.add(name(principal));
        }
        decision.sessions().stream()
                .map(SessionPrincipal::principalArn)
                .forEach(
                        arn -> {
                            if (arn != null && lines.size() < SESSIONS_NAMED_MAX) {
                                lines.add(name(arn));
                            }
                        });
        lines.add(
                "account "
                        + PlainText.line(decision.account(), 40)
                        + ", partition "
                        + PlainText.line(decision.partition(), 40));
        List<SessionPrincipal> sessions = decision.sessions();
        int shown = Math.min(SESSIONS_NAMED_MAX, sessions.size());
        sessions.subList(0, shown).forEach(s -> lines.add("session " + name(s.session())));
        if (sessions.size() > shown) {
            lines.add("and " + (sessions.size() - shown) + " more sessions");
        }
        return List.copyOf(lines);
    }

    private List<String> lost() {
        if (decision == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                (decision.lostAtLeast() ? "at least " : "")
                        + decision.lost()
                        + (decision.lost() == 1 ? " resource" : " resources")
                        + " when it was decided"
                        + (decision.lost() > RESOURCES_NAMED_MAX ? "; heaviest first:" : ""));
        heaviestFirst(decision.resources()).stream()
                .limit(RESOURCES_NAMED_MAX)
                .forEach(
                        resource ->
                                lines.add(
                                        PlainText.line(resource.type(), 100)
                                                + " "
                                                + name(resource.id())));
        int more = decision.lost() - Math.min(RESOURCES_NAMED_MAX, decision.resources().size());
        if (more > 0) {
            lines.add("and " + more + " more");
        }
        Aftermath since = incident.aftermath();
        if (since.lost() > 0) {
            lines.add(
                    since.lost()
                            + " more since then, the last at "
                            + Instant.ofEpochMilli(since.lastLossMillis()));
        }
        if (since.succeeded() + since.denied() > 0) {
            lines.add(
                    "calls of the agent since then: "
                            + since.succeeded()
                            + " succeeded, "
                            + since.denied()
                            + " denied");
        }
        return lines;
    }

    /** By the shipped weights of their types; what was lost first comes first among equals. */
    private static List<ResourceRef> heaviestFirst(List<ResourceRef> resources) {
        return resources.stream()
                .sorted(Comparator.comparingDouble(PageText::weight).reversed())
                .toList();
    }

    private static double weight(ResourceRef resource) {
        Double weight = HarmWeights.SHIPPED.ofType(resource.type());
        return weight == null ? 0 : weight;
    }

    private List<String> why() {
        List<String> lines = new ArrayList<>();
        if (decision != null && !decision.explanation().isEmpty()) {
            lines.add(PlainText.line(decision.explanation(), EXPLANATION_MAX));
        } else if (decision != null && !decision.reasons().isEmpty()) {
            lines.add(PlainText.line(String.join(", ", decision.reasons()), SENTENCE_MAX));
        }
        IncidentUpdate notice = incident.notice();
        if (notice != null && (decision == null || incident.isOpen())) {
            lines.add(
                    "Latest: "
                            + PlainText.line(notice.title(), SENTENCE_MAX)
                            + ". "
                            + PlainText.line(notice.text(), SENTENCE_MAX));
        }
        return lines;
    }

    private List<String> done() {
        if (decision != null && !decision.isTrip()) {
            return List.of("Nothing: an alert revokes nothing.");
        }
        List<String> lines = new ArrayList<>();
        if (incident.isOpen() && incident.word() != null) {
            lines.add(who("") + ".");
        }
        List<ContainmentOutcome> outcomes = incident.outcomes();
        int shown = Math.min(OUTCOMES_NAMED_MAX, outcomes.size());
        outcomes.subList(0, shown).forEach(outcome -> lines.add(line(outcome)));
        int more = outcomes.size() - shown + incident.outcomesLeftOut();
        if (more > 0) {
            lines.add("and " + more + " more measures");
        }
        return lines;
    }

    private static String line(ContainmentOutcome outcome) {
        String what =
                outcome.target() == null
                        ? String.join(", ", outcome.sessions())
                        : outcome.target().arn() + " denies " + outcome.measure();
        return "["
                + outcome.claim()
                + "] "
                + PlainText.line(what, SENTENCE_MAX)
                + times(outcome.times())
                + ": "
                + PlainText.line(outcome.reason(), SENTENCE_MAX)
                + (needsItsNotes(outcome)
                        ? ". " + PlainText.line(String.join(" ", outcome.notes()), SENTENCE_MAX)
                        : "");
    }

    /** Where a person has to act, or others than the agent are hit. */
    private static boolean needsItsNotes(ContainmentOutcome outcome) {
        return outcome.claim() == Claim.UNREVOCABLE
                || outcome.claim() == Claim.FAILED
                || outcome.rung() == Rung.KEY;
    }

    private static String times(StageTimes times) {
        List<String> parts = new ArrayList<>();
        addTime(parts, "asked", times.requestedMillis());
        addTime(parts, "written", times.writtenMillis());
        addTime(parts, "proven", times.provenMillis());
        addTime(parts, "taken back", times.liftedMillis());
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    private static void addTime(List<String> parts, String name, @Nullable Long millis) {
        if (millis != null) {
            parts.add(name + " " + Instant.ofEpochMilli(millis));
        }
    }

    private List<String> stillRunning() {
        Set<String> lines = new LinkedHashSet<>();
        for (ContainmentOutcome outcome : incident.outcomes()) {
            if (outcome.claim() != Claim.LIFTED) {
                outcome.stillRunning().forEach(s -> lines.add(PlainText.line(s, SENTENCE_MAX)));
            }
        }
        Set<String> shown = new LinkedHashSet<>();
        lines.stream().limit(STILL_RUNNING_MAX).forEach(shown::add);
        if (incident.isOpen()) {
            shown.addAll(new LeftText(incident.aftermath().left()).running());
        }
        return List.copyOf(shown);
    }

    private List<String> notKnown() {
        List<String> lines = new ArrayList<>();
        if (decision == null) {
            if (isOfDecision()) {
                lines.add("What was decided: the decision has not been read yet.");
            }
            return lines;
        }
        if (decision.lostAtLeast()) {
            lines.add("How much is lost: a call did not tell what it acted on.");
        }
        if (decision.sharedSession()) {
            lines.add(
                    "Whose calls they were: another caller, marked otherwise, was seen in the same"
                            + " session; a deny hits both.");
        }
        if (decision.isTrip() && !decision.isShadow() && incident.outcomes().isEmpty()) {
            lines.add("What is being done: nothing was heard of it yet.");
        }
        if (rules.isRehearsal()) {
            return lines;
        }
        for (ContainmentOutcome outcome : incident.outcomes()) {
            String doubt =
                    switch (outcome.claim()) {
                        case REQUESTED -> "Whether the deny is in place: AWS has not confirmed it";
                        case WRITTEN ->
                                "Whether the deny takes effect: no call was seen to be denied since";
                        case UNPROVEN ->
                                "Whether the agent is stopped: it was not heard of since the write";
                        default -> null;
                    };
            if (doubt != null && lines.size() < OUTCOMES_NAMED_MAX) {
                lines.add(
                        doubt
                                + " ("
                                + PlainText.line(
                                        outcome.target() == null ? "" : outcome.target().arn(),
                                        NAME_MAX)
                                + ").");
            }
        }
        return lines;
    }

    private boolean isOfDecision() {
        IncidentUpdate notice = incident.notice();
        return notice == null || incident.key().equals(notice.decisionId());
    }

    private List<String> toDo() {
        List<String> lines = new ArrayList<>();
        String agent = agent();
        if (!incident.isOpen()) {
            lines.add(over());
        } else if (decision != null || isOfDecision()) {
            String id = PlainText.id(incident.key(), "DECISION");
            lines.add("./fusewire explain " + id);
            if (decision == null || decision.reasons().stream().noneMatch(Alarms::pagesOnly)) {
                lines.add("./fusewire reset " + id + " --verdict harm");
                lines.add("./fusewire reset " + id + " --verdict legitimate");
            } else {
                lines.add("No verdict is asked for: this page ends by itself, or at the pager.");
            }
        }
        if (incident.isOpen() && agent != null) {
            lines.add("./fusewire hold " + PlainText.argument(agent, "AGENT"));
        }
        if (incident.isOpen() && decision != null && isAuditOff(decision)) {
            String eventId = decision.triggerEventId();
            lines.addAll(
                    AuditTask.afterDecision(eventId == null ? "" : eventId, decision.trails()));
        }
        if (incident.isOpen()) {
            lines.addAll(new LeftText(incident.aftermath().left()).toDo());
        }
        String runbook = rules.runbookUrl();
        if (runbook != null) {
            lines.add("Runbook: " + runbook);
        }
        return lines;
    }

    private static boolean isAuditOff(IncidentDecision decision) {
        return !decision.trails().isEmpty()
                || decision.reasons().contains(Fuse.AUDIT_OFF)
                || decision.reasons().contains(Alarms.AUDIT_OFF);
    }

    private String over() {
        if (incident.breaker() == null) {
            IncidentUpdate notice = incident.notice();
            return notice != null && notice.status() == IncidentUpdate.Status.RESOLVED
                    ? PlainText.line(notice.text(), SENTENCE_MAX)
                    : "Nothing new was heard of it for so long that it is not shown any more;"
                            + " nobody has judged it.";
        }
        return switch (incident.breaker()) {
            case CLOSED ->
                    decision != null && !decision.isTrip()
                            ? who("A person judged it") + "."
                            : who("A person closed the breaker")
                                    + "; what was denied is being taken back.";
            case HALF_OPEN ->
                    (incident.word() == null
                                    ? "A person put the agent on probation"
                                    : who("") + ", to probation")
                            + ": newly issued credentials work, old ones do not. What a platform"
                            + " renews by itself, as an EC2 instance's, works once it has, which"
                            + " may take hours; ./fusewire close "
                            + PlainText.argument(String.valueOf(agent()), "AGENT")
                            + " ends that.";
            case DISABLED ->
                    who("A person switched the breaker off")
                            + "; the agent is not judged any more.";
            case OPEN, FORCED_OPEN -> "The page was closed while the breaker is open.";
        };
    }

    /** Who changed the breaker and how, if the detector told. */
    private String who(String otherwise) {
        PersonsWord word = incident.word();
        return word == null ? otherwise : PlainText.line(word.by() + " " + word.deed(), NAME_MAX);
    }

    @Nullable String agent() {
        if (decision != null) {
            return decision.agent();
        }
        IncidentUpdate notice = incident.notice();
        return notice == null ? null : notice.agent();
    }

    @Nullable String account() {
        if (decision != null) {
            return decision.account();
        }
        IncidentUpdate notice = incident.notice();
        return notice == null ? null : notice.account();
    }

    private static String name(String text) {
        return PlainText.line(text, NAME_MAX);
    }
}
