package io.fusewire.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.EntityTemporarilyUnmodifiableException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.ServiceFailureException;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The stand-in as the unmodified SDK sees it. */
class AwsStandInTest {

    private static final String CODER = "arn:aws:iam::111122223333:role/agents/coder";
    private static final String ENFORCER = "arn:aws:iam::111122223333:role/breaker/enforcer";
    private static final String CI = "arn:aws:iam::111122223333:user/agents/ci";
    private static final String SHARED = "arn:aws:iam::111122223333:policy/breaker/AgentBreaker";
    private static final Duration PROPAGATION = Duration.ofSeconds(4);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-17T07:43:20Z"));
    private AwsStandIn aws;
    private IamClient iam;

    @BeforeEach
    void start() throws IOException {
        aws = AwsStandIn.start(clock, PROPAGATION, 1, 2);
        aws.addRole(CODER, "AROACODER");
        aws.addRole(ENFORCER, "AROAENFORCER", "external");
        aws.addUser(CI, "AIDACI");
        iam = SdkClients.iam(aws, aws.session(ENFORCER, "fusewire"));
    }

    @AfterEach
    void stop() {
        iam.close();
        aws.close();
    }

    private static String deny(String userId) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"D\",\"Effect\":\"Deny\","
                + "\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":"
                + "{\"aws:userid\":[\""
                + userId
                + "\"]}}}]}";
    }

    private static String nothing(int characters) {
        String start = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"";
        String end = "\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
        return start + "x".repeat(characters - start.length() - end.length()) + end;
    }

    private void put(String document) {
        iam.putRolePolicy(r -> r.roleName("coder").policyName("P").policyDocument(document));
    }

    private String read() {
        return URLDecoder.decode(
                iam.getRolePolicy(r -> r.roleName("coder").policyName("P")).policyDocument(),
                StandardCharsets.UTF_8);
    }

    @Test
    void aRolesPolicyIsWrittenReadListedAndDeleted() {
        String document = deny("AROACODER:a+b=c, d@e");
        put(document);
        assertThat(read()).isEqualTo(document);
        for (String name : List.of("A", "B", "C")) {
            iam.putRolePolicy(
                    r -> r.roleName("coder").policyName(name).policyDocument(nothing(200)));
        }
        assertThat(iam.listRolePolicies(r -> r.roleName("coder")).isTruncated()).isTrue();
        assertThat(iam.listRolePoliciesPaginator(r -> r.roleName("coder")).policyNames())
                .containsExactly("A", "B", "C", "P");
        iam.deleteRolePolicy(r -> r.roleName("coder").policyName("P"));
        assertThatThrownBy(this::read).isInstanceOf(NoSuchEntityException.class);
        assertThatThrownBy(() -> iam.deleteRolePolicy(r -> r.roleName("coder").policyName("P")))
                .isInstanceOf(NoSuchEntityException.class);
    }

    @Test
    void aUsersPolicyAndKeysAreWrittenAndRead() {
        aws.addAccessKey(CI, "AKIACI", true);
        iam.putUserPolicy(r -> r.userName("ci").policyName("P").policyDocument(deny("AIDACI")));
        assertThat(iam.getUserPolicy(r -> r.userName("ci").policyName("P")).userName())
                .isEqualTo("ci");
        assertThat(iam.listUserPolicies(r -> r.userName("ci")).policyNames()).containsExactly("P");
        iam.deleteUserPolicy(r -> r.userName("ci").policyName("P"));
        assertThat(iam.listUserPolicies(r -> r.userName("ci")).policyNames()).isEmpty();

        iam.updateAccessKey(
                r -> r.userName("ci").accessKeyId("AKIACI").status(StatusType.INACTIVE));
        AccessKeyMetadata key =
                iam.listAccessKeys(r -> r.userName("ci")).accessKeyMetadata().get(0);
        assertThat(key.accessKeyId()).isEqualTo("AKIACI");
        assertThat(key.status()).isEqualTo(StatusType.INACTIVE);
        assertThatThrownBy(
                        () ->
                                iam.updateAccessKey(
                                        r ->
                                                r.userName("ci")
                                                        .accessKeyId("AKIANONE")
                                                        .status(StatusType.ACTIVE)))
                .isInstanceOf(NoSuchEntityException.class);
    }

    @Test
    void aManagedPolicyHasFiveVersionsAtMost() {
        aws.addManagedPolicy(SHARED, deny("nobody"), List.of(CODER));
        for (int n = 2; n <= 5; n++) {
            iam.createPolicyVersion(
                    r ->
                            r.policyArn(SHARED)
                                    .policyDocument(deny("AROACODER:agent"))
                                    .setAsDefault(true));
        }
        assertThatThrownBy(
                        () ->
                                iam.createPolicyVersion(
                                        r -> r.policyArn(SHARED).policyDocument(deny("x"))))
                .isInstanceOf(LimitExceededException.class);
        assertThatThrownBy(() -> iam.deletePolicyVersion(r -> r.policyArn(SHARED).versionId("v5")))
                .isInstanceOf(IamException.class)
                .hasMessageContaining("default version");
        iam.deletePolicyVersion(r -> r.policyArn(SHARED).versionId("v1"));
        assertThat(
                        iam
                                .listPolicyVersionsPaginator(r -> r.policyArn(SHARED))
                                .versions()
                                .stream()
                                .filter(PolicyVersion::isDefaultVersion)
                                .map(PolicyVersion::versionId))
                .containsExactly("v5");
        assertThat(
                        URLDecoder.decode(
                                iam.getPolicyVersion(r -> r.policyArn(SHARED).versionId("v5"))
                                        .policyVersion()
                                        .document(),
                                StandardCharsets.UTF_8))
                .isEqualTo(deny("AROACODER:agent"));
    }

    @Test
    void inlinePoliciesShareALimitThatWhiteSpaceDoesNotCountIn() {
        iam.putRolePolicy(r -> r.roleName("coder").policyName("A").policyDocument(nothing(10_000)));
        iam.putRolePolicy(
                r ->
                        r.roleName("coder")
                                .policyName("B")
                                .policyDocument(nothing(240).replace("{", "{   \n")));
        assertThatThrownBy(() -> put(nothing(100)))
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("10240");
        assertThat(aws.inlineCharacters(CODER)).isEqualTo(10_240);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "{\"Statement\":[]}",
                "{\"Statement\":{\"Effect\":\"deny\",\"Action\":\"*\",\"Resource\":\"*\"}}",
                "{\"Statement\":[{\"Sid\":\"A\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"},"
                        + "{\"Sid\":\"A\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}",
                "{\"Statement\":{\"Sid\":\"a-b\",\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}}"
            })
    void whatIsNoPolicyIsRefused(String document) {
        assertThatThrownBy(() -> put(document))
                .isInstanceOf(MalformedPolicyDocumentException.class);
    }

    @Test
    void aDenyTakesEffectAfterThePropagationDelayAndGoesAfterIt() {
        Caller agent = Caller.roleSession(CODER, "AROACODER", "agent", clock.instant());
        put(deny("AROACODER:agent"));
        assertThat(aws.judge(agent, "ec2:TerminateInstances", "*").isDenied()).isFalse();
        clock.advance(PROPAGATION);
        assertThat(aws.judge(agent, "ec2:TerminateInstances", "*").errorMessage())
                .isEqualTo(
                        "User: arn:aws:sts::111122223333:assumed-role/coder/agent is not authorized"
                                + " to perform: ec2:TerminateInstances on resource: * with an"
                                + " explicit deny in an identity-based policy");
        iam.deleteRolePolicy(r -> r.roleName("coder").policyName("P"));
        assertThat(aws.judge(agent, "ec2:TerminateInstances", "*").isDenied()).isTrue();
        clock.advance(PROPAGATION);
        assertThat(aws.judge(agent, "ec2:TerminateInstances", "*").isDenied()).isFalse();
    }

    @Test
    void aDeniedAgentsOwnCallsAreRefusedButForAskingWhoItIs() {
        Credentials agent = aws.session(CODER, "agent");
        try (IamClient agents = SdkClients.iam(aws, agent);
                StsClient sts = SdkClients.sts(aws, agent)) {
            put(deny("AROACODER:agent"));
            clock.advance(PROPAGATION);
            assertThatThrownBy(
                            () -> agents.deleteRolePolicy(r -> r.roleName("coder").policyName("P")))
                    .isInstanceOf(IamException.class)
                    .hasMessageContaining("with an explicit deny in an identity-based policy");
            assertThat(sts.getCallerIdentity().arn()).endsWith("assumed-role/coder/agent");
        }
        assertThat(read()).isEqualTo(deny("AROACODER:agent"));
    }

    @Test
    void aGuardLetsNobodyButTheEnforcerTouchTheDeny() {
        aws.setGuard(
                "111122223333",
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Deny",
                 "Action":["iam:DeleteRolePolicy","iam:PutRolePolicy"],
                 "Resource":"arn:aws:iam::*:role/agents/*",
                 "Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/breaker/*"}}}]}
                """);
        put(deny("AROACODER:agent"));
        try (IamClient agents = SdkClients.iam(aws, aws.session(CODER, "agent"))) {
            assertThatThrownBy(
                            () -> agents.deleteRolePolicy(r -> r.roleName("coder").policyName("P")))
                    .hasMessageContaining("with an explicit deny in a service control policy");
            assertThat(agents.listRolePolicies(r -> r.roleName("coder")).policyNames()).hasSize(1);
        }
    }

    @Test
    void aRoleIsAssumedWithItsExternalIdOnly() {
        Credentials key = aws.addAccessKey(CI, "AKIACI", true);
        try (StsClient sts = SdkClients.sts(aws, key)) {
            assertThatThrownBy(
                            () ->
                                    sts.assumeRole(
                                            r -> r.roleArn(ENFORCER).roleSessionName("fusewire")))
                    .isInstanceOf(StsException.class)
                    .hasMessageContaining("not authorized to perform: sts:AssumeRole");
            var session =
                    sts.assumeRole(
                            r ->
                                    r.roleArn(ENFORCER)
                                            .roleSessionName("fusewire")
                                            .externalId("external"));
            assertThat(session.assumedRoleUser().assumedRoleId())
                    .isEqualTo("AROAENFORCER:fusewire");
            assertThat(session.credentials().expiration())
                    .isEqualTo(clock.instant().plus(Duration.ofHours(1)));
        }
        assertThat(aws.calls().toString()).doesNotContain("external");
    }

    @Test
    void endedSessionsUnknownKeysAndInactiveKeysAreRefused() {
        Credentials key = aws.addAccessKey(CI, "AKIACI", false);
        Credentials unknown = new Credentials("AKIANOBODY", "x", null);
        for (Credentials credentials : List.of(key, unknown)) {
            try (StsClient sts = SdkClients.sts(aws, credentials)) {
                assertThatThrownBy(sts::getCallerIdentity).hasMessageContaining("token");
            }
        }
        clock.advance(Duration.ofHours(1));
        assertThatThrownBy(() -> iam.listRolePolicies(r -> r.roleName("coder")))
                .hasMessageContaining("expired");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic eDp5", "AWS4-HMAC-SHA256 Credential=AKIA, Signature=00"})
    void unsignedRequestsAreRefused(String authorization) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(aws.endpoint())
                        .POST(
                                BodyPublishers.ofString(
                                        "Action=GetCallerIdentity&Version=2011-06-15"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("<Code>MissingAuthenticationToken</Code>");
    }

    @Test
    void refusedOperationsAreRefused() {
        aws.refuse("PutRolePolicy");
        assertThatThrownBy(() -> put(deny("x")))
                .isInstanceOf(IamException.class)
                .hasMessageContaining("no identity-based policy allows the iam:PutRolePolicy");
        assertThat(aws.calls().get(0).answer()).isEqualTo("AccessDenied");
        assertThat(aws.calls().get(0).isCarriedOut()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void everyFaultReachesTheSdk(Faults.Kind kind) {
        put(deny("old"));
        put(deny("new"));
        aws.setFaults(Faults.NONE.with(kind, 1));
        switch (kind) {
            case THROTTLED ->
                    assertThatThrownBy(() -> put(deny("x")))
                            .isInstanceOfSatisfying(
                                    IamException.class,
                                    e -> assertThat(e.isThrottlingException()).isTrue());
            case UNMODIFIABLE ->
                    assertThatThrownBy(() -> put(deny("x")))
                            .isInstanceOf(EntityTemporarilyUnmodifiableException.class);
            case SERVER_ERROR ->
                    assertThatThrownBy(() -> put(deny("x")))
                            .isInstanceOfAny(ServiceFailureException.class, IamException.class);
            case HANG, LOST_ANSWER ->
                    assertThatThrownBy(() -> put(deny("x"))).isInstanceOf(SdkClientException.class);
            case MALFORMED_ANSWER -> {
                for (int n = 0; n < 10; n++) {
                    assertThatThrownBy(this::read);
                }
            }
            case STALE_READ -> assertThat(read()).isEqualTo(deny("old"));
            case WRONG_READ -> {
                for (int n = 0; n < 10; n++) {
                    var answer = iam.getRolePolicy(r -> r.roleName("coder").policyName("P"));
                    assertThat(
                                    answer.roleName().equals("coder")
                                            && URLDecoder.decode(
                                                            answer.policyDocument(),
                                                            StandardCharsets.UTF_8)
                                                    .equals(deny("new")))
                            .isFalse();
                }
            }
        }
        assertThat(aws.calls().get(2).answer()).isEqualTo(kind.name());
    }

    @Test
    void anAnswerIsLostAfterTheWriteAndTheClientDoesNotAskAgainByItself() {
        aws.setFaults(Faults.NONE.with(Faults.Kind.LOST_ANSWER, 1));
        assertThatThrownBy(() -> put(deny("x"))).isInstanceOf(SdkClientException.class);
        assertThat(aws.documents()).containsEntry(CODER + " policy P", deny("x"));
        assertThat(aws.calls()).hasSize(1);
    }
}
