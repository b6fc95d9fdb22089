package io.fusewire.detector;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class ParcelTest {

    private static final long FAR_OFF = 1L << 42;

    @Property
    void stampsNeverGoBackInTime(@ForAll long one, @ForAll long other) {
        assertThat(Long.signum(Long.compare(Parcel.stamp(one), Parcel.stamp(other))))
                .isIn(0, Long.signum(Long.compare(one, other)));
    }

    @Property
    void stampsTellTimesOfThisCenturyApart(
            @ForAll @LongRange(min = -FAR_OFF + 2, max = FAR_OFF - 2) long millis) {
        assertThat(Parcel.stamp(millis))
                .isGreaterThan(Parcel.stamp(millis - 1))
                .isLessThan(Parcel.stamp(millis + 1));
    }

    @Test
    void theFirstFourBytesOfAStampTellMinutesApart() {
        long noon = Instant.parse("2026-11-01T12:00:00Z").toEpochMilli();

        assertThat(Parcel.stamp(noon + 60_000) >> 32).isGreaterThan(Parcel.stamp(noon) >> 32);
    }
}
