package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.baseline.PriorsVersion;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Command;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.DecisionDifference;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.policy.Approval;
import io.fusewire.core.policy.PolicyVersion;
import io.fusewire.core.policy.VerifiedApproval;
import io.fusewire.core.staging.CandidateStanding;
import io.fusewire.core.staging.StagedVersion;
import io.fusewire.core.staging.StagingStep;
import io.fusewire.detector.TestingTrail.Line;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The keyed operators on their own: what they remember, over restarts and rescaling. */
class OperatorStateTest {

    private static final int MAX_PARALLELISM = 128;

    @Test
    void anAccountRemembersAcrossARestartWhatItHasSeen() throws Exception {
        List<StampedEvent> events = teardown("rogue");
        OperatorSubtaskState state;
        try (var account = account(1, 0)) {
            account.open();
            for (StampedEvent event : events) {
                account.processElement(event, 0);
            }
            assertThat(account.extractOutputValues()).hasSize(events.size());
            state = account.snapshot(1, 1);
        }

        try (var restarted = account(1, 0)) {
            restarted.initializeState(state);
            restarted.open();
            for (StampedEvent event : events) {
                restarted.processElement(event, 0);
            }
            assertThat(restarted.extractOutputValues()).as("all of them duplicates").isEmpty();
        }
    }

    @Test
    void anAccountsStateFollowsItsKeyWhenTheJobIsRescaled() throws Exception {
        List<StampedEvent> events = teardown("rogue");
        OperatorSubtaskState state;
        try (var account = account(1, 0)) {
            account.open();
            for (StampedEvent event : events) {
                account.processElement(event, 0);
            }
            state = account.snapshot(1, 1);
        }
        String key = events.get(0).event().account();
        int owner = KeyGroupRangeAssignment.assignKeyToParallelOperator(key, MAX_PARALLELISM, 2);
        OperatorSubtaskState half =
                AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        state, MAX_PARALLELISM, 1, 2, owner);

        try (var rescaled = account(2, owner)) {
            rescaled.initializeState(half);
            rescaled.open();
            rescaled.processElement(events.get(0), 0);

            assertThat(rescaled.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void anAgentTripsOnceThoughItGoesOnAndTheJobRestarts() throws Exception {
        List<GuardInput> events = viewed(teardown("rogue"));
        int half = events.size() / 2;
        List<Decision> decided = new ArrayList<>();
        OperatorSubtaskState state;
        try (var guard = guard(DetectorSettings.LIVE)) {
            guard.open();
            for (GuardInput event : events.subList(0, half)) {
                guard.processElement(event, 0);
            }
            state = guard.snapshot(1, 1);
            decided.addAll(guard.extractOutputValues());
        }

        try (var restarted = guard(DetectorSettings.LIVE)) {
            restarted.initializeState(state);
            restarted.open();
            for (GuardInput event : events.subList(half, events.size())) {
                restarted.processElement(event, 0);
            }
            decided.addAll(restarted.extractOutputValues());
        }

        assertThat(tripIds(decided)).hasSize(1);
        assertThat(decided)
                .filteredOn(decision -> decision.type() == Decision.Type.TRIP)
                .hasSize(1);
    }

    @Test
    void whatIsJudgedAgainAfterACrashGetsTheIdsThatItHadBefore() throws Exception {
        List<GuardInput> events = viewed(teardown("rogue"));
        OperatorSubtaskState early;
        List<Decision> first;
        try (var guard = guard(DetectorSettings.LIVE)) {
            guard.open();
            guard.processElement(events.get(0), 0);
            early = guard.snapshot(1, 1);
            for (GuardInput event : events.subList(1, events.size())) {
                guard.processElement(event, 0);
            }
            first = guard.extractOutputValues();
        }

        List<Decision> second;
        try (var restarted = guard(DetectorSettings.LIVE)) {
            restarted.initializeState(early);
            restarted.open();
            for (GuardInput event : events.subList(1, events.size())) {
                restarted.processElement(event, 0);
            }
            second = restarted.extractOutputValues();
        }

        assertThat(tripIds(first)).hasSize(1);
        assertThat(tripIds(second)).isEqualTo(tripIds(first));
    }

    @Test
    void aSnapshotIsNotChangedByWhatComesAfterIt() throws Exception {
        List<GuardInput> events = viewed(teardown("rogue"));
        try (var guard = guard(DetectorSettings.LIVE);
                var restarted = guard(DetectorSettings.LIVE)) {
            guard.open();
            OperatorSubtaskState empty = guard.snapshot(1, 1);
            for (GuardInput event : events) {
                guard.processElement(event, 0);
            }
            restarted.initializeState(empty);
            restarted.open();
            for (GuardInput event : events) {
                restarted.processElement(event, 0);
            }

            assertThat(restarted.extractOutputValues()).isEqualTo(guard.extractOutputValues());
        }
    }

    @Test
    void aPolicyFromTheControlTopicOutlivesARestart() throws Exception {
        List<GuardInput> events = viewed(teardown("rogue"));
        OperatorSubtaskState state;
        try (var guard = guard(DetectorSettings.LIVE)) {
            guard.open();
            guard.processBroadcastElement(
                    ControlMessage.of(
                            PolicyVersion.of(0, "version: 1\nunknown: alert\nmode: shadow\n")),
                    0);
            assertThat(guard.getBroadcastState(Policies.STATE).immutableEntries()).hasSize(1);
            state = guard.snapshot(1, 1);
        }
        try (var restarted = guard(DetectorSettings.LIVE)) {
            restarted.initializeState(state);
            restarted.open();
            restarted.processElement(events.get(0), 0);

            assertThat(restarted.getBroadcastState(Policies.STATE).immutableEntries()).hasSize(1);
        }
    }

    @Test
    void priorsFromTheControlTopicOutliveARestartAndDecisionsNameThem() throws Exception {
        List<GuardInput> events = viewed(teardown("rogue"));
        PriorsVersion version = TestingPriors.version(0);
        OperatorSubtaskState state;
        try (var guard = guard(DetectorSettings.LIVE)) {
            guard.open();
            guard.processBroadcastElement(new ControlMessage(null, null, version, null), 0);
            state = guard.snapshot(1, 1);
        }
        try (var restarted = guard(DetectorSettings.LIVE)) {
            restarted.initializeState(state);
            restarted.open();
            for (GuardInput event : events) {
                restarted.processElement(event, 0);
            }

            assertThat(restarted.extractOutputValues())
                    .isNotEmpty()
                    .allSatisfy(d -> assertThat(d.priorsId()).isEqualTo(version.id()));
        }
    }

    private static final String STRICT =
            "version: 1\nagents:\n  - { roleArn: '*', class: strict }\n"
                    + "classes:\n  strict: { burstCap: 21, weekCap: 21, monthCap: 21, strikeCap: 21 }\n";

    private static ControlMessage step(StagingStep.Type type) {
        boolean stages = type == StagingStep.Type.STAGE;
        return new ControlMessage(
                null,
                null,
                null,
                new StagingStep(
                        type,
                        stages ? StagedVersion.Kind.POLICY : null,
                        PolicyVersion.idOf(STRICT),
                        stages ? STRICT : null,
                        stages ? 0 : TestingTrail.START.toEpochMilli(),
                        "pol",
                        "control",
                        1));
    }

    private static GuardInput standing(GuardInput input) {
        return GuardInput.of(
                input.event(),
                input.appendedAtMillis(),
                new CandidateStanding(AgentKind.AGENT, "strict", EnforcementMode.SHADOW, false));
    }

    @Test
    void aCandidatesStateOutlivesARestartAndIsDroppedWithItsTrial() throws Exception {
        List<GuardInput> events = viewed(teardown("rogue"));
        OperatorSubtaskState state;
        int unstaged;
        try (var guard = guard(DetectorSettings.LIVE)) {
            guard.open();
            guard.processElement(events.get(0), 0);
            unstaged = guard.numKeyedStateEntries();
            guard.processBroadcastElement(step(StagingStep.Type.STAGE), 0);
            guard.processElement(standing(events.get(1)), 0);
            assertThat(guard.numKeyedStateEntries()).isGreaterThan(unstaged);
            assertThat(guard.getSideOutput(DetectorTopology.DIFFERENCES))
                    .as("the first one was charged before the trial began")
                    .singleElement()
                    .satisfies(
                            difference ->
                                    assertThat(difference.getValue().candidate().resourcesLost())
                                            .isEqualTo(2));
            state = guard.snapshot(1, 1);
        }
        try (var restarted = guard(DetectorSettings.LIVE)) {
            restarted.initializeState(state);
            restarted.open();
            for (GuardInput event : events.subList(2, events.size())) {
                restarted.processElement(standing(event), 0);
            }
            assertThat(restarted.getSideOutput(DetectorTopology.DIFFERENCES))
                    .as("its incident goes on, and what holds follows")
                    .singleElement()
                    .satisfies(
                            difference ->
                                    assertThat(difference.getValue().kind())
                                            .isEqualTo(DecisionDifference.Kind.CANDIDATE_FIRST));

            int staged = restarted.numKeyedStateEntries();
            restarted.processBroadcastElement(step(StagingStep.Type.WITHDRAW), 0);
            assertThat(restarted.numKeyedStateEntries()).isLessThan(staged);
            assertThat(restarted.getBroadcastState(Trials.STATE).immutableEntries()).isEmpty();
            assertThat(restarted.getBroadcastState(Policies.STATE).immutableEntries()).isEmpty();
        }
    }

    @Test
    void anActivatedVersionHoldsAndOutlivesARestart() throws Exception {
        List<GuardInput> events = viewed(teardown("rogue"));
        OperatorSubtaskState state;
        try (var guard = guard(DetectorSettings.LIVE)) {
            guard.open();
            guard.processBroadcastElement(step(StagingStep.Type.STAGE), 0);
            guard.processBroadcastElement(step(StagingStep.Type.ACTIVATE), 0);
            guard.processBroadcastElement(step(StagingStep.Type.ACTIVATE), 0);
            assertThat(guard.getSideOutput(DetectorTopology.REFUSALS))
                    .as("the second time nothing is on trial")
                    .hasSize(1);
            state = guard.snapshot(1, 1);
        }
        try (var restarted = guard(DetectorSettings.LIVE)) {
            restarted.initializeState(state);
            restarted.open();
            for (GuardInput event : events) {
                restarted.processElement(event, 0);
            }

            assertThat(restarted.extractOutputValues())
                    .isNotEmpty()
                    .allSatisfy(
                            decision ->
                                    assertThat(decision.policyId())
                                            .isEqualTo(PolicyVersion.idOf(STRICT)));
            assertThat(restarted.getSideOutput(DetectorTopology.DIFFERENCES)).isNullOrEmpty();
        }
    }

    @Test
    void whatPeopleSaidTakesEffectAtOnceAndOutlivesARestart() throws Exception {
        List<GuardInput> events = viewed(teardown("rogue"));
        GuardInput verdict;
        OperatorSubtaskState state;
        try (var guard = guard(DetectorSettings.LIVE)) {
            guard.open();
            for (GuardInput event : events.subList(0, 20)) {
                guard.processElement(event, 0);
            }
            verdict = legitimate(guard.extractOutputValues());
            OperatorSubtaskState midIncident = guard.snapshot(1, 1);
            try (var restarted = guard(DetectorSettings.LIVE)) {
                restarted.initializeState(midIncident);
                restarted.open();
                restarted.processElement(verdict, 0);
                assertThat(restarted.getSideOutput(DetectorTopology.BREAKERS))
                        .singleElement()
                        .satisfies(
                                status ->
                                        assertThat(status.getValue().state())
                                                .isEqualTo(BreakerState.CLOSED));
                state = restarted.snapshot(2, 2);
            }
        }

        try (var restarted = guard(DetectorSettings.LIVE)) {
            restarted.initializeState(state);
            restarted.open();
            restarted.processElement(verdict, 0);
            for (GuardInput event : events.subList(20, events.size())) {
                restarted.processElement(event, 0);
            }

            assertThat(restarted.getSideOutput(DetectorTopology.REFUSALS))
                    .extracting(refusal -> refusal.getValue().reason())
                    .singleElement()
                    .asString()
                    .endsWith("has been judged already");
            assertThat(restarted.extractOutputValues())
                    .as("ten databases are 200 points, the raised cap is 800")
                    .noneMatch(decision -> decision.reasons().contains("fuse:week-cap"));
        }
    }

    private static GuardInput legitimate(List<Decision> decisions) {
        Decision trip =
                decisions.stream()
                        .filter(decision -> decision.type() == Decision.Type.TRIP)
                        .findFirst()
                        .orElseThrow();
        return GuardInput.of(
                new Command(
                        Command.Kind.LEGITIMATE,
                        trip.agent(),
                        trip.decisionId(),
                        false,
                        trip.atMillis(),
                        "lee",
                        "control",
                        1));
    }

    @Test
    void anApprovalFromTheControlTopicOutlivesARestart() throws Exception {
        List<GuardInput> events = viewed(teardown("rogue"));
        OperatorSubtaskState state;
        try (var guard = guard(DetectorSettings.LIVE)) {
            guard.open();
            guard.processBroadcastElement(approval(), 0);
            for (GuardInput event : events.subList(0, 20)) {
                guard.processElement(event, 0);
            }
            assertThat(guard.extractOutputValues()).isEmpty();
            state = guard.snapshot(1, 1);
        }
        try (var restarted = guard(DetectorSettings.LIVE)) {
            restarted.initializeState(state);
            restarted.open();
            for (GuardInput event : events.subList(20, events.size())) {
                restarted.processElement(event, 0);
            }
            assertThat(restarted.extractOutputValues())
                    .singleElement()
                    .satisfies(page -> assertThat(page.resourcesLost()).isEqualTo(1));
            assertThat(restarted.getSideOutput(DetectorTopology.REFUSALS))
                    .as("the thirtieth is one more than it counts")
                    .hasSize(1);
        }
    }

    @Test
    void aSecondApprovalOfOneIdIsRefusedAndChangesNothing() throws Exception {
        try (var guard = guard(DetectorSettings.LIVE)) {
            guard.open();
            guard.processBroadcastElement(approval(), 0);
            guard.processBroadcastElement(approval(), 0);

            assertThat(guard.getSideOutput(DetectorTopology.REFUSALS))
                    .singleElement()
                    .satisfies(
                            refusal -> {
                                assertThat(refusal.getValue().what()).isEqualTo("approval CHG-1");
                                assertThat(refusal.getValue().reason())
                                        .contains("another approval of this id");
                            });
        }
    }

    private static ControlMessage approval() {
        long from = TestingTrail.START.toEpochMilli();
        Approval approval =
                new Approval(
                        "CHG-1",
                        "*",
                        List.of("DESTROY"),
                        List.of(),
                        List.of("orders-*"),
                        List.of(),
                        TestingTrail.DATABASES - 1,
                        from,
                        from,
                        from + 3_600_000,
                        "T",
                        List.of("lee", "ann"),
                        "control",
                        1);
        return new ControlMessage(null, new VerifiedApproval(approval, "key-1, key-2"), null, null);
    }

    @Test
    void forgetsAnAgentThatWasSilentForTheWholeRetention() throws Exception {
        List<GuardInput> events =
                viewed(TestingTrail.events(List.of(line("one", "DescribeDBInstances"))));
        try (var guard = guard(DetectorSettings.LIVE)) {
            guard.open();
            guard.processElement(events.get(0), 0);
            assertThat(guard.numKeyedStateEntries()).isPositive();

            guard.setProcessingTime(Duration.ofDays(399).toMillis());
            assertThat(guard.numKeyedStateEntries()).isPositive();
            guard.setProcessingTime(Duration.ofDays(402).toMillis());

            assertThat(guard.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void neverForgetsAnAgentWhoseBreakerIsOpen() throws Exception {
        List<GuardInput> events = viewed(teardown("rogue"));
        try (var guard = guard(DetectorSettings.LIVE)) {
            guard.open();
            for (GuardInput event : events) {
                guard.processElement(event, 0);
            }
            assertThat(guard.getSideOutput(DetectorTopology.BREAKERS))
                    .last()
                    .satisfies(
                            status -> {
                                BreakerStatus breaker = status.getValue();
                                assertThat(breaker.state()).isEqualTo(BreakerState.OPEN);
                            });

            guard.setProcessingTime(Duration.ofDays(5_000).toMillis());

            assertThat(guard.numKeyedStateEntries()).isPositive();
        }
    }

    private static Line line(String id, String operation) {
        return new Line(
                TestingTrail.START,
                TestingTrail.record(
                        id, TestingTrail.START, "111122223333", "worker", operation, "orders"));
    }

    private static List<StampedEvent> teardown(String name) {
        List<Line> lines = new ArrayList<>();
        TestingTrail.teardown("111122223333", name, TestingTrail.START, lines);
        return TestingTrail.events(lines);
    }

    private static List<GuardInput> viewed(List<StampedEvent> events) throws Exception {
        try (var account = account(1, 0)) {
            account.open();
            for (StampedEvent event : events) {
                account.processElement(event, 0);
            }
            return account.extractOutputValues();
        }
    }

    private static Set<String> tripIds(List<Decision> decisions) {
        Set<String> ids = new TreeSet<>();
        for (Decision decision : decisions) {
            if (decision.type() == Decision.Type.TRIP) {
                ids.add(decision.decisionId());
            }
        }
        return ids;
    }

    private static KeyedBroadcastOperatorTestHarness<
                    String, StampedEvent, ControlMessage, GuardInput>
            account(int parallelism, int index) throws Exception {
        return new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new ViewAccount(DetectorSettings.LIVE),
                        List.of(DetectorTopology.BROADCAST)),
                event -> event.event().account(),
                Types.STRING,
                MAX_PARALLELISM,
                parallelism,
                index);
    }

    private static KeyedGuardHarness guard(DetectorSettings settings) throws Exception {
        return new KeyedGuardHarness(settings);
    }

    private static final class KeyedGuardHarness
            extends KeyedBroadcastOperatorTestHarness<
                    String, GuardInput, ControlMessage, Decision> {

        private final CoBroadcastWithKeyedOperator<String, GuardInput, ControlMessage, Decision>
                operator;

        KeyedGuardHarness(DetectorSettings settings) throws Exception {
            this(
                    new CoBroadcastWithKeyedOperator<>(
                            new LiveGuard(settings), List.of(DetectorTopology.BROADCAST)));
        }

        private KeyedGuardHarness(
                CoBroadcastWithKeyedOperator<String, GuardInput, ControlMessage, Decision> operator)
                throws Exception {
            super(operator, GuardInput::agent, Types.STRING, MAX_PARALLELISM, 1, 0);
            this.operator = operator;
        }

        int numKeyedStateEntries() {
            return ((org.apache.flink.runtime.state.heap.HeapKeyedStateBackend<?>)
                            operator.getKeyedStateBackend())
                    .numKeyValueStateEntries();
        }
    }
}
