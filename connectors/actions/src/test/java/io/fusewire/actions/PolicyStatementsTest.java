package io.fusewire.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fusewire.core.containment.Drift;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class PolicyStatementsTest {

    private static final String OURS =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"FusewireSession\","
                    + "\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":"
                    + "{\"StringEquals\":{\"aws:userid\":[\"AROAX:a\",\"AROAX:b\"]}}}]}";

    private static Drift drift(String found) {
        return Drift.between(PolicyStatements.of(OURS), PolicyStatements.of(found));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OURS,
                """
                { "Statement": { "Action": ["*"], "Resource": "*", "Effect": "Deny",
                    "Condition": { "StringEquals": { "aws:userid": ["AROAX:b", "AROAX:a"] } },
                    "Sid": "FusewireSession" }, "Version": "2012-10-17" }
                """
            })
    void anotherWritingOfTheSameIsNoDrift(String found) {
        assertThat(drift(found).needsRepair()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Statement\":{\"Sid\":\"FusewireSession\",\"Effect\":\"Deny\",\"Action\":\"*\","
                        + "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:userid\":"
                        + "[\"AROAX:a\"]}}}}",
                "{\"Statement\":{\"Sid\":\"FusewireSession\",\"Effect\":\"Allow\",\"Action\":\"*\","
                        + "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:userid\":"
                        + "[\"AROAX:a\",\"AROAX:b\"]}}}}",
                "{\"Statement\":{\"Sid\":\"FusewireSession\",\"Effect\":\"Deny\",\"Action\":\"*\","
                        + "\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"aws:userid\":"
                        + "[\"AROAX:a\",\"AROAX:b\"]}}}}"
            })
    void aDenyThatLostOrChangedSomethingIsDrift(String found) {
        assertThat(drift(found).lost()).hasSize(1);
    }

    @Test
    void statementsOfOthersAreKeptAsTheyStand() {
        String theirs =
                "{\"Sid\":\"Logs\",\"Effect\":\"Allow\",\"Action\":\"logs:*\",\"Resource\":\"*\"}";
        assertThat(drift("{\"Statement\":[" + theirs + "]}").others()).isEqualTo(List.of(theirs));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "[]", "{\"Statement\":1}", "{\"Statement\":[]}"})
    void whatIsNoPolicyIsRefused(String text) {
        assertThatThrownBy(() -> PolicyStatements.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a policy must");
    }
}
