package io.fusewire.policy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * In the build it reads its seeds once; {@code JAZZER_FUZZ=1 mvn -pl connectors/policy test
 * -Dtest=PolicyReaderFuzzTest} searches on.
 */
class PolicyReaderFuzzTest {

    @FuzzTest(maxDuration = "10s")
    void anyTextGivesAPolicyOrItsProblems(FuzzedDataProvider data) {
        PolicyReaderTest.readsOrRefuses(data.consumeRemainingAsString());
    }
}
