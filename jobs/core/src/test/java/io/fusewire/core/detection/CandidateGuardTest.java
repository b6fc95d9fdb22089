package io.fusewire.core.detection;

import static io.fusewire.core.testing.TestingEvents.delete;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.baseline.ClassPriors;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.Repertoire;
import io.fusewire.core.detection.DecisionDifference.Kind;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Timeline;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.ApprovalBook;
import io.fusewire.core.policy.ClassCaps;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.Reaction;
import io.fusewire.core.policy.Sensitivity;
import io.fusewire.core.staging.Candidate;
import io.fusewire.core.staging.CandidateStanding;
import io.fusewire.core.testing.TestingEvents;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A candidate beside the guard: it changes nothing, and where it would have, it is told. */
class CandidateGuardTest {

    private static final String TABLE = "AWS::DynamoDB::Table";

    /** Five tables of 15 points break the cap of 64. */
    private static final int BREAKS_DEFAULT_CAP = 5;

    private final HeapGuardStore store = new HeapGuardStore();
    private final TestingCandidateStore own = new TestingCandidateStore(store);
    private final Guard guard = new Guard(false, Sensitivity.DEFAULT);
    private final CandidateGuard candidates = new CandidateGuard(guard, Sensitivity.DEFAULT);
    private final List<Decision> decisions = new ArrayList<>();
    private final List<DecisionDifference> differences = new ArrayList<>();
    private final GuardOutput out =
            new GuardOutput() {
                @Override
                public void decision(Decision decision) {
                    decisions.add(decision);
                }

                @Override
                public void observation(Observation observation) {}

                @Override
                public void breaker(BreakerStatus status) {}

                @Override
                public void difference(DecisionDifference difference) {
                    differences.add(difference);
                }
            };

    private static Policy policy(String id, double cap) {
        ClassCaps caps = new ClassCaps(cap, cap, cap, cap, null);
        return new Policy(
                id,
                1,
                EnforcementMode.SHADOW,
                Reaction.TRIP,
                Reaction.TRIP,
                List.of(),
                List.of(),
                List.of(),
                Map.of("tried", caps));
    }

    private static final Policy ACTIVE = policy("active", 100);
    private static final Policy STRICTER = policy("stricter", 40);
    private static final Policy LOOSER = policy("looser", 1_000);

    private static Candidate candidate(Policy policy) {
        return new Candidate(policy.id() + "@0", policy, null, 0);
    }

    private void judge(int n, @Nullable Candidate candidate) {
        judge(n, candidate, null);
    }

    /** Deletes the n-th table as an agent of class {@code tried}. */
    private void judge(int n, @Nullable Candidate candidate, @Nullable CandidateStanding standing) {
        AccountEvent event = event(n);
        if (candidate == null) {
            guard.accept(event, store, ACTIVE, Timeline.of(Priors.NONE), out);
        } else {
            candidates.accept(
                    event,
                    standing,
                    store,
                    own,
                    new CandidateGuard.Rules(ACTIVE, Timeline.of(Priors.NONE), ApprovalBook.EMPTY),
                    candidate,
                    out);
        }
    }

    private static AccountEvent event(int n) {
        return TestingGuard.foreignEvent(delete(TABLE, "table-" + n).second(n).id(id(n)).build())
                .chargedAs(AgentKind.AGENT, "tried", EnforcementMode.SHADOW, false);
    }

    private List<String> told() {
        return differences.stream()
                .filter(d -> d.active() == null || d.active().type() == Decision.Type.TRIP)
                .map(d -> d.kind() + " at " + d.triggerEventId())
                .toList();
    }

    private static String id(int n) {
        return "delete-" + n;
    }

    @Test
    void saysAtOnceWhatOnlyTheCandidateWouldHaveTripped_andThatTheGuardFollowed() {
        for (int n = 1; n <= 10; n++) {
            judge(n, candidate(STRICTER));
        }

        assertThat(told())
                .containsExactly(
                        Kind.ONLY_CANDIDATE + " at " + id(3),
                        Kind.CANDIDATE_FIRST + " at " + id(7));
        DecisionDifference first = differences.get(0);
        DecisionDifference second = differences.get(1);
        assertThat(first.active()).isNull();
        assertThat(first.candidate().resourcesLost()).isEqualTo(3);
        assertThat(first.activePolicyId()).isEqualTo("active");
        assertThat(first.candidatePolicyId()).isEqualTo("stricter");
        assertThat(first.candidatePriorsId()).isEqualTo(first.activePriorsId()).isEqualTo("none");
        assertThat(second.earlierDecisionId()).isEqualTo(first.candidate().decisionId());
        assertThat(second.earlierAtMillis()).isEqualTo(first.atMillis());
        assertThat(second.active().resourcesLost()).isEqualTo(7);
    }

    @Test
    void saysWhatOnlyTheGuardTripped() {
        for (int n = 1; n <= 10; n++) {
            judge(n, candidate(LOOSER));
        }

        assertThat(told()).containsExactly(Kind.ONLY_ACTIVE + " at " + id(7));
        assertThat(differences.get(0).candidate()).isNull();
    }

    @Test
    void saysNothingWhereBothDecideAlike() {
        for (int n = 1; n <= 10; n++) {
            judge(n, candidate(policy("alike", 100)));
        }

        assertThat(differences).isEmpty();
        assertThat(decisions).anyMatch(decision -> decision.type() == Decision.Type.TRIP);
    }

    @Test
    void decidesAsIfNothingWereOnTrial() {
        for (int n = 1; n <= 10; n++) {
            judge(n, null);
        }
        List<Decision> without = List.copyOf(decisions);
        CandidateGuardTest other = new CandidateGuardTest();
        for (int n = 1; n <= 10; n++) {
            other.judge(n, n < 3 || n > 8 ? null : candidate(STRICTER));
        }

        assertThat(other.decisions).isEqualTo(without);
        assertThat(other.differences).isNotEmpty();
    }

    @Test
    void goesOnFromWhatTheGuardKnewWhenTheTrialBegan() {
        judge(1, null);
        judge(2, null);
        judge(3, candidate(STRICTER));

        assertThat(told()).containsExactly(Kind.ONLY_CANDIDATE + " at " + id(3));
        assertThat(differences.get(0).candidate().resourcesLost()).isEqualTo(3);
    }

    @Test
    void beginsAnewWithAnotherTrialAndOnlyThen() {
        judge(1, candidate(STRICTER));
        judge(2, candidate(STRICTER));
        assertThat(own.begun).isEqualTo(1);

        judge(3, candidate(LOOSER));

        assertThat(own.begun).isEqualTo(2);
        assertThat(own.candidate()).isEqualTo("looser@0");
        assertThat(own.agent().trips).isZero();
    }

    @Test
    void judgesByWhatTheCandidateMakesOfTheCaller() {
        CandidateStanding person =
                new CandidateStanding(AgentKind.HUMAN, "tried", EnforcementMode.SHADOW, false);
        CandidateStanding armed =
                new CandidateStanding(AgentKind.AGENT, "tried", EnforcementMode.ENFORCE, false);
        for (int n = 1; n <= 7; n++) {
            judge(n, candidate(policy("alike", 100)), person);
        }
        assertThat(told()).containsExactly(Kind.OTHERWISE + " at " + id(7));
        assertThat(otherwise(differences).candidate().type()).isEqualTo(Decision.Type.ALERT);

        CandidateGuardTest other = new CandidateGuardTest();
        for (int n = 1; n <= 7; n++) {
            other.judge(n, candidate(policy("alike", 100)), armed);
        }
        assertThat(other.told()).containsExactly(Kind.OTHERWISE + " at " + id(7));
        assertThat(otherwise(other.differences).candidate().mode())
                .isEqualTo(EnforcementMode.ENFORCE);
    }

    private static DecisionDifference otherwise(List<DecisionDifference> differences) {
        return differences.stream()
                .filter(difference -> difference.kind() == Kind.OTHERWISE)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void settlesTheCandidatesIncidentByTheVerdictOnTheGuards() {
        for (int n = 1; n <= 10; n++) {
            judge(n, candidate(STRICTER));
        }
        Decision trip =
                decisions.stream()
                        .filter(decision -> decision.type() == Decision.Type.TRIP)
                        .findFirst()
                        .orElseThrow();
        Command verdict =
                new Command(
                        Command.Kind.HARM,
                        trip.agent(),
                        trip.decisionId(),
                        false,
                        trip.atMillis() + 10_000,
                        "lee@example.com",
                        "control",
                        1);
        guard.obey(verdict, store, out);
        assertThat(Incident.isOpen(own.agent())).isTrue();

        candidates.obey(verdict, candidate(STRICTER), own);

        assertThat(Incident.isOpen(own.agent())).isFalse();
        assertThat(own.agent().breaker).isEqualTo(store.agent().breaker);
    }

    @Test
    void triesPriorsBesideThoseThatHold() {
        ClassPriors unbelieving =
                new ClassPriors(
                        ClassPriors.WITHOUT_PEERS.ladders(),
                        ClassPriors.CORRECTION_LEAST,
                        null,
                        10,
                        1_000,
                        List.of(),
                        Repertoire.UNKNOWN);
        Priors tried = new Priors("tried-priors", unbelieving, Map.of());
        Candidate candidate =
                new Candidate("tried-priors@0", null, tried, TestingEvents.START.toEpochMilli());
        for (int n = 1; n <= BREAKS_DEFAULT_CAP; n++) {
            judge(n, candidate);
        }

        assertThat(differences)
                .allSatisfy(
                        d -> {
                            assertThat(d.candidatePriorsId()).isEqualTo("tried-priors");
                            assertThat(d.candidatePolicyId()).isEqualTo("active");
                        })
                .isNotEmpty();
    }
}
