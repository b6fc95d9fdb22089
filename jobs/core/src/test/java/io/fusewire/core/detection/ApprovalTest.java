package io.fusewire.core.detection;

import static io.fusewire.core.testing.TestingEvents.delete;
import static io.fusewire.core.testing.TestingEvents.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.Approval;
import io.fusewire.core.testing.TestingEvents;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The agent's operator is coder; a table weighs 15, the week's cap is 64. */
class ApprovalTest {

    private static final String TABLE = "AWS::DynamoDB::Table";
    private static final long START = TestingEvents.START.toEpochMilli();
    private static final List<String> TWO = List.of("lee@example.com", "ann@example.com");

    private final TestingGuard guard = TestingGuard.inShadow();

    private static Approval approval(String resource, int count, int seconds, List<String> by) {
        return new Approval(
                "CHG-17",
                "*/coder/agent",
                List.of("DESTROY", "PROTECTION_REMOVAL", "AUDIT_TAMPERING"),
                List.of(),
                List.of(resource),
                List.of(),
                count,
                START - 1_000,
                START,
                START + seconds * 1_000L,
                "T-1",
                by,
                "control.jsonl",
                3);
    }

    private static TestingEvents deleteTable(int n) {
        return delete(TABLE, "table-" + n).id("delete-" + n).second(n);
    }

    private void deleteTables(int from, int to) {
        for (int n = from; n <= to; n++) {
            guard.foreign(deleteTable(n));
        }
    }

    private double burstHarm() {
        return guard.store.agent().baseline.ladder(Ladder.BURST_HARM).sumMicros / 1e6;
    }

    @Test
    void whatIsApprovedIsNoFuseHarmAndATenthOnTheLadders() {
        guard.approve(approval("table-*", 20, 3_600, TWO));

        deleteTables(1, 20);

        assertThat(guard.decisions).isEmpty();
        assertThat(Fuse.month(guard.store.agent())).isZero();
        assertThat(guard.store.charges()).isEmpty();
        assertThat(burstHarm()).isEqualTo(20 * 15 * 0.1);
        assertThat(guard.store.agent().baseline.ladder(Ladder.BURST_BLAST).sumMicros)
                .isEqualTo(20 * 200_000L);
        assertThat(guard.store.agent().destroyedTypes)
                .as("a first strike is the first unapproved one")
                .isEmpty();
        assertThat(guard.refusals).isEmpty();
    }

    @Test
    void oneResourceMoreThanItCountsIsNotCovered() {
        guard.approve(approval("table-*", 20, 3_600, TWO));

        deleteTables(1, 21);

        assertThat(Fuse.week(guard.store.agent())).isEqualTo(15);
        assertThat(guard.refusals)
                .singleElement()
                .satisfies(
                        refusal -> {
                            assertThat(refusal.what()).isEqualTo("approval CHG-17");
                            assertThat(refusal.reason())
                                    .isEqualTo("it covers 20 resources and is used up");
                            assertThat(refusal.number()).isEqualTo(3);
                        });
    }

    @ParameterizedTest(name = "{0}: {5}")
    @CsvSource({
        "another resource, table-1, 99, lee, ann, 60,",
        "a minute too late, table-*, 59, lee, ann, 75, it had expired at 2025-12-14T10:00:59Z",
        "the last second, table-*, 61, lee, ann, 0,",
        "its operator, table-*, 99, lee, coder, 75, a self-approval was refused (coder is the agent or its operator)",
        "its operator by mail, table-*, 99, CODER@example.com, lee, 75, a self-approval was refused (CODER@example.com is the agent or its operator)",
        "one person twice, table-*, 99, lee, Lee@example.com, 75, it must have two approvers who are not one person",
    })
    void outsideItsBoundsItCoversNothing(
            String name,
            String resource,
            int seconds,
            String one,
            String other,
            double harm,
            String reason) {
        guard.approve(approval(resource, 9, seconds, List.of(one, other)));

        for (int n = 1; n <= 5; n++) {
            guard.foreign(deleteTable(n).second(60));
        }

        assertThat(Fuse.week(guard.store.agent())).as(name).isEqualTo(harm);
        if (reason == null) {
            assertThat(guard.refusals).isEmpty();
        } else {
            assertThat(guard.refusals).extracting(Refusal::reason).containsExactly(reason);
            assertThat(guard.decisions)
                    .last()
                    .satisfies(
                            decision ->
                                    assertThat(decision.explanation())
                                            .contains(
                                                    "Approval CHG-17 did not count: "
                                                            + reason
                                                            + "."));
        }
    }

    @Test
    void anotherAgentAnotherCallAndWhatCameBeforeAreNotCovered() {
        Approval given = approval("*", 100, 3_600, TWO);
        Approval later =
                new Approval(
                        "CHG-18",
                        given.agent(),
                        given.effects(),
                        List.of(),
                        given.resources(),
                        List.of(),
                        100,
                        START + 30_000,
                        given.notBeforeMillis(),
                        given.expiryMillis(),
                        "T",
                        TWO,
                        "control.jsonl",
                        4);
        guard.approve(later);
        guard.foreign(deleteTable(10));
        assertThat(Fuse.week(guard.store.agent())).as("given afterwards").isEqualTo(15);

        guard.foreign(deleteTable(30));
        assertThat(Fuse.week(guard.store.agent())).isEqualTo(15);

        TestingGuard other = TestingGuard.inShadow();
        other.approve(given);
        other.foreign(deleteTable(1).agent("111122223333/role/coder-2/agent"));
        assertThat(Fuse.week(other.store.agent())).isEqualTo(15);
    }

    @Test
    void aBatchIsCoveredResourceByResource() {
        guard.approve(approval("table-1", 1, 3_600, TWO));

        guard.foreign(delete(TABLE, "table-1").on(TABLE, "table-2").second(1));

        assertThat(Fuse.week(guard.store.agent())).isEqualTo(15);
        assertThat(burstHarm()).isEqualTo(16.5);
        assertThat(guard.store.charges()).extracting(Charge::id).containsExactly("table-2");
        assertThat(guard.store.charges())
                .extracting(Charge::surpriseMicros)
                .containsExactly(15_000_000L);
    }

    @Test
    void aGuardAndTheTrailAreCoveredTooAndAuditOffIsNoTrip() {
        guard.approve(approval("*", 3, 3_600, TWO));

        guard.foreign(
                event().operation("StopLogging", Effect.AUDIT_TAMPERING)
                        .impact(9)
                        .on("AWS::CloudTrail::Trail", "trail"));
        guard.foreign(
                event().operation("ModifyDBInstance", Effect.PROTECTION_REMOVAL)
                        .on("AWS::RDS::DBInstance", "orders"));
        guard.foreign(delete("AWS::RDS::DBInstance", "orders"));

        assertThat(guard.decisions).isEmpty();
        assertThat(guard.store.agent().guardRemovalsInBurst).isZero();
        assertThat(Fuse.week(guard.store.agent())).isZero();
        assertThat(guard.store.agent().approvals)
                .singleElement()
                .satisfies(
                        use -> assertThat(use.used()).as("guard and thing are one").isEqualTo(2));
        assertThat(burstHarm()).isEqualTo(3 + 0.4 + 2);
    }

    @Test
    void anApprovedStackCoversItsCascade() {
        guard.approve(approval("shop", 1, 3_600, TWO));
        guard.foreign(TestingEvents.stackOperation("DeleteStack", "shop").id("root").second(1));

        for (int n = 1; n <= 9; n++) {
            AccountEvent child = TestingGuard.foreignEvent(deleteTable(n).second(4_000).build());
            guard.accept(TestingGuard.childOf("root", child));
        }

        assertThat(Fuse.week(guard.store.agent())).isZero();
        assertThat(guard.decisions).isEmpty();
        assertThat(burstHarm()).isLessThanOrEqualTo(1.5);
    }

    @Test
    void whatCannotBeShownToBeCoveredIsNot() {
        guard.approve(approval("table-*", 100, 3_600, TWO));

        guard.foreign(
                event().operation("DeleteTable", Effect.DESTROY)
                        .loses(io.fusewire.core.event.Loss.IRREVERSIBLE, 7));

        assertThat(guard.store.agent().approvals).isEmpty();
        assertThat(Fuse.week(guard.store.agent())).isPositive();
    }

    @Test
    void failedCallsAndRepeatsUseNothingUp() {
        guard.approve(approval("table-*", 1, 3_600, TWO));

        guard.foreign(deleteTable(1).outcome(Outcome.FAILED).id("try"));
        guard.foreign(deleteTable(1));
        guard.foreign(deleteTable(1).id("again").second(9));

        assertThat(Fuse.week(guard.store.agent())).isZero();
    }

    @Test
    void anUnfitApprovalCoversNothing() {
        Approval good = approval("*", 5, 3_600, TWO);
        assertThat(good.problems()).isEmpty();
        assertThat(approval("*", 0, 3_600, TWO).problems()).hasSize(1);
        assertThat(approval("*", Approval.COUNT_LIMIT + 1, 3_600, TWO).problems()).hasSize(1);
        assertThat(approval("*", 5, 0, TWO).problems()).hasSize(1);
        int tooLong = (int) Duration.ofDays(31).toSeconds();
        assertThat(approval("*", 5, tooLong, TWO).problems()).hasSize(1);
        assertThat(approval("*", 5, 3_600, List.of("lee")).problems()).hasSize(1);
        assertThat(approval("*", 5, 3_600, List.of("lee@a.example", "lee@b.example")).problems())
                .isEmpty();

        guard.approve(approval("*", 5, tooLong, TWO));
        deleteTables(1, 1);
        assertThat(Fuse.week(guard.store.agent())).isEqualTo(15);
    }

    /** However often and in whatever order its resources are named, no more of them are covered. */
    @Property(tries = 200)
    void itCoversNoMoreResourcesThanItCounts(
            @ForAll @Size(max = 60) List<@IntRange(max = 15) Integer> tables,
            @ForAll @IntRange(min = 1, max = 12) int count) {
        TestingGuard any = TestingGuard.inShadow();
        any.approve(approval("*", count, 3_600, TWO));
        Set<Integer> covered = new HashSet<>();
        int uncovered = 0;
        for (int n = 0; n < tables.size(); n++) {
            any.foreign(delete(TABLE, "t-" + tables.get(n)).id("e-" + n).second(n));
            if (covered.contains(tables.get(n)) || covered.size() < count) {
                covered.add(tables.get(n));
            } else {
                uncovered++;
            }
            if (any.store.agent().incidentDecisionId != null) {
                return;
            }
            assertThat(Fuse.week(any.store.agent())).isEqualTo(15.0 * uncovered);
        }
    }
}
