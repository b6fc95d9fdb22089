package io.fusewire.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;

class FreezeTest {

    /** Friday 18:00 to Monday 06:00. */
    private static final Freeze.Weekly WEEKEND = new Freeze.Weekly((4 * 24 + 18) * 60, 6 * 60);

    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T17:59:59Z, false",
        "2026-11-27T18:00:00Z, true",
        "2026-11-29T12:00:00Z, true",
        "2026-11-30T05:59:59Z, true",
        "2026-11-30T06:00:00Z, false",
        "2026-12-02T12:00:00Z, false",
        "1969-12-28T12:00:00Z, true",
    })
    void aWeekendWrapsAroundTheEndOfTheWeek(String time, boolean covered) {
        assertThat(WEEKEND.covers(at(time))).isEqualTo(covered);
    }

    @Test
    void aWindowWithinTheWeekDoesNotWrap() {
        Freeze.Weekly tuesday = new Freeze.Weekly(24 * 60, 48 * 60);

        assertThat(tuesday.covers(at("2026-12-01T00:00:00Z"))).isTrue();
        assertThat(tuesday.covers(at("2026-12-02T00:00:00Z"))).isFalse();
        assertThat(tuesday.covers(at("2026-11-30T23:59:59Z"))).isFalse();
    }

    @Test
    void coversOnlyThePlacesThatItNames() {
        Freeze freeze =
                new Freeze(
                        new Freeze.Once(0, 10),
                        Glob.compile("1111*"),
                        Glob.compile("eu-*"),
                        Glob.compile("*/shop-*"));

        assertThat(freeze.covers(0, "111122223333", "eu-west-1", "1/eu-west-1/shop-a")).isTrue();
        assertThat(freeze.covers(10, "111122223333", "eu-west-1", "1/eu-west-1/shop-a")).isFalse();
        assertThat(freeze.covers(5, "222222223333", "eu-west-1", "1/eu-west-1/shop-a")).isFalse();
        assertThat(freeze.covers(5, "111122223333", "us-east-1", "1/eu-west-1/shop-a")).isFalse();
        assertThat(freeze.covers(5, "111122223333", "eu-west-1", "1/eu-west-1")).isFalse();
    }
}
