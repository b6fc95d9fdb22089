package io.fusewire.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.actions.record.ChainHead;
import io.fusewire.actions.record.IncidentRecords;
import io.fusewire.actions.record.SealedRecord;
import io.fusewire.core.containment.CallMade;
import io.fusewire.core.containment.Claim;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.EscalationLadder;
import io.fusewire.core.containment.PolicyHolder;
import io.fusewire.core.containment.Rung;
import io.fusewire.core.containment.StageTimes;
import io.fusewire.core.containment.Target;
import io.fusewire.core.containment.TripCase;
import io.fusewire.core.containment.WriteReport;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.BlindedTrail;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.identity.SessionPrincipal;
import io.fusewire.core.incident.IncidentBook;
import io.fusewire.core.incident.IncidentDecision;
import io.fusewire.core.incident.IncidentDesk;
import io.fusewire.core.incident.IncidentEffect;
import io.fusewire.core.incident.IncidentRules;
import io.fusewire.kafka.Topics;
import io.fusewire.kafka.embedded.EmbeddedKafka;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Records of an incident on a real topic. */
class IncidentCommandIT {

    private static final long START = Instant.parse("2026-11-17T07:43:15Z").toEpochMilli();
    private static final String ID = "8c1f03d2aa00";
    private static final String EVIL = "</td><script>alert(1)</script>\u202e";
    private static final String AGENT = "aws:111122223333:role/Coder/" + EVIL + ":agent";
    private static final TripCase CASE =
            new TripCase(
                    ID,
                    AGENT,
                    "111122223333",
                    "aws",
                    START,
                    START + 8,
                    null,
                    EscalationLadder.DEFAULT);
    private static final Target ROLE =
            new Target(PolicyHolder.ROLE, "arn:aws:iam::111122223333:role/agents/Coder");

    @TempDir private Path folder;
    private EmbeddedKafka kafka;
    private IncidentBook book = IncidentBook.EMPTY;
    private ChainHead head = ChainHead.START;
    private final List<String> records = new ArrayList<>();
    private long now = START + 1_000;

    @BeforeEach
    void start() {
        kafka = EmbeddedKafka.start();
        kafka.createTopics(Topics.all(1, Optional.of((short) 1)));
        incident();
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void showsARecordAndThatItsChainIsWhole() throws Exception {
        produce(records);
        produce(
                List.of(
                        "{\"type\":\"DELIVERY\",\"key\":\""
                                + ID
                                + "\",\"receiver\":\"pagerduty\",\"result\":\"DELIVERED\","
                                + "\"attempts\":1,\"at\":\"2026-11-17T07:43:18Z\"}"));
        CommandOutput lines = command();
        assertThat(lines.status()).isZero();
        assertThat(lines.out())
                .contains("Chain:  whole, 3 records")
                .contains("TRAIL            StopLogging of " + shown(EVIL) + " in session role:")
                .contains("    aws cloudtrail start-logging --name TRAIL --region eu-west-1")
                .contains("DECIDING_RECORD")
                .doesNotContain("\u202e");

        Path page = folder.resolve("incident.html");
        assertThat(command("--out", page.toString()).status()).isZero();
        assertThat(Files.readString(page))
                .contains("The chain of records is whole.")
                .contains("iam PutRolePolicy Coder: OK")
                .contains("Trails that were left blind", "StopLogging")
                .contains("Left since it was decided", ">TRAIL</td>")
                .contains("<li>aws cloudtrail start-logging --name TRAIL --region eu-west-1</li>")
                .contains("pagerduty")
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script")
                .doesNotContain("\u202e");
    }

    @Test
    void saysThatARecordIsMissing() throws Exception {
        records.remove(1);
        produce(records);
        Path page = folder.resolve("incident.html");
        CommandOutput said = command("--out", page.toString());
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.out()).contains("NOT WHOLE").contains("record 2, which record 3 follows");
        assertThat(Files.readString(page)).contains("THE CHAIN OF RECORDS IS NOT WHOLE");
    }

    @Test
    void saysThatThereIsNone() {
        produce(List.of("{\"type\":\"UPDATE\",\"key\":\"" + ID + "\"}"));
        CommandOutput said = command();
        assertThat(said.status()).isEqualTo(2);
        assertThat(said.err()).contains("DECISION must be one of fusewire.incidents, but none");
    }

    private CommandOutput command(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "incident",
                                ID.substring(0, 8),
                                "--bootstrap-servers",
                                kafka.bootstrapServers()));
        arguments.addAll(List.of(more));
        return CommandOutput.of(arguments.toArray(String[]::new));
    }

    private void produce(List<String> messages) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        kafka.clientSettings(), new StringSerializer(), new StringSerializer())) {
            messages.forEach(m -> producer.send(new ProducerRecord<>(Topics.INCIDENTS, ID, m)));
            producer.flush();
        }
    }

    private void incident() {
        at(
                desk ->
                        desk.decided(
                                new IncidentDecision(
                                        ID,
                                        Decision.Type.TRIP,
                                        START,
                                        "event-1",
                                        AGENT,
                                        AgentKind.AGENT,
                                        "coder",
                                        "111122223333",
                                        "aws",
                                        ROLE.arn(),
                                        List.of(new SessionPrincipal("role:AROA:x", ROLE.arn())),
                                        false,
                                        EnforcementMode.ENFORCE,
                                        85,
                                        64,
                                        List.of("fuse:burst-cap"),
                                        2,
                                        true,
                                        List.of(
                                                new ResourceRef("a", "AWS::RDS::DBInstance", EVIL),
                                                new ResourceRef("b", "AWS::S3::Bucket", "logs")),
                                        List.of(
                                                new BlindedTrail(
                                                        "StopLogging",
                                                        EVIL,
                                                        "eu-west-1",
                                                        "event-0")),
                                        List.of("event-1", "event-2"),
                                        "shipped",
                                        "shipped",
                                        "It destroyed what it had not made. " + EVIL),
                                START + 8,
                                now));
        pass();
        at(
                desk ->
                        desk.written(
                                new WriteReport(
                                        CASE,
                                        ROLE,
                                        1,
                                        "CONFIRMED",
                                        "",
                                        now,
                                        List.of(
                                                new CallMade(
                                                        "iam",
                                                        "PutRolePolicy",
                                                        "Coder",
                                                        now,
                                                        "OK"))),
                                now));
        at(desk -> desk.outcome(outcome(Claim.WRITTEN, null), now));
        pass();
        at(desk -> desk.observed(ObservedCalls.stopLogging(ID, AGENT, EVIL), now));
        at(desk -> desk.outcome(outcome(Claim.PROVEN, now), now));
        pass();
    }

    private static ContainmentOutcome outcome(Claim claim, Long provenMillis) {
        return new ContainmentOutcome(
                CASE,
                ROLE,
                List.of("role:AROA:x"),
                "aws:userid=AROA:x",
                Rung.SESSION,
                claim,
                "TerminateInstances of event 7 was denied",
                false,
                false,
                new StageTimes(START, START + 8, START + 1_000, START + 2_000, provenMillis, null),
                1,
                1,
                List.of("Services that act on the session's behalf go on."),
                List.of());
    }

    private static String shown(String text) {
        return text.replace("\u202e", "\\u202e");
    }

    private void at(Consumer<IncidentDesk> input) {
        IncidentDesk desk = new IncidentDesk(IncidentRules.DEFAULT, book);
        input.accept(desk);
        book = desk.book();
        for (IncidentEffect effect : desk.effects()) {
            if (effect instanceof IncidentEffect.Write write) {
                SealedRecord record =
                        IncidentRecords.sealed(
                                "agent " + AGENT, head, write.incident(), write.state(), false);
                head = record.head();
                records.add(record.json());
            }
        }
    }

    private void pass() {
        now += 2_000;
        at(desk -> desk.pass(now));
    }
}
