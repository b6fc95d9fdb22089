package io.fusewire.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CalibrationTest {

    private final Outcomes outcomes = new Outcomes();

    @BeforeEach
    void tenAgentsReachOneToTenOnADayEach() {
        for (int n = 1; n <= 10; n++) {
            outcomes.note("agent-" + n, n, n);
        }
    }

    @ParameterizedTest(name = "one in {0} of 1,000 agent-days: {1}")
    @CsvSource({"100, 1", "200, 6", "333, 8", "334, 9", "1000, 10"})
    void takesTheSmallestThresholdThatKeepsTheBudget(double budget, double threshold) {
        assertThat(Calibration.threshold(outcomes, 1_000, budget)).isEqualTo(threshold);
    }

    @Test
    void goesBeyondTheHighestScoreIfNotOneTripIsAllowed() {
        assertThat(Calibration.threshold(outcomes, 1_000, 1_001))
                .isEqualTo(10 * Calibration.MARGIN);
    }

    @Test
    void anyScoreTripsADetectorThatScoredNothing() {
        double threshold = Calibration.threshold(new Outcomes(), 1_000, 100);

        assertThat(threshold).isPositive().isLessThan(1e-300);
    }
}
