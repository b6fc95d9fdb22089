package io.fusewire.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.actions.AttachedPolicies.Request;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.ContainmentPlanner;
import io.fusewire.core.containment.EscalationLadder;
import io.fusewire.core.containment.MeasureChoice;
import io.fusewire.core.containment.Trip;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.identity.SessionPrincipal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What planned policies deny, and whom they spare, evaluated as IAM would. */
class PlannedPoliciesTest {

    private static final String ACCOUNT = "111122223333";
    private static final String BEFORE = "2026-11-17T07:00:00Z";
    private static final String AFTER = "2026-11-17T08:00:00Z";
    private static final long TRIPPED_AT =
            java.time.Instant.parse("2026-11-17T07:43:20Z").toEpochMilli();

    private final AttachedPolicies iam = new AttachedPolicies();
    private final ActionPlanner planner =
            new ActionPlanner(new ContainmentPlanner(new MeasureChoice(List.of(), Set.of())));
    private int trips;

    private PlannedAction contain(
            String partition, String session, String principalArn, String... namesakes) {
        Trip trip =
                new Trip(
                        "d" + trips++,
                        TRIPPED_AT,
                        partition + ":" + ACCOUNT + ":agent-" + trips,
                        ACCOUNT,
                        partition,
                        EnforcementMode.SHADOW,
                        BreakerState.CLOSED,
                        null,
                        List.of(new SessionPrincipal(session, principalArn)),
                        false,
                        List.of(namesakes),
                        List.of(),
                        List.of(),
                        null,
                        0,
                        EscalationLadder.DEFAULT,
                        null);
        PlannedAction action = planner.plan(trip).get(0);
        assertThat(action.revocable()).isTrue();
        iam.attach(action.target(), document(action));
        return action;
    }

    private static String document(PlannedAction action) {
        PlannedCall call = action.calls().get(0);
        Object document =
                call.parameters().get(call.service().equals("iam") ? "PolicyDocument" : "Content");
        return (String) document;
    }

    private static String role(String partition, String name) {
        return "arn:" + partition + ":iam::" + ACCOUNT + ":role/" + name;
    }

    private static Request roleSession(String roleArn, String userId, String issuedAt) {
        return Request.of(
                "aws:PrincipalArn", roleArn, "aws:userid", userId, "aws:TokenIssueTime", issuedAt);
    }

    private static Request signedIn(String roleArn, String userId, String signIn) {
        return Request.of(
                "aws:PrincipalArn",
                roleArn,
                "aws:userid",
                userId,
                "aws:TokenIssueTime",
                BEFORE,
                "aws:SignInSessionArn",
                signIn);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "aws-cn", "aws-us-gov"})
    void aRoleSessionIsDeniedAndNobodyElse(String partition) {
        String coder = role(partition, "agents/coder");
        contain(partition, "role:AROACODER:agent-42@" + BEFORE, coder);

        assertThat(iam.denies(roleSession(coder, "AROACODER:agent-42", BEFORE))).isTrue();
        assertThat(iam.denies(roleSession(coder, "AROACODER:agent-42", AFTER)))
                .as("assumed again under its name")
                .isTrue();
        assertThat(iam.denies(roleSession(coder, "AROACODER:agent-421", BEFORE)))
                .as("sibling session")
                .isFalse();
        assertThat(iam.denies(roleSession(coder, "AROACODER:Agent-42", BEFORE))).isFalse();
        assertThat(iam.denies(roleSession(coder, "AROACODER:mei@example.com", BEFORE)))
                .as("person on the same role")
                .isFalse();
        assertThat(
                        iam.denies(
                                roleSession(
                                        role(partition, "agents/other"),
                                        "AROAOTHER:agent-42",
                                        BEFORE)))
                .as("same-named session in another role")
                .isFalse();
        assertThat(
                        iam.denies(
                                roleSession(
                                        role(partition, "breaker/enforcer"),
                                        "AROABREAKER:enforcer",
                                        BEFORE)))
                .as("the enforcer itself")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "aws-cn", "aws-us-gov"})
    void aPersonOfTheSameRoleAndNameIsSpared(String partition) {
        String operator = role(partition, "OperatorRole");
        String userId = "AROAOP:mei@example.com";
        String earlier = "2026-11-17T00:52:00Z";
        String later = "2026-11-17T07:30:00Z";
        contain(
                partition,
                "role:" + userId + "@" + BEFORE,
                operator,
                "role:" + userId + "@" + earlier,
                "role:" + userId + "@" + later);

        assertThat(iam.denies(roleSession(operator, userId, BEFORE))).as("the agent's").isTrue();
        assertThat(iam.denies(roleSession(operator, userId, AFTER))).as("assumed anew").isTrue();
        assertThat(iam.denies(roleSession(operator, userId, "2026-11-17T00:51:59Z"))).isTrue();
        assertThat(iam.denies(roleSession(operator, userId, "2026-11-17T00:52:01Z"))).isTrue();
        assertThat(iam.denies(roleSession(operator, userId, earlier))).as("the person's").isFalse();
        assertThat(iam.denies(roleSession(operator, userId, "2026-11-17T00:52:00.640Z")))
                .as("should IAM keep fractions")
                .isFalse();
        assertThat(iam.denies(roleSession(operator, userId, later))).as("the person's").isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "aws-us-gov"})
    void anAgentsSignInIsDeniedAndThePersonBehindItWorksOn(String partition) {
        String operator = role(partition, "OperatorRole");
        String userId = "AROAOP:mei@example.com";
        String agents = "arn:" + partition + ":signin:x:" + ACCOUNT + ":session/agent";
        String others = "arn:" + partition + ":signin:x:" + ACCOUNT + ":session/other-agent";
        contain(partition, "signin:" + agents, operator);

        assertThat(iam.denies(signedIn(operator, userId, agents))).isTrue();
        assertThat(iam.denies(signedIn(operator, userId, others))).as("other agent").isFalse();
        assertThat(iam.denies(roleSession(operator, userId, BEFORE))).as("the person").isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "aws-cn", "aws-us-gov"})
    void anIdentityCenterSessionIsDeniedByItsAccountsGuard(String partition) {
        String sso = role(partition, "aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_0a1b");
        PlannedAction action = contain(partition, "role:AROASSO:mei@" + BEFORE, sso);

        assertThat(action.action()).isEqualTo("aws-identity-center");
        assertThat(iam.denies(roleSession(sso, "AROASSO:mei", AFTER))).isTrue();
        assertThat(iam.denies(roleSession(sso, "AROASSO:lee", BEFORE))).isFalse();
        assertThat(iam.denies(roleSession(role(partition, "x"), "AROAX:mei", BEFORE))).isFalse();
    }

    @Test
    void aUserIsDeniedWithKeyAndSessionsAndItsKeySetInactive() {
        String ci = "arn:aws:iam::111122223333:user/agents/ci";
        PlannedAction action = contain("aws", "key:AIDACI/AKIACI", ci);

        assertThat(iam.denies(Request.of("aws:PrincipalArn", ci, "aws:userid", "AIDACI"))).isTrue();
        assertThat(iam.denies(roleSession(ci, "AIDACI", AFTER))).as("GetSessionToken").isTrue();
        String other = "arn:aws:iam::111122223333:user/agents/cd";
        assertThat(iam.denies(Request.of("aws:PrincipalArn", other, "aws:userid", "AIDACD")))
                .isFalse();
        assertThat(action.calls().get(1).parameters())
                .containsEntry("UserName", "ci")
                .containsEntry("AccessKeyId", "AKIACI")
                .containsEntry("Status", "Inactive");
        assertThat(action.lifts().get(1).parameters()).containsEntry("Status", "Active");
    }

    @Test
    void aFederatedSessionIsDeniedAndItsUsersKeyWorksOn() {
        String ci = "arn:aws:iam::111122223333:user/ci";
        contain("aws", "federated:111122223333:job@" + BEFORE, ci);

        assertThat(iam.denies(roleSession(ci, "111122223333:job", BEFORE))).isTrue();
        assertThat(iam.denies(roleSession(ci, "111122223333:report", BEFORE))).isFalse();
        assertThat(iam.denies(Request.of("aws:PrincipalArn", ci, "aws:userid", "AIDACI")))
                .isFalse();
    }

    @Test
    void ofManyPackedSessionsTheLastIsDeniedAndASiblingIsNot() {
        String coder = role("aws", "coder");
        for (int n = 0; n < 100; n++) {
            contain("aws", "role:AROACODER:agent-" + n + "@" + BEFORE, coder);
        }
        for (int n = 0; n < 100; n++) {
            assertThat(iam.denies(roleSession(coder, "AROACODER:agent-" + n, AFTER))).isTrue();
        }
        assertThat(iam.denies(roleSession(coder, "AROACODER:agent-100", BEFORE))).isFalse();
    }

    @Test
    void whatDoesNotFitIsDeniedTooAsLongAsItsCredentialsAreOld() {
        String coder = role("aws", "coder");
        List<String> names = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            names.add("agent-" + n + "-" + "x".repeat(50));
            contain("aws", "role:AROACODER:" + names.get(n) + "@" + BEFORE, coder);
        }
        for (String name : names) {
            assertThat(iam.denies(roleSession(coder, "AROACODER:" + name, BEFORE))).isTrue();
        }
        assertThat(iam.denies(roleSession(coder, "AROACODER:mei", AFTER)))
                .as("a person who assumes the role anew")
                .isFalse();
    }
}
