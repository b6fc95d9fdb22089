package io.fusewire.enforcer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.actions.DecisionReader;
import io.fusewire.actions.ObservationReader;
import io.fusewire.core.containment.AgentAffairs;
import io.fusewire.core.containment.AgentDesk;
import io.fusewire.core.containment.Claim;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.DeskEffect;
import io.fusewire.core.containment.TargetInput.Lift;
import io.fusewire.core.containment.Trip;
import io.fusewire.core.containment.WriteResult;
import io.fusewire.core.event.Outcome;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The writing operator: what a restart does to what is under way, and that nothing blocks. */
class WriteTargetsTest {

    private static final Instant START = Instant.parse("2026-09-21T14:13:20Z");

    private final FakeAws aws = new FakeAws(true);
    private StateBackend backend = new HashMapStateBackend();

    @Test
    void aWriteIsAskedAndItsAnswerPublished() throws Exception {
        try (var operator = operator(null)) {
            send(operator, trip("d1", "Coder", "ci-1"));
            assertThat(aws.account().underWay).hasSize(1);
            assertThat(claims(operator)).containsExactly(Claim.REQUESTED);

            answer(operator);
            assertThat(claims(operator)).containsExactly(Claim.REQUESTED, Claim.WRITTEN);
            assertThat(aws.arns()).containsExactly(Said.role("Coder"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasUnderWayIsAskedAgainAfterARestoreWithTheSameRequest(boolean onRocksDb)
            throws Exception {
        backend = onRocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend();
        OperatorSubtaskState snapshot;
        try (var operator = operator(null)) {
            send(operator, trip("d1", "Coder", "ci-1"));
            send(operator, trip("d2", "Other", "ci-1"));
            answer(operator);
            send(operator, trip("d3", "Coder", "ci-2"));
            snapshot = operator.snapshot(1, 1);
        }
        var before = aws.account().underWay.poll().request;
        assertThat(aws.account().underWay).isEmpty();

        try (var operator = operator(snapshot)) {
            mails(operator);
            assertThat(aws.account().underWay).hasSize(1);
            assertThat(aws.account().underWay.peek().request).isEqualTo(before);
            answer(operator);
            assertThat(claims(operator)).containsExactly(Claim.WRITTEN);
            assertThat(aws.account().documents.get(Said.role("Coder")))
                    .contains("ci-1")
                    .contains("ci-2");
        }
    }

    @Test
    void anUnconfirmedWriteIsAskedAgainAfterItsPause() throws Exception {
        aws.account().nextAnswers.add(new WriteResult.Unconfirmed("throttled."));
        try (var operator = operator(null)) {
            send(operator, trip("d1", "Coder", "ci-1"));
            answer(operator);
            assertThat(aws.account().underWay).isEmpty();

            operator.setProcessingTime(START.toEpochMilli() + 300);
            mails(operator);
            assertThat(aws.account().underWay).hasSize(1);
            answer(operator);
            assertThat(claims(operator)).containsExactly(Claim.REQUESTED, Claim.WRITTEN);
        }
    }

    @Test
    void aPauseOutlivesARestart() throws Exception {
        aws.account().nextAnswers.add(new WriteResult.Unconfirmed("throttled."));
        OperatorSubtaskState snapshot;
        try (var operator = operator(null)) {
            send(operator, trip("d1", "Coder", "ci-1"));
            answer(operator);
            snapshot = operator.snapshot(1, 1);
        }
        try (var operator = operator(snapshot)) {
            mails(operator);
            assertThat(aws.account().underWay).isEmpty();
            operator.setProcessingTime(START.toEpochMilli() + 300);
            mails(operator);
            assertThat(aws.account().underWay).hasSize(1);
        }
    }

    @Test
    void nothingIsKeptOfATargetThatIsClean() throws Exception {
        try (var operator = operator(null)) {
            send(operator, trip("d1", "Coder", "ci-1"));
            answer(operator);
            assertThat(operator.numKeyedStateEntries()).isEqualTo(1);
            var target =
                    ((io.fusewire.core.containment.TargetInput.Contain)
                                    trip("d1", "Coder", "ci-1").get(0).input())
                            .target();
            send(
                    operator,
                    List.of(
                            TargetMessage.of(
                                    new Lift(
                                            target,
                                            Said.agent("Coder/ci-1"),
                                            START.toEpochMilli()))));
            answer(operator);

            assertThat(claims(operator)).last().isEqualTo(Claim.LIFTED);
            assertThat(operator.numKeyedStateEntries()).isZero();
            assertThat(aws.arns()).isEmpty();
        }
    }

    @Test
    void silenceIsNoticedByTheClock() throws Exception {
        try (var operator = operator(null)) {
            send(operator, trip("d1", "Coder", "ci-1"));
            answer(operator);
            operator.setProcessingTime(System.currentTimeMillis() + 901_000);
            assertThat(claims(operator)).last().isEqualTo(Claim.UNPROVEN);
            assertThat(operator.getSideOutput(EnforcerTopology.INCIDENTS)).hasSize(1);
        }
    }

    // What an agent's affairs send, by the core itself.

    private static List<TargetMessage> trip(String decision, String role, String name)
            throws Exception {
        Optional<Trip> trip = DecisionReader.trip(Said.trip(decision, role, name, START));
        AgentDesk desk = desk(AgentAffairs.NONE);
        desk.trip(trip.orElseThrow(), null, false, START.toEpochMilli());
        return orders(desk);
    }

    private static AgentDesk desk(AgentAffairs affairs) {
        return new AgentDesk(
                TestingSettings.ENFORCING.measureChoice(),
                TestingSettings.ENFORCING.rules(),
                affairs);
    }

    private static List<TargetMessage> orders(AgentDesk desk) {
        List<TargetMessage> messages = new ArrayList<>();
        for (DeskEffect effect : desk.effects()) {
            if (effect instanceof DeskEffect.Order order) {
                messages.add(TargetMessage.of(order.input()));
            }
        }
        return messages;
    }

    @Test
    void aDeniedCallProves() throws Exception {
        try (var operator = operator(null)) {
            AgentDesk first = desk(AgentAffairs.NONE);
            first.trip(
                    DecisionReader.trip(Said.trip("d1", "Coder", "ci-1", START)).orElseThrow(),
                    null,
                    false,
                    START.toEpochMilli());
            send(operator, orders(first));
            answer(operator);
            AgentDesk second = desk(first.affairs());
            second.observed(
                    ObservationReader.observation(
                            Said.observation(
                                    "d1",
                                    "Coder",
                                    "ci-1",
                                    Outcome.DENIED,
                                    Instant.now().plusSeconds(2))),
                    START.toEpochMilli());
            send(operator, orders(second));

            assertThat(claims(operator)).last().isEqualTo(Claim.PROVEN);
        }
    }

    // The harness.

    private KeyedOneInputStreamOperatorTestHarness<String, TargetMessage, Void> operator(
            OperatorSubtaskState restored) throws Exception {
        var operator =
                new KeyedOneInputStreamOperatorTestHarness<String, TargetMessage, Void>(
                        new WriteTargetsFactory(TestingSettings.ENFORCING, aws),
                        TargetMessage::arn,
                        Types.STRING);
        operator.setStateBackend(backend);
        if (restored != null) {
            operator.initializeState(restored);
        }
        operator.setProcessingTime(START.toEpochMilli());
        operator.open();
        return operator;
    }

    private static void send(
            KeyedOneInputStreamOperatorTestHarness<String, TargetMessage, Void> operator,
            List<TargetMessage> messages)
            throws Exception {
        for (TargetMessage message : messages) {
            operator.processElement(new StreamRecord<>(message));
        }
    }

    private void answer(
            KeyedOneInputStreamOperatorTestHarness<String, TargetMessage, Void> operator)
            throws Exception {
        aws.account().answerAll();
        mails(operator);
    }

    private static void mails(
            KeyedOneInputStreamOperatorTestHarness<String, TargetMessage, Void> operator)
            throws Exception {
        var mail = operator.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
        while (mail.isPresent()) {
            mail.get().run();
            mail = operator.getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
        }
    }

    private static List<Claim> claims(
            KeyedOneInputStreamOperatorTestHarness<String, TargetMessage, Void> operator) {
        var outcomes = operator.getSideOutput(EnforcerTopology.OUTCOMES);
        return outcomes == null
                ? List.of()
                : outcomes.stream()
                        .map(StreamRecord::getValue)
                        .map(ContainmentOutcome::claim)
                        .toList();
    }
}
