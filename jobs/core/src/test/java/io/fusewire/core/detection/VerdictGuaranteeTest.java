package io.fusewire.core.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.detection.Command.Kind;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.Caps;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.testing.TestingEvents;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What people's verdicts promise whatever an agent does. */
class VerdictGuaranteeTest {

    private static final String[] TYPES = {
        "AWS::DynamoDB::Table", "AWS::EC2::Instance", "AWS::RDS::DBInstance", "AWS::S3::Bucket"
    };

    private static AccountEvent deletion(int number, int type, int resources, long second) {
        TestingEvents deletion = TestingEvents.delete(TYPES[type], "r-" + number + "-0");
        for (int n = 1; n < resources; n++) {
            deletion.on(TYPES[type], "r-" + number + "-" + n);
        }
        return TestingGuard.foreignEvent(deletion.id("e-" + number).second(second).build());
    }

    private static Instant at(long second) {
        return TestingEvents.START.plusSeconds(second);
    }

    /**
     * Theorem T3: false trips per agent and cap ≤ 1 + log2(largest sum ever reached / C), because
     * each verdict at least doubles the cap that was broken.
     */
    @Property(tries = 300)
    void eachCapTripsALegitimateAgentOnlyLogarithmicallyOften(
            @ForAll @Size(min = 1, max = 150) List<@IntRange(min = 0, max = 3) Integer> types,
            @ForAll @IntRange(min = 1, max = 12) int resources,
            @ForAll @IntRange(min = 1, max = 300_000) int gapSeconds,
            @ForAll @IntRange(min = 0, max = 5) int eventsBeforeTheVerdict) {
        TestingGuard guard = TestingGuard.armed();
        Caps caps = Policy.DEFAULT.capsFor(null, AgentKind.AGENT);
        HarmLevels largest = new HarmLevels();
        int judged = 0;
        int waiting = 0;
        for (int n = 0; n < types.size(); n++) {
            long second = (long) n * gapSeconds;
            guard.accept(deletion(n, types.get(n), 1 + n % resources, second));
            AgentState state = guard.store.agent();
            largest.raiseTo(state.incidentReached, 1);
            if (state.incidentDecisionId != null && waiting++ >= eventsBeforeTheVerdict) {
                guard.say(Kind.LEGITIMATE, state.incidentDecisionId, false, at(second));
                judged++;
                waiting = 0;
            }
        }
        assertThat(guard.refusals).isEmpty();
        assertThat(trips(guard, Fuse.BURST_CAP))
                .isLessThanOrEqualTo(bound(largest.burst, caps.burst()));
        assertThat(trips(guard, Fuse.WEEK_CAP))
                .isLessThanOrEqualTo(bound(largest.week, caps.week()));
        assertThat(trips(guard, Fuse.MONTH_CAP))
                .isLessThanOrEqualTo(bound(largest.month, caps.month()));
        assertThat(trips(guard, Fuse.FIRST_STRIKE))
                .isLessThanOrEqualTo(bound(largest.strike, caps.strike()));
        assertThat(guard.store.agent().trips).isBetween(judged, judged + 1);
    }

    private static int trips(TestingGuard guard, String cap) {
        return (int)
                guard.decisions.stream()
                        .filter(decision -> decision.type() == Decision.Type.TRIP)
                        .filter(decision -> decision.reasons().contains(cap))
                        .count();
    }

    private static int bound(double largestSum, double cap) {
        return largestSum < cap
                ? 0
                : (int) Math.floor(1 + Math.log(largestSum / cap) / Math.log(2));
    }

    /**
     * A copy of any command, later and at any place, changes nothing that the first one did not.
     */
    @Property(tries = 200)
    void theSameVerdictTwiceHasTheEffectOfOnce(
            @ForAll @IntRange(min = 5, max = 12) int tables,
            @ForAll boolean legitimate,
            @ForAll boolean toProbation,
            @ForAll @IntRange(min = 0, max = 3) int between) {
        TestingGuard once = TestingGuard.armed();
        TestingGuard twice = TestingGuard.armed();
        Kind verdict = legitimate ? Kind.LEGITIMATE : Kind.HARM;
        for (TestingGuard guard : List.of(once, twice)) {
            for (int n = 0; n < tables; n++) {
                guard.accept(deletion(n, 0, 1, n));
            }
            String decision = guard.store.agent().incidentDecisionId;
            guard.say(verdict, decision, toProbation, at(100));
            for (int n = 0; n < between; n++) {
                guard.accept(deletion(100 + n, 1, 1, 200 + n));
            }
            if (guard == twice) {
                guard.say(verdict, decision, toProbation, at(100));
            }
            for (int n = 0; n < 40; n++) {
                guard.accept(deletion(200 + n, 0, 1, 300 + n));
            }
        }
        assertThat(twice.refusals).hasSize(1);
        assertThat(twice.decisions).isEqualTo(once.decisions);
        assertThat(twice.statuses).isEqualTo(once.statuses);
        assertThat(twice.store.agent()).usingRecursiveComparison().isEqualTo(once.store.agent());
    }

    /**
     * Records of an incident that arrive after its verdict are the agent's next harm, in whatever
     * order they come: a legitimate incident as large as the judged one trips nobody.
     */
    @Property(tries = 100)
    void recordsThatComeLateMeetTheRaisedCap(
            @ForAll @IntRange(min = 5, max = 20) int early,
            @ForAll @IntRange(min = 0, max = 20) int late,
            @ForAll long seed) {
        TestingGuard guard = TestingGuard.armed();
        List<AccountEvent> events = new ArrayList<>();
        for (int n = 0; n < early; n++) {
            guard.accept(deletion(n, 0, 1, n));
        }
        guard.say(Kind.LEGITIMATE, guard.store.agent().incidentDecisionId, false, at(1_000));
        for (int n = 0; n < late; n++) {
            events.add(deletion(100 + n, 0, 1, n));
        }
        Collections.shuffle(events, new Random(seed));
        events.forEach(guard::accept);

        boolean withinTheRaisedCap = late <= 2 * early;
        assertThat(guard.store.agent().ownCaps.week).isEqualTo(2 * 15.0 * early);
        assertThat(trips(guard, Fuse.WEEK_CAP)).isEqualTo(withinTheRaisedCap ? 1 : 2);
    }
}
