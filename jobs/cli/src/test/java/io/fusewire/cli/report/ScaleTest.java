package io.fusewire.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.baseline.Ladder;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where values are put on a drawing. */
class ScaleTest {

    @Test
    void putsValuesInProportionAndKeepsThemOnTheDrawing() {
        Scale upwards = new Scale(0, 50, 200, 0);
        assertThat(upwards.at(0)).isEqualTo(200);
        assertThat(upwards.at(25)).isEqualTo(100);
        assertThat(upwards.at(50)).isZero();
        assertThat(upwards.at(70)).isZero();
        assertThat(upwards.at(-1)).isEqualTo(200);
    }

    @Test
    void aScaleOfOneValuePutsItAtTheStart() {
        assertThat(new Scale(3, 3, 10, 90).at(3)).isEqualTo(10);
    }

    @Test
    void marksRoundValues() {
        assertThat(Scale.ticks(72.25, 3)).containsExactly(0.0, 50.0);
        assertThat(Scale.ticks(100, 2)).containsExactly(0.0, 50.0, 100.0);
        assertThat(Scale.ticks(0, 3)).containsExactly(0.0);
    }

    @Property
    void neverMarksMoreThanAskedForNorBeyondTheEnd(
            @ForAll @DoubleRange(min = 0.01, max = 1e9) double max,
            @ForAll @IntRange(min = 1, max = 10) int most) {
        assertThat(Scale.ticks(max, most))
                .hasSizeLessThanOrEqualTo(most + 1)
                .allMatch(tick -> tick <= max);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0.25,0.5", "0.5,1", "1.5,2", "2.5,2.5", "3.5,3"})
    void standsBetweenTwoRungsAsFarAsItsSumIs(double sum, double height) {
        assertThat(LadderChart.height(sum)).isEqualTo(height);
    }

    @Property
    void climbsWithItsSumAndNeverPastTheTop(
            @ForAll @DoubleRange(min = 0, max = 1e6) double sum,
            @ForAll @DoubleRange(min = 0, max = 1e6) double more) {
        assertThat(LadderChart.height(sum + more)).isGreaterThanOrEqualTo(LadderChart.height(sum));
        assertThat(LadderChart.height(sum)).isBetween(0.0, Ladder.TOP + 1.0);
    }
}
