package io.fusewire.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UseShareTest {

    /** Bursts of one thing used and three idle. */
    private static UseShare afterBursts(int bursts) {
        UseShare share = new UseShare();
        for (int i = 0; i < bursts; i++) {
            share.note(1, 3);
            share.close();
        }
        return share;
    }

    @Test
    void isTheMeanOfThreeLikelihoodRatiosOverThePace() {
        UseShare share = afterBursts(4);
        share.note(3, 1);

        double expected = 4.5 / 17;
        double sum = 0;
        for (double p : new double[] {0.3, 0.5, 0.7}) {
            sum += Math.pow(p / expected, 3) * (1 - p) / (1 - expected);
        }
        assertThat(share.evidence(2)).isCloseTo(0.2 * sum / 3 / 2, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"2, 40, 0", "4, 0, 40", "0, 40, 0"})
    void withoutAPastOrWithoutAnythingInUseThereIsNothingToSay(int bursts, int used, int idle) {
        UseShare share = afterBursts(bursts);
        share.note(used, idle);

        assertThat(share.evidence(1)).isZero();
    }

    @Test
    void whoeverAlwaysTookWhatOthersUseDoesNothingNew() {
        UseShare share = new UseShare();
        for (int i = 0; i < 10; i++) {
            share.note(7, 1);
            share.close();
        }
        share.note(60, 0);

        assertThat(share.evidence(1)).isZero();
    }

    @Test
    void aLargeBurstTeachesNoMoreThanEightThings() {
        UseShare share = new UseShare();
        share.note(10, 30);
        share.close();

        assertThat(share.usedBefore).isEqualTo(2);
        assertThat(share.idleBefore).isEqualTo(6);
        assertThat(share.bursts).isOne();
    }

    @Test
    void aBurstWithoutSuchThingsTeachesNothing() {
        UseShare share = new UseShare();
        share.close();

        assertThat(share.bursts).isZero();
    }

    @Test
    void whatIsAbandonedTeachesNothing() {
        UseShare share = afterBursts(3);
        share.note(5, 0);
        share.abandon();
        share.close();

        assertThat(share.usedBefore).isEqualTo(3);
        assertThat(share.used).isZero();
    }

    /** The mean of e over all bursts of an agent that is as careful as p₀ says is at most 1. */
    @Property
    void isAnEValue(
            @ForAll @IntRange(max = 12) int usedBefore,
            @ForAll @IntRange(max = 30) int idleBefore,
            @ForAll @IntRange(min = 1, max = 25) int things) {
        double expected = (usedBefore + 0.5) / (usedBefore + idleBefore + 1);
        double mean = 0;
        double ways = 1;
        for (int used = 0; used <= things; used++) {
            UseShare share = new UseShare();
            share.bursts = 3;
            share.usedBefore = usedBefore;
            share.idleBefore = idleBefore;
            share.note(used, things - used);
            double chance = ways * Math.pow(expected, used) * Math.pow(1 - expected, things - used);
            mean += chance * share.evidence(1) / 0.2;
            ways *= (things - used) / (used + 1.0);
        }

        assertThat(mean).isLessThanOrEqualTo(1 + 1e-9);
    }

    @Property
    void theOrderWithinABurstDoesNotMatter(
            @ForAll @IntRange(max = 20) int used, @ForAll @IntRange(max = 20) int idle) {
        UseShare oneByOne = afterBursts(3);
        for (int i = 0; i < idle; i++) {
            oneByOne.note(0, 1);
        }
        for (int i = 0; i < used; i++) {
            oneByOne.note(1, 0);
        }
        UseShare together = afterBursts(3);
        together.note(used, idle);

        assertThat(oneByOne.evidence(1)).isEqualTo(together.evidence(1));
    }
}
