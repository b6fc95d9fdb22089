package io.fusewire.core.containment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.event.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProofTest {

    private static final long WRITTEN_AT = 1_000_000;

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "DENIED, -1, -",
                "DENIED, 0, -",
                "DENIED, 1, DENY_SEEN",
                "DENIED, 3600000, DENY_SEEN",
                "SUCCESS, 0, -",
                "SUCCESS, 1, SUCCESS_WITHIN_ALLOWANCE",
                "SUCCESS, 60000, SUCCESS_WITHIN_ALLOWANCE",
                "SUCCESS, 60001, SUCCESS_AFTER_ALLOWANCE",
                "DRY_RUN, 60001, SUCCESS_AFTER_ALLOWANCE",
                "THROTTLED, 60001, -",
                "FAILED, 60001, -",
            })
    void readsACallByItsOutcomeAndTime(Outcome outcome, long laterMillis, OutcomeInput expected) {
        assertThat(
                        Proof.inputOf(
                                "rds.amazonaws.com",
                                "DeleteDBInstance",
                                outcome,
                                WRITTEN_AT + laterMillis,
                                WRITTEN_AT))
                .isEqualTo(expected);
    }

    @Test
    void whoAmIIsNeverDeniedAndProvesNothing() {
        assertThat(
                        Proof.inputOf(
                                "sts.amazonaws.com",
                                "GetCallerIdentity",
                                Outcome.SUCCESS,
                                WRITTEN_AT + 90_000,
                                WRITTEN_AT))
                .isNull();
    }
}
