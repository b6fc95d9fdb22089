package io.fusewire.actions.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fusewire.actions.record.RecordChains.Finding;
import io.fusewire.actions.record.RecordChains.Kind;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.CallMade;
import io.fusewire.core.containment.Claim;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.EscalationLadder;
import io.fusewire.core.containment.IncidentUpdate;
import io.fusewire.core.containment.IncidentUpdate.Severity;
import io.fusewire.core.containment.IncidentUpdate.Status;
import io.fusewire.core.containment.PolicyHolder;
import io.fusewire.core.containment.Rung;
import io.fusewire.core.containment.StageTimes;
import io.fusewire.core.containment.Target;
import io.fusewire.core.containment.TripCase;
import io.fusewire.core.containment.WriteReport;
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
import io.fusewire.core.incident.IncidentBook;
import io.fusewire.core.incident.IncidentDecision;
import io.fusewire.core.incident.IncidentDesk;
import io.fusewire.core.incident.IncidentEffect;
import io.fusewire.core.incident.IncidentRules;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

class IncidentRecordsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long START = Instant.parse("2026-11-17T07:43:15Z").toEpochMilli();
    private static final String AGENT = "aws:111122223333:role/Coder/ci-#:agent";
    private static final String ROLE = "arn:aws:iam::111122223333:role/agents/Coder";
    private static final TripCase CASE =
            new TripCase(
                    "d1",
                    AGENT,
                    "111122223333",
                    "aws",
                    START,
                    START + 8,
                    null,
                    EscalationLadder.DEFAULT);

    private IncidentBook book = IncidentBook.EMPTY;
    private ChainHead head = ChainHead.START;
    private final List<SealedRecord> records = new ArrayList<>();
    private long now = START + 1_000;

    // What a record holds.

    @Test
    void aRecordTellsWhatHappenedInOrderAndWhatWasCalled() throws Exception {
        incident();
        JsonNode last = JSON.readTree(records.get(records.size() - 1).json());
        assertThat(last.path("type").asText()).isEqualTo("RECORD");
        assertThat(last.path("key").asText()).isEqualTo("d1");
        assertThat(last.path("status").asText()).isEqualTo("RESOLVED");
        assertThat(last.path("chain").asText()).isEqualTo("agent " + AGENT);
        assertThat(last.path("decision").path("explanation").asText()).isEqualTo("Why.");
        assertThat(last.path("decision").path("eventIds").path(0).asText()).isEqualTo("event-1");
        assertThat(last.at("/decision/trails/0/id").asText()).isEqualTo("org-trail");
        assertThat(last.path("decision").path("score").asText()).isEqualTo("85.12");
        assertThat(last.path("breakerWord").asText()).isEqualTo("HARM");
        assertThat(last.path("breakerBy").asText()).isEqualTo("lee@example.com");
        assertThat(last.path("outcomes").path(0).path("state").asText()).isEqualTo("PROVEN");
        assertThat(last.path("outcomes").path(0).path("times").path("proven").asText())
                .isEqualTo("2026-11-17T07:43:25Z");
        List<String> kinds = new ArrayList<>();
        List<Instant> times = new ArrayList<>();
        last.path("timeline")
                .forEach(
                        entry -> {
                            kinds.add(entry.path("kind").asText());
                            times.add(Instant.parse(entry.path("at").asText()));
                        });
        assertThat(kinds)
                .contains(
                        "DECIDING_RECORD",
                        "DECIDED",
                        "NOTICE",
                        "WRITE",
                        "OUTCOME",
                        "PAGE",
                        "BREAKER");
        assertThat(kinds).startsWith("DECIDING_RECORD", "DECIDED");
        assertThat(times).isSorted();
        JsonNode write = last.path("timeline").findParents("calls").get(0).path("calls").path(0);
        assertThat(write.path("operation").asText()).isEqualTo("PutRolePolicy");
        assertThat(write.path("answer").asText()).isEqualTo("OK");
    }

    @Test
    void aRecordTellsWhatWasLeftAndWhatToDoAboutIt() throws Exception {
        incident();
        assertThat(JSON.readTree(records.get(0).json()).path("sinceThen").has("left")).isFalse();
        at(
                desk ->
                        desk.observed(
                                new Observation(
                                        "d1",
                                        AGENT,
                                        "role:AROACODER:ci-2",
                                        null,
                                        "event-7",
                                        START + 9_000,
                                        "cloudtrail.amazonaws.com",
                                        "StopLogging",
                                        Effect.AUDIT_TAMPERING,
                                        Outcome.SUCCESS,
                                        0,
                                        0,
                                        List.of(),
                                        List.of(
                                                new ResourceRef(
                                                        "t", "cloudtrail:trail", "org\ud800")),
                                        "eu-west-1",
                                        null,
                                        null,
                                        null),
                                now));
        pass();
        JsonNode last = JSON.readTree(records.get(records.size() - 1).json());
        assertThat(last.at("/sinceThen/left").toString())
                .isEqualTo(
                        "[{\"at\":\"2026-11-17T07:43:24Z\",\"call\":\"StopLogging\","
                                + "\"eventId\":\"event-7\","
                                + "\"eventSource\":\"cloudtrail.amazonaws.com\","
                                + "\"id\":\"org\ufffd\",\"kind\":\"TRAIL\","
                                + "\"region\":\"eu-west-1\",\"session\":\"role:AROACODER:ci-2\","
                                + "\"whatToDo\":[\"aws cloudtrail start-logging --name TRAIL"
                                + " --region eu-west-1\"]}]");
        assertThat(verified(texts()).findings()).isEmpty();
    }

    @Test
    void halvesOfCharactersDoNotBreakTheChain() {
        at(desk -> desk.decided(decision("d1", "x\ud800y\udc00z"), null, now));
        pass();
        assertThat(records).hasSize(1);
        assertThat(verified(texts()).areWhole()).isTrue();
        assertThat(records.get(0).json()).contains("x\ufffdy\ufffdz");
    }

    // The chain.

    @Test
    void aChainThatIsWholeIsWhole() {
        incident();
        assertThat(records).hasSizeGreaterThan(3);
        RecordChains chains = verified(texts());
        assertThat(chains.findings()).isEmpty();
        assertThat(chains.heads()).containsEntry("agent " + AGENT, head);
    }

    @Test
    void aRecordThatIsMissingShows() {
        incident();
        for (int i = 0; i < records.size() - 1; i++) {
            List<String> left = texts();
            left.remove(i);
            assertThat(verified(left).findings())
                    .as("without record " + (i + 1))
                    .extracting(Finding::kind)
                    .containsExactly(Kind.OUT_OF_PLACE);
        }
    }

    /** Of the last one nothing shows but that the chain ends before what its pages name. */
    @Test
    void theEndThatWasCutOffShowsByTheHashInItsPages() {
        incident();
        List<String> left = texts();
        left.remove(left.size() - 1);
        assertThat(verified(left).areWhole()).isTrue();
        assertThat(verified(left).heads()).doesNotContainEntry("agent " + AGENT, head);
    }

    @Test
    void aRecordThatWasAlteredShows() throws Exception {
        incident();
        ObjectNode altered = (ObjectNode) JSON.readTree(texts().get(1));
        ((ObjectNode) altered.path("decision")).put("resourcesLost", 0);
        List<String> all = texts();
        all.set(1, altered.toString());
        assertThat(verified(all).findings())
                .extracting(Finding::kind)
                .containsExactly(Kind.ALTERED, Kind.OUT_OF_PLACE);

        // With a hash that fits it is the next one that does not.
        altered.remove("hash");
        altered.put("hash", CanonicalJson.sha256(altered));
        all.set(1, altered.toString());
        assertThat(verified(all).findings())
                .extracting(Finding::kind)
                .containsExactly(Kind.OUT_OF_PLACE);
    }

    /** Any one bit that is another makes the record another, or none. */
    @Property(tries = 200)
    void anyOtherCharacterShows(@ForAll @IntRange(min = 0, max = 100_000) int place) {
        if (records.isEmpty()) {
            incident();
        }
        List<String> all = texts();
        String text = all.get(1);
        int at = place % text.length();
        char other = text.charAt(at) == 'x' ? 'y' : 'x';
        all.set(1, text.substring(0, at) + other + text.substring(at + 1));
        assertThat(verified(all).findings().stream().filter(f -> f.kind().isFault())).isNotEmpty();
    }

    @Test
    void recordsInAnotherOrderShow() {
        incident();
        for (int i = 0; i < records.size() - 1; i++) {
            List<String> all = texts();
            all.add(i, all.remove(i + 1));
            assertThat(verified(all).areWhole()).as("record " + (i + 2) + " first").isFalse();
        }
    }

    @Test
    void theSameAgainAndARestoreAreNoFault() {
        incident();
        List<String> all = texts();
        all.add(1, all.get(0));
        // A restore from after the second record tells the third otherwise.
        book = IncidentBook.EMPTY;
        head = records.get(1).head();
        records.clear();
        at(desk -> desk.decided(decision("d1", "Why."), null, now + 5));
        pass();
        all.addAll(texts());
        RecordChains chains = verified(all);
        assertThat(chains.areWhole()).isTrue();
        assertThat(chains.findings())
                .extracting(Finding::kind, Finding::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                Kind.BRANCH, "the chain goes on from record 2 again"));
    }

    @Test
    void whatIsNoRecordIsPassedByOrSaidToBeNone() {
        RecordChains chains =
                verified(
                        List.of(
                                "{\"type\":\"UPDATE\",\"key\":\"d1\"}",
                                "nonsense",
                                "[]",
                                "{\"type\":\"RECORD\"}"));
        assertThat(chains.findings())
                .extracting(Finding::kind)
                .containsExactly(Kind.UNREADABLE, Kind.UNREADABLE, Kind.UNREADABLE);
    }

    // OCSF.

    @Test
    void aFindingHasWhatTheSchemaRequires() throws Exception {
        incident();
        List<Integer> activities = new ArrayList<>();
        for (SealedRecord record : records) {
            JsonNode finding = JSON.readTree(record.finding());
            activities.add(finding.path("activity_id").asInt());
            assertThat(finding.path("category_uid").asInt()).isEqualTo(2);
            assertThat(finding.path("class_uid").asInt()).isEqualTo(2004);
            assertThat(finding.path("type_uid").asInt())
                    .isEqualTo(200_400 + finding.path("activity_id").asInt());
            assertThat(finding.path("time").isIntegralNumber()).isTrue();
            assertThat(finding.path("severity_id").asInt()).isBetween(1, 5);
            assertThat(finding.path("status_id").asInt()).isIn(1, 2, 4);
            assertThat(finding.at("/metadata/version").asText()).isEqualTo("1.3.0");
            assertThat(finding.at("/metadata/product/vendor_name").asText()).isEqualTo("Fusewire");
            assertThat(finding.at("/metadata/uid").asText()).isEqualTo(record.head().hash());
            assertThat(finding.at("/finding_info/uid").asText()).isEqualTo("d1");
            assertThat(finding.at("/finding_info/title").asText()).isNotEmpty();
            assertThat(finding.at("/finding_info/analytic/type_id").isInt()).isTrue();
            assertThat(finding.at("/cloud/provider").asText()).isEqualTo("AWS");
            assertThat(finding.at("/evidences/0/actor/user/uid").asText()).isEqualTo(ROLE);
            assertThat(finding.at("/resources/0/uid").asText()).isEqualTo("billing-db");
        }
        assertThat(activities).startsWith(1, 2).endsWith(3);
    }

    @Test
    void anIncidentWithoutADecisionIsNoFinding() {
        at(
                desk ->
                        desk.noticed(
                                new IncidentUpdate(
                                        "mass-trip",
                                        Status.OPEN,
                                        Severity.CRITICAL,
                                        "d9",
                                        AGENT,
                                        "1",
                                        "Too many",
                                        "Look.",
                                        now),
                                now));
        pass();
        assertThat(records).singleElement().satisfies(r -> assertThat(r.finding()).isEmpty());
    }

    // An incident from its trip to its reset.

    private void incident() {
        at(desk -> desk.decided(decision("d1", "Why."), START + 8, now));
        at(
                desk ->
                        desk.noticed(
                                new IncidentUpdate(
                                        "d1",
                                        Status.OPEN,
                                        Severity.CRITICAL,
                                        "d1",
                                        AGENT,
                                        "111122223333",
                                        "its breaker opened",
                                        "Look.",
                                        now),
                                now));
        pass();
        at(
                desk ->
                        desk.written(
                                new WriteReport(
                                        CASE,
                                        new Target(PolicyHolder.ROLE, ROLE),
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
        at(desk -> desk.outcome(outcome(Claim.WRITTEN), now));
        pass();
        at(desk -> desk.outcome(outcome(Claim.PROVEN), now));
        pass();
        at(
                desk ->
                        desk.breaker(
                                new BreakerStatus(
                                        AGENT,
                                        "111122223333",
                                        BreakerState.CLOSED,
                                        EnforcementMode.ENFORCE,
                                        now,
                                        null,
                                        List.of(),
                                        new PersonsWord(
                                                Command.Kind.HARM, "lee@example.com", null)),
                                now));
        pass();
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
                records.add(record);
            }
        }
    }

    private void pass() {
        now += 2_000;
        at(desk -> desk.pass(now));
    }

    private List<String> texts() {
        return new ArrayList<>(records.stream().map(SealedRecord::json).toList());
    }

    private static RecordChains verified(List<String> messages) {
        RecordChains chains = new RecordChains();
        messages.forEach(chains::take);
        return chains;
    }

    private static ContainmentOutcome outcome(Claim claim) {
        return new ContainmentOutcome(
                CASE,
                new Target(PolicyHolder.ROLE, ROLE),
                List.of("role:AROACODER:ci-1@2026-11-17T07:00:00Z"),
                "aws:userid=AROACODER:ci-1",
                Rung.SESSION,
                claim,
                "as it is",
                false,
                false,
                new StageTimes(
                        START,
                        START + 8,
                        START + 1_000,
                        START + 2_000,
                        claim == Claim.PROVEN ? START + 10_000 : null,
                        null),
                1,
                1,
                List.of(),
                List.of());
    }

    private static IncidentDecision decision(String id, String explanation) {
        return new IncidentDecision(
                id,
                Decision.Type.TRIP,
                START,
                "event-1",
                AGENT,
                AgentKind.AGENT,
                "coder",
                "111122223333",
                "aws",
                ROLE,
                List.of(new SessionPrincipal("role:AROACODER:ci-1@2026-11-17T07:00:00Z", ROLE)),
                false,
                EnforcementMode.ENFORCE,
                85.1234,
                64,
                List.of("fuse:burst-cap"),
                3,
                true,
                List.of(new ResourceRef("d", "AWS::RDS::DBInstance", "billing-db")),
                List.of(new BlindedTrail("StopLogging", "org-trail", "eu-west-1", "event-0")),
                List.of("event-1"),
                "shipped",
                "shipped",
                explanation);
    }
}
