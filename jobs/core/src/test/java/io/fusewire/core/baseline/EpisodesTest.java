package io.fusewire.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class EpisodesTest {

    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final PriorsOfClass NO_PEERS = at -> ClassPriors.WITHOUT_PEERS;

    private final Baseline baseline = new Baseline();
    private final List<String> closed = new ArrayList<>();

    private void burst(long startMillis, long harmMicros) {
        Episodes.advance(
                baseline,
                0,
                startMillis,
                startMillis,
                (ladder, state, taught) ->
                        closed.add(ladder + " " + state.sumMicros + " " + taught));
        Episodes.charge(baseline, harmMicros, 0, NO_PEERS);
    }

    @Test
    void anEpisodeTeachesOnlyWhenItIsOver() {
        burst(0, 3_500_000);
        assertThat(baseline.ladder(Ladder.BURST_HARM).reached[0]).isZero();
        double during = baseline.ladder(Ladder.BURST_HARM).evidence;
        assertThat(during).isEqualTo(Math.pow(0.4, -3), within(1e-9));

        burst(HOUR, 0);

        LadderState ladder = baseline.ladder(Ladder.BURST_HARM);
        // 20 / 15.6 is more than one: it is taught fully, and an hour old by now.
        float anHourOld = (float) Math.pow(0.5, 1 / 24.0 / 60);
        assertThat(ladder.reached)
                .startsWith(anHourOld, anHourOld, anHourOld, anHourOld)
                .endsWith(0, 0);
        assertThat(ladder.evidence).isEqualTo(1);
        assertThat(closed).containsExactly("BURST_HARM 3500000 1.0");
    }

    @Test
    void theMoreSurprisingAnEpisodeTheLessItTeaches() {
        burst(0, 20_000_000);
        // Rung 5: e = .4^-5 = 97.7, v = 20 / 97.7, below a quarter.
        burst(HOUR, 10_000_000);
        // Rung 4 after one like it.
        burst(2 * HOUR, 0);

        LadderState ladder = baseline.ladder(Ladder.BURST_HARM);
        assertThat(ladder.reached[5]).isEqualTo(0.25f, within(0.001f));
        assertThat(ladder.reached[4]).isGreaterThan(0.5f);
    }

    @Test
    void thePastHalvesIn60Days() {
        burst(0, 500_000);
        burst(HOUR, 0);
        burst(HOUR + 60 * DAY, 0);

        // The second burst taught the ground only; both are 60 days old.
        assertThat(baseline.ladder(Ladder.BURST_HARM).reached[1]).isEqualTo(0.5f, within(0.001f));
        assertThat(baseline.ladder(Ladder.BURST_HARM).reached[0]).isEqualTo(1, within(0.001f));
    }

    @Test
    void aWeekGoesOnOverItsBursts() {
        // Epoch day 0 to 6 are one week.
        burst(0, 1_000_000);
        burst(5 * DAY, 1_000_000);
        assertThat(baseline.ladder(Ladder.WEEK_HARM).sumMicros).isEqualTo(2_000_000);
        assertThat(baseline.ladder(Ladder.BURST_HARM).sumMicros).isEqualTo(1_000_000);

        burst(7 * DAY, 0);
        assertThat(baseline.ladder(Ladder.WEEK_HARM).sumMicros).isZero();
        assertThat(baseline.ladder(Ladder.WEEK_HARM).reached[2]).isEqualTo(0.92f, within(0.01f));
    }

    @Test
    void aLateEventJoinsTheOpenEpisode() {
        burst(8 * DAY, 1_000_000);
        Episodes.advance(baseline, 0, 8 * DAY, 6 * DAY, (l, s, t) -> closed.add("closed"));
        Episodes.charge(baseline, 1_000_000, 0, NO_PEERS);

        assertThat(closed).isEmpty();
        assertThat(baseline.ladder(Ladder.WEEK_HARM).sumMicros).isEqualTo(2_000_000);
        assertThat(baseline.ladder(Ladder.WEEK_HARM).startMillis).isEqualTo(8 * DAY);
        assertThat(baseline.ladder(Ladder.WEEK_HARM).earliestMillis()).isEqualTo(6 * DAY);
        burst(15 * DAY, 0);
        assertThat(baseline.ladder(Ladder.WEEK_HARM).earliestMillis()).isEqualTo(15 * DAY);
    }

    @Test
    void whatIsTakenBackLeavesTheEvidenceAsIfItHadNeverBeen() {
        burst(DAY, 1_000_000);
        double before = baseline.ladder(Ladder.BURST_HARM).evidence;
        Episodes.charge(baseline, 30_000_000, 0, NO_PEERS);
        assertThat(baseline.ladder(Ladder.BURST_HARM).evidence).isGreaterThan(before);

        Episodes.withdraw(baseline, 30_000_000, 0, DAY, DAY, NO_PEERS);

        assertThat(baseline.ladder(Ladder.BURST_HARM).evidence).isEqualTo(before);
        assertThat(baseline.ladder(Ladder.WEEK_HARM).sumMicros).isEqualTo(1_000_000);
    }

    @Test
    void whatIsTakenBackFromAnEndedBurstStaysInIt() {
        burst(DAY, 1_000_000);
        burst(DAY + HOUR, 2_000_000);

        Episodes.withdraw(baseline, 1_000_000, 0, DAY, DAY, NO_PEERS);

        assertThat(baseline.ladder(Ladder.BURST_HARM).sumMicros).isEqualTo(2_000_000);
        assertThat(baseline.ladder(Ladder.WEEK_HARM).sumMicros).isEqualTo(2_000_000);
    }

    @Test
    void anAbandonedEpisodeTeachesNothing() {
        burst(0, 50_000_000);
        Episodes.abandon(baseline);
        burst(HOUR, 0);

        assertThat(closed).isEmpty();
        assertThat(baseline.ladder(Ladder.BURST_HARM).reached[0]).isZero();
    }

    @Test
    void priorsAreThoseOfTheEpisodesStart() {
        long[] asked = new long[1];
        burst(3 * DAY, 0);
        Episodes.charge(
                baseline,
                5_000_000,
                0,
                at -> {
                    asked[0] = at;
                    return ClassPriors.WITHOUT_PEERS;
                });
        assertThat(asked[0]).isEqualTo(3 * DAY);
    }

    /** Sums, and so evidence, do not depend on the order inside an episode. */
    @Property(tries = 200)
    void theOrderOfChargesInAnEpisodeDoesNotMatter(
            @ForAll @Size(min = 1, max = 30)
                    List<@IntRange(min = 0, max = 40_000_000) Integer> harm,
            @ForAll long seed) {
        List<Integer> shuffled = new ArrayList<>(harm);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(after(shuffled)).isEqualTo(after(harm));
    }

    private static double after(List<Integer> harm) {
        Baseline baseline = new Baseline();
        Episodes.advance(baseline, 0, 0, 0, (l, s, t) -> {});
        harm.forEach(micros -> Episodes.charge(baseline, micros, micros / 2, NO_PEERS));
        return Evidence.total(baseline);
    }
}
