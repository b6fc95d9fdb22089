package io.fusewire.enforcer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.containment.Claim;
import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.Rung;
import io.fusewire.core.containment.WriteRequest;

import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The rung of the key, from what the detector says to what AWS is asked, over a restart. */
class KeyRungTest {

    private static final Instant AT = Instant.parse("2026-09-21T14:13:20Z");
    private static final String USER = "arn:aws:iam::111122223333:user/coder";
    private static final String KEY = "AKIAEXAMPLE";

    @Test
    void aKeyThatOpensSessionAfterSessionIsSetInactiveAndAfterAResetActive() throws Exception {
        Map<String, OperatorSubtaskState> savepoint;
        try (TestingChain chain = open(Map.of(), AT)) {
            chain.decided(
                    Said.trip("d-1", "Coder", "ci-1", AT)
                            .replace(
                                    "\"mode\"",
                                    "\"escalation\":[\"SESSION\",\"KEY\",\"PERSON\"],"
                                            + "\"issuedBy\":{\"session\":\"key:AIDAX/"
                                            + KEY
                                            + "\",\"arn\":\""
                                            + USER
                                            + "\"},\"mode\""),
                    AT);
            chain.answerWrites();
            savepoint = chain.savepoint();
        }
        try (TestingChain chain = open(savepoint, AT.plusSeconds(60))) {
            chain.observed(Said.sabotage("d-1", "Coder", "ci-2", AT.plusSeconds(60)).get(0));
            chain.answerWrites();

            assertThat(requestsOf(chain))
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.keysToDisable()).containsExactly(KEY));
            ContainmentOutcome written = last(chain);
            assertThat(written.rung()).isEqualTo(Rung.KEY);
            assertThat(written.claim()).isEqualTo(Claim.WRITTEN);
            assertThat(written.notes()).anyMatch(note -> note.contains("sets the key active"));
            assertThat(chain.aws.account().documents).containsOnlyKeys(USER);
            savepoint = chain.savepoint();
        }
        try (TestingChain chain = open(savepoint, AT.plusSeconds(120))) {
            chain.aws.account().asked.clear();
            chain.breaker(
                    Said.breaker("Coder", "ci-1", BreakerState.CLOSED, null, AT.plusSeconds(120)));
            chain.answerWrites();

            assertThat(requestsOf(chain))
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.keysToEnable()).containsExactly(KEY))
                    .satisfies(asked -> assertThat(asked.ledger().isEmpty()).isTrue());
            assertThat(last(chain).claim()).isEqualTo(Claim.LIFTED);
        }
    }

    private static TestingChain open(Map<String, OperatorSubtaskState> savepoint, Instant now)
            throws Exception {
        return TestingChain.open(
                TestingSettings.ENFORCING,
                PagingSettings.nobody(false),
                new HashMapStateBackend(),
                savepoint,
                now);
    }

    private static List<WriteRequest> requestsOf(TestingChain chain) {
        return chain.aws.account().asked.stream()
                .filter(asked -> asked.target().arn().equals(USER))
                .toList();
    }

    private static ContainmentOutcome last(TestingChain chain) {
        return chain.outcomes.stream()
                .filter(outcome -> outcome.target() != null)
                .filter(outcome -> outcome.target().arn().equals(USER))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
