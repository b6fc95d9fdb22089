package io.fusewire.core.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.AccountSummary;
import io.fusewire.core.inventory.HeapAccountStore;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.SwarmFinding;
import io.fusewire.core.policy.ApprovalBook;
import io.fusewire.core.policy.SwarmLimits;
import io.fusewire.core.testing.TestingEvents;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/** An instance that nobody uses weighs 1.4 points: w 2 · idle 0.7 · unknown origin 1. */
class NewcomersTest {

    private static final String INSTANCE = "AWS::EC2::Instance";
    private static final String FUNCTION = "AWS::Lambda::Function";
    private static final long START = TestingEvents.START.toEpochMilli();
    private static final long HOUR = 3_600;
    private static final long DAY = 24 * HOUR;

    /** What they do must matter to nobody here; only that they begin. */
    private static final SwarmLimits THREE = new SwarmLimits(999, 999, 999, 999, 3, 3, true);

    private final Swarm swarm = new Swarm();
    private HeapAccountStore store = new HeapAccountStore();

    @BeforeEach
    void watchTheAccountForAWeek() {
        watchSince(-7 * DAY);
    }

    private void watchSince(long second) {
        store.putSummary(new AccountSummary(START, 0, 0, 0, 0, 0, 0, 0, START + 1_000 * second));
    }

    private @Nullable SwarmFinding see(String agent, long second) {
        return see(agent, second, THREE);
    }

    private @Nullable SwarmFinding see(String agent, long second, SwarmLimits limits) {
        return see(deletion(INSTANCE, agent, AgentKind.UNKNOWN, second), limits);
    }

    private @Nullable SwarmFinding see(AccountEvent event) {
        return see(event, THREE);
    }

    private @Nullable SwarmFinding see(AccountEvent event, SwarmLimits limits) {
        return swarm.look(event, store, limits, ApprovalBook.EMPTY).swarm();
    }

    private static AccountEvent deletion(String type, String agent, AgentKind kind, long second) {
        return TestingGuard.deletion(type, agent, kind, second, Liveness.IDLE);
    }

    @Test
    void tellsTheThirdThatBeginsAndTheOthersAtTheirNextDeed() {
        assertThat(see("a", 0)).isNull();
        assertThat(see("b", HOUR)).isNull();

        SwarmFinding third = Objects.requireNonNull(see("c", HOUR + 1));
        SwarmFinding again = Objects.requireNonNull(see("a", HOUR + 2));

        assertThat(third.scope()).isEqualTo(SwarmFinding.Scope.NEWCOMERS);
        assertThat(third.name()).isEqualTo(TestingEvents.ACCOUNT);
        assertThat(third.agents()).isEqualTo(3);
        assertThat(third.points()).isEqualTo(3);
        assertThat(third.limit()).isEqualTo(3);
        assertThat(third.sessions()).hasSize(3);
        assertThat(third.untilMillis() - third.sinceMillis()).isEqualTo(2 * HOUR * 1_000);
        assertThat(third.first()).isTrue();
        assertThat(again.first()).as("somebody has been told").isFalse();
    }

    @Test
    void tellsTheSecondWhoseFirstHarmLiesWithinAnHourOfTheFirsts() {
        assertThat(see("a", 600)).isNull();

        SwarmFinding second = Objects.requireNonNull(see("b", HOUR + 599));
        SwarmFinding again = Objects.requireNonNull(see("a", HOUR + 600));

        assertThat(second.agents()).isEqualTo(2);
        assertThat(second.points()).isEqualTo(2);
        assertThat(second.limit()).isEqualTo(2);
        assertThat(second.sinceMillis()).isEqualTo(START + 600 * 1_000);
        assertThat(second.untilMillis() - second.sinceMillis()).isEqualTo(HOUR * 1_000);
        assertThat(second.first()).isTrue();
        assertThat(again.first()).as("somebody has been told").isFalse();
    }

    @Test
    void aLateRecordBringsTwoTogether() {
        see("a", 0);
        assertThat(see("b", 2 * HOUR - 1)).isNull();

        assertThat(see("b", HOUR - 1)).isNotNull();
        assertThat(see("a", HOUR)).isNotNull();
    }

    @ParameterizedTest(name = "{0} in two hours, {1} in one")
    @CsvSource({"2, 2", "3, 2", "4, 3", "6, 5"})
    void oneFewerAreEnoughWithinAnHourButNeverOne(int inTwo, int inOne) {
        SwarmLimits limits = new SwarmLimits(999, 999, 999, 999, 3, inTwo, true);

        for (int i = 1; i <= inOne; i++) {
            assertThat(see("soon" + i, i, limits) != null).as("%s", i).isEqualTo(i == inOne);
        }
        store = new HeapAccountStore();
        watchTheAccountForAWeek();
        for (int i = 1; i <= inTwo; i++) {
            long second = i == 1 ? 0 : HOUR + i;
            boolean isTooMany = i == inTwo || i - 1 == inOne;
            assertThat(see("later" + i, second, limits) != null).as("%s", i).isEqualTo(isTooMany);
        }
    }

    @Test
    void countsOverTheTurnOfAnHour() {
        see("a", HOUR - 2);
        see("b", 2 * HOUR - 2);

        assertThat(see("c", 2 * HOUR - 1)).isNotNull();
        assertThat(see("a", 2 * HOUR)).as("its own first hours").isNotNull();
    }

    @Test
    void doesNotCountThoseWhoBeginHoursApart() {
        see("a", 0);
        see("b", HOUR);

        assertThat(see("c", 2 * HOUR)).isNull();
    }

    @Test
    void anAgentWhoseFirstHarmIsADayOldIsNoNewcomer() {
        see("a", -DAY);
        see("b", -DAY + 1);

        see("a", 0);
        see("b", 0);
        assertThat(see("c", 0)).as("a's first harm is a day old").isNull();
        assertThat(see("d", 0)).as("b's is not yet").isNotNull();
        assertThat(see("a", 1)).as("it began before").isNull();
    }

    @Test
    void anAgentThatDidNoHarmForFourWeeksIsOneAgain() {
        watchSince(-60 * DAY);
        see("a", -29 * DAY);
        see("b", -27 * DAY);

        see("a", 0);
        see("b", 0);
        see("c", 0);
        assertThat(see("d", 0)).as("the third with a and c").isNotNull();
        assertThat(see("b", 1)).isNull();
    }

    @Test
    void followsThoseWhoBeganForTwoHoursMore() {
        see("a", 0);
        see("b", 1);
        see("c", 2);

        assertThat(see("late", 3 * HOUR)).as("it began alone").isNull();
        assertThat(see("a", 4 * HOUR - 1)).isNotNull();
        assertThat(see("c", 6 * HOUR)).isNull();
    }

    @Test
    void leavesOutWhoHasDoneNextToNothing() {
        see("a", 0);
        see("b", 1);

        assertThat(see(deletion(FUNCTION, "c", AgentKind.AGENT, 2))).as("0.7").isNull();
        assertThat(see("c", 3)).isNotNull();
    }

    @Test
    void countsNeitherPeopleNorServices() {
        for (String name : List.of("a", "b", "c", "d")) {
            assertThat(see(deletion(INSTANCE, name, AgentKind.HUMAN, 0))).isNull();
            assertThat(see(deletion(INSTANCE, name, AgentKind.SERVICE, 0))).isNull();
        }
        assertThat(store.firstHarms().entries()).isEmpty();
    }

    @Test
    void knowsNoNewcomersInAnAccountsFirstWeekButRemembersWhoDidHarmInIt() {
        watchSince(-7 * DAY + 1);
        see("a", -2 * DAY);
        see("b", 0);
        see("c", 0);
        assertThat(see("d", 0)).as("a second too early").isNull();

        see("e", 1);
        see("a", 1);
        assertThat(see("a", 2)).as("it is none").isNull();
        assertThat(see("f", 2)).as("the second").isNotNull();
    }

    @Property(tries = 200)
    void whoeverBeganTogetherIsFoundInTheEndWhateverTheOrder(@ForAll Random random) {
        List<AccountEvent> events =
                new ArrayList<>(
                        IntStream.range(0, 12)
                                .mapToObj(
                                        i ->
                                                deletion(
                                                        INSTANCE,
                                                        "agent" + i % 4,
                                                        AgentKind.AGENT,
                                                        600 * i))
                                .toList());
        Collections.shuffle(events, random);
        store = new HeapAccountStore();
        watchTheAccountForAWeek();
        events.forEach(this::see);

        for (int i = 0; i < 4; i++) {
            assertThat(see("agent" + i, 7_199)).isNotNull();
        }
    }
}
