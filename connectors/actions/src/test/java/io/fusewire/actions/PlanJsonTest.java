package io.fusewire.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.containment.ContainmentPlanner;
import io.fusewire.core.containment.MeasureChoice;
import io.fusewire.core.containment.PolicyHolder;
import io.fusewire.core.containment.Target;
import io.fusewire.core.containment.TargetLedger;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/** Golden lines: the names and forms that other programs rely on. */
class PlanJsonTest {

    private final ActionPlanner planner =
            new ActionPlanner(new ContainmentPlanner(new MeasureChoice(List.of(), Set.of())));

    private List<PlannedAction> plan(String session, String arn) throws DecisionException {
        return planner.plan(
                DecisionReader.trip(
                                "{\"decisionId\":\"d1\",\"type\":\"TRIP\","
                                        + "\"at\":\"2026-11-17T07:43:20Z\",\"agent\":\"a\","
                                        + "\"account\":\"111122223333\",\"partition\":\"aws\","
                                        + "\"sessions\":[\""
                                        + session
                                        + "\"],\"principals\":[{\"session\":\""
                                        + session
                                        + "\",\"arn\":\""
                                        + arn
                                        + "\"}],\"breakerFrom\":\"CLOSED\",\"new\":1}")
                        .orElseThrow());
    }

    @Test
    void writesAnActionUnderTheNamesOfTheContract() throws DecisionException {
        String document =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"FusewireSession\","
                        + "\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":"
                        + "{\"StringEquals\":{\"aws:userid\":[\"AROAX:s\"]}}}]}";
        assertThat(
                        PlanJson.line(
                                plan("role:AROAX:s", "arn:aws:iam::111122223333:role/agents/coder")
                                        .get(0)))
                .startsWith(
                        "{\"decisionId\":\"d1\",\"action\":\"aws-iam\",\"revocable\":true,"
                                + "\"target\":\"arn:aws:iam::111122223333:role/agents/coder\","
                                + "\"calls\":[{\"service\":\"iam\",\"operation\":\"PutRolePolicy\","
                                + "\"parameters\":{\"RoleName\":\"coder\","
                                + "\"PolicyName\":\"FusewireBreaker\",\"PolicyDocument\":\""
                                + document.replace("\"", "\\\"")
                                + "\"}}],\"policyDocument\":"
                                + document
                                + ",\"lifts\":[{\"service\":\"iam\","
                                + "\"operation\":\"DeleteRolePolicy\",\"parameters\":"
                                + "{\"RoleName\":\"coder\",\"PolicyName\":\"FusewireBreaker\"}}],"
                                + "\"notes\":[\"");
    }

    @Test
    void saysWhatCannotBeRevoked() throws DecisionException {
        assertThat(
                        PlanJson.line(
                                plan(
                                                "root:111122223333@2026-11-17T07:00:00Z",
                                                "arn:aws:iam::111122223333:root")
                                        .get(0)))
                .startsWith(
                        "{\"decisionId\":\"d1\",\"action\":\"aws-iam\",\"revocable\":false,"
                                + "\"target\":\"arn:aws:iam::111122223333:root\",\"calls\":[],"
                                + "\"policyDocument\":null,\"lifts\":[],\"notes\":[\"Not revocable:");
    }

    @Test
    void aDecisionThatComesTwiceIsPlannedOnce() throws DecisionException {
        String arn = "arn:aws:iam::111122223333:role/coder";
        assertThat(plan("role:AROAX:s", arn)).hasSize(1);
        assertThat(plan("role:AROAX:s", arn)).isEmpty();
    }

    @Test
    void attachedPoliciesAreReplacedAndNeverDeleted() {
        Target shared =
                new Target(
                        PolicyHolder.MANAGED_POLICY,
                        "arn:aws:iam::111122223333:policy/breaker/AgentBreaker");
        PlannedCall call = AwsCalls.write(shared, TargetLedger.empty(shared).pack().document());
        assertThat(call.operation()).isEqualTo("CreatePolicyVersion");
        assertThat(call.parameters())
                .containsEntry("PolicyArn", shared.arn())
                .containsEntry("SetAsDefault", true);
    }
}
