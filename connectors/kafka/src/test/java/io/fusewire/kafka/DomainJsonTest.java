package io.fusewire.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.audit.DeadLetter;
import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.baseline.LadderReading;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.EscalationLadder;
import io.fusewire.core.detection.AgentSummary;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Command;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.detection.PersonsWord;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.BlindedTrail;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

/** Golden lines: the names and forms that other programs rely on. */
class DomainJsonTest {

    private static final long AT = Instant.parse("2025-12-14T10:00:00Z").toEpochMilli();

    @Test
    void writesADecisionUnderTheNamesOfTheContract() {
        assertThat(DomainJson.decision(decision(false)))
                .isEqualTo(
                        "{\"decisionId\":\"d1\",\"type\":\"TRIP\",\"at\":\"2025-12-14T10:00:00Z\","
                                + "\"triggerEventId\":\"e2\",\"agent\":\"a\",\"agentKind\":\"AGENT\","
                                + "\"agentClass\":\"coder\",\"account\":\"111122223333\","
                                + "\"partition\":\"aws-cn\",\"sessions\":[\"s1\",\"s2\"],"
                                + "\"principals\":[{\"session\":\"s1\","
                                + "\"arn\":\"arn:aws-cn:iam::111122223333:role/x\"}],"
                                + "\"mode\":\"SHADOW\",\"breakerFrom\":\"CLOSED\",\"breakerTo\":\"OPEN\",\"score\":4101.0,"
                                + "\"limit\":64.0,\"reasons\":[\"fuse:week-cap\"],\"resourcesLost\":3,"
                                + "\"resources\":[{\"type\":\"AWS::RDS::DBInstance\",\"id\":\"orders\"}],"
                                + "\"eventIds\":[\"e1\",\"e2\"],\"policy\":\"p1\","
                                + "\"priors\":\"none\",\"defaultCaps\":true,"
                                + "\"escalation\":[\"SESSION\",\"AGENT_SESSIONS\",\"PERSON\"],"
                                + "\"explanation\":\"It \\\"tore\\\" down.\"}");
    }

    @Test
    void namesTrailsAndExecutionsOnlyWhereThereAreAny() {
        assertThat(DomainJson.decision(decision(false))).doesNotContain("trails", "executions");
        assertThat(DomainJson.decision(decision(true)))
                .contains(
                        "\"trails\":[{\"call\":\"StopLogging\",\"id\":\"t\",\"region\":\"cn-north-1\","
                                + "\"eventId\":\"e1\"},"
                                + "{\"call\":\"DeleteTrail\",\"id\":\"u\",\"eventId\":\"e2\"}],"
                                + "\"executions\":[\"arn:e\"],"
                                + "\"eventIds\"");
    }

    @Test
    void saysOnlyWhereItIsSoThatASessionIsShared() {
        assertThat(DomainJson.decision(decision(false))).doesNotContain("sharedSession");
        assertThat(DomainJson.decision(decision(true))).contains("\"sharedSession\":true,");
    }

    @Test
    void saysThatACountIsALowerBoundOnlyWhereItIs() {
        assertThat(DomainJson.decision(decision(false))).doesNotContain("resourcesLostAtLeast");
        assertThat(DomainJson.decision(decision(true)))
                .contains("\"resourcesLost\":3,\"resourcesLostAtLeast\":true,");
    }

    @Test
    void writesAnAgentUnderTheNamesOfTheContract() {
        assertThat(
                        DomainJson.agent(
                                new AgentSummary(
                                        "a",
                                        AgentKind.UNKNOWN,
                                        null,
                                        "111122223333",
                                        2,
                                        30,
                                        4,
                                        AT,
                                        AT + 1_000,
                                        BreakerState.CLOSED,
                                        0.123456,
                                        "fuse:week-cap",
                                        AT,
                                        0,
                                        1,
                                        List.of(),
                                        List.of(ladder()))))
                .isEqualTo(
                        "{\"agent\":\"a\",\"agentKind\":\"UNKNOWN\",\"account\":\"111122223333\","
                                + "\"sessions\":2,\"events\":30,\"destroyedUnits\":4,"
                                + "\"firstSeen\":\"2025-12-14T10:00:00Z\","
                                + "\"lastSeen\":\"2025-12-14T10:00:01Z\",\"breaker\":\"CLOSED\","
                                + "\"maxScore\":0.1235,\"maxReason\":\"fuse:week-cap\","
                                + "\"trips\":0,\"alerts\":1,"
                                + "\"ladders\":[{\"ladder\":\"foreign-harm/burst\","
                                + "\"episodes\":12,\"highest\":3.5}]}");
    }

    private static LadderReading ladder() {
        return new LadderReading(Ladder.BURST_HARM, AT, 0, 0, 1, 0.3, 12, 3.5, List.of(), 0, 0);
    }

    @Test
    void writesADeadLetterUnderTheNamesOfTheContract() {
        assertThat(DomainJson.deadLetter(new DeadLetter("f", 7, "r", "x", null, false)))
                .isEqualTo("{\"source\":\"f\",\"offset\":7,\"reason\":\"r\",\"raw\":\"x\"}");
        assertThat(DomainJson.deadLetter(new DeadLetter("f", 7, "r", "/w==", "base64", true)))
                .isEqualTo(
                        "{\"source\":\"f\",\"offset\":7,\"reason\":\"r\",\"raw\":\"/w==\","
                                + "\"rawEncoding\":\"base64\",\"truncated\":true}");
    }

    @Test
    void writesObservationsAndBreakers() {
        assertThat(
                        DomainJson.observation(
                                new Observation(
                                        "d1",
                                        "a",
                                        "s1",
                                        null,
                                        "e3",
                                        AT,
                                        "rds.amazonaws.com",
                                        "DeleteDBInstance",
                                        Effect.DESTROY,
                                        Outcome.DENIED,
                                        0,
                                        0,
                                        List.of("pattern:deleted-and-recreated"),
                                        List.of(),
                                        null,
                                        null,
                                        null,
                                        null)))
                .contains(
                        "\"decisionId\":\"d1\"",
                        "\"outcome\":\"DENIED\"",
                        "\"patterns\":[\"pattern:deleted-and-recreated\"]",
                        "\"resources\":[]}");
        assertThat(
                        DomainJson.observation(
                                new Observation(
                                        "d1",
                                        "a",
                                        "s1",
                                        null,
                                        "e3",
                                        AT,
                                        "cloudformation.amazonaws.com",
                                        "DeleteStack",
                                        Effect.DESTROY,
                                        Outcome.SUCCESS,
                                        1,
                                        0,
                                        List.of(),
                                        List.of(),
                                        "eu-west-1",
                                        Effect.AUDIT_TAMPERING,
                                        "shop",
                                        "arn:x")))
                .endsWith(
                        ",\"region\":\"eu-west-1\",\"secondEffect\":\"AUDIT_TAMPERING\","
                                + "\"stack\":\"shop\",\"execution\":\"arn:x\"}");
        assertThat(
                        DomainJson.breaker(
                                new BreakerStatus(
                                        "a",
                                        "111122223333",
                                        BreakerState.CLOSED,
                                        EnforcementMode.SHADOW,
                                        AT,
                                        null,
                                        List.of(),
                                        null)))
                .isEqualTo(
                        "{\"agent\":\"a\",\"account\":\"111122223333\",\"breaker\":\"CLOSED\","
                                + "\"mode\":\"SHADOW\",\"at\":\"2025-12-14T10:00:00Z\","
                                + "\"sessions\":[]}");
    }

    @Test
    void saysWhoChangedABreakerWhereAPersonDid() {
        assertThat(
                        DomainJson.breaker(
                                new BreakerStatus(
                                        "a",
                                        "111122223333",
                                        BreakerState.HALF_OPEN,
                                        EnforcementMode.ENFORCE,
                                        AT,
                                        null,
                                        List.of(),
                                        new PersonsWord(
                                                Command.Kind.HARM, "lee@example.com", "d1"))))
                .endsWith(
                        "\"sessions\":[],\"word\":\"HARM\",\"by\":\"lee@example.com\",\"judged\":\"d1\"}");
    }

    @Test
    void saysWhoseKeyOpenedTheSessionWhereThatIsKnown() {
        assertThat(DomainJson.decision(decision(false))).doesNotContain("issuedBy");
        assertThat(DomainJson.decision(decision(true)))
                .contains(
                        ",\"issuedBy\":{\"session\":\"key:AIDAX/AKIAX\","
                                + "\"arn\":\"arn:aws-cn:iam::111122223333:user/u\"},\"mode\":");
    }

    @Test
    void saysWhatOnlyTheLiveJobKnows() {
        assertThat(DomainJson.decision(decision(false)))
                .doesNotContain("agentsAtWork")
                .doesNotContain("deliveredAt");
        assertThat(DomainJson.decision(decision(false).deliveredAt(AT + 2_345).among(240)))
                .endsWith(",\"deliveredAt\":\"2025-12-14T10:00:02.345Z\",\"agentsAtWork\":240}");
    }

    private static Decision decision(boolean atLeast) {
        return new Decision(
                "d1",
                Decision.Type.TRIP,
                1,
                AT,
                "e2",
                "a",
                AgentKind.AGENT,
                "coder",
                "111122223333",
                "aws-cn",
                null,
                List.of("s1", "s2"),
                List.of(
                        new SessionPrincipal("s1", "arn:aws-cn:iam::111122223333:role/x"),
                        new SessionPrincipal("s2", null)),
                atLeast,
                List.of(),
                atLeast
                        ? new SessionPrincipal(
                                "key:AIDAX/AKIAX", "arn:aws-cn:iam::111122223333:user/u")
                        : null,
                EnforcementMode.SHADOW,
                BreakerState.CLOSED,
                BreakerState.OPEN,
                4100.6,
                64,
                List.of("fuse:week-cap"),
                3,
                atLeast,
                List.of(new ResourceRef("k", "AWS::RDS::DBInstance", "orders")),
                atLeast
                        ? List.of(
                                new BlindedTrail("StopLogging", "t", "cn-north-1", "e1"),
                                new BlindedTrail("DeleteTrail", "u", "", "e2"))
                        : List.of(),
                atLeast ? List.of("arn:e") : List.of(),
                List.of("e1", "e2"),
                List.of(),
                List.of(),
                "p1",
                "none",
                true,
                EscalationLadder.DEFAULT,
                "It \"tore\" down.",
                null,
                0);
    }
}
