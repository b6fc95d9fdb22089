package io.fusewire.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.List;

class HighestRunsTest {

    @Test
    void noPastCountsAsMoreThanItsHighestRuns() {
        HighestRuns alike = new HighestRuns(8, 3_200, 0);
        HighestRuns spread = new HighestRuns(4, 32, 32);

        assertThat(HighestRuns.exponentOf(List.of(alike, spread))).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void aShortPastCountsAsWhatItIs() {
        HighestRuns few = new HighestRuns(4, 4, 8);
        HighestRuns many = new HighestRuns(4, 32, 16);

        assertThat(HighestRuns.exponentOf(List.of(few, many)))
                .isCloseTo((8 + 16) / 36.0, within(1e-12));
        assertThat(HighestRuns.exponentOf(List.of())).isZero();
    }
}
