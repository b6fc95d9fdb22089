package io.fusewire.actions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.actions.ActionPlanner;
import io.fusewire.actions.LoggedText;
import io.fusewire.actions.PlannedCall;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.CallMade;
import io.fusewire.core.containment.ContainmentPlanner;
import io.fusewire.core.containment.DenyEntry;
import io.fusewire.core.containment.DenyKind;
import io.fusewire.core.containment.EscalationLadder;
import io.fusewire.core.containment.Measure;
import io.fusewire.core.containment.MeasureChoice;
import io.fusewire.core.containment.Packing;
import io.fusewire.core.containment.PolicyHolder;
import io.fusewire.core.containment.Target;
import io.fusewire.core.containment.TargetLedger;
import io.fusewire.core.containment.Trip;
import io.fusewire.core.containment.WriteRequest;
import io.fusewire.core.containment.WriteResult;
import io.fusewire.core.containment.WriteResult.Confirmed;
import io.fusewire.core.containment.WriteResult.Refused;
import io.fusewire.core.containment.WriteResult.Unconfirmed;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.identity.SessionPrincipal;
import io.fusewire.standin.Call;
import io.fusewire.standin.Caller;
import io.fusewire.standin.Faults;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** The writer and the unmodified SDK over HTTP against the stand-in. */
@Timeout(60)
class AwsIamWriterTest {

    private static final String LOGS =
            "{\"Sid\":\"Logs\",\"Effect\":\"Allow\",\"Action\":\"logs:*\",\"Resource\":\"*\"}";

    private AwsScene scene;

    @BeforeEach
    void start() throws IOException {
        scene = new AwsScene("aws", 1);
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    private void restartIn(String partition) throws IOException {
        scene.close();
        scene = new AwsScene(partition, 1);
    }

    private static String policyOf(String... statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    private static String padding(int characters) {
        String start =
                policyOf("{\"Sid\":\"\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}");
        return start.replace("\"\"", "\"" + "x".repeat(characters - start.length()) + "\"");
    }

    private static Confirmed confirmed(WriteResult result) {
        assertThat(result).isInstanceOf(Confirmed.class);
        return (Confirmed) result;
    }

    private boolean isDenied(Caller caller) {
        return scene.aws.judge(caller, "ec2:TerminateInstances", "*").isDenied();
    }

    private String coder() {
        String arn = scene.arn("role/agents/coder");
        scene.aws.addRole(arn, "AROACODER");
        return arn;
    }

    private List<String> writes() {
        return scene.aws.calls().stream().filter(Call::isWrite).map(Call::operation).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "aws-cn", "aws-us-gov"})
    void aRoleSessionIsDeniedAndNobodyElse(String partition) throws IOException {
        restartIn(partition);
        String coder = coder();
        String other = scene.arn("role/agents/other");
        scene.aws.addRole(other, "AROAOTHER");
        Instant now = scene.clock.instant();
        Caller target = Caller.roleSession(coder, "AROACODER", "agent-42", now);

        confirmed(scene.write(scene.ledger(coder, "AROACODER", List.of("agent-42"))));
        assertThat(isDenied(target)).as("before it takes effect").isFalse();
        scene.clock.advance(AwsScene.PROPAGATION);

        assertThat(scene.aws.judge(target, "s3:DeleteObject", "*").errorMessage())
                .endsWith("with an explicit deny in an identity-based policy");
        assertThat(isDenied(Caller.roleSession(coder, "AROACODER", "agent-421", now))).isFalse();
        assertThat(isDenied(Caller.roleSession(coder, "AROACODER", "mei@example.com", now)))
                .as("a person on the role")
                .isFalse();
        assertThat(isDenied(Caller.roleSession(other, "AROAOTHER", "agent-42", now)))
                .as("same-named session in another role")
                .isFalse();
        assertThat(
                        isDenied(
                                Caller.roleSession(
                                        scene.arn("role/breaker/enforcer"),
                                        "AROAENFORCER",
                                        "fusewire-enforcer",
                                        now)))
                .as("the enforcer itself")
                .isFalse();
    }

    @Test
    void anAgentsSignInIsDeniedAndThePersonWorksOn() {
        String operator = scene.arn("role/OperatorRole");
        scene.aws.addRole(operator, "AROAOP");
        String signIn = "arn:aws:signin:us-east-1:111122223333:session/agent";
        Measure.Deny deny = scene.measure("a", "signin:" + signIn, operator);
        confirmed(scene.write(AwsScene.of(deny.target(), deny.entry())));
        scene.clock.advance(AwsScene.PROPAGATION);

        Caller person = Caller.roleSession(operator, "AROAOP", "mei", scene.clock.instant());
        assertThat(isDenied(person)).isFalse();
        assertThat(isDenied(person.signedIn(signIn).throughMcp())).isTrue();
        assertThat(isDenied(person.signedIn(signIn + "-2").throughMcp())).isFalse();
    }

    @Test
    void aUserIsDeniedAndItsKeyInactiveAndBothComeBack() {
        String ci = scene.arn("user/agents/ci");
        scene.aws.addUser(ci, "AIDACI");
        scene.aws.addAccessKey(ci, "AKIACI", true);
        scene.aws.addAccessKey(ci, "AKIAOLD", false);
        Map<String, String> start = scene.aws.documents();
        Measure.Deny deny = scene.measure("ci", "key:AIDACI/AKIACI", ci);
        Set<String> keys = Set.of("AKIACI", "AKIAOLD");

        Confirmed opened =
                confirmed(
                        scene.write(
                                new WriteRequest(
                                        deny.target(),
                                        AwsScene.of(deny.target(), deny.entry()),
                                        keys,
                                        Set.of())));
        assertThat(opened.keysDisabled()).containsExactly("AKIACI");
        scene.clock.advance(AwsScene.PROPAGATION);
        assertThat(isDenied(Caller.user(ci, "AIDACI", null))).isTrue();
        assertThat(isDenied(Caller.user(ci, "AIDACI", null).issuedAt(scene.clock.instant())))
                .isTrue();
        assertThat(
                        scene.aws
                                .judge(Caller.user(ci, "AIDACI", "AKIACI"), "s3:GetObject", "*")
                                .errorCode())
                .isEqualTo("InvalidClientTokenId");

        confirmed(
                scene.write(
                        new WriteRequest(
                                deny.target(),
                                AwsScene.empty(deny.target()),
                                Set.of(),
                                opened.keysDisabled())));
        assertThat(scene.aws.documents()).isEqualTo(start);
    }

    @Test
    void aFederatedSessionIsDeniedAndItsUsersKeyWorksOn() {
        String ci = scene.arn("user/ci");
        scene.aws.addUser(ci, "AIDACI");
        Measure.Deny deny =
                scene.measure("job", "federated:111122223333:job@2026-11-17T07:00:00Z", ci);
        confirmed(scene.write(AwsScene.of(deny.target(), deny.entry())));
        scene.clock.advance(AwsScene.PROPAGATION);
        assertThat(isDenied(Caller.federated(ci, "job", scene.clock.instant()))).isTrue();
        assertThat(isDenied(Caller.federated(ci, "report", scene.clock.instant()))).isFalse();
        assertThat(isDenied(Caller.user(ci, "AIDACI", null))).isFalse();
    }

    @Test
    void onProbationOldCredentialsStayDeadAndNewOnesWork() {
        String coder = coder();
        TargetLedger open = scene.ledger(coder, "AROACODER", List.of("agent"));
        Instant before = scene.clock.instant();
        confirmed(scene.write(open));
        scene.clock.advance(AwsScene.PROPAGATION);
        confirmed(scene.write(open.withProbation("agent", scene.clock.millis())));
        scene.clock.advance(AwsScene.PROPAGATION);
        assertThat(isDenied(Caller.roleSession(coder, "AROACODER", "agent", before))).isTrue();
        assertThat(isDenied(Caller.roleSession(coder, "AROACODER", "agent", scene.clock.instant())))
                .isFalse();
    }

    @Test
    void whatPlanPrintsIsWhatIsCalled() {
        String ci = scene.arn("user/agents/ci");
        scene.aws.addUser(ci, "AIDACI");
        scene.aws.addAccessKey(ci, "AKIACI", true);
        Trip trip =
                new Trip(
                        "d",
                        scene.clock.millis(),
                        "ci",
                        AwsScene.ACCOUNT,
                        "aws",
                        EnforcementMode.ENFORCE,
                        BreakerState.CLOSED,
                        null,
                        List.of(new SessionPrincipal("key:AIDACI/AKIACI", ci)),
                        false,
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        0,
                        EscalationLadder.DEFAULT,
                        null);
        List<PlannedCall> planned =
                new ActionPlanner(new ContainmentPlanner(new MeasureChoice(List.of(), Set.of())))
                        .plan(trip)
                        .get(0)
                        .calls();
        Measure.Deny deny = scene.measure("ci", "key:AIDACI/AKIACI", ci);
        confirmed(
                scene.write(
                        new WriteRequest(
                                deny.target(),
                                AwsScene.of(deny.target(), deny.entry()),
                                Set.of("AKIACI"),
                                Set.of())));
        List<PlannedCall> called =
                scene.aws.calls().stream()
                        .filter(Call::isWrite)
                        .map(
                                call ->
                                        new PlannedCall(
                                                call.service(),
                                                call.operation(),
                                                new LinkedHashMap<>(call.parameters())))
                        .toList();
        assertThat(called).isEqualTo(planned);
    }

    @Test
    void whatIsInPlaceIsNotWrittenAndWhatOthersChangedIs() {
        String coder = coder();
        TargetLedger ledger = scene.ledger(coder, "AROACODER", List.of("a", "b"));
        assertThat(confirmed(scene.write(ledger)).changed()).isTrue();
        assertThat(confirmed(scene.write(ledger)).changed()).isFalse();
        scene.restart();
        assertThat(confirmed(scene.write(ledger)).changed()).isFalse();
        assertThat(writes()).containsExactly("PutRolePolicy");

        scene.aws.addInlinePolicy(
                coder,
                Target.POLICY_NAME,
                scene.ledger(coder, "AROACODER", List.of("a")).pack().document().text());
        assertThat(confirmed(scene.write(ledger)).changed()).isTrue();
        assertThat(scene.aws.documents())
                .containsEntry(coder + " policy FusewireBreaker", ledger.pack().document().text());
    }

    @Test
    void statementsOfOthersAreKeptAndLeftBehind() {
        String coder = coder();
        scene.aws.addInlinePolicy(coder, Target.POLICY_NAME, policyOf(LOGS));
        scene.aws.addInlinePolicy(coder, "Work", padding(500));
        Map<String, String> start = scene.aws.documents();
        TargetLedger ledger = scene.ledger(coder, "AROACODER", List.of("a"));
        confirmed(scene.write(ledger));
        assertThat(scene.aws.documents().get(coder + " policy FusewireBreaker"))
                .contains(LOGS)
                .contains("AROACODER:a");
        confirmed(scene.write(AwsScene.empty(ledger.target())));
        assertThat(scene.aws.documents()).isEqualTo(start);
    }

    @Test
    void whereOthersLeaveLittleRoomAWiderDenyIsWrittenNeverNothing() {
        String coder = coder();
        for (int n = 0; n < 5; n++) {
            scene.aws.addInlinePolicy(coder, "Work" + n, padding(1_800));
        }
        List<String> names = IntStream.range(0, 100).mapToObj(n -> "agent-" + n).toList();
        TargetLedger ledger = scene.ledger(coder, "AROACODER", names);
        Instant issued = scene.clock.instant().minusSeconds(60);
        Confirmed written = confirmed(scene.write(ledger));
        assertThat(written.packing().level()).isEqualTo(Packing.Level.WIDENED);
        assertThat(scene.aws.inlineCharacters(coder)).isLessThanOrEqualTo(10_240);
        scene.clock.advance(AwsScene.PROPAGATION);
        for (String name : names) {
            assertThat(isDenied(Caller.roleSession(coder, "AROACODER", name, issued))).isTrue();
        }
        assertThat(confirmed(scene.write(ledger)).changed()).isFalse();
    }

    @Test
    void withoutAnyRoomItIsRefusedAndTheOldDocumentStays() {
        String coder = coder();
        TargetLedger one = scene.ledger(coder, "AROACODER", List.of("a"));
        confirmed(scene.write(one));
        for (int n = 0; n < 5; n++) {
            scene.aws.addInlinePolicy(coder, "Work" + n, padding(2_040));
        }
        WriteResult result =
                scene.write(
                        scene.ledger(
                                coder,
                                "AROACODER",
                                List.of("a", "b".repeat(60), "c".repeat(60), "d".repeat(60))));
        assertThat(result)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).contains("make room by hand"));
        assertThat(scene.aws.documents())
                .containsEntry(coder + " policy FusewireBreaker", one.pack().document().text());
    }

    @Test
    void aSharedPolicyHoldsAllRolesAndGoesBackToDenyingNobody() {
        String coder = coder();
        String tester = scene.arn("role/agents/tester");
        scene.aws.addRole(tester, "AROATESTER");
        Target shared =
                new Target(PolicyHolder.MANAGED_POLICY, scene.arn("policy/breaker/AgentBreaker"));
        String start = AwsScene.empty(shared).pack().document().text();
        scene.aws.addManagedPolicy(shared.arn(), start, List.of(coder, tester));
        TargetLedger ledger = AwsScene.empty(shared);
        for (int n = 0; n < 8; n++) {
            String role = n % 2 == 0 ? coder : tester;
            String id = n % 2 == 0 ? "AROACODER:a" : "AROATESTER:a";
            ledger = ledger.with(DenyEntry.open("a" + n, DenyKind.USER_ID, id + n, role, 0));
            confirmed(scene.write(ledger));
        }
        scene.clock.advance(AwsScene.PROPAGATION);
        assertThat(isDenied(Caller.roleSession(coder, "AROACODER", "a0", Instant.EPOCH))).isTrue();
        assertThat(isDenied(Caller.roleSession(tester, "AROATESTER", "a7", Instant.EPOCH)))
                .isTrue();
        assertThat(isDenied(Caller.roleSession(tester, "AROATESTER", "a0", Instant.EPOCH)))
                .isFalse();
        confirmed(scene.write(AwsScene.empty(shared)));
        assertThat(scene.aws.documents()).containsEntry(shared.arn(), start);
    }

    @Test
    void twoHundredSessionsOfTwentyRolesAreWrittenAndLiftedToTheVeryStart() {
        Map<Target, TargetLedger> ledgers = new LinkedHashMap<>();
        for (int r = 0; r < 20; r++) {
            String role = scene.arn("role/agents/coder-" + r);
            scene.aws.addRole(role, "AROA" + r);
            scene.aws.addInlinePolicy(role, "Work", padding(9_000));
            if (r % 3 == 0) {
                scene.aws.addInlinePolicy(role, Target.POLICY_NAME, policyOf(LOGS));
            }
            ledgers.put(new Target(PolicyHolder.ROLE, role), null);
        }
        Map<String, String> start = scene.aws.documents();
        Instant issued = scene.clock.instant().minusSeconds(60);
        for (int s = 1; s <= 10; s++) {
            int sessions = s;
            List<CompletableFuture<WriteResult>> results = new ArrayList<>();
            ledgers.replaceAll(
                    (target, unused) ->
                            scene.ledger(
                                    target.arn(),
                                    "AROA" + target.name().substring(6),
                                    IntStream.range(0, sessions)
                                            .mapToObj(n -> "agent-" + n + "-" + "x".repeat(40))
                                            .toList()));
            ledgers.forEach(
                    (target, ledger) ->
                            results.add(
                                    scene.writer.write(
                                            new WriteRequest(target, ledger, Set.of(), Set.of()))));
            results.forEach(result -> confirmed(result.join()));
        }
        scene.clock.advance(AwsScene.PROPAGATION);
        ledgers.forEach(
                (target, ledger) -> {
                    assertThat(scene.aws.inlineCharacters(target.arn()))
                            .isLessThanOrEqualTo(10_240);
                    for (DenyEntry entry : ledger.entries()) {
                        String[] id = entry.value().split(":");
                        assertThat(isDenied(Caller.roleSession(target.arn(), id[0], id[1], issued)))
                                .as(entry.value())
                                .isTrue();
                    }
                });
        ledgers.keySet().forEach(target -> confirmed(scene.write(AwsScene.empty(target))));
        assertThat(scene.aws.documents()).isEqualTo(start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PutRolePolicy", "GetRolePolicy", "AssumeRole"})
    void whatIsNotAllowedIsRefusedAtOnce(String operation) {
        TargetLedger ledger = scene.ledger(coder(), "AROACODER", List.of("a"));
        scene.aws.refuse(operation);
        assertThat(scene.write(ledger))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).contains("AccessDenied"));
    }

    @Test
    void aRoleThatIsGoneIsRefusedAndItsLiftIsDone() {
        String gone = scene.arn("role/agents/gone");
        TargetLedger ledger = scene.ledger(gone, "AROAGONE", List.of("a"));
        assertThat(scene.write(ledger)).isInstanceOf(Refused.class);
        confirmed(scene.write(AwsScene.empty(ledger.target())));
    }

    @Test
    void theSessionInTheMemberAccountIsAskedForOnce() {
        TargetLedger ledger = scene.ledger(coder(), "AROACODER", List.of("a"));
        confirmed(scene.write(ledger));
        confirmed(scene.write(AwsScene.empty(ledger.target())));
        assertThat(scene.aws.calls().stream().filter(c -> c.operation().equals("AssumeRole")))
                .hasSize(1);
    }

    @Test
    void neitherAFullQueueNorAHangBlocksTheCaller() {
        scene.values.put("aws.threads", "1");
        scene.values.put("aws.queue-max", "1");
        scene.values.put("aws.call-timeout", "PT0.3S");
        scene.values.put("aws.write-timeout", "PT0.5S");
        scene.restart();
        scene.aws.setFaults(Faults.NONE.with(Faults.Kind.HANG, 1));
        List<CompletableFuture<WriteResult>> results = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            String role = scene.arn("role/agents/coder-" + n);
            scene.aws.addRole(role, "AROA" + n);
            TargetLedger ledger = scene.ledger(role, "AROA" + n, List.of("a"));
            results.add(
                    scene.writer.write(
                            new WriteRequest(ledger.target(), ledger, Set.of(), Set.of())));
        }
        assertThat(results.get(3).isDone()).isTrue();
        assertThat(results.get(3).join())
                .isEqualTo(new Unconfirmed("1 writes to AWS wait already."));
        results.forEach(result -> assertThat(result.join()).isInstanceOf(Unconfirmed.class));
    }

    @Test
    void whileAWriteIsUnderWayAnotherOfItsTargetIsUnconfirmed() {
        scene.values.put("aws.call-timeout", "PT0.5S");
        scene.restart();
        scene.aws.setFaults(Faults.NONE.with(Faults.Kind.HANG, 1));
        TargetLedger ledger = scene.ledger(coder(), "AROACODER", List.of("a"));
        WriteRequest request = new WriteRequest(ledger.target(), ledger, Set.of(), Set.of());
        CompletableFuture<WriteResult> first = scene.writer.write(request);
        assertThat(scene.writer.write(request).join())
                .isInstanceOfSatisfying(
                        Unconfirmed.class,
                        result -> assertThat(result.reason()).contains("has not ended yet"));
        assertThat(first.join()).isInstanceOf(Unconfirmed.class);
    }

    @Test
    void aClosedWriterLeavesNothingOpen() {
        TargetLedger ledger = scene.ledger(coder(), "AROACODER", List.of("a"));
        scene.writer.close();
        assertThat(scene.write(ledger)).isEqualTo(new Unconfirmed("The writer is closed."));
    }

    @Test
    void aKeyThatWasSetInactiveBeforeTheAnswerWasLostIsStillTold() {
        String ci = scene.arn("user/agents/ci");
        scene.aws.addUser(ci, "AIDACI");
        scene.aws.addAccessKey(ci, "AKIACI", true);
        Measure.Deny deny = scene.measure("ci", "key:AIDACI/AKIACI", ci);
        WriteRequest request =
                new WriteRequest(
                        deny.target(),
                        AwsScene.of(deny.target(), deny.entry()),
                        Set.of("AKIACI"),
                        Set.of());
        scene.aws.setFaults(Faults.NONE.with(Faults.Kind.LOST_ANSWER, 0.4));
        WriteResult result = scene.write(request);
        while (!(result instanceof Confirmed)) {
            result = scene.write(request);
        }
        assertThat(((Confirmed) result).keysDisabled()).containsExactly("AKIACI");
    }

    @Test
    void aReadBackThatDiffersIsNotConfirmed() {
        scene.aws.setFaults(Faults.NONE.with(Faults.Kind.WRONG_READ, 1));
        TargetLedger ledger = scene.ledger(coder(), "AROACODER", List.of("a", "b"));
        for (int n = 0; n < 6; n++) {
            assertThat(scene.write(ledger)).isInstanceOf(Unconfirmed.class);
        }
        assertThat(writes()).contains("PutRolePolicy");
    }

    @Test
    void tellsWhatItCalledAndHowThatWasAnswered() {
        WriteResult first = scene.write(scene.ledger(coder(), "AROACODER", List.of("a")));
        assertThat(first).isInstanceOf(Confirmed.class);
        assertThat(first.calls())
                .extracting(CallMade::operation)
                .containsExactly("GetRolePolicy", "PutRolePolicy", "GetRolePolicy");
        assertThat(first.calls()).extracting(CallMade::target).containsOnly("coder");
        assertThat(first.calls())
                .extracting(CallMade::answer)
                .containsExactly("NoSuchEntity HTTP 404", "OK", "OK");
    }

    @Test
    void noSecretIsInAReasonATextOrALog() {
        try (LoggedText log = LoggedText.ofEverything()) {
            String said = everythingSaid();
            assertThat(log.text()).as("the SDK logs requests").contains("Sending Request");
            assertThat(said + log.text())
                    .doesNotContain(AwsScene.EXTERNAL_ID)
                    .doesNotContain("wrong-planted-id")
                    .doesNotContain("secret-AKIABASE")
                    .doesNotContain("secret-0")
                    .doesNotContain("token-0");
        }
    }

    private String everythingSaid() {
        AwsSettings settings = scene.settings();
        TargetLedger ledger = scene.ledger(coder(), "AROACODER", List.of("a"));
        StringBuilder said = new StringBuilder(settings.toString());
        for (Faults.Kind kind : Faults.Kind.values()) {
            scene.restart();
            scene.aws.setFaults(Faults.NONE.with(kind, kind == Faults.Kind.HANG ? 0 : 1));
            said.append(scene.write(ledger));
        }
        scene.aws.setFaults(Faults.NONE);
        scene.values.put("aws.account.default.external-id", "wrong-planted-id");
        scene.restart();
        said.append(scene.write(ledger));
        return said.toString();
    }

    @Test
    void tellsAsWhomItCallsBeforeAnyRoleIsAssumed() {
        try (AwsClients clients = new AwsClients(scene.settings())) {
            assertThat(clients.identity()).endsWith(":iam::444455556666:user/base");
        }
        assertThat(scene.aws.calls())
                .extracting(Call::operation)
                .containsExactly("GetCallerIdentity");
    }
}
