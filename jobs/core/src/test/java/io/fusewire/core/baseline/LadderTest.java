package io.fusewire.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "499999, 0",
        "500000, 1",
        "1499999, 1",
        "1500000, 2",
        "48000000, 6",
        "65535499999, 16",
        "65535500000, 17",
        "9000000000000000, 17"
    })
    void aRungBeginsExactlyAtItsLeastSum(long micros, int rung) {
        assertThat(Ladder.rung(micros)).isEqualTo(rung);
    }

    @Property
    void theHighestBitIsTheLogarithm(
            @ForAll @LongRange(min = 0, max = 65_535_000_000L) long micros) {
        double logarithm = Math.log(1 + micros / 1e6 / 0.5) / Math.log(2);

        // Just below a rung the floating logarithm may round up to it; the bits do not.
        assertThat(Ladder.rung(micros))
                .isBetween((int) Math.floor(logarithm - 1e-9), (int) Math.floor(logarithm + 1e-9));
    }

    @Test
    void sharesMakeUpTheWhole() {
        double sum = 0;
        for (Ladder ladder : Ladder.values()) {
            sum += ladder.share();
            assertThat(Ladder.ofReason(ladder.reason())).isEqualTo(ladder);
        }
        assertThat(sum).isEqualTo(1);
        assertThat(Ladder.ofReason("fuse:week-cap")).isNull();
    }

    @Test
    void leastSumsAreHalvesOfPowersOfTwoLessOne() {
        for (int rung = 0; rung <= Ladder.TOP; rung++) {
            assertThat(Ladder.rung(Math.round(Ladder.leastOf(rung) * 1e6))).isEqualTo(rung);
        }
    }
}
