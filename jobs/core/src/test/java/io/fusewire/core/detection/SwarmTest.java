package io.fusewire.core.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.HeapAccountStore;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.inventory.SwarmEntry;
import io.fusewire.core.inventory.SwarmFinding;
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

    /** Eighteen an hour and thirty a day, of an agent six and ten. */
    private static final SwarmLimits SMALL = new SwarmLimits(1_000, 1_000, 18, 30, 3, 5);

    private static final SwarmLimits HOURLY = new SwarmLimits(1_000, 1_000, 18, 1_000, 3, 5);

    private final HeapAccountStore store = new HeapAccountStore();
    private Swarm swarm = new Swarm(SMALL);

    private @Nullable SwarmFinding see(String agent, long second) {
        return see(agent, AgentKind.AGENT, second, Liveness.LIVE);
    }

    private @Nullable SwarmFinding see(
            String agent, AgentKind kind, long second, Liveness liveness) {
        return swarm.look(deletion(agent, kind, second, liveness), store).swarm();
    }

    private static AccountEvent deletion(
            String agent, AgentKind kind, long second, Liveness liveness) {
        AuditEvent event =
                TestingEvents.delete(INSTANCE, "i-" + agent + second)
                        .by(agent, kind)
                        .second(second)
                        .build();
        ResourceRef instance = event.resources().get(0);
        return TestingGuard.accountEvent(
                event,
                List.of(
                        new ResourceStanding(
                                instance,
                                true,
                                false,
                                false,
                                Origin.UNKNOWN,
                                null,
                                ResourceStanding.CREATION_UNKNOWN,
                                liveness,
                                List.of())));
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
        swarm = new Swarm(HOURLY);
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
        swarm = new Swarm(HOURLY);
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
        swarm = new Swarm(new SwarmLimits(18, 1_000, 1_000, 1_000, 3, 5));
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
            last = swarm.look(viewed, store).swarm();
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
        Swarm swarm = new Swarm(SMALL);
        HeapAccountStore store = new HeapAccountStore();
        events.forEach(event -> swarm.look(event, store));
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

    @Test
    void refusesLimitsThatMakeNoSense() {
        assertThatThrownBy(() -> new SwarmLimits(0, 1, 1, 1, 3, 5))
                .hasMessage("roleHour must be positive, but was 0.0");
        assertThatThrownBy(() -> new SwarmLimits(1, 1, 1, 1, 1, 5))
                .hasMessage("agentsMin must be at least 2, but was 1");
        assertThatThrownBy(() -> new SwarmLimits(1, 1, 1, 1, 3, 2))
                .hasMessage("agentsMax must be at least agentsMin, 3, but was 2");
    }
}
