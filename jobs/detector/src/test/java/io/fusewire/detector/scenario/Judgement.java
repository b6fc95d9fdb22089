package io.fusewire.detector.scenario;

import io.fusewire.audit.AuditReader;
import io.fusewire.audit.DeadLetter;
import io.fusewire.audit.DigestMode;
import io.fusewire.audit.ReaderLimits;
import io.fusewire.audit.RecordSink;
import io.fusewire.audit.SkipReason;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.catalogue.Catalogue;
import io.fusewire.core.detection.AgentState;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Command;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Guard;
import io.fusewire.core.detection.GuardOutput;
import io.fusewire.core.detection.HeapGuardStore;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.Refusal;
import io.fusewire.core.detection.Swarm;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Timeline;
import io.fusewire.core.event.TotalOrder;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.AccountStore;
import io.fusewire.core.inventory.AccountView;
import io.fusewire.core.inventory.Admission;
import io.fusewire.core.inventory.HeapAccountStore;
import io.fusewire.core.inventory.InventoryLimits;
import io.fusewire.core.policy.Approval;
import io.fusewire.core.policy.ApprovalBook;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.Sensitivity;
import io.fusewire.core.policy.VerifiedApproval;
import io.fusewire.core.record.CloudTrailRecord;
import io.fusewire.core.record.RecordInterpreter;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PolicyReader;
import io.fusewire.policy.Statement;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What comes of a stream: the detector's whole path, driven by hand and in shadow. */
final class Judgement implements GuardOutput {

    private static final Catalogue CATALOGUE = Catalogue.load();

    /** In order of their making. */
    final List<Decision> decisions = new ArrayList<>();

    final List<Observation> observations = new ArrayList<>();
    final List<Refusal> refusals = new ArrayList<>();

    /** What was made of each record, by event id, as the account passed it on. */
    final Map<String, AccountEvent> events = new LinkedHashMap<>();

    final Map<String, HeapGuardStore> agents = new HashMap<>();
    int duplicates;

    private final Policy policy;
    private ApprovalBook approvals = ApprovalBook.EMPTY;
    private final Guard guard = new Guard(true, Sensitivity.DEFAULT);
    private final Swarm swarm = new Swarm();
    private final AccountView view = new AccountView(InventoryLimits.DEFAULT);
    private final Map<String, AccountStore> accounts = new HashMap<>();

    private Judgement(Policy policy) {
        this.policy = policy;
    }

    /** As a replay does it: the records in total order, whatever the order given. */
    static Judgement inTotalOrder(List<Story.Line> lines, String policyText) {
        return inTotalOrder(lines, policyText, List.of());
    }

    /** The same, with a control file: what people say comes before the records of its time. */
    static Judgement inTotalOrder(
            List<Story.Line> lines, String policyText, List<Statement> control) {
        Judgement judgement = new Judgement(policy(policyText));
        judgement.approvals = approvals(control);
        Deque<Command> commands = commands(control);
        List<AuditEvent> events = new ArrayList<>(judgement.read(lines));
        events.sort(TotalOrder.OF_EVENTS);
        for (AuditEvent event : events) {
            while (!commands.isEmpty() && commands.peek().atMillis() <= event.eventTimeMillis()) {
                judgement.obey(commands.pop());
            }
            judgement.accept(event);
        }
        commands.forEach(judgement::obey);
        return judgement;
    }

    private static ApprovalBook approvals(List<Statement> control) {
        List<VerifiedApproval> approvals = new ArrayList<>();
        for (Statement statement : control) {
            Approval approval = statement.approval();
            if (approval != null) {
                approvals.add(new VerifiedApproval(approval, VerifiedApproval.REPLAY));
            }
        }
        return ApprovalBook.of(approvals);
    }

    private static Deque<Command> commands(List<Statement> control) {
        List<Command> commands = new ArrayList<>();
        for (Statement statement : control) {
            Command command = statement.command();
            if (command != null) {
                commands.add(command);
            }
        }
        commands.sort(Comparator.comparingLong(Command::atMillis));
        return new ArrayDeque<>(commands);
    }

    /** As the live job does it: the records as they arrive. */
    static Judgement asTheyArrive(List<Story.Line> lines, String policyText) {
        Judgement judgement = new Judgement(policy(policyText));
        judgement.read(lines).forEach(judgement::accept);
        return judgement;
    }

    static Judgement of(Story story) {
        return inTotalOrder(story.lines(), story.policy());
    }

    private static Policy policy(String text) {
        try {
            return text.isEmpty() ? Policy.DEFAULT : PolicyReader.read(text, "policy.yaml");
        } catch (PolicyException e) {
            throw new AssertionError("the scenario's policy must be valid", e);
        }
    }

    private List<AuditEvent> read(List<Story.Line> lines) {
        AuditReader reader = new AuditReader(ReaderLimits.DEFAULT, DigestMode.ALWAYS);
        Interpreting sink = new Interpreting(policy);
        long offset = 0;
        for (Story.Line line : lines) {
            reader.readMessage(line.bytes(), "scenario", offset++, sink);
        }
        return sink.events;
    }

    private void accept(AuditEvent event) {
        AccountStore store =
                accounts.computeIfAbsent(event.account(), account -> new HeapAccountStore());
        Admission admission =
                view.accept(
                        event,
                        store,
                        viewed -> judge(swarm.look(viewed, store, policy.swarms(), approvals)));
        if (admission == Admission.DUPLICATE) {
            duplicates++;
        }
    }

    private void judge(AccountEvent event) {
        if (event.type() == AccountEvent.Type.EVENT) {
            events.put(event.event().eventId(), event);
        }
        HeapGuardStore store =
                agents.computeIfAbsent(event.chargedAgent(), agent -> new HeapGuardStore());
        guard.accept(event, store, policy, Timeline.of(Priors.NONE), approvals, this);
    }

    private void obey(Command command) {
        guard.obey(
                command,
                agents.computeIfAbsent(command.agent(), agent -> new HeapGuardStore()),
                this);
    }

    List<Decision> trips() {
        return of(Decision.Type.TRIP);
    }

    List<Decision> alerts() {
        return of(Decision.Type.ALERT);
    }

    private List<Decision> of(Decision.Type type) {
        return decisions.stream().filter(decision -> decision.type() == type).toList();
    }

    /** The only trip. */
    Decision trip() {
        if (trips().size() != 1) {
            throw new AssertionError("expected one trip, but there were " + told());
        }
        return trips().get(0);
    }

    AccountEvent event(String eventId) {
        AccountEvent event = events.get(eventId);
        if (event == null) {
            throw new AssertionError("no event " + eventId);
        }
        return event;
    }

    AgentState agent(String key) {
        HeapGuardStore store = agents.get(key);
        if (store == null) {
            throw new AssertionError("no agent " + key + " among " + agents.keySet());
        }
        return store.agent();
    }

    /** Decisions in an order that does not depend on which account came first. */
    List<Decision> sorted() {
        return decisions.stream()
                .sorted(
                        Comparator.comparingLong(Decision::atMillis)
                                .thenComparing(Decision::decisionId))
                .toList();
    }

    /** All decisions for a failed assertion's message. */
    String told() {
        StringBuilder text = new StringBuilder();
        for (Decision each : decisions) {
            text.append('\n')
                    .append(each.type())
                    .append(' ')
                    .append(each.agent())
                    .append(' ')
                    .append(each.reasons())
                    .append(": ")
                    .append(each.explanation());
        }
        return text.length() == 0 ? "none" : text.toString();
    }

    @Override
    public void decision(Decision decision) {
        decisions.add(decision);
    }

    @Override
    public void observation(Observation observation) {
        observations.add(observation);
    }

    @Override
    public void refusal(Refusal refusal) {
        refusals.add(refusal);
    }

    @Override
    public void breaker(BreakerStatus status) {
        // The decisions say the same.
    }

    private static final class Interpreting implements RecordSink {
        private final RecordInterpreter interpreter = new RecordInterpreter(CATALOGUE);
        private final Policy policy;
        private final List<AuditEvent> events = new ArrayList<>();

        Interpreting(Policy policy) {
            this.policy = policy;
        }

        @Override
        public void record(CloudTrailRecord record) {
            events.add(interpreter.interpret(record, policy));
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            throw new AssertionError("a scenario's record must be readable: " + letter);
        }

        @Override
        public void skipped(SkipReason reason) {
            throw new AssertionError("a scenario's record must be no " + reason);
        }
    }
}
