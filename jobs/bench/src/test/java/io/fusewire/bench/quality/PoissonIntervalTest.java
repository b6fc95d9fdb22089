package io.fusewire.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PoissonIntervalTest {

    @ParameterizedTest(name = "{0} events: {1} to {2}")
    @CsvSource({"0, 0, 3.689", "1, 0.0253, 5.572", "10, 4.795, 18.390", "100, 81.364, 121.627"})
    void agreesWithPublishedTables(int events, double low, double high) {
        PoissonInterval interval = PoissonInterval.of(events);

        assertThat(interval.low()).isCloseTo(low, within(0.001));
        assertThat(interval.high()).isCloseTo(high, within(0.001));
    }
}
