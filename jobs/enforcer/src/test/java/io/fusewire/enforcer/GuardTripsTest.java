package io.fusewire.enforcer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.containment.Claim;

import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Map;

/** How many of thirty trips at once are revoked, by how many agents are at work. */
class GuardTripsTest {

    private static final Instant AT = Instant.parse("2026-09-21T14:13:20Z");
    private static final int TRIPS = 30;

    @ParameterizedTest
    @CsvSource({
        "'',10",
        "'\"agentsAtWork\":40,',10",
        "'\"agentsAtWork\":100,',20",
        "'\"agentsAtWork\":149,',29",
        "'\"agentsAtWork\":150,',30"
    })
    void aFifthOfTheAgentsAtWorkIsNotTooMuch(String field, int revoked) throws Exception {
        try (TestingChain chain =
                TestingChain.open(
                        TestingSettings.ENFORCING,
                        PagingSettings.nobody(false),
                        new HashMapStateBackend(),
                        Map.of(),
                        AT)) {
            for (int i = 0; i < TRIPS; i++) {
                chain.decided(
                        Said.trip("d-" + i, "Role" + i, "ci-1", AT)
                                .replace("\"mode\"", field + "\"mode\""),
                        AT);
            }
            assertThat(chain.outcomes)
                    .filteredOn(outcome -> outcome.claim() == Claim.REQUESTED)
                    .hasSize(revoked);
            assertThat(chain.outcomes)
                    .filteredOn(outcome -> outcome.claim() == Claim.HELD_BACK)
                    .hasSize(TRIPS - revoked);
        }
    }
}
