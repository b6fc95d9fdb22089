package io.fusewire.core.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.HeapAccountStore;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.SwarmEntry;
import io.fusewire.core.inventory.SwarmFinding;
import io.fusewire.core.inventory.SwarmShare;
import io.fusewire.core.policy.Approval;
import io.fusewire.core.policy.ApprovalBook;
import io.fusewire.core.policy.SwarmLimits;
import io.fusewire.core.policy.VerifiedApproval;
import io.fusewire.core.testing.TestingEvents;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An instance in use weighs six points: w 2 · live 3 · unknown origin 1. */
class SwarmTest {

    private static final String INSTANCE = "AWS::EC2::Instance";
    private static final long START = TestingEvents.START.toEpochMilli();

    /** Eighteen an hour and thirty a day, of an agent six and ten. */
    private static final SwarmLimits SMALL = new SwarmLimits(1_000, 1_000, 18, 30, 3, 256, true);

    private static final SwarmLimits HOURLY =
            new SwarmLimits(1_000, 1_000, 18, 1_000, 3, 256, true);

    private final HeapAccountStore store = new HeapAccountStore();

    /** Keeps five agents. */
    private final Swarm swarm = new Swarm(5);

    private SwarmLimits limits = SMALL;
    private ApprovalBook approvals = ApprovalBook.EMPTY;

    private @Nullable SwarmFinding see(String agent, long second) {
        return see(agent, AgentKind.AGENT, second, Liveness.LIVE);
    }

    private @Nullable SwarmFinding see(
            String agent, AgentKind kind, long second, Liveness liveness) {
        return look(deletion(agent, kind, second, liveness));
    }

    private @Nullable SwarmFinding look(AccountEvent event) {
        return swarm.look(event, store, limits, approvals).swarm();
    }

    private static AccountEvent deletion(
            String agent, AgentKind kind, long second, Liveness liveness) {
        return TestingGuard.deletion(INSTANCE, agent, kind, second, liveness);
    }

    @Test
    void tellsEachOfManyAtItsOwnEventOnceTheirSumReachesTheLimit() {
        assertThat(see("a", 0)).isNull();
        assertThat(see("b", 1)).isNull();

        SwarmFinding third = Objects.requireNonNull(see("c", 2));
        SwarmFinding again = Objects.requireNonNull(see("a", 3));

        assertThat(third.scope()).isEqualTo(SwarmFinding.Scope.ENVIRONMENT);
        assertThat(third.name()).isEqualTo("111122223333/eu-west-1");
        assertThat(third.points()).isEqualTo(18);
        assertThat(third.agents()).isEqualTo(3);
        assertThat(third.sessions()).hasSize(3);
        assertThat(third.first()).isTrue();
        assertThat(again.first()).as("they have been told").isFalse();
    }

    @Test
    void leavesASingleAgentToItsOwnLimitsHoweverBadItIs() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(see("a", i)).isNull();
            assertThat(see("b", i)).isNull();
        }
    }

    @Test
    void countsNeitherPeopleNorServices() {
        for (int i = 0; i < 20; i++) {
            see("person" + i, AgentKind.HUMAN, i, Liveness.LIVE);
            see("service" + i, AgentKind.SERVICE, i, Liveness.LIVE);
        }

        assertThat(see("a", 21)).isNull();
        assertThat(store.swarms().entries().values())
                .allSatisfy(entry -> assertThat(entry.shares()).hasSize(1));
    }

    @Test
    void countsAQuarterOfWhatNobodyUsed() {
        see("a", AgentKind.UNKNOWN, 0, Liveness.IDLE);

        assertThat(store.swarms().entries().values())
                .allSatisfy(
                        entry ->
                                assertThat(entry.shares().get(0).micros())
                                        .as("2 · 0.7 / 4")
                                        .isEqualTo(350_000));
    }

    @Test
    void toleratesBystandersWhoseHarmIsNextToNothing() {
        see("a", 0);
        see("b", 1);
        see("c", 2);

        assertThat(see("bystander", AgentKind.AGENT, 3, Liveness.IDLE)).isNull();
    }

    @Test
    void followsThoseWhoTookPartForThreeHoursAndNobodyElse() {
        limits = HOURLY;
        see("a", 0);
        see("b", 1);
        see("c", 2);

        assertThat(see("newcomer", 3_600)).isNull();
        assertThat(see("a", 3 * 3_600)).isNotNull();
        assertThat(see("b", 4 * 3_600)).isNull();
    }

    @Test
    void addsUpADayWhereNoHourIsEnough() {
        assertThat(see("a", 0)).isNull();
        assertThat(see("b", 1)).isNull();
        assertThat(see("c", 3_600)).isNull();
        assertThat(see("d", 3_601)).isNull();

        SwarmFinding day = Objects.requireNonNull(see("e", 2 * 3_600));

        assertThat(day.limit()).isEqualTo(30);
        assertThat(day.untilMillis() - day.sinceMillis()).isEqualTo(24 * 3_600_000);
    }

    @Test
    void countsALateRecordInItsOwnHourAndOneThatIsTooLateNowhere() {
        limits = HOURLY;
        see("a", 3_599);
        see("b", 3_600);
        see("c", 3_601);

        assertThat(see("d", 3_598)).as("two in its hour").isNull();
        assertThat(see("d", 3_602)).as("three in the next").isNotNull();

        see("e", 10 * 3_600);
        see("f", 2 * 3_600);
        assertThat(store.swarms().entries().values())
                .filteredOn(entry -> entry.key().contains(" HOUR "))
                .noneMatch(
                        entry ->
                                entry.shareOf(
                                                        TestingEvents.agentKey(
                                                                TestingEvents.ACCOUNT,
                                                                "f",
                                                                AgentKind.AGENT))
                                                != null
                                        && entry.key().startsWith("ENVIRONMENT"));
    }

    @Test
    void countsThoseBeyondItsBoundWithoutTheirNames() {
        for (int i = 0; i < 20; i++) {
            see("agent" + i, i);
        }

        assertThat(store.swarms().entries().values())
                .allSatisfy(
                        entry -> {
                            assertThat(entry.shares()).hasSizeLessThanOrEqualTo(5);
                            assertThat(entry.sessions()).hasSizeLessThanOrEqualTo(5);
                        });
        assertThat(see("agent20", 20)).as("renamed at each call").isNotNull();
    }

    @Test
    void sumsTheAgentsOfOneRoleOverAllRegions() {
        limits = new SwarmLimits(18, 1_000, 1_000, 1_000, 3, 256, true);
        SwarmFinding last = null;
        for (String region : List.of("eu-west-1", "eu-west-2", "us-east-1")) {
            AuditEvent event =
                    TestingEvents.delete(INSTANCE, "i-" + region)
                            .by("worker", AgentKind.AGENT)
                            .agent("worker in " + region)
                            .region(region)
                            .build();
            AccountEvent viewed =
                    TestingGuard.accountEvent(
                            event, deletion("x", AgentKind.AGENT, 0, Liveness.LIVE).standings());
            last = look(viewed);
        }

        assertThat(Objects.requireNonNull(last).scope()).isEqualTo(SwarmFinding.Scope.ROLE);
        assertThat(last.name()).endsWith(":role/worker");
    }

    @Property(tries = 200)
    void sumsDoNotDependOnTheOrderOfTheirRecords(@ForAll Random random) {
        List<AccountEvent> events =
                new ArrayList<>(
                        IntStream.range(0, 12)
                                .mapToObj(
                                        i ->
                                                deletion(
                                                        "agent" + i % 4,
                                                        AgentKind.AGENT,
                                                        600 * i,
                                                        i % 3 == 0 ? Liveness.IDLE : Liveness.LIVE))
                                .toList());
        Set<String> inOrder = sums(events);

        Collections.shuffle(events, random);

        assertThat(sums(events)).isEqualTo(inOrder);
    }

    private static Set<String> sums(List<AccountEvent> events) {
        Swarm swarm = new Swarm(5);
        HeapAccountStore store = new HeapAccountStore();
        events.forEach(event -> swarm.look(event, store, SMALL, ApprovalBook.EMPTY));
        return store.swarms().entries().values().stream()
                .map(SwarmTest::inAnyOrder)
                .collect(Collectors.toSet());
    }

    private static String inAnyOrder(SwarmEntry entry) {
        return entry.key()
                + entry.untilMillis()
                + entry.shares().stream().map(Object::toString).sorted().toList()
                + entry.restMicros();
    }

    /** Sums are kept as they are, so new limits hold for what was summed before. */
    @Test
    void judgesASumByTheLimitsThatHoldAtTheEventsTime() {
        limits = new SwarmLimits(1_000, 1_000, 1_000, 1_000, 2, 256, true);
        see("a", 0);
        see("b", 1);
        assertThat(see("c", 2)).isNull();

        limits = new SwarmLimits(1_000, 1_000, 18, 1_000, 2, 256, false);
        SwarmFinding finding = Objects.requireNonNull(see("c", 3));

        assertThat(finding.limit()).isEqualTo(18);
        assertThat(finding.points()).as("of c nine at most").isEqualTo(21);
        assertThat(finding.unsigned()).isFalse();
    }

    @Test
    void whatIsApprovedAddsNothingAndIsNoPartInASwarm() {
        approve(approval("i-*", 10));
        for (String agent : List.of("a", "b", "c", "d")) {
            assertThat(see(agent, 0)).isNull();
        }
        assertThat(store.swarms().entries()).isEmpty();

        approvals = ApprovalBook.EMPTY;
        see("e", 1);
        see("f", 2);
        assertThat(see("g", 3)).as("the first three of whom nobody approved anything").isNotNull();
        assertThat(see("a", 4)).as("its first that nobody approved").isNotNull();
    }

    @Test
    void anApprovalThatAnAgentHasUsedUpCoversNothingMoreOfIt() {
        approve(approval("i-*", 2));
        for (int second = 0; second < 2; second++) {
            for (String agent : List.of("a", "b", "c")) {
                assertThat(see(agent, second)).isNull();
            }
        }

        see("a", 2);
        see("b", 2);

        assertThat(see("c", 2)).as("each has destroyed a third").isNotNull();
    }

    @Test
    void aResourceThatIsNamedTwiceUsesAnApprovalOnce() {
        approve(approval("i-a0", 1));
        see("a", 0);
        see("a", 0);

        assertThat(store.swarms().entries()).isEmpty();
    }

    @Test
    void anApprovalByTheAgentItselfOrOfAnotherTimeLeavesTheSumsAsTheyAre() {
        approve(
                new Approval(
                        "CHG-1",
                        "*",
                        List.of("DESTROY"),
                        List.of(),
                        List.of("*"),
                        List.of(),
                        10,
                        START - 1_000,
                        START - 1_000,
                        START + 1_000,
                        "T-1",
                        List.of("a@example.com", "ann@example.com"),
                        "control.jsonl",
                        1));

        see("a", 0);
        see("b", 1);
        assertThat(see("c", 2)).isNotNull();
    }

    @Test
    void anApprovedStackCoversItsCascadeHereToo() {
        approve(approval("shop", 1));
        AccountEvent stack =
                TestingGuard.foreignEvent(
                        TestingEvents.stackOperation("DeleteStack", "shop")
                                .id("root")
                                .by("a", AgentKind.AGENT)
                                .build());
        assertThat(look(stack)).isNull();
        for (int i = 0; i < 4; i++) {
            AccountEvent child = deletion("a", AgentKind.AGENT, i, Liveness.LIVE);
            assertThat(look(TestingGuard.childOf("root", child))).isNull();
        }

        assertThat(store.swarms().entries()).isEmpty();
    }

    @Property(tries = 100)
    void whatApprovalsLeaveDoesNotDependOnTheOrderOfTheirResources(@ForAll Random random) {
        List<AccountEvent> events =
                new ArrayList<>(
                        IntStream.range(0, 12)
                                .mapToObj(
                                        i ->
                                                deletion(
                                                        "agent" + i % 4,
                                                        AgentKind.AGENT,
                                                        i,
                                                        Liveness.LIVE))
                                .toList());
        approve(approval("i-*", 2));
        Collections.shuffle(events, random);
        HeapAccountStore each = new HeapAccountStore();
        events.forEach(event -> swarm.look(event, each, SMALL, approvals));

        assertThat(each.swarms().entries().values())
                .isNotEmpty()
                .allSatisfy(
                        entry ->
                                assertThat(entry.shares())
                                        .as("of each agent's three one is left")
                                        .extracting(SwarmShare::micros)
                                        .containsOnly(6_000_000L));
    }

    private void approve(Approval approval) {
        approvals =
                ApprovalBook.of(List.of(new VerifiedApproval(approval, VerifiedApproval.REPLAY)));
    }

    private static Approval approval(String resource, int count) {
        return new Approval(
                "CHG-17",
                "*",
                List.of("DESTROY"),
                List.of(),
                List.of(resource),
                List.of(),
                count,
                START - 1_000,
                START - 1_000,
                START + 3_600_000,
                "T-1",
                List.of("lee@example.com", "ann@example.com"),
                "control.jsonl",
                1);
    }
}
