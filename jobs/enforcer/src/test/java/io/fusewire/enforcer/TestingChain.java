package io.fusewire.enforcer;

import static io.fusewire.testing.OperatorHarnesses.taken;

import io.fusewire.actions.BreakerReader;
import io.fusewire.actions.DecisionReader;
import io.fusewire.actions.ObservationReader;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.IncidentUpdate;
import io.fusewire.core.containment.Trip;
import io.fusewire.core.containment.WriteReport;
import io.fusewire.core.delivery.DeliveryReport;
import io.fusewire.core.delivery.DeliveryResult;
import io.fusewire.core.delivery.Message;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Observation;
import io.fusewire.kafka.KeyedText;
import io.fusewire.testing.OperatorHarnesses;
import io.fusewire.testing.StateLines;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The job's operators that keep something, one instance of each, driven by hand: what one gives out
 * the others take in before anything else happens. AWS and the receivers answer when they are told
 * to.
 */
final class TestingChain implements AutoCloseable {

    private static final int MAX_PARALLELISM = 128;

    final FakeAws aws = new FakeAws(true);
    final FakeReceivers receivers = new FakeReceivers();

    /** What became of revocations since the chain was opened. */
    final List<ContainmentOutcome> outcomes = new ArrayList<>();

    /** What was handed to be delivered since then. */
    final List<Message> messages = new ArrayList<>();

    /** Records of incidents written since then. */
    final List<String> records = new ArrayList<>();

    private final KeyedOneInputStreamOperatorTestHarness<Byte, TripInput, AgentInput> guard;
    private final KeyedOneInputStreamOperatorTestHarness<String, AgentInput, TargetMessage> affairs;
    private final KeyedOneInputStreamOperatorTestHarness<String, TargetMessage, Void> targets;
    private final KeyedOneInputStreamOperatorTestHarness<String, IncidentInput, Message> incidents;
    private final KeyedOneInputStreamOperatorTestHarness<String, Message, DeliveryReport> delivery;
    private final List<AbstractStreamOperatorTestHarness<?>> inOrder;
    private final OperatorHarnesses harnesses = new OperatorHarnesses();

    private Instant now;

    private TestingChain(EnforcerSettings settings, PagingSettings paging, Instant start)
            throws Exception {
        now = start;
        aws.account().clock = () -> now.toEpochMilli();
        guard = harness(of(new GuardTrips(settings)), trip -> GuardTrips.ALL, Types.BYTE);
        affairs = harness(of(new KeepAffairs(settings)), AgentInput::agent, Types.STRING);
        targets = harness(new WriteTargetsFactory(settings, aws), TargetMessage::arn, Types.STRING);
        incidents = harness(of(new KeepIncidents(paging)), IncidentInput::book, Types.STRING);
        delivery =
                harness(
                        new DeliverMessagesFactory(paging.pagers(), receivers),
                        DeliverMessages::keyOf,
                        Types.STRING);
        inOrder = List.of(guard, affairs, targets, incidents, delivery);
        harnesses.add(OperatorUids.GUARD_TRIPS, guard);
        harnesses.add(OperatorUids.AGENT_AFFAIRS, affairs);
        harnesses.add(OperatorUids.WRITE_TARGETS, targets);
        harnesses.add(OperatorUids.KEEP_INCIDENTS, incidents);
        harnesses.add(OperatorUids.DELIVER_MESSAGES, delivery);
    }

    private static <K, I, O> StreamOperatorFactory<O> of(KeyedProcessFunction<K, I, O> function) {
        return SimpleOperatorFactory.of(new KeyedProcessOperator<>(function));
    }

    private <K, I, O> KeyedOneInputStreamOperatorTestHarness<K, I, O> harness(
            StreamOperatorFactory<O> factory, KeySelector<I, K> key, TypeInformation<K> type)
            throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<K, I, O>(
                        factory, key, type, MAX_PARALLELISM, 1, 0);
        harness.setProcessingTime(now.toEpochMilli());
        return harness;
    }

    /**
     * @param savepoint by uid; empty to begin with nothing
     * @param now what the clock says
     */
    static TestingChain open(
            EnforcerSettings settings,
            PagingSettings paging,
            StateBackend backend,
            Map<String, OperatorSubtaskState> savepoint,
            Instant now)
            throws Exception {
        TestingChain chain = new TestingChain(settings, paging, now);
        chain.harnesses.open(backend, savepoint);
        return chain;
    }

    /** Lets what was under way be asked and sent again. */
    void resume() throws Exception {
        flow();
    }

    /** What is kept, in the format that any state backend reads. */
    Map<String, OperatorSubtaskState> savepoint() throws Exception {
        return harnesses.savepoint();
    }

    /** Everything that is kept, as lines. */
    SortedSet<String> content() throws Exception {
        StateLines content = new StateLines();
        add(OperatorUids.GUARD_TRIPS, GuardTrips.class, content);
        add(OperatorUids.AGENT_AFFAIRS, KeepAffairs.class, content);
        add(OperatorUids.WRITE_TARGETS, WriteTargets.class, content);
        add(OperatorUids.KEEP_INCIDENTS, KeepIncidents.class, content);
        add(OperatorUids.DELIVER_MESSAGES, DeliverMessages.class, content);
        return content.lines();
    }

    private void add(String uid, Class<?> declaring, StateLines content) throws Exception {
        content.addKeyed(uid, harnesses.operator(uid), List.of(declaring));
    }

    // What comes in.

    /** A decision, appended to its topic at a time. */
    void decided(String json, Instant appended) throws Exception {
        Optional<Trip> trip = DecisionReader.trip(json);
        long decidedMillis = appended.toEpochMilli();
        if (trip.isPresent()) {
            guard.processElement(new StreamRecord<>(new TripInput(trip.get(), decidedMillis)));
        }
        tell(IncidentInput.of(DecisionReader.decision(json), decidedMillis));
        flow();
    }

    void observed(String json) throws Exception {
        Observation call = ObservationReader.observation(json);
        affairs.processElement(new StreamRecord<>(AgentInput.of(call)));
        tell(IncidentInput.of(call));
        flow();
    }

    void breaker(String json) throws Exception {
        BreakerStatus status = BreakerReader.breaker(json);
        affairs.processElement(new StreamRecord<>(AgentInput.of(status)));
        tell(IncidentInput.of(status));
        flow();
    }

    /** Lets time pass until then. */
    void until(Instant then) throws Exception {
        now = then;
        for (AbstractStreamOperatorTestHarness<?> harness : inOrder) {
            harness.setProcessingTime(then.toEpochMilli());
            flow();
        }
    }

    /** Answers every write that is under way, and those that follow. */
    void answerWrites() throws Exception {
        while (!aws.account().underWay.isEmpty()) {
            aws.account().answerAll();
            flow();
        }
    }

    /** Answers the write of one target, and no other. */
    void answerWrite(String arn) throws Exception {
        FakeAws.Call call =
                aws.account().underWay.stream()
                        .filter(each -> each.request.target().arn().equals(arn))
                        .findFirst()
                        .orElseThrow();
        aws.account().underWay.remove(call);
        call.answer();
        flow();
    }

    /** Answers every message that is under way now. */
    void answerMessages(DeliveryResult result) throws Exception {
        receivers.answer(result);
        flow();
    }

    // What flows on.

    private void flow() throws Exception {
        boolean moves = true;
        while (moves) {
            moves = mails(targets) | mails(delivery);
            for (AgentInput input : taken(guard)) {
                affairs.processElement(new StreamRecord<>(input));
            }
            for (TargetMessage order : taken(affairs)) {
                targets.processElement(new StreamRecord<>(order));
            }
            for (Message message : taken(incidents)) {
                moves = true;
                messages.add(message);
                delivery.processElement(new StreamRecord<>(message));
            }
            moves |= say(guard) | say(affairs) | say(targets);
            taken(incidents, EnforcerTopology.RECORDS).stream()
                    .map(KeyedText::json)
                    .forEach(records::add);
        }
    }

    private boolean say(AbstractStreamOperatorTestHarness<?> operator) throws Exception {
        boolean says = false;
        for (ContainmentOutcome outcome : taken(operator, EnforcerTopology.OUTCOMES)) {
            says = true;
            outcomes.add(outcome);
            tell(IncidentInput.of(outcome));
        }
        for (IncidentUpdate update : taken(operator, EnforcerTopology.INCIDENTS)) {
            says = true;
            tell(IncidentInput.of(update));
        }
        for (WriteReport report : taken(operator, EnforcerTopology.WRITE_REPORTS)) {
            says = true;
            tell(IncidentInput.of(report));
        }
        return says;
    }

    private void tell(IncidentInput input) throws Exception {
        incidents.processElement(new StreamRecord<>(input));
    }

    private static boolean mails(AbstractStreamOperatorTestHarness<?> operator) throws Exception {
        boolean had = false;
        var mail = operator.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
        while (mail.isPresent()) {
            had = true;
            mail.get().run();
            mail = operator.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
        }
        return had;
    }

    @Override
    public void close() throws Exception {
        harnesses.close();
    }
}
