package io.fusewire.core.identity;

import static io.fusewire.core.identity.Callers.CLI;
import static io.fusewire.core.identity.Callers.CREATED;
import static io.fusewire.core.identity.Callers.MCP_HOST;
import static io.fusewire.core.identity.Callers.SIGN_IN;
import static io.fusewire.core.identity.Callers.mcp;
import static io.fusewire.core.identity.Callers.record;
import static io.fusewire.core.identity.Callers.role;
import static io.fusewire.core.identity.Callers.user;
import static io.fusewire.core.identity.Callers.with;
import static io.fusewire.core.identity.Policies.agents;
import static io.fusewire.core.identity.Policies.humans;
import static io.fusewire.core.identity.Policies.policy;
import static io.fusewire.core.identity.Policies.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.policy.AgentRule;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.record.CloudTrailRecord;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

class AttributorTest {

    private static final Policy PEOPLE = humans("sessionName", "*@example.com");

    private final Attributor attributor = new Attributor();

    private Attribution attribute(CloudTrailRecord record) {
        return attributor.attribute(record, Policy.DEFAULT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sessions")
    void namesTheNarrowestSession(String why, CloudTrailRecord record, String session) {
        assertThat(attribute(record).session()).isEqualTo(session);
    }

    static Stream<Arguments> sessions() {
        return Stream.of(
                arguments("sign-in before all else", mcp("Ops", "alice"), "signin:" + SIGN_IN),
                arguments(
                        "role session with its date",
                        role("Ops", "alice"),
                        "role:AROAEXAMPLE0000000001:alice@" + CREATED),
                arguments(
                        "role session without a date, never its key",
                        with(role("Ops", "alice"), r -> r.sessionCreationDate = null),
                        "role:AROAEXAMPLE0000000001:alice"),
                arguments(
                        "long-term key",
                        user("alice"),
                        "key:AIDAEXAMPLE0000000001/AKIAEXAMPLE0000000001"),
                arguments(
                        "console session of a user, never its key",
                        with(user("alice"), r -> r.sessionCreationDate = CREATED),
                        "user:AIDAEXAMPLE0000000001@" + CREATED),
                arguments(
                        "temporary key of a user without a date",
                        with(user("alice"), r -> r.accessKeyId = "ASIAEXAMPLE0000000001"),
                        "user:AIDAEXAMPLE0000000001"),
                arguments(
                        "user without a key",
                        with(user("alice"), r -> r.accessKeyId = null),
                        "user:AIDAEXAMPLE0000000001"),
                arguments(
                        "root on the console",
                        record(
                                r -> {
                                    r.identityType = "Root";
                                    r.principalId = "111122223333";
                                    r.sessionCreationDate = CREATED;
                                }),
                        "root:111122223333@" + CREATED),
                arguments(
                        "federated user",
                        record(
                                r -> {
                                    r.identityType = "FederatedUser";
                                    r.principalId = "111122223333:build";
                                    r.accessKeyId = "ASIAEXAMPLE0000000001";
                                    r.sessionCreationDate = CREATED;
                                }),
                        "federated:111122223333:build@" + CREATED),
                arguments(
                        "SAML",
                        record(
                                r -> {
                                    r.identityType = "SAMLUser";
                                    r.principalId = "namequalifier:alice";
                                }),
                        "saml:namequalifier:alice"),
                arguments(
                        "web identity",
                        record(
                                r -> {
                                    r.identityType = "WebIdentityUser";
                                    r.principalId = "accounts.example.com:app:alice";
                                }),
                        "web-identity:accounts.example.com:app:alice"),
                arguments(
                        "Identity Center",
                        record(
                                r -> {
                                    r.identityType = "IdentityCenterUser";
                                    r.onBehalfOfUserId = "u-1";
                                    r.credentialId = "c-9";
                                }),
                        "identity-center:u-1/c-9"),
                arguments(
                        "another account",
                        record(
                                r -> {
                                    r.identityType = "AWSAccount";
                                    r.principalId = "AROAOTHER:bot";
                                    r.accountId = "444455556666";
                                }),
                        "account:AROAOTHER:bot"),
                arguments(
                        "service",
                        record(
                                r -> {
                                    r.identityType = "AWSService";
                                    r.invokedBy = "autoscaling.amazonaws.com.cn";
                                }),
                        "service:autoscaling.amazonaws.com"),
                arguments(
                        "no type, only a service's name",
                        record(r -> r.invokedBy = "health.amazonaws.com"),
                        "service:health.amazonaws.com"),
                arguments("no identity at all", record(r -> {}), "unknown:111122223333"),
                arguments("nothing at all", new CloudTrailRecord(), "unknown:-"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("agentKeys")
    void derivesTheAgentKeyByTheFirstRuleThatApplies(
            String why, CloudTrailRecord record, String agent) {
        assertThat(attribute(record).agent()).isEqualTo(agent);
    }

    static Stream<Arguments> agentKeys() {
        String here = "aws:111122223333:";
        return Stream.of(
                arguments(
                        "source identity",
                        with(role("Ops", "x-1"), r -> r.sourceIdentity = "fixer-7"),
                        here + "source-identity/fixer-7"),
                arguments(
                        "source identity, marked call",
                        with(
                                role("Ops", "x-1"),
                                r -> {
                                    r.sourceIdentity = "alice";
                                    r.userAgent = CLI + " m/AQ";
                                }),
                        here + "source-identity/alice:agent"),
                arguments(
                        "source identity, MCP",
                        with(mcp("Ops", "alice"), r -> r.sourceIdentity = "alice"),
                        here + "source-identity/alice:agent"),
                arguments(
                        "MCP sign-in",
                        mcp("Ops", "alice7@example.com"),
                        here + "mcp/alice7@example.com/mcp"),
                arguments(
                        "MCP sign-in with a telling client",
                        with(
                                mcp("Ops", "alice"),
                                r -> {
                                    r.eventType = "AwsMcpEvent";
                                    r.userAgent = "claude-code/2.0.1";
                                }),
                        here + "mcp/alice/claude-code"),
                arguments(
                        "MCP without a sign-in",
                        with(mcp("Ops", "run-7"), r -> r.signInSessionArn = null),
                        here + "role/Ops/run-#:agent"),
                arguments("instance", role("Web", "i-0123456789abcdef0"), here + "role/Web"),
                arguments("old instance", role("Web", "i-0123abcd"), here + "role/Web"),
                arguments(
                        "ECS task",
                        role("Web", "0123456789abcdef0123456789abcdef"),
                        here + "role/Web"),
                arguments(
                        "EKS pod",
                        role("Web", "eks-prod-api-0b9c-7d1f2e3a-0000-4000-8000-00000000000f"),
                        here + "role/Web"),
                arguments(
                        "CodeBuild",
                        role("Build", "AWSCodeBuild-7d1f2e3a-0000-4000-8000-00000000000f"),
                        here + "role/Build"),
                arguments("number only", role("Pipe", "1520447899123"), here + "role/Pipe"),
                arguments(
                        "marked instance",
                        with(role("Web", "i-0123abcd"), r -> r.userAgent = CLI + " m/AN"),
                        here + "role/Web:agent"),
                arguments("function's name", role("Fn", "cleanup"), here + "role/Fn/cleanup"),
                arguments("numbered runs", role("Ci", "ci-4711-2"), here + "role/Ci/ci-#"),
                arguments(
                        "role without a session",
                        with(
                                role("Ops", "x"),
                                r -> {
                                    r.principalId = "AROAEXAMPLE0000000001";
                                    r.arn = null;
                                }),
                        here + "role/Ops"),
                arguments("user", user("alice"), here + "user/alice"),
                arguments(
                        "user's name from the ARN's path",
                        with(
                                user("alice"),
                                r -> {
                                    r.userName = null;
                                    r.arn = "arn:aws:iam::111122223333:user/eng/alice";
                                }),
                        here + "user/alice"),
                arguments(
                        "marked call of a user",
                        with(user("alice"), r -> r.userAgent = CLI + " m/AQ"),
                        here + "user/alice:agent"),
                arguments("root", record(r -> r.identityType = "Root"), here + "root"),
                arguments(
                        "federated user",
                        record(
                                r -> {
                                    r.identityType = "FederatedUser";
                                    r.principalId = "111122223333:build-77";
                                }),
                        here + "federated/build-#"),
                arguments(
                        "Identity Center",
                        record(
                                r -> {
                                    r.identityType = "IdentityCenterUser";
                                    r.onBehalfOfUserId = "u-1";
                                }),
                        here + "identity-center/u-1"),
                arguments(
                        "another account's caller",
                        record(
                                r -> {
                                    r.identityType = "AWSAccount";
                                    r.accountId = "444455556666";
                                    r.principalId = "AROAOTHER:bot-12";
                                }),
                        "aws:444455556666:account/AROAOTHER/bot-#"),
                arguments(
                        "service",
                        record(
                                r -> {
                                    r.identityType = "AWSService";
                                    r.invokedBy = "autoscaling.amazonaws.com";
                                }),
                        here + "service/autoscaling.amazonaws.com"),
                arguments("nothing at all", new CloudTrailRecord(), "aws:-:unknown/-"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void tellsTheKindWithItsEvidence(
            String why, CloudTrailRecord record, Policy policy, AgentKind kind, String evidence) {
        Attribution attribution = attributor.attribute(record, policy);

        assertThat(attribution.agentKind()).isEqualTo(kind);
        assertThat(String.join(" ", attribution.agentEvidence())).isEqualTo(evidence);
    }

    static Stream<Arguments> kinds() {
        Policy agents = agents("roleArn", "arn:*:iam::*:role/ops/Ops");
        return Stream.of(
                arguments(
                        "MCP sign-in",
                        mcp("Ops", "alice"),
                        Policy.DEFAULT,
                        AgentKind.AGENT,
                        "service:mcp-sign-in user-agent:" + MCP_HOST),
                arguments(
                        "MCP server of another service, by address alone",
                        with(
                                role("Ops", "alice"),
                                r -> r.sourceIpAddress = "eks-mcp.amazonaws.com"),
                        Policy.DEFAULT,
                        AgentKind.AGENT,
                        "service:mcp"),
                arguments(
                        "MCP event",
                        with(role("Ops", "alice"), r -> r.eventType = "AwsMcpEvent"),
                        Policy.DEFAULT,
                        AgentKind.AGENT,
                        "service:mcp-event"),
                arguments(
                        "a sign-in session alone proves nothing",
                        with(role("Ops", "alice"), r -> r.signInSessionArn = SIGN_IN),
                        Policy.DEFAULT,
                        AgentKind.UNKNOWN,
                        ""),
                arguments(
                        "service evidence first, policy second",
                        mcp("Ops", "alice"),
                        agents,
                        AgentKind.AGENT,
                        "service:mcp-sign-in policy:agents[0] user-agent:" + MCP_HOST),
                arguments(
                        "policy before a client's mark",
                        with(role("Ops", "alice"), r -> r.userAgent = CLI + " m/E,AQ"),
                        agents,
                        AgentKind.AGENT,
                        "policy:agents[0] user-agent:AQ"),
                arguments(
                        "marked agent on a person's session name",
                        with(role("Ops", "alice@example.com"), r -> r.userAgent = CLI + " m/AQ"),
                        PEOPLE,
                        AgentKind.AGENT,
                        "user-agent:AQ"),
                arguments(
                        "the same unmarked",
                        role("Ops", "alice@example.com"),
                        PEOPLE,
                        AgentKind.HUMAN,
                        "policy:humans[0]"),
                arguments(
                        "application id that no policy lists",
                        with(role("Ops", "x"), r -> r.userAgent = CLI + " app/fixer"),
                        Policy.DEFAULT,
                        AgentKind.UNKNOWN,
                        ""),
                arguments(
                        "application id that policy lists",
                        with(role("Ops", "x"), r -> r.userAgent = CLI + " app/fixer"),
                        agents("userAgent", "*app/fixer*"),
                        AgentKind.AGENT,
                        "policy:agents[0]"),
                arguments(
                        "AgentCore role",
                        role("AmazonBedrockAgentCoreSDKRuntime-us-east-1-0ab", "x"),
                        Policy.DEFAULT,
                        AgentKind.AGENT,
                        "role-name:AgentCore"),
                arguments(
                        "console session with a browser",
                        with(
                                role("Ops", "alice"),
                                r -> {
                                    r.sessionCredentialFromConsole = true;
                                    r.userAgent = "Mozilla/5.0 (X11; Linux x86_64)";
                                }),
                        Policy.DEFAULT,
                        AgentKind.HUMAN,
                        "console:browser"),
                arguments(
                        "a browser that nothing but the client claims",
                        with(role("Ops", "x"), r -> r.userAgent = "Mozilla/5.0 (X11)"),
                        Policy.DEFAULT,
                        AgentKind.UNKNOWN,
                        ""),
                arguments(
                        "command line in a console session",
                        with(role("Ops", "x"), r -> r.sessionCredentialFromConsole = true),
                        Policy.DEFAULT,
                        AgentKind.UNKNOWN,
                        ""),
                arguments(
                        "console sign-in",
                        with(
                                user("alice"),
                                r -> {
                                    r.eventType = "AwsConsoleSignIn";
                                    r.userAgent = "Mozilla/5.0";
                                }),
                        Policy.DEFAULT,
                        AgentKind.HUMAN,
                        "console:browser"),
                arguments(
                        "user on the console before the flag existed",
                        with(
                                user("alice"),
                                r -> {
                                    r.sessionCreationDate = CREATED;
                                    r.userAgent = "[S3Console/0.4, aws-internal/3]";
                                }),
                        Policy.DEFAULT,
                        AgentKind.HUMAN,
                        "console:browser"),
                arguments(
                        "forwarded call of a tool's session",
                        with(
                                user("bot"),
                                r -> {
                                    r.sessionCreationDate = CREATED;
                                    r.invokedBy = "AWS Internal";
                                    r.userAgent = "AWS Internal";
                                }),
                        Policy.DEFAULT,
                        AgentKind.UNKNOWN,
                        ""),
                arguments(
                        "invokedBy makes no service of a user",
                        with(user("alice"), r -> r.invokedBy = "cloudformation.amazonaws.com"),
                        Policy.DEFAULT,
                        AgentKind.UNKNOWN,
                        ""),
                arguments(
                        "service principal, whatever policy says",
                        record(r -> r.identityType = "AWSService"),
                        agents("account", "*"),
                        AgentKind.SERVICE,
                        "service:principal"),
                arguments(
                        "only invokedBy",
                        record(r -> r.invokedBy = "health.amazonaws.com"),
                        Policy.DEFAULT,
                        AgentKind.SERVICE,
                        "service:invoked-by-only"),
                arguments(
                        "service-linked role",
                        with(
                                role("AWSServiceRoleForAutoScaling", "AutoScaling"),
                                r ->
                                        r.issuerArn =
                                                "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"),
                        Policy.DEFAULT,
                        AgentKind.SERVICE,
                        "service:linked-role"),
                arguments(
                        "null identity",
                        new CloudTrailRecord(),
                        Policy.DEFAULT,
                        AgentKind.UNKNOWN,
                        ""));
    }

    @Test
    void partsAPersonAndAnAgentOnOneRole() {
        Attribution person = attributor.attribute(role("Operator", "alice@example.com"), PEOPLE);
        Attribution agent =
                attributor.attribute(
                        with(
                                role("Operator", "alice@example.com"),
                                r -> {
                                    r.userAgent = CLI + " m/AQ";
                                    r.sessionCreationDate = "2026-01-01T08:00:00Z";
                                }),
                        PEOPLE);

        assertThat(agent.agent()).isNotEqualTo(person.agent());
        assertThat(agent.session()).isNotEqualTo(person.session());
        assertThat(agent.agentKind()).isEqualTo(AgentKind.AGENT);
        assertThat(person.agentKind()).isEqualTo(AgentKind.HUMAN);
        assertThat(agent.owner()).isEqualTo(person.owner());
    }

    @Test
    void keepsAnMcpSessionOneWhileItsKeyChangesWithEachCall() {
        Set<Attribution> attributions = new HashSet<>();
        for (int call = 0; call < 300; call++) {
            CloudTrailRecord record = mcp("Operator", "alice@example.com");
            record.accessKeyId = call % 7 == 0 ? null : "ASIA" + call;
            attributions.add(attribute(record));
        }
        Attribution person = attribute(role("Operator", "alice@example.com"));

        assertThat(attributions).hasSize(1);
        assertThat(attributions.iterator().next().session()).isNotEqualTo(person.session());
        assertThat(attributions.iterator().next().agent()).isNotEqualTo(person.agent());
    }

    @Test
    void sharesOneKeyBetweenMarkedAndUnmarkedToolsWherePolicyNamesTheWholeSession() {
        Policy policy = agents("roleArn", "arn:aws:iam::*:role/ops/Fixer");
        CloudTrailRecord marked = with(role("Fixer", "run-1"), r -> r.userAgent = CLI + " m/AN");
        CloudTrailRecord terraform =
                with(
                        role("Fixer", "run-2"),
                        r -> r.userAgent = "APN/1.0 HashiCorp/1.0 Terraform/1.9");

        assertThat(attributor.attribute(marked, policy).agent())
                .isEqualTo(attributor.attribute(terraform, policy).agent())
                .isEqualTo("aws:111122223333:role/Fixer/run-#");
    }

    @Test
    void partsThePersonFromAnAgentThatPolicyNamesByUserAgent() {
        Policy policy = agents("userAgent", "*app/fixer*");
        CloudTrailRecord agent = with(role("Ops", "alice"), r -> r.userAgent = CLI + " app/fixer");

        assertThat(attributor.attribute(agent, policy).agent())
                .isEqualTo(attributor.attribute(role("Ops", "alice"), policy).agent() + ":agent");
    }

    @Test
    void takesClassModeAndIdFromTheFirstRuleThatMatches() {
        AgentRule first =
                rule(
                        "sessionName",
                        "ci-*",
                        "deploy-bot",
                        EnforcementMode.ENFORCE,
                        "ci/{roleName}/{sourceIdentity}");
        AgentRule second = rule("roleArn", "*", "coder", null, null);
        Policy policy = policy(List.of(first, second), List.of(), List.of());

        Attribution ci = attributor.attribute(role("Deploy", "ci-7"), policy);
        Attribution other = attributor.attribute(role("Deploy", "x"), policy);

        assertThat(ci.agentClass()).isEqualTo("deploy-bot");
        assertThat(ci.mode()).isEqualTo(EnforcementMode.ENFORCE);
        assertThat(ci.agent()).isEqualTo("aws:111122223333:policy/ci/Deploy/-");
        assertThat(ci.agentEvidence()).containsExactly("policy:agents[0]");
        assertThat(other.agentClass()).isEqualTo("coder");
        assertThat(other.mode()).isEqualTo(EnforcementMode.SHADOW);
    }

    @Test
    void flagsBreakGlassPrincipals() {
        Policy policy =
                policy(List.of(), List.of(), List.of(Policies.matcher("sessionName", "glass-*")));

        assertThat(attributor.attribute(role("Ops", "glass-1"), policy).breakGlass()).isTrue();
        assertThat(attributor.attribute(role("Ops", "alice"), policy).breakGlass()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "cloudformation.amazonaws.com,cloudformation.amazonaws.com",
                "cloudformation.amazonaws.com.cn,cloudformation.amazonaws.com",
                "autoscaling.amazonaws.com,autoscaling.amazonaws.com",
                "signin.amazonaws.com,-",
                "signin.amazonaws.com.cn,-",
                "AWS Internal,-",
                "aws-mcp.amazonaws.com,-",
                "eks-mcp.amazonaws.com,-",
                ".amazonaws.com,-",
                "evil.example.com,-",
                "-,-"
            })
    void namesTheServiceThatCausedACall(String invokedBy, String cause) {
        assertThat(attribute(with(role("Ops", "x"), r -> r.invokedBy = invokedBy)).causedBy())
                .isEqualTo(cause);
    }

    @Test
    void takesTheCauseFromTheSourceAddressOfOldRecords() {
        CloudTrailRecord child =
                with(role("Ops", "x"), r -> r.sourceIpAddress = "cloudformation.amazonaws.com");

        assertThat(attribute(child).causedBy()).isEqualTo("cloudformation.amazonaws.com");
    }

    @ParameterizedTest
    @CsvSource({"aws", "aws-cn", "aws-us-gov", "aws-iso-x"})
    void knowsEveryPartition(String partition) {
        Attribution attribution = attribute(role(partition, "Ops", "alice"));

        assertThat(attribution.partition()).isEqualTo(partition);
        assertThat(attribution.agent()).isEqualTo(partition + ":111122223333:role/Ops/alice");
        assertThat(attribution.principalArn())
                .isEqualTo("arn:" + partition + ":iam::111122223333:role/ops/Ops");
    }

    @ParameterizedTest
    @CsvSource({
        "cn-north-1,aws-cn", "us-gov-west-1,aws-us-gov", "us-iso-east-1,aws-iso",
        "eusc-de-east-1,aws-eusc", "eu-central-1,aws", "megov-westwest-1r,aws"
    })
    void fallsBackToTheRegionForThePartition(String region, String partition) {
        assertThat(attribute(record(r -> r.awsRegion = region)).partition()).isEqualTo(partition);
    }

    @Test
    void makesTheRoleArnFromTheSessionWhereTheIssuerIsMissing() {
        CloudTrailRecord record =
                with(
                        role("aws-cn", "Ops", "alice"),
                        r -> {
                            r.issuerArn = null;
                            r.issuerUserName = null;
                        });

        assertThat(attribute(record).principalArn())
                .isEqualTo("arn:aws-cn:iam::111122223333:role/Ops");
        assertThat(attribute(record).agent()).isEqualTo("aws-cn:111122223333:role/Ops/alice");
    }

    @Test
    void boundsKeysOfHostileLength() {
        String endless = "x".repeat(200_000);
        Attribution one = attribute(role("Ops", endless + "a"));
        Attribution other = attribute(role("Ops", endless + "b"));

        assertThat(one.agent()).hasSizeLessThanOrEqualTo(KeyText.LENGTH_LIMIT + ":agent".length());
        assertThat(one.session()).hasSize(KeyText.LENGTH_LIMIT);
        assertThat(one.agent()).isNotEqualTo(other.agent());
    }

    @Test
    void givesTheSameObjectForARepeatedCaller() {
        assertThat(attribute(role("Ops", "alice"))).isSameAs(attribute(role("Ops", "alice")));
    }
}
