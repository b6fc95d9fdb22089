package io.fusewire.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Organizations by its JSON protocol, as a client sees it that is not ours. */
class OrganizationsTest {

    private static final String MANAGEMENT = "999988887777";
    private static final String MEMBER = "111122223333";
    private static final String OTHER = "555566667777";
    private static final Duration PROPAGATION = Duration.ofSeconds(4);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-17T07:43:20Z"));
    private final HttpClient http = HttpClient.newHttpClient();
    private AwsStandIn aws;
    private Credentials management;
    private String policyId;

    @BeforeEach
    void start() throws IOException {
        aws = AwsStandIn.start(clock, PROPAGATION, 1, 2);
        aws.addOrganization("aws", MANAGEMENT, List.of(MEMBER, OTHER));
        management = credentialsIn(MANAGEMENT);
        String arn =
                aws.putServiceControlPolicy(MEMBER, "Breaker", deny("nobody"), List.of(MEMBER));
        policyId = arn.substring(arn.lastIndexOf('/') + 1);
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    private Credentials credentialsIn(String account) {
        String arn = "arn:aws:iam::" + account + ":role/enforcer";
        aws.addRole(arn, "AROA" + account);
        return aws.session(arn, "fusewire");
    }

    private static String deny(String userId) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"D\",\"Effect\":\"Deny\","
                + "\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":"
                + "{\"aws:userid\":[\""
                + userId
                + "\"]}}}]}";
    }

    private HttpResponse<String> send(Credentials by, String operation, String body)
            throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(aws.endpoint())
                        .timeout(Duration.ofSeconds(1))
                        .header(
                                "Authorization",
                                "AWS4-HMAC-SHA256 Credential="
                                        + by.accessKeyId()
                                        + "/20261117/us-east-1/organizations/aws4_request,"
                                        + " SignedHeaders=host, Signature="
                                        + "0".repeat(64))
                        .header("X-Amz-Security-Token", String.valueOf(by.sessionToken()))
                        .header("X-Amz-Target", "AWSOrganizationsV20161128." + operation)
                        .header("Content-Type", "application/x-amz-json-1.1")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode ask(String operation, Map<String, String> parameters) throws IOException {
        HttpResponse<String> answer =
                send(management, operation, MAPPER.writeValueAsString(parameters));
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/x-amz-json-1.1");
        return MAPPER.readTree(answer.body());
    }

    private JsonNode update(String document) throws IOException {
        return ask("UpdatePolicy", Map.of("PolicyId", policyId, "Content", document));
    }

    private String content() throws IOException {
        return ask("DescribePolicy", Map.of("PolicyId", policyId))
                .path("Policy")
                .path("Content")
                .asText();
    }

    private static String error(JsonNode answer) {
        return answer.path("__type").asText().replace("com.amazonaws.organizations#", "");
    }

    @Test
    void aPolicyIsFoundReadAndWritten() throws IOException {
        aws.putServiceControlPolicy(MEMBER, "Another", deny("x"), List.of(MEMBER));
        JsonNode first =
                ask(
                        "ListPoliciesForTarget",
                        Map.of("TargetId", MEMBER, "Filter", "SERVICE_CONTROL_POLICY"));
        assertThat(first.path("Policies").findValuesAsText("Name"))
                .containsExactly("FullAWSAccess", "Breaker");
        assertThat(first.path("Policies").get(1).path("Arn").asText())
                .isEqualTo(
                        "arn:aws:organizations::999988887777:policy/o-a1b2c3d4e5/"
                                + "service_control_policy/"
                                + policyId);
        JsonNode second =
                ask(
                        "ListPoliciesForTarget",
                        Map.of(
                                "TargetId",
                                MEMBER,
                                "Filter",
                                "SERVICE_CONTROL_POLICY",
                                "NextToken",
                                first.path("NextToken").asText()));
        assertThat(second.path("Policies").findValuesAsText("Name")).containsExactly("Another");
        assertThat(second.has("NextToken")).isFalse();
        assertThat(
                        ask("ListTargetsForPolicy", Map.of("PolicyId", policyId))
                                .path("Targets")
                                .findValuesAsText("TargetId"))
                .containsExactly(MEMBER);
        assertThat(content()).isEqualTo(deny("nobody"));
        assertThat(update(deny("mei")).path("Policy").path("PolicySummary").path("Id").asText())
                .isEqualTo(policyId);
        assertThat(content()).isEqualTo(deny("mei"));
        assertThat(aws.calls().stream().filter(Call::isWrite).map(Call::target))
                .containsExactly(policyId);
    }

    @Test
    void aPolicyTakesEffectAfterThePropagationDelayWhereItHangs() throws IOException {
        update(deny("AROASSO:mei"));
        Caller member = sessionIn(MEMBER, "role/AWSReservedSSO_Dev");
        assertThat(isDenied(member)).isFalse();
        clock.advance(PROPAGATION);
        assertThat(isDenied(member)).isTrue();
        assertThat(isDenied(sessionIn(OTHER, "role/AWSReservedSSO_Dev")))
                .as("an account that it does not hang on")
                .isFalse();
        update(deny("nobody"));
        assertThat(isDenied(member)).isTrue();
        clock.advance(PROPAGATION);
        assertThat(isDenied(member)).isFalse();
    }

    @Test
    void neitherTheManagementAccountNorServiceLinkedRolesAreBound() throws IOException {
        aws.putServiceControlPolicy(
                MEMBER, "Breaker", deny("AROASSO:mei"), List.of(MEMBER, MANAGEMENT));
        assertThat(isDenied(sessionIn(MEMBER, "role/AWSReservedSSO_Dev"))).isTrue();
        assertThat(isDenied(sessionIn(MEMBER, "role/aws-service-role/ecs/AWSServiceRole")))
                .isFalse();
        assertThat(isDenied(sessionIn(MANAGEMENT, "role/AWSReservedSSO_Dev"))).isFalse();
    }

    private Caller sessionIn(String account, String role) {
        return Caller.roleSession(
                "arn:aws:iam::" + account + ":" + role, "AROASSO", "mei", clock.instant());
    }

    private boolean isDenied(Caller caller) {
        return aws.judge(caller, "ec2:TerminateInstances", "*").isDenied();
    }

    @Test
    void whiteSpaceCountsTowardsTheLimit() throws IOException {
        String document = deny("nobody");
        String longest =
                document.replace(
                        "{\"Version", "{" + " ".repeat(5_120 - document.length()) + "\"Version");
        assertThat(error(update(longest))).isEmpty();
        JsonNode refused = update(longest + " ");
        assertThat(error(refused)).isEqualTo("ConstraintViolationException");
        assertThat(refused.path("Reason").asText()).isEqualTo("POLICY_CONTENT_LIMIT_EXCEEDED");
        assertThat(content()).isEqualTo(longest);
    }

    @Test
    void onlyTheManagementAccountAndItsDelegatesAreAnswered() throws IOException {
        String body = "{\"PolicyId\":\"" + policyId + "\"}";
        Credentials other = credentialsIn(OTHER);
        HttpResponse<String> refused = send(other, "DescribePolicy", body);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("#AccessDeniedException");
        aws.delegatePolicies(OTHER);
        assertThat(send(other, "DescribePolicy", body).statusCode()).isEqualTo(200);
        assertThat(send(credentialsIn("121212121212"), "DescribePolicy", body).body())
                .contains("#AWSOrganizationsNotInUseException");
        assertThat(send(new Credentials("ASIANOBODY", "", ""), "DescribePolicy", body).body())
                .contains("#UnrecognizedClientException");
        assertThatThrownBy(() -> aws.delegatePolicies("121212121212"))
                .hasMessageContaining("an account must be in an organization");
    }

    @ParameterizedTest
    @CsvSource({
        "DescribePolicy, PolicyId=p-nothing, PolicyNotFoundException",
        "DescribePolicy, Policy=x, InvalidInputException",
        "UpdatePolicy, PolicyId=p-FullAWSAccess Content={}, InvalidInputException",
        "UpdatePolicy, PolicyId=p-00000001 Content={}, MalformedPolicyDocumentException",
        "ListPoliciesForTarget, TargetId=121212121212 Filter=SERVICE_CONTROL_POLICY,"
                + " TargetNotFoundException",
        "ListPoliciesForTarget, TargetId=111122223333 Filter=TAG_POLICY, InvalidInputException",
        "ListTargetsForPolicy, PolicyId=p-00000001 NextToken=x, InvalidInputException",
        "CreatePolicy, Name=x, UnknownOperationException"
    })
    void whatIsWrongIsRefused(String operation, String given, String code) throws IOException {
        Map<String, String> parameters = new TreeMap<>();
        for (String parameter : given.split(" ")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], parts[1]);
        }
        assertThat(error(ask(operation, parameters))).isEqualTo(code);
    }

    @Test
    void whatIsNoJsonIsRefused() throws IOException {
        for (String body : List.of("", "{", "[]", "Action=DescribePolicy")) {
            assertThat(send(management, "DescribePolicy", body).body())
                    .as(body)
                    .contains("#SerializationException");
        }
    }

    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void everyFaultReachesTheClient(Faults.Kind kind) throws IOException {
        update(deny("old"));
        update(deny("new"));
        aws.setFaults(Faults.NONE.with(kind, 1));
        switch (kind) {
            case THROTTLED ->
                    assertThat(error(update(deny("x")))).isEqualTo("TooManyRequestsException");
            case UNMODIFIABLE ->
                    assertThat(error(update(deny("x"))))
                            .isEqualTo("ConcurrentModificationException");
            case SERVER_ERROR ->
                    assertThat(error(update(deny("x"))))
                            .isIn("ServiceException", "ServiceUnavailableException");
            case HANG, LOST_ANSWER ->
                    assertThatThrownBy(() -> update(deny("x"))).isInstanceOf(IOException.class);
            case MALFORMED_ANSWER ->
                    assertThat(
                                    send(
                                                    management,
                                                    "DescribePolicy",
                                                    "{\"PolicyId\":\"" + policyId + "\"}")
                                            .body())
                            .doesNotContain("\"Content\":\"" + deny("new").replace("\"", "\\\""));
            case STALE_READ -> assertThat(content()).isEqualTo(deny("old"));
            case WRONG_READ ->
                    assertThat(ask("DescribePolicy", Map.of("PolicyId", policyId)).toString())
                            .matches(
                                    answer ->
                                            answer.contains("p-another0")
                                                    || !answer.contains("aws:userid"));
        }
    }
}
