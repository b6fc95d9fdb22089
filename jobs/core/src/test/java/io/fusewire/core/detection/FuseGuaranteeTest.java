package io.fusewire.core.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.testing.TestingEvents;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What the fuse promises whatever an agent does (detector specification, theorem T4), and in
 * whatever order it arrives.
 */
class FuseGuaranteeTest {

    private static final String[] TYPES = {
        "AWS::DynamoDB::Table",
        "AWS::EC2::Instance",
        "AWS::RDS::DBInstance",
        "AWS::EC2::SecurityGroup"
    };

    /** Its week cap is half its month cap, so that a week summed short shows. */
    private static final String CLASS = "operator";

    record Deletion(long minute, int type) {}

    private static AccountEvent deletion(Deletion deletion, int number) {
        return TestingGuard.foreignEvent(
                TestingEvents.delete(TYPES[deletion.type()], "r-" + number)
                        .id("e-" + number)
                        .second(deletion.minute() * 60)
                        .agentClass(CLASS)
                        .build());
    }

    @Property(tries = 200)
    void noWeekHoldsMoreThanTheCapAndTheTrippingEvent(
            @ForAll @Size(min = 1, max = 120) List<@IntRange(min = 0, max = 3) Integer> types,
            @ForAll @LongRange(min = 1, max = 2_000) long gapMinutes) {
        TestingGuard guard = TestingGuard.armed();
        double cap = Policy.DEFAULT.capsFor(CLASS, AgentKind.AGENT).week();
        List<Long> minutes = new ArrayList<>();
        List<Double> points = new ArrayList<>();
        for (int n = 0; n < types.size(); n++) {
            double before = sumOfSevenDays(minutes, points, n * gapMinutes);
            guard.accept(deletion(new Deletion(n * gapMinutes, types.get(n)), n));
            if (guard.store.agent().trips > 0) {
                assertThat(before)
                        .as("harm of seven days before the tripping event")
                        .isLessThanOrEqualTo(cap);
                return;
            }
            minutes.add(n * gapMinutes);
            points.add(new double[] {15, 2, 20, 0.5}[types.get(n)]);
            assertThat(sumOfSevenDays(minutes, points, n * gapMinutes)).isLessThanOrEqualTo(cap);
        }
    }

    private static double sumOfSevenDays(List<Long> minutes, List<Double> points, long nowMinute) {
        double sum = 0;
        for (int i = 0; i < minutes.size(); i++) {
            if (nowMinute - minutes.get(i) < 7 * 24 * 60) {
                sum += points.get(i);
            }
        }
        return sum;
    }

    @Property(tries = 200)
    void theSumsDoNotDependOnTheOrderOfArrival(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 40_000) Integer> minutes,
            @ForAll long seed) {
        List<AccountEvent> events = new ArrayList<>();
        for (int n = 0; n < minutes.size(); n++) {
            events.add(deletion(new Deletion(minutes.get(n), 3), n));
        }
        TestingGuard inOrder = TestingGuard.inShadow();
        events.forEach(inOrder::accept);
        Collections.shuffle(events, new Random(seed));
        TestingGuard shuffled = TestingGuard.inShadow();
        events.forEach(shuffled::accept);

        assertThat(Fuse.month(shuffled.store.agent())).isEqualTo(Fuse.month(inOrder.store.agent()));
        assertThat(Fuse.week(shuffled.store.agent())).isEqualTo(Fuse.week(inOrder.store.agent()));
    }
}
