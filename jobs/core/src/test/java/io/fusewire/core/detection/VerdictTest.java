package io.fusewire.core.detection;

import static io.fusewire.core.testing.TestingEvents.delete;
import static io.fusewire.core.testing.TestingEvents.event;
import static io.fusewire.core.testing.TestingEvents.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fusewire.core.baseline.Episode;
import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.control.Cause;
import io.fusewire.core.detection.Command.Kind;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.testing.TestingEvents;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.List;

/** Caps of a coder: 64 a week and a month, 45 a call. A table weighs 15. */
class VerdictTest {

    private static final String TABLE = "AWS::DynamoDB::Table";
    private static final String DATABASE = "AWS::RDS::DBInstance";

    private final TestingGuard guard = TestingGuard.armed();

    private static TestingEvents deleteTable(int n) {
        return delete(TABLE, "table-" + n).id("delete-" + n).second(n);
    }

    private void deleteTables(int from, int to) {
        for (int n = from; n <= to; n++) {
            guard.foreign(deleteTable(n));
        }
    }

    private AgentState state() {
        return guard.store.agent();
    }

    private List<Decision> trips() {
        return guard.decisions.stream().filter(d -> d.type() == Decision.Type.TRIP).toList();
    }

    private String lastTrip() {
        return trips().get(trips().size() - 1).decisionId();
    }

    private void judge(Kind verdict, boolean toProbation, int second) {
        say(verdict, lastTrip(), toProbation, second);
    }

    private void say(Kind kind, @Nullable String decisionId, boolean toProbation, int second) {
        guard.say(kind, decisionId, toProbation, TestingEvents.START.plusSeconds(second));
    }

    @ParameterizedTest
    @CsvSource({
        "LEGITIMATE,false,CLOSED",
        "LEGITIMATE,true,HALF_OPEN",
        "HARM,false,CLOSED",
        "HARM,true,HALF_OPEN"
    })
    void aVerdictReArmsTheBreakerAndSaysSoAtOnce(
            Kind verdict, boolean toProbation, BreakerState expected) {
        deleteTables(1, 7);

        judge(verdict, toProbation, 100);

        assertThat(state().breaker).isEqualTo(expected);
        assertThat(guard.statuses).extracting(BreakerStatus::state).last().isEqualTo(expected);
        BreakerStatus status = guard.statuses.get(guard.statuses.size() - 1);
        assertThat(status.word()).extracting(PersonsWord::by).isEqualTo("lee@example.com");
        assertThat(status.mode()).isEqualTo(EnforcementMode.ENFORCE);
        assertThat(status.atMillis()).isEqualTo(TestingEvents.START.toEpochMilli() + 100_000);
        assertThat(status.decisionId()).isNull();
        assertThat(Fuse.week(state())).isZero();
        assertThat(state().charges).isZero();
        assertThat(guard.store.charges()).isEmpty();
        assertThat(guard.refusals).isEmpty();
    }

    @Test
    void whoMayChangeAuditIsPagedFromThenOn() {
        guard.foreign(stopLogging(1));
        assertThat(trips()).hasSize(1);
        judge(Kind.LEGITIMATE, false, 100);

        guard.foreign(stopLogging(2_000));

        assertThat(trips()).hasSize(1);
        assertThat(guard.decisions.get(guard.decisions.size() - 1).reasons())
                .containsExactly(Alarms.AUDIT_OFF);
    }

    private static TestingEvents stopLogging(int second) {
        return event().operation("StopLogging", Effect.AUDIT_TAMPERING)
                .impact(10)
                .on("AWS::CloudTrail::Trail", "trail-" + second)
                .id("stop-" + second)
                .second(second);
    }

    /** The agent has its operator's rights, and may have his key. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatFreesAnAgentMustNotComeFromItsOperator(Kind kind) {
        deleteTables(1, 7);
        switch (kind) {
            case LEGITIMATE, HARM, HOLD -> {
                // An open incident is what these are about.
            }
            case RELEASE -> say(Kind.HOLD, null, false, 50);
            case CLOSE -> judge(Kind.HARM, true, 50);
            case DISABLE -> judge(Kind.HARM, false, 50);
            case ENABLE -> {
                judge(Kind.HARM, false, 50);
                say(Kind.DISABLE, null, false, 60);
            }
        }
        BreakerState before = state().breaker;

        guard.obey(
                new Command(
                        kind,
                        state().agent,
                        lastTrip(),
                        false,
                        TestingEvents.START.plusSeconds(100).toEpochMilli(),
                        "Coder@example.com",
                        "control",
                        1));

        if (kind == Kind.HOLD || kind == Kind.ENABLE) {
            assertThat(guard.refusals).isEmpty();
            assertThat(state().breaker).isNotEqualTo(before);
        } else {
            assertThat(guard.refusals)
                    .singleElement()
                    .satisfies(refusal -> assertThat(refusal.cause()).isEqualTo(Cause.SELF));
            assertThat(state().breaker).isEqualTo(before);
        }
    }

    @Test
    void legitimateRaisesTheCapsThatWereReachedToTwiceWhatTheBurstCameToInTheEnd() {
        deleteTables(1, 9);

        judge(Kind.LEGITIMATE, false, 100);

        assertThat(state().ownCaps.week).isEqualTo(2 * 9 * 15);
        assertThat(state().ownCaps.month).isEqualTo(2 * 9 * 15);
        assertThat(state().ownCaps.strike).as("no call came near it").isZero();
        deleteTables(11, 28);
        assertThat(trips()).as("18 tables are 270 points").hasSize(1);
        deleteTables(29, 29);
        assertThat(trips()).hasSize(2);
        assertThat(trips().get(1).limit()).isEqualTo(270);
        assertThat(trips().get(1).explanation())
                .contains("the cap is 270 (this agent's own, raised by a person's verdict)");
    }

    @Test
    void legitimateRaisesTheStrikeCapToTwiceTheCallThatStruck() {
        guard.foreign(read(TABLE, "any").hour(-24 * 10));
        for (int n = 0; n < 20; n++) {
            guard.own(delete(TABLE, "own-" + n).hour(-24 * 5));
        }
        guard.foreign(fourDatabases("x").second(0));
        assertThat(trips()).singleElement().satisfies(this::struckWith80Points);

        judge(Kind.LEGITIMATE, false, 100);

        assertThat(state().ownCaps.strike).isEqualTo(160);
        assertThat(state().ownCaps.week).isEqualTo(160);
    }

    private void struckWith80Points(Decision trip) {
        assertThat(trip.reasons()).contains(Fuse.FIRST_STRIKE);
        assertThat(Fuse.week(state())).isEqualTo(80);
    }

    private static TestingEvents fourDatabases(String name) {
        return delete(DATABASE, name + 1)
                .on(DATABASE, name + 2)
                .on(DATABASE, name + 3)
                .on(DATABASE, name + 4);
    }

    @Test
    void legitimateTeachesTheEpisodeByItsSurprise() {
        deleteTables(1, 9);
        double evidence = state().baseline.ladder(Ladder.BURST_HARM).evidence;
        assertThat(evidence).isGreaterThan(20);

        judge(Kind.LEGITIMATE, false, 100);

        float taught = (float) Math.max(0.25, 20 / evidence);
        assertThat(state().baseline.ladder(Ladder.BURST_HARM).reached[Ladder.rung(135_000_000)])
                .isCloseTo(taught, within(1e-6f));
        assertThat(state().baseline.ladder(Ladder.WEEK_HARM).reached[0])
                .isCloseTo(taught, within(1e-6f));
        assertThat(guard.episodes)
                .extracting(Episode::ladder)
                .containsExactlyInAnyOrder(Ladder.values());
        assertThat(state().destroyedTypes).containsKey(TABLE);
        assertThat(state().destroys).isEqualTo(9);
    }

    @Test
    void harmTeachesNothingAndForgetsWhatTheIncidentDidForTheFirstTime() {
        guard.foreign(delete(DATABASE, "earlier").hour(-24));
        int known = state().baseline.actions.keys.length;
        deleteTables(1, 9);

        judge(Kind.HARM, false, 100);

        assertThat(state().destroyedTypes).containsOnlyKeys(DATABASE);
        assertThat(state().baseline.actions.keys).hasSize(known);
        assertThat(state().baseline.ladder(Ladder.BURST_HARM).isOpen()).isFalse();
        assertThat(state().ownCaps.week).isZero();
        assertThat(guard.episodes).as("the burst of the day before").hasSize(2);
        deleteTables(11, 15);
        assertThat(trips()).as("75 points trip again").hasSize(2);
    }

    /** By event time it began the incident, whether it came before or after the decision. */
    @ParameterizedTest
    @ValueSource(ints = {2, 9})
    void harmForgetsWhatCameLateFromBeforeTheIncidentsBurstBegan(int before) {
        for (int n = 1; n <= 9; n++) {
            if (n == before) {
                guard.foreign(delete(DATABASE, "late").second(-60));
            }
            guard.foreign(deleteTable(n));
        }

        judge(Kind.HARM, false, 100);

        assertThat(state().destroyedTypes).isEmpty();
        assertThat(state().baseline.actions.keys).isEmpty();
    }

    @Test
    void nothingIsLearnedBetweenTheTripAndTheVerdict() {
        deleteTables(1, 5);
        float[] before = state().baseline.ladder(Ladder.BURST_HARM).reached.clone();
        int[] hours = state().baseline.burstsByHour.clone();
        int told = guard.episodes.size();

        for (int hour = 1; hour < 24 * 30; hour += 5) {
            guard.foreign(delete(TABLE, "more-" + hour).hour(hour));
        }

        assertThat(state().baseline.ladder(Ladder.BURST_HARM).reached).isEqualTo(before);
        assertThat(state().baseline.burstsByHour).isEqualTo(hours);
        assertThat(guard.episodes).hasSize(told);
        assertThat(state().breaker).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void theSameVerdictTwiceHasTheEffectOfOnce() {
        deleteTables(1, 9);
        judge(Kind.LEGITIMATE, false, 100);
        float[] learned = state().baseline.ladder(Ladder.BURST_HARM).reached.clone();

        judge(Kind.LEGITIMATE, false, 100);

        assertThat(state().baseline.ladder(Ladder.BURST_HARM).reached).isEqualTo(learned);
        assertThat(state().ownCaps.week).isEqualTo(270);
        assertThat(guard.refusals)
                .singleElement()
                .satisfies(
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(
                                                "decision "
                                                        + lastTrip()
                                                        + " has been judged already"));
    }

    @Test
    void aVerdictOnAnotherDecisionIsRefusedAndChangesNothing() {
        deleteTables(1, 5);
        String first = lastTrip();
        judge(Kind.HARM, false, 100);
        deleteTables(11, 15);

        say(Kind.LEGITIMATE, first, false, 200);
        say(Kind.LEGITIMATE, "0123456789abcdef", false, 200);
        say(Kind.LEGITIMATE, null, false, 200);

        assertThat(state().breaker).isEqualTo(BreakerState.OPEN);
        assertThat(state().incidentDecisionId).isEqualTo(lastTrip());
        assertThat(guard.refusals)
                .extracting(Refusal::reason)
                .containsExactly(
                        "decision " + first + " has been judged already",
                        "its open incident is that of decision " + lastTrip(),
                        "its open incident is that of decision " + lastTrip());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsSaidOfAnAgentThatWasNeverSeenIsRefused(Kind kind) {
        say(kind, "0123456789abcdef", false, 0);

        assertThat(guard.refusals)
                .singleElement()
                .satisfies(
                        refusal -> {
                            assertThat(refusal.reason())
                                    .isEqualTo("no call of this agent has been seen");
                            assertThat(refusal.source()).isEqualTo("control.jsonl");
                        });
        assertThat(guard.statuses).isEmpty();
    }

    @Test
    void onProbationCapsAreAQuarterAndOnlyAPersonEndsIt() {
        deleteTables(1, 5);
        judge(Kind.HARM, true, 100);
        guard.foreign(read(TABLE, "any").hour(24 * 100));
        assertThat(state().breaker).isEqualTo(BreakerState.HALF_OPEN);

        say(Kind.CLOSE, null, false, 24 * 100 * 3_600);
        assertThat(state().breaker).isEqualTo(BreakerState.CLOSED);
        say(Kind.CLOSE, null, false, 24 * 100 * 3_600);
        assertThat(guard.refusals).hasSize(1);
    }

    @Test
    void onProbationTheNextViolationOpensAgain() {
        deleteTables(1, 5);
        judge(Kind.HARM, true, 100);

        deleteTables(11, 12);

        assertThat(trips()).as("30 points against a quarter of 64").hasSize(2);
        assertThat(trips().get(1).breakerFrom()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(trips().get(1).limit()).isEqualTo(16);
    }

    @Test
    void aHoldOutranksAVerdictAndIsReleasedToProbation() {
        deleteTables(1, 5);
        say(Kind.HOLD, null, false, 10);
        assertThat(state().breaker).isEqualTo(BreakerState.FORCED_OPEN);
        assertThat(guard.statuses)
                .last()
                .satisfies(
                        status -> {
                            assertThat(status.decisionId()).isEqualTo(lastTrip());
                            assertThat(status.sessions()).isEqualTo(trips().get(0).sessions());
                        });

        judge(Kind.LEGITIMATE, false, 20);
        assertThat(guard.refusals)
                .singleElement()
                .satisfies(
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(
                                                "its breaker is FORCED_OPEN and must be released"
                                                        + " first"));

        say(Kind.RELEASE, null, false, 30);
        assertThat(state().breaker).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(state().incidentDecisionId).isNull();
        assertThat(state().destroyedTypes).isEmpty();
    }

    @Test
    void whoIsHeldOrDisabledIsNotJudged() {
        guard.foreign(read(TABLE, "any"));
        say(Kind.HOLD, null, false, 0);
        deleteTables(1, 9);
        say(Kind.RELEASE, null, false, 50);
        say(Kind.DISABLE, null, false, 60);
        deleteTables(61, 69);
        say(Kind.ENABLE, null, false, 100);

        assertThat(guard.decisions).isEmpty();
        assertThat(state().breaker).isEqualTo(BreakerState.CLOSED);
        assertThat(guard.statuses)
                .extracting(BreakerStatus::state)
                .containsExactly(
                        BreakerState.FORCED_OPEN,
                        BreakerState.HALF_OPEN,
                        BreakerState.DISABLED,
                        BreakerState.CLOSED);
        deleteTables(111, 115);
        assertThat(trips()).hasSize(1);
    }

    @Test
    void inShadowAVerdictEndsTheIncidentBeforeItsDayIsOver() {
        TestingGuard shadow = TestingGuard.inShadow();
        for (int n = 1; n <= 5; n++) {
            shadow.foreign(deleteTable(n));
        }
        shadow.say(
                Kind.LEGITIMATE,
                shadow.store.agent().incidentDecisionId,
                false,
                TestingEvents.START.plusSeconds(100));

        assertThat(shadow.store.agent().breaker).isEqualTo(BreakerState.CLOSED);
        assertThat(shadow.statuses)
                .extracting(BreakerStatus::mode)
                .containsOnly(EnforcementMode.SHADOW);
        for (int n = 101; n <= 111; n++) {
            shadow.foreign(deleteTable(n));
        }
        assertThat(shadow.decisions)
                .filteredOn(decision -> decision.type() == Decision.Type.TRIP)
                .as("165 points within the hour break the raised cap of 150")
                .hasSize(2);
    }

    @Test
    void anAlertsIncidentCanBeJudgedThoughItsBreakerNeverOpened() {
        for (int n = 1; n <= 12; n++) {
            guard.foreign(deleteTable(n).by("coder", AgentKind.HUMAN).agent(coder()));
        }
        String decision = String.valueOf(state().incidentDecisionId);
        assertThat(state().breaker).isEqualTo(BreakerState.CLOSED);

        guard.say(Kind.LEGITIMATE, decision, true, Instant.EPOCH);
        assertThat(guard.refusals).hasSize(1);
        guard.say(Kind.LEGITIMATE, decision, false, Instant.EPOCH);

        assertThat(state().incidentDecisionId).isNull();
        assertThat(state().ownCaps.week).isPositive();
        BreakerStatus status = guard.statuses.get(guard.statuses.size() - 1);
        assertThat(status.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(status.mode()).isEqualTo(EnforcementMode.ENFORCE);
        assertThat(status.word())
                .isEqualTo(new PersonsWord(Kind.LEGITIMATE, "lee@example.com", decision));
    }

    /** It revoked nothing, and nothing of it was held back from learning. */
    @Test
    void anAlertThatOpenedNoIncidentIsNotJudgedAndThatIsSaid() {
        for (int n = 0; n < Alarms.DENIED_ATTEMPTS_ALERT; n++) {
            guard.foreign(deleteTable(n).outcome(Outcome.DENIED));
        }
        Decision alert = guard.decisions.get(0);
        assertThat(alert.reasons()).containsExactly(Alarms.DENIED_PERSISTENT);

        guard.say(Kind.LEGITIMATE, alert.decisionId(), false, Instant.EPOCH);

        assertThat(guard.refusals)
                .singleElement()
                .satisfies(
                        refusal ->
                                assertThat(refusal.reason())
                                        .contains("no open incident")
                                        .contains("an alert of denied attempts"));
        assertThat(guard.statuses).isEmpty();
    }

    private static String coder() {
        return TestingEvents.agentKey(TestingEvents.ACCOUNT, "coder", AgentKind.AGENT);
    }
}
