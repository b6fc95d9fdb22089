package io.fusewire.audit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

class EventTimesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T10:15:30Z,              2026-03-01T10:15:30Z",
        "2025-03-26 17:22:33.000000000,     2025-03-26T17:22:33Z",
        "2022-12-12 21:51:37.115853000,     2022-12-12T21:51:37.115Z",
        "2022-02-08 09:23:37+11:00,         2022-02-07T22:23:37Z",
        "2022-02-08T09:23:37.5-0130,        2022-02-08T10:53:37.500Z",
        "2022-02-08T09:23:37+11,            2022-02-07T22:23:37Z",
        "2022-02-08 09:23:37 UTC,           2022-02-08T09:23:37Z",
        "2022-02-08 09:23:37.1 UTC,         2022-02-08T09:23:37.100Z",
        "2024-02-29T00:00:00Z,              2024-02-29T00:00:00Z",
        "1970-01-01T00:00:00Z,              1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999Z,          1969-12-31T23:59:59.999Z",
        "0000-01-01T00:00:00Z,              0000-01-01T00:00:00Z"
    })
    void readsATime(String text, String instant) {
        assertThat(EventTimes.parse(text)).isEqualTo(Instant.parse(instant).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "...",
                "eventTime",
                "2026-03-01",
                "2026-03-01T10:15Z",
                "2026-13-01T10:15:30Z",
                "2026-00-01T10:15:30Z",
                "2026-02-29T10:15:30Z",
                "2026-04-31T10:15:30Z",
                "2026-03-01T24:15:30Z",
                "2026-03-01T10:60:30Z",
                "2026-03-01T10:15:60Z",
                "2026-03-01T10:15:30.Z",
                "2026-03-01T10:15:30.1234567890Z",
                "2026-03-01T10:15:30ZZ",
                "2026-03-01T10:15:30+1:00",
                "2026-03-01T10:15:30+19:00",
                "2026-03-01T10:15:30 CET",
                "2026/03/01T10:15:30Z",
                "٢٠٢٦-03-01T10:15:30Z",
                "-026-03-01T10:15:30Z"
            })
    void refusesWhatIsNoTime(String text) {
        assertThat(EventTimes.parse(text)).isEqualTo(EventTimes.UNREADABLE);
    }

    @Property
    void agreesWithTheJdkOnEverySecondOfTenThousandYears(
            @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long second) {
        assertThat(EventTimes.parse(Instant.ofEpochSecond(second).toString()))
                .isEqualTo(second * 1000);
    }
}
