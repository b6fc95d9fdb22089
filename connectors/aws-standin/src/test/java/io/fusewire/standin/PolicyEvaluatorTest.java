package io.fusewire.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

class PolicyEvaluatorTest {

    private static final Map<String, String> REQUEST =
            Map.of(
                    "aws:userid", "AROAX:agent-42",
                    "aws:PrincipalArn", "arn:aws:iam::111122223333:role/agents/coder",
                    "aws:TokenIssueTime", "2026-11-17T07:00:00Z",
                    "aws:ViaAWSMCPService", "true");

    private static boolean denies(String condition) {
        return PolicyEvaluator.denies(
                "{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{"
                        + condition
                        + "}}}",
                "ec2:TerminateInstances",
                "*",
                REQUEST);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "StringEquals | aws:userid | AROAX:agent-42 | true",
                "StringEquals | AWS:UserId | AROAX:agent-42 | true",
                "StringEquals | aws:userid | AROAX:Agent-42 | false",
                "StringEquals | aws:userid | AROAX:agent-421 | false",
                "StringEquals | aws:userid | ${aws:userid} | true",
                "StringEquals | aws:SourceIdentity | x | false",
                "StringEqualsIfExists | aws:SourceIdentity | x | true",
                "StringNotEquals | aws:SourceIdentity | x | true",
                "StringNotEquals | aws:userid | AROAX:agent-42 | false",
                "StringLike | aws:userid | AROAX:* | true",
                "StringNotLike | aws:userid | AROAX:* | false",
                "ArnLike | aws:PrincipalArn | arn:*:iam::111122223333:role/*/coder | true",
                "ArnLike | aws:PrincipalArn | arn:aws:iam:*:role/agents/coder | false",
                "ArnNotLike | aws:PrincipalArn | arn:aws:iam::*:role/breaker/* | true",
                "ArnEquals | aws:PrincipalArn | arn:aws:sts::111122223333:assumed-role/coder/a | false",
                "DateLessThan | aws:TokenIssueTime | 2026-11-17T07:00:01Z | true",
                "DateLessThan | aws:TokenIssueTime | 2026-11-17T07:00:00Z | false",
                "DateLessThan | aws:CurrentTime | 2026-11-17T07:00:00Z | false",
                "DateLessThanIfExists | aws:MultiFactorAuthAge | 2026-11-17T07:00:00Z | true",
                "Bool | aws:ViaAWSMCPService | true | true",
                "Bool | aws:ViaAWSMCPService | false | false",
                "Null | aws:TokenIssueTime | true | false",
                "Null | aws:SourceIdentity | true | true",
            })
    void conditionsHoldAsIamDocumentsThem(
            String operator, String key, String value, boolean isDenied) {
        assertThat(denies("\"" + operator + "\":{\"" + key + "\":\"" + value + "\"}"))
                .isEqualTo(isDenied);
    }

    @Test
    void allConditionsMustHoldAndOneValueOfEach() {
        String two = "\"StringEquals\":{\"aws:userid\":[\"a\",\"AROAX:agent-42\"]},";
        assertThat(denies(two + "\"Bool\":{\"aws:ViaAWSMCPService\":\"true\"}")).isTrue();
        assertThat(denies(two + "\"Bool\":{\"aws:ViaAWSMCPService\":\"false\"}")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Action,iam:*,Resource,arn:aws:iam::*:role/agents/*,true",
        "Action,IAM:putrolepolicy,Resource,*,true",
        "Action,iam:Get*,Resource,*,false",
        "NotAction,iam:Get*,Resource,*,true",
        "Action,*,NotResource,arn:aws:iam::*:role/agents/*,false",
        "Action,*,Resource,arn:aws:iam::*:role/breaker/*,false"
    })
    void actionsIgnoreCaseAndResourcesDoNot(
            String action, String actions, String resource, String resources, boolean isDenied) {
        String document =
                "{\"Statement\":[{\"Effect\":\"Deny\",\"%s\":\"%s\",\"%s\":[\"%s\"]}]}"
                        .formatted(action, actions, resource, resources);
        assertThat(
                        PolicyEvaluator.denies(
                                document,
                                "iam:PutRolePolicy",
                                "arn:aws:iam::111122223333:role/agents/coder",
                                REQUEST))
                .isEqualTo(isDenied);
    }

    @Test
    void anAllowDeniesNothing() {
        assertThat(
                        PolicyEvaluator.denies(
                                "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
                                "s3:GetObject",
                                "*",
                                REQUEST))
                .isFalse();
    }

    @Test
    void whatIsNotModelledIsSaid() {
        assertThatThrownBy(() -> denies("\"IpAddress\":{\"aws:userid\":\"10.0.0.0/8\"}"))
                .hasMessage("a condition's operator must be a modelled one, but was IpAddress");
    }
}
