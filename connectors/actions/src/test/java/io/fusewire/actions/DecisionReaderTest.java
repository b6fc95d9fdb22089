package io.fusewire.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.EscalationLadder;
import io.fusewire.core.containment.Rung;
import io.fusewire.core.containment.Trip;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.BlindedTrail;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.identity.SessionPrincipal;
import io.fusewire.core.incident.IncidentDecision;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;

class DecisionReaderTest {

    private static final String GOOD =
            "{\"decisionId\":\"d1\",\"type\":\"TRIP\",\"at\":\"2026-11-17T07:43:20Z\","
                    + "\"agent\":\"a\",\"account\":\"1\",\"partition\":\"aws\","
                    + "\"principalArn\":\"arn:x\",\"sessions\":[\"s1\",\"s2\"],"
                    + "\"principals\":[{\"session\":\"s2\",\"arn\":\"arn:y\"}],"
                    + "\"sharedSession\":true,\"breakerFrom\":\"HALF_OPEN\","
                    + "\"resources\":[{\"type\":\"t\",\"id\":\"i\"}],\"more\":[1]}";

    @Test
    void readsWhatContainmentNeeds() throws DecisionException {
        Trip trip = DecisionReader.trip(GOOD).orElseThrow();
        assertThat(trip.agentsAtWork()).isZero();
        assertThat(
                        DecisionReader.trip(GOOD.replaceFirst("\\{", "{\"agentsAtWork\":7,"))
                                .orElseThrow()
                                .agentsAtWork())
                .isEqualTo(7);
        assertThat(trip.deliveredMillis()).isNull();
        String delivered = "{\"deliveredAt\":\"2026-11-17T07:43:22.250Z\",";
        assertThat(DecisionReader.trip(GOOD.replaceFirst("\\{", delivered)).orElseThrow())
                .extracting(Trip::deliveredMillis)
                .isEqualTo(Instant.parse("2026-11-17T07:43:22.250Z").toEpochMilli());
        assertThat(trip.decisionId()).isEqualTo("d1");
        assertThat(trip.atMillis()).isEqualTo(1_794_901_400_000L);
        assertThat(trip.breakerFrom()).isEqualTo(BreakerState.HALF_OPEN);
        assertThat(trip.principalArn()).isEqualTo("arn:x");
        assertThat(trip.sessions())
                .containsExactly(
                        new SessionPrincipal("s1", null), new SessionPrincipal("s2", "arn:y"));
        assertThat(trip.sharedSession()).isTrue();
        assertThat(trip.lost()).hasSize(1);
    }

    @Test
    void readsTheExecutionsThatAnAgentStarted() throws DecisionException {
        assertThat(DecisionReader.trip(GOOD).orElseThrow().executions()).isEmpty();
        String started = GOOD.replace("\"more\":[1]", "\"executions\":[\"arn:e\"]");
        assertThat(DecisionReader.trip(started).orElseThrow().executions())
                .containsExactly("arn:e");
    }

    @Test
    void readsWhoseKeyOpenedTheSession() throws DecisionException {
        assertThat(DecisionReader.trip(GOOD).orElseThrow().issuedBy()).isNull();
        String issued =
                GOOD.replace(
                        "\"more\":[1]", "\"issuedBy\":{\"session\":\"key:A/B\",\"arn\":\"arn:u\"}");
        assertThat(DecisionReader.trip(issued).orElseThrow().issuedBy())
                .isEqualTo(new SessionPrincipal("key:A/B", "arn:u"));
    }

    @Test
    void readsHowFarContainmentMayGo() throws DecisionException {
        assertThat(DecisionReader.trip(GOOD).orElseThrow().escalation())
                .as("of a detector that knew no ladders")
                .isEqualTo(EscalationLadder.DEFAULT);
        String wide =
                GOOD.replace("\"more\":[1]", "\"escalation\":[\"SESSION\",\"KEY\",\"PERSON\"]");
        assertThat(DecisionReader.trip(wide).orElseThrow().escalation().rungs())
                .containsExactly(Rung.SESSION, Rung.KEY, Rung.PERSON);
    }

    @Test
    void whatDoesNotSayThatItRevokesDoesNot() throws DecisionException {
        assertThat(DecisionReader.trip(GOOD).orElseThrow().mode())
                .isEqualTo(EnforcementMode.SHADOW);
        assertThat(
                        DecisionReader.trip(
                                        GOOD.replace("\"more\"", "\"mode\":\"ENFORCE\",\"more\""))
                                .orElseThrow()
                                .mode())
                .isEqualTo(EnforcementMode.ENFORCE);
    }

    @Test
    void readsWhatAPageNeedsOfTripsAndAlerts() throws DecisionException {
        IncidentDecision trip = DecisionReader.decision(GOOD);
        assertThat(trip.type()).isEqualTo(Decision.Type.TRIP);
        assertThat(trip.agentKind()).isEqualTo(AgentKind.UNKNOWN);
        assertThat(trip.lost()).as("those that are named").isEqualTo(1);
        assertThat(trip.explanation()).isEmpty();

        IncidentDecision alert =
                DecisionReader.decision(
                        GOOD.replace("TRIP", "ALERT")
                                .replace("[\"s1\",\"s2\"]", "[]")
                                .replace(
                                        "\"more\":[1]",
                                        "\"agentKind\":\"HUMAN\",\"agentClass\":\"c\","
                                                + "\"mode\":\"ENFORCE\",\"score\":2.5,\"limit\":1,"
                                                + "\"resourcesLost\":7,"
                                                + "\"resourcesLostAtLeast\":true,"
                                                + "\"reasons\":[\"r\"],\"eventIds\":[\"e\"],"
                                                + "\"policy\":\"p\",\"priors\":\"q\","
                                                + "\"triggerEventId\":\"t\","
                                                + "\"explanation\":\"because\""));
        assertThat(alert.type()).isEqualTo(Decision.Type.ALERT);
        assertThat(alert.agentKind()).isEqualTo(AgentKind.HUMAN);
        assertThat(alert.sessions()).isEmpty();
        assertThat(alert.lost()).isEqualTo(7);
        assertThat(alert.lostAtLeast()).isTrue();
        assertThat(alert.score()).isEqualTo(2.5);
        assertThat(alert.reasons()).containsExactly("r");
        assertThat(alert.eventIds()).containsExactly("e");
        assertThat(alert.policyId()).isEqualTo("p");
        assertThat(alert.explanation()).isEqualTo("because");
    }

    @Test
    void readsTrailsWhereADecisionNamesThem() throws DecisionException {
        assertThat(DecisionReader.decision(GOOD).trails()).isEmpty();
        assertThat(
                        DecisionReader.decision(
                                        GOOD.replace(
                                                "\"more\":[1]",
                                                "\"trails\":[{\"call\":\"StopLogging\",\"id\":\"t\","
                                                        + "\"region\":\"eu-west-1\",\"eventId\":\"e\"},"
                                                        + "{\"call\":\"DeleteTrail\",\"id\":\"u\","
                                                        + "\"eventId\":\"f\"}]"))
                                .trails())
                .containsExactly(
                        new BlindedTrail("StopLogging", "t", "eu-west-1", "e"),
                        new BlindedTrail("DeleteTrail", "u", "", "f"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"trails\":[{\"id\":\"t\"}] | call must be given and not empty",
                "\"score\":\"much\" | score must be a number, but was \"much\"",
                "\"reasons\":[1] | reasons must hold texts, but holds 1",
                "\"agentKind\":\"ROBOT\" | agentKind must be a kind of principal, but was ROBOT",
                "\"resourcesLost\":-1 | resourcesLost must be a whole number from 0, but was -1"
            })
    void saysWhatIsWrongWithWhatOnlyAPageNeeds(String field, String message) {
        assertThatThrownBy(() -> DecisionReader.decision(GOOD.replace("\"more\":[1]", field)))
                .isInstanceOf(DecisionException.class)
                .hasMessage(message);
    }

    @Test
    void anAlertContainsNothing() throws DecisionException {
        assertThat(DecisionReader.trip("{\"type\":\"ALERT\"}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"decisionId\":\"d1\" | \"x\":1 | decisionId must be given and not empty",
                "\"decisionId\":\"d1\" | \"decisionId\":7 | decisionId must be a text, but was 7",
                "\"type\":\"TRIP\" | \"type\":\"LOOP\" | type must be TRIP or ALERT, but was LOOP",
                "2026-11-17T07:43:20Z | yesterday | at must be a time like 2026-11-17T07:43:20Z, but was yesterday",
                "\"more\":[1] | \"mode\":\"enforce\" | mode must be SHADOW or ENFORCE, but was enforce",
                "HALF_OPEN | AJAR | breakerFrom must be a state of a breaker, but was AJAR",
                "[\"s1\",\"s2\"] | [] | sessions must name from 1 to 10000 sessions, but names 0",
                "[\"s1\",\"s2\"] | [3] | sessions must hold texts, but holds 3",
                "[\"s1\",\"s2\"] | \"s1\" | sessions must be an array, but was \"s1\"",
                "\"arn\":\"arn:y\" | \"x\":1 | arn must be given and not empty",
                "true | 1 | sharedSession must be true or false, but was 1",
                "\"id\":\"i\" | \"x\":1 | id must be given and not empty",
                "\"more\":[1] | \"escalation\":[\"KEYS\"] | escalation must be rungs of a containment, but was KEYS",
                "\"more\":[1] | \"escalation\":[\"SESSION\"] | escalation must end with person, for somebody is always told where nothing else helps",
                "\"more\":[1] | \"issuedBy\":\"AKIAX\" | issuedBy must be an object, but was \"AKIAX\"",
                "\"more\":[1] | \"issuedBy\":{\"session\":\"key:A/B\"} | arn must be given and not empty",
                "\"more\":[1] | \"agentsAtWork\":-1 | agentsAtWork must be a whole number from 0, but was -1",
            })
    void saysWhichFieldBreaksWhichRule(String part, String instead, String message) {
        assertThatThrownBy(() -> DecisionReader.trip(GOOD.replace(part, instead)))
                .isInstanceOf(DecisionException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nothing | must be JSON, but is not",
                "[1] | must be a JSON object, but was [1]",
                "{\"type\":\"ALERT\"} {} | must be JSON, but is not",
                "{\"type\":\"ALERT\",\"type\":\"TRIP\"} | must be JSON, but is not",
            })
    void refusesWhatIsNoObject(String line, String message) {
        assertThatThrownBy(() -> DecisionReader.trip(line)).hasMessageStartingWith(message);
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll String text) {
        assertThatThrownBy(() -> DecisionReader.trip(text)).isInstanceOf(DecisionException.class);
    }
}
