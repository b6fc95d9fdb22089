package io.fusewire.actions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.actions.LoggedText;
import io.fusewire.core.containment.CallMade;
import io.fusewire.core.containment.DenyEntry;
import io.fusewire.core.containment.Packing;
import io.fusewire.core.containment.PolicyHolder;
import io.fusewire.core.containment.Target;
import io.fusewire.core.containment.TargetLedger;
import io.fusewire.core.containment.WriteResult;
import io.fusewire.core.containment.WriteResult.Confirmed;
import io.fusewire.core.containment.WriteResult.Refused;
import io.fusewire.core.containment.WriteResult.Unconfirmed;
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
import java.util.List;
import java.util.Map;

/** Sessions of Identity Center's roles, denied by the account's service control policy. */
@Timeout(60)
class ServiceControlPolicyTest {

    private static final String NAME = "FusewireBreaker";
    private static final String OTHER_ACCOUNT = "555566667777";
    private static final String GUARD =
            "{\"Sid\":\"Guard\",\"Effect\":\"Deny\",\"Action\":\"cloudtrail:StopLogging\","
                    + "\"Resource\":\"*\"}";

    private AwsScene scene;
    private String role;

    @BeforeEach
    void start() throws IOException {
        startIn("aws");
    }

    private void startIn(String partition) throws IOException {
        if (scene != null) {
            scene.close();
        }
        scene = new AwsScene(partition, 1);
        scene.joinOrganization(OTHER_ACCOUNT);
        role =
                scene.arn(
                        "role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Dev_0a1b2c3d");
        scene.aws.addRole(role, "AROASSO");
    }

    @AfterEach
    void stop() {
        scene.close();
    }

    private Target account() {
        return scene.ledger(role, "AROASSO", List.of("mei")).target();
    }

    private String nobody() {
        return AwsScene.empty(account()).pack().document().text();
    }

    private String attach(String... targets) {
        return scene.aws.putServiceControlPolicy(
                AwsScene.ACCOUNT, NAME, nobody(), List.of(targets));
    }

    private static String policyOf(String... statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    private static Confirmed confirmed(WriteResult result) {
        assertThat(result).isInstanceOf(Confirmed.class);
        return (Confirmed) result;
    }

    private static String refusal(WriteResult result) {
        assertThat(result).isInstanceOf(Refused.class);
        return ((Refused) result).reason();
    }

    private boolean isDenied(Caller caller) {
        return scene.aws.judge(caller, "ec2:TerminateInstances", "*").isDenied();
    }

    private List<String> organizationsCalls() {
        return scene.aws.calls().stream()
                .filter(call -> call.service().equals("organizations"))
                .map(Call::operation)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "aws-cn", "aws-us-gov"})
    void aSessionIsDeniedAndNobodyElseAndTheLiftLeavesNothing(String partition) throws IOException {
        startIn(partition);
        attach(AwsScene.ACCOUNT);
        Map<String, String> start = scene.aws.documents();
        Instant now = scene.clock.instant();
        Caller agent = Caller.roleSession(role, "AROASSO", "mei", now);
        TargetLedger ledger = scene.ledger(role, "AROASSO", List.of("mei"));

        assertThat(confirmed(scene.write(ledger)).packing().level()).isEqualTo(Packing.Level.EXACT);
        assertThat(isDenied(agent)).as("before it takes effect").isFalse();
        scene.clock.advance(AwsScene.PROPAGATION);

        assertThat(scene.aws.judge(agent, "s3:DeleteObject", "*").errorMessage())
                .endsWith("with an explicit deny in a service control policy");
        assertThat(isDenied(Caller.roleSession(role, "AROASSO", "lee", now)))
                .as("another person with the permission set")
                .isFalse();
        String other = scene.arn("role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Ops_11");
        assertThat(isDenied(Caller.roleSession(other, "AROAOTHER", "mei", now)))
                .as("the same person with another permission set")
                .isFalse();
        assertThat(isDenied(Caller.roleSession(scene.arn("role/Coder"), "AROAC", "mei", now)))
                .as("another role")
                .isFalse();

        confirmed(scene.write(AwsScene.empty(ledger.target())));
        scene.clock.advance(AwsScene.PROPAGATION);
        assertThat(isDenied(agent)).isFalse();
        assertThat(scene.aws.documents()).isEqualTo(start);
    }

    @Test
    void onlyWhatDiffersIsWrittenAndWhatSomebodyChangedIsRepaired() {
        String arn = attach(AwsScene.ACCOUNT);
        TargetLedger ledger = scene.ledger(role, "AROASSO", List.of("mei", "lee"));
        assertThat(confirmed(scene.write(ledger)).changed()).isTrue();
        assertThat(confirmed(scene.write(ledger)).changed()).isFalse();
        scene.restart();
        assertThat(confirmed(scene.write(ledger)).changed()).isFalse();
        assertThat(organizationsCalls()).containsOnlyOnce("UpdatePolicy");

        attach(AwsScene.ACCOUNT);
        assertThat(confirmed(scene.write(ledger)).changed()).isTrue();
        assertThat(scene.aws.documents()).containsEntry(arn, ledger.pack().document().text());
    }

    @Test
    void statementsOfOthersAreKeptAndLeftBehind() {
        String arn =
                scene.aws.putServiceControlPolicy(
                        AwsScene.ACCOUNT, NAME, policyOf(GUARD), List.of(AwsScene.ACCOUNT));
        Map<String, String> start = scene.aws.documents();
        TargetLedger ledger = scene.ledger(role, "AROASSO", List.of("mei"));
        confirmed(scene.write(ledger));
        assertThat(scene.aws.documents().get(arn)).contains(GUARD).contains("AROASSO:mei");
        confirmed(scene.write(AwsScene.empty(ledger.target())));
        assertThat(scene.aws.documents()).isEqualTo(start);
    }

    @Test
    void whereNotAllFitAWiderDenyIsWritten() {
        attach(AwsScene.ACCOUNT);
        TargetLedger ledger = AwsScene.empty(account());
        for (int n = 0; n < 100; n++) {
            DenyEntry entry =
                    scene.measure("a" + n, "role:AROASSO:" + n + "-" + "x".repeat(60) + "@x", role)
                            .entry();
            ledger = ledger.with(entry);
        }
        Confirmed written = confirmed(scene.write(ledger));
        assertThat(written.packing().level()).isEqualTo(Packing.Level.WIDENED);
        assertThat(written.packing().document().size()).isLessThanOrEqualTo(5_120);
        scene.clock.advance(AwsScene.PROPAGATION);
        Instant issued = scene.clock.instant().minusSeconds(60);
        assertThat(isDenied(Caller.roleSession(role, "AROASSO", "unnamed", issued)))
                .as("a session of the permission set that is not named")
                .isTrue();
    }

    /** Organizations counts white space, and others' statements leave no room for even one. */
    @Test
    void withoutAnyRoomItIsRefusedAndTheOldDocumentStays() {
        String large = GUARD.replace("Guard", "G".repeat(4_900));
        String arn =
                scene.aws.putServiceControlPolicy(
                        AwsScene.ACCOUNT, NAME, policyOf(large), List.of(AwsScene.ACCOUNT));
        assertThat(refusal(scene.write(scene.ledger(role, "AROASSO", List.of("mei")))))
                .contains("ConstraintViolationException POLICY_CONTENT_LIMIT_EXCEEDED")
                .contains("make room by hand");
        assertThat(scene.aws.documents()).containsEntry(arn, policyOf(large));
    }

    @Test
    void aPolicyThatIsMissingIsToldWithWhatToMake() {
        scene.aws.putServiceControlPolicy(AwsScene.ACCOUNT, NAME, nobody(), List.of(OTHER_ACCOUNT));
        assertThat(refusal(scene.write(scene.ledger(role, "AROASSO", List.of("mei")))))
                .startsWith(
                        "No service control policy FusewireBreaker-111122223333 or FusewireBreaker"
                                + " is attached to account 111122223333. Make one (aws"
                                + " organizations create-policy")
                .contains(nobody())
                .contains("--target-id 111122223333");
    }

    @ParameterizedTest
    @ValueSource(strings = {OTHER_ACCOUNT, "ou-ab12-11112222", "r-ab12"})
    void aPolicyWithFurtherTargetsIsRefused(String further) {
        String arn = attach(further, AwsScene.ACCOUNT);
        assertThat(refusal(scene.write(scene.ledger(role, "AROASSO", List.of("mei")))))
                .contains("of account 111122223333 is attached to " + further + " as well")
                .contains("Attach a policy FusewireBreaker-111122223333 to this account alone");
        assertThat(scene.aws.documents()).containsEntry(arn, nobody());
    }

    @Test
    void thePolicyWithTheAccountsIdIsPreferred() {
        String shared = attach(AwsScene.ACCOUNT, OTHER_ACCOUNT);
        String own =
                scene.aws.putServiceControlPolicy(
                        AwsScene.ACCOUNT,
                        NAME + "-" + AwsScene.ACCOUNT,
                        nobody(),
                        List.of(AwsScene.ACCOUNT));
        TargetLedger ledger = scene.ledger(role, "AROASSO", List.of("mei"));
        confirmed(scene.write(ledger));
        assertThat(scene.aws.documents())
                .containsEntry(shared, nobody())
                .containsEntry(own, ledger.pack().document().text());
    }

    @Test
    void theManagementAccountIsRefused() {
        String management =
                "arn:aws:iam::"
                        + AwsScene.MANAGEMENT
                        + ":role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_22";
        Target target =
                new Target(
                        PolicyHolder.SERVICE_CONTROL_POLICY,
                        "arn:aws:organizations:::account/" + AwsScene.MANAGEMENT);
        scene.aws.putServiceControlPolicy(
                AwsScene.ACCOUNT, NAME, nobody(), List.of(AwsScene.MANAGEMENT));
        DenyEntry entry = scene.measure("mei", "role:AROAM:mei@x", management).entry();
        assertThat(refusal(scene.write(AwsScene.of(target, entry))))
                .contains("999988887777 is its organization's management account")
                .contains("have no effect");
        assertThat(organizationsCalls()).doesNotContain("UpdatePolicy");
    }

    @Test
    void aDelegatedAdministratorWritesAsWell() {
        attach(AwsScene.ACCOUNT);
        scene.aws.addRole(
                "arn:aws:iam::" + OTHER_ACCOUNT + ":role/breaker/enforcer",
                "AROADELEGATE",
                AwsScene.EXTERNAL_ID);
        scene.values.put("aws.account.default.organizations-account", OTHER_ACCOUNT);
        scene.restart();
        TargetLedger ledger = scene.ledger(role, "AROASSO", List.of("mei"));
        assertThat(refusal(scene.write(ledger))).contains("AccessDeniedException");
        scene.aws.delegatePolicies(OTHER_ACCOUNT);
        confirmed(scene.write(ledger));
    }

    @Test
    void withoutAnAccountToCallThroughItIsAPersonsTask() {
        scene.values.remove("aws.account.default.organizations-account");
        scene.restart();
        assertThat(refusal(scene.write(scene.ledger(role, "AROASSO", List.of("mei")))))
                .startsWith(
                        "aws.account.default.organizations-account must name the account through"
                                + " which service control policies are written, but is not given.")
                .contains("AROASSO:mei")
                .contains("aws organizations update-policy");
        assertThat(scene.aws.calls()).isEmpty();
    }

    @Test
    void theKeyThatIsMissingIsTheAccountsOwnWhereItHasSome() {
        scene.values.put("aws.account.111122223333.region", "eu-central-1");
        scene.restart();
        assertThat(refusal(scene.write(scene.ledger(role, "AROASSO", List.of("mei")))))
                .startsWith("aws.account.111122223333.organizations-account must name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ListPoliciesForTarget",
                "ListTargetsForPolicy",
                "DescribePolicy",
                "UpdatePolicy"
            })
    void whatIsNotAllowedIsRefusedAtOnce(String operation) {
        attach(AwsScene.ACCOUNT);
        scene.aws.refuse(operation);
        assertThat(refusal(scene.write(scene.ledger(role, "AROASSO", List.of("mei")))))
                .contains("AWS answered " + operation)
                .contains("AccessDeniedException (HTTP 400");
    }

    @Test
    void anAccountOutsideOfTheOrganizationIsRefused() {
        String elsewhere = "arn:aws:iam::121212121212:role/AWSReservedSSO_Dev_33";
        var deny = scene.measure("mei", "role:AROAE:mei@x", elsewhere);
        assertThat(refusal(scene.write(AwsScene.of(deny.target(), deny.entry()))))
                .contains("TargetNotFoundException");
    }

    @Test
    void tellsWhatItCalledAndHowThatWasAnswered() {
        attach(AwsScene.ACCOUNT);
        WriteResult result = scene.write(scene.ledger(role, "AROASSO", List.of("mei")));
        assertThat(result.calls())
                .extracting(CallMade::operation)
                .containsExactly(
                        "ListPoliciesForTarget",
                        "ListTargetsForPolicy",
                        "DescribePolicy",
                        "UpdatePolicy",
                        "DescribePolicy");
        assertThat(result.calls()).extracting(CallMade::service).containsOnly("organizations");
        assertThat(result.calls()).extracting(CallMade::answer).containsOnly("OK");
        assertThat(scene.aws.calls())
                .filteredOn(call -> call.service().equals("organizations"))
                .extracting(Call::account)
                .containsOnly(AwsScene.MANAGEMENT);
    }

    @Test
    void aCallThatHangsEndsWithTheTimeForTheWrite() {
        attach(AwsScene.ACCOUNT);
        scene.values.put("aws.call-timeout", "PT0.3S");
        scene.values.put("aws.write-timeout", "PT0.5S");
        scene.restart();
        scene.aws.setFaults(Faults.NONE.with(Faults.Kind.HANG, 1));
        assertThat(scene.write(scene.ledger(role, "AROASSO", List.of("mei"))))
                .isInstanceOf(Unconfirmed.class);
    }

    @Test
    void aReadBackThatDiffersIsNotConfirmed() {
        attach(AwsScene.ACCOUNT);
        TargetLedger ledger = scene.ledger(role, "AROASSO", List.of("mei", "lee"));
        scene.aws.setFaults(Faults.NONE.with(Faults.Kind.WRONG_READ, 1));
        for (int n = 0; n < 6; n++) {
            assertThat(scene.write(ledger)).isInstanceOf(Unconfirmed.class);
        }
    }

    @Test
    void noSecretIsInAReasonOrALog() {
        attach(AwsScene.ACCOUNT);
        TargetLedger ledger = scene.ledger(role, "AROASSO", List.of("mei"));
        StringBuilder said = new StringBuilder();
        try (LoggedText log = LoggedText.ofEverything()) {
            for (Faults.Kind kind : Faults.Kind.values()) {
                scene.restart();
                scene.aws.setFaults(Faults.NONE.with(kind, kind == Faults.Kind.HANG ? 0 : 0.5));
                for (int n = 0; n < 4; n++) {
                    said.append(scene.write(ledger));
                }
            }
            said.append(log.text());
        }
        assertThat(organizationsCalls()).contains("UpdatePolicy");
        assertThat(said.toString())
                .contains("organizations")
                .doesNotContain(AwsScene.EXTERNAL_ID)
                .doesNotContain("secret-")
                .doesNotContain("token-0");
    }
}
