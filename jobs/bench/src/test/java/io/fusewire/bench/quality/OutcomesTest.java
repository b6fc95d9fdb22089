package io.fusewire.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OutcomesTest {

    private final Outcomes outcomes = new Outcomes();

    @Test
    void aDayCountsOnceByItsHighestScore() {
        outcomes.note("coder", 5, 2);
        outcomes.note("coder", 5, 7);
        outcomes.note("coder", 5, 3);

        assertThat(outcomes.scores()).containsExactly(7);
        assertThat(outcomes.trips(7)).isEqualTo(1);
        assertThat(outcomes.trips(7.1)).isZero();
    }

    @Test
    void anOpenBreakerCannotTripAgainUntilTheDayAfterTheNext() {
        outcomes.note("coder", 5, 1);
        outcomes.note("coder", 6, 1);
        assertThat(outcomes.trips("coder", 1)).isEqualTo(1);

        outcomes.note("coder", 7, 1);
        assertThat(outcomes.trips("coder", 1)).isEqualTo(2);
    }

    @Test
    void aDayBelowTheThresholdOpensNothing() {
        outcomes.note("coder", 5, 1);
        outcomes.note("coder", 6, 2);

        assertThat(outcomes.trips("coder", 2)).isEqualTo(1);
        assertThat(outcomes.trips("coder", 1)).isEqualTo(1);
    }

    @Test
    void agentsTripOnTheirOwn() {
        outcomes.note("coder", 5, 1);
        outcomes.note("janitor", 6, 1);

        assertThat(outcomes.trips(1)).isEqualTo(2);
        assertThat(outcomes.trips("nobody", 1)).isZero();
    }

    @Test
    void agentsOfOneNameInTwoBlocksAreTwo() {
        Outcomes other = new Outcomes();
        other.note("coder", 5, 1);
        outcomes.addAll(other, "0");
        outcomes.addAll(other, "1");

        assertThat(outcomes.trips(1)).isEqualTo(2);
    }

    @Test
    void aScoreOfZeroIsNone() {
        outcomes.note("coder", 5, 0);

        assertThat(outcomes.scores()).isEmpty();
    }
}
