package io.fusewire.core.containment;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.PersonsWord;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.identity.SessionPrincipal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Desks of all agents and targets with a clock of their own, as a job would run them: every state
 * is stored and loaded again around each input, and a call to AWS is answered when told to.
 */
final class World {

    static final long START = 1_790_000_000_000L;
    static final String ACCOUNT = "111122223333";

    /** What survives a crash. */
    record Snapshot(Map<String, AgentAffairs> agents, Map<Target, TargetState> targets) {}

    final TestingAws aws;
    final ContainmentRules rules;
    final MeasureChoice choice;
    final Map<String, AgentAffairs> agents = new HashMap<>();
    final Map<Target, TargetState> targets = new LinkedHashMap<>();
    final Map<Target, WriteAsked> underWay = new LinkedHashMap<>();
    final List<ContainmentOutcome> published = new ArrayList<>();
    final List<IncidentUpdate> pages = new ArrayList<>();
    final List<WriteReport> reports = new ArrayList<>();
    final List<DeskEffect.Timed> timed = new ArrayList<>();
    AccountGate gate = new AccountGate(AccountGate.Pace.DEFAULT);
    long now = START;

    World(TestingAws aws) {
        this(aws, ContainmentRules.DEFAULT);
    }

    World(TestingAws aws, ContainmentRules rules) {
        this(aws, rules, new MeasureChoice(List.of(), java.util.Set.of()));
    }

    World(TestingAws aws, ContainmentRules rules, MeasureChoice choice) {
        this.aws = aws;
        this.rules = rules;
        this.choice = choice;
    }

    // Inputs.

    static String role(String name) {
        return "arn:aws:iam::" + ACCOUNT + ":role/agents/" + name;
    }

    static String session(String roleId, String name) {
        return "role:" + roleId + ":" + name + "@2026-09-21T13:00:00Z";
    }

    static Trip trip(String decision, String agent, long at, SessionPrincipal... sessions) {
        return trip(decision, agent, at, EnforcementMode.ENFORCE, sessions);
    }

    static Trip trip(
            String decision,
            String agent,
            long at,
            EnforcementMode mode,
            SessionPrincipal... sessions) {
        return new Trip(
                decision,
                at,
                agent,
                ACCOUNT,
                "aws",
                mode,
                BreakerState.CLOSED,
                null,
                List.of(sessions),
                false,
                List.of(),
                List.of(),
                List.of(),
                null,
                0,
                EscalationLadder.DEFAULT,
                null);
    }

    /** A trip on a record that was delivered at a time. */
    static Trip delivered(Trip trip, long millis) {
        return new Trip(
                trip.decisionId(),
                trip.atMillis(),
                trip.agent(),
                trip.account(),
                trip.partition(),
                trip.mode(),
                trip.breakerFrom(),
                trip.principalArn(),
                trip.sessions(),
                trip.sharedSession(),
                trip.namesakes(),
                trip.lost(),
                trip.executions(),
                millis,
                trip.agentsAtWork(),
                trip.escalation(),
                trip.issuedBy());
    }

    /** A trip by a policy with that ladder. */
    static Trip by(EscalationLadder ladder, Trip trip) {
        return new Trip(
                trip.decisionId(),
                trip.atMillis(),
                trip.agent(),
                trip.account(),
                trip.partition(),
                trip.mode(),
                trip.breakerFrom(),
                trip.principalArn(),
                trip.sessions(),
                trip.sharedSession(),
                trip.namesakes(),
                trip.lost(),
                trip.executions(),
                trip.deliveredMillis(),
                trip.agentsAtWork(),
                ladder,
                trip.issuedBy());
    }

    /** A trip on a call of a session that a user's long-term key had opened. */
    static Trip issuedBy(String userArn, String accessKeyId, Trip trip) {
        return new Trip(
                trip.decisionId(),
                trip.atMillis(),
                trip.agent(),
                trip.account(),
                trip.partition(),
                trip.mode(),
                trip.breakerFrom(),
                trip.principalArn(),
                trip.sessions(),
                trip.sharedSession(),
                trip.namesakes(),
                trip.lost(),
                trip.executions(),
                trip.deliveredMillis(),
                trip.agentsAtWork(),
                trip.escalation(),
                new SessionPrincipal("key:AIDAX/" + accessKeyId, userArn));
    }

    void trip(Trip trip) {
        trip(trip, false);
    }

    void trip(Trip trip, boolean heldBack) {
        trip(trip, heldBack, now);
    }

    void trip(Trip trip, boolean heldBack, long decidedMillis) {
        atAgent(trip.agent(), desk -> desk.trip(trip, decidedMillis, heldBack, now));
    }

    void breaker(String agent, BreakerState state, String decision, long at) {
        breaker(agent, state, decision, at, null);
    }

    void breaker(
            String agent,
            BreakerState state,
            String decision,
            long at,
            @Nullable PersonsWord word) {
        BreakerStatus status =
                new BreakerStatus(
                        agent,
                        ACCOUNT,
                        state,
                        EnforcementMode.ENFORCE,
                        at,
                        decision,
                        List.of(),
                        word);
        atAgent(agent, desk -> desk.breaker(status, now));
    }

    void call(String decision, String agent, String session, Outcome outcome, long at) {
        call(decision, agent, session, Effect.DESTROY, outcome, 1, at);
    }

    void call(
            String decision,
            String agent,
            String session,
            Effect effect,
            Outcome outcome,
            int lost,
            long at) {
        call(decision, agent, session, null, effect, outcome, lost, at);
    }

    void call(
            String decision,
            String agent,
            String session,
            String principalArn,
            Effect effect,
            Outcome outcome,
            int lost,
            long at) {
        call(
                decision,
                agent,
                session,
                principalArn,
                "ec2.amazonaws.com:TerminateInstances",
                effect,
                outcome,
                lost,
                at);
    }

    /** A call of IAM that succeeds. */
    void iamCall(String decision, String agent, String session, String name, long at) {
        call(
                decision,
                agent,
                session,
                null,
                "iam.amazonaws.com:" + name,
                Effect.PRIVILEGE_CHANGE,
                Outcome.SUCCESS,
                0,
                at);
    }

    private void call(
            String decision,
            String agent,
            String session,
            String principalArn,
            String operation,
            Effect effect,
            Outcome outcome,
            int lost,
            long at) {
        Observation observation =
                new Observation(
                        decision,
                        agent,
                        session,
                        principalArn,
                        "event-" + at,
                        at,
                        operation.substring(0, operation.indexOf(':')),
                        operation.substring(operation.indexOf(':') + 1),
                        effect,
                        outcome,
                        outcome == Outcome.SUCCESS ? lost : 0,
                        0,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        null);
        atAgent(agent, desk -> desk.observed(observation, now));
    }

    // The passing of time and AWS's answers.

    void pass(long millis) {
        now += millis;
        for (Target target : List.copyOf(targets.keySet())) {
            atTarget(target, desk -> desk.pass(now));
        }
    }

    void passTo(long millis) {
        pass(Math.max(0, millis - now));
    }

    void answerAll() {
        while (!underWay.isEmpty()) {
            answer(underWay.keySet().iterator().next());
        }
    }

    void answer(Target target) {
        WriteAsked asked = underWay.remove(target);
        WriteResult result = aws.write(asked.request(), now);
        atTarget(target, desk -> desk.answered(asked, result, now));
    }

    /** Answers and lets time pass until nothing but checks is to come. */
    void settle() {
        for (int i = 0; i < 2_000; i++) {
            answerAll();
            boolean due = targets.values().stream().anyMatch(TargetState::isDue);
            if (!due) {
                return;
            }
            pass(i < 100 ? 100 : 1_000);
        }
        throw new AssertionError("must settle, but still asks after " + aws.writes + " writes");
    }

    // Crashes.

    Snapshot snapshot() {
        return new Snapshot(Map.copyOf(agents), new LinkedHashMap<>(targets));
    }

    /** What was under way is lost, and so is all that happened since the snapshot. */
    void restore(Snapshot snapshot) {
        agents.clear();
        agents.putAll(snapshot.agents());
        targets.clear();
        targets.putAll(snapshot.targets());
        underWay.clear();
        gate = new AccountGate(AccountGate.Pace.DEFAULT);
        for (Target target : List.copyOf(targets.keySet())) {
            atTarget(target, TargetDesk::resume);
        }
    }

    // Desks.

    private void atAgent(String agent, Consumer<AgentDesk> input) {
        AgentDesk desk =
                new AgentDesk(choice, rules, agents.getOrDefault(agent, AgentAffairs.NONE));
        input.accept(desk);
        agents.put(agent, desk.affairs());
        desk.effects().forEach(this::carryOut);
    }

    private void atTarget(Target target, Consumer<TargetDesk> input) {
        TargetDesk desk =
                new TargetDesk(
                        rules, gate, targets.getOrDefault(target, TargetState.untouched(target)));
        input.accept(desk);
        if (desk.state().isDone()) {
            targets.remove(target);
        } else {
            targets.put(target, desk.state());
        }
        for (DeskEffect effect : desk.effects()) {
            if (effect instanceof DeskEffect.Ask ask) {
                WriteAsked before = underWay.put(target, ask.asked());
                if (before != null) {
                    throw new AssertionError("two writes of " + target + " are under way");
                }
            } else {
                carryOut(effect);
            }
        }
    }

    private void carryOut(DeskEffect effect) {
        if (effect instanceof DeskEffect.Publish publish) {
            published.add(publish.outcome());
        } else if (effect instanceof DeskEffect.Page page) {
            pages.add(page.update());
        } else if (effect instanceof DeskEffect.Report report) {
            reports.add(report.report());
        } else if (effect instanceof DeskEffect.Timed stage) {
            timed.add(stage);
        } else if (effect instanceof DeskEffect.Order order) {
            atTarget(order.input().target(), desk -> desk.take(order.input(), now));
        } else {
            throw new AssertionError("unexpected " + effect);
        }
    }

    // What was said.

    List<Claim> claims() {
        return published.stream().map(ContainmentOutcome::claim).toList();
    }

    ContainmentOutcome last() {
        return published.get(published.size() - 1);
    }

    /** The latest outcome of each decision, target and measure. */
    Map<String, Claim> finalClaims() {
        Map<String, Claim> latest = new java.util.TreeMap<>();
        for (ContainmentOutcome outcome : published) {
            latest.put(
                    outcome.tripCase().decisionId()
                            + " "
                            + outcome.target()
                            + " "
                            + outcome.measure(),
                    outcome.claim());
        }
        return latest;
    }
}
