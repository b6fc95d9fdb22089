package io.fusewire.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The specification's formulas on figures worked out by hand, and its first two theorems. */
class EvidenceTest {

    private static final long DAY = 86_400_000L;

    private static LadderState past(double... reached) {
        LadderState state = new LadderState();
        for (int rung = 0; rung < reached.length; rung++) {
            state.reached[rung] = (float) reached[rung];
        }
        return state;
    }

    private static LadderPriors peers(double climb, int reachedByAll) {
        double[] rates = new double[Ladder.TOP];
        Arrays.fill(rates, climb);
        int[] counts = new int[Ladder.RUNGS];
        Arrays.fill(counts, reachedByAll);
        return new LadderPriors(rates, counts);
    }

    @Test
    void withoutAPastTheChanceIsThePeers() {
        assertThat(Evidence.climb(past(), peers(0.4, 0), 0)).isEqualTo(0.4);
    }

    @Test
    void aLongPastWherePeersHaveNotBeenTakesTheThinTail() {
        // r0 = 90, so lambda = 90/100 * 10/10 = .9 and g = .4^.1 * .25^.9 = .262; c = .262 / 91.
        assertThat(Evidence.climb(past(90, 0), peers(0.4, 0), 0))
                .isEqualTo(Math.pow(0.4, 0.1) * Math.pow(0.25, 0.9) / 91, within(1e-9));
        assertThat(Evidence.climb(past(90, 90), peers(0.4, 0), 1))
                .isEqualTo(Math.pow(0.4, 0.1) * Math.pow(0.25, 0.9) / 91, within(1e-9));
    }

    @Test
    void wherePeersHaveBeenTheyAreTrusted() {
        // N = 90: lambda = .9 * .1 = .09.
        assertThat(Evidence.climb(past(90, 0), peers(0.4, 90), 0))
                .isEqualTo(Math.pow(0.4, 0.91) * Math.pow(0.25, 0.09) / 91, within(1e-9));
    }

    @Test
    void theOwnPastOutweighsThePeers() {
        assertThat(Evidence.climb(past(100, 50), peers(0.02, 0), 0))
                .isEqualTo((50 + 0.02) / 101, within(1e-6));
    }

    @Test
    void evidenceIsOneOverTheProductOfTheChances() {
        assertThat(Evidence.atRung(past(), peers(0.5, 0), 0)).isEqualTo(1);
        assertThat(Evidence.atRung(past(), peers(0.5, 0), 10)).isEqualTo(1024);
    }

    @Test
    void evidenceOfAllLaddersIsWeightedByTheirSharesAndPace() {
        Baseline baseline = new Baseline();
        Episodes.advance(baseline, 0, 0, 0, (ladder, state, taught) -> {});
        // One episode in four days: pace 0.5, its least.
        assertThat(Evidence.total(baseline)).isEqualTo(2);

        ClassPriors half =
                new ClassPriors(
                        List.of(peers(0.5, 0), peers(0.5, 0), peers(0.5, 0)),
                        1,
                        null,
                        0,
                        0,
                        List.of(),
                        Repertoire.UNKNOWN);
        Episodes.charge(baseline, 500_000, 3_500_000, at -> half);
        // Harm of half a point: rung 1 twice; blast of 3.5: rung 3.
        assertThat(Evidence.total(baseline)).isEqualTo((0.3 * 2 + 0.3 * 2 + 0.4 * 8) / 0.5);
        assertThat(Evidence.leading(baseline)).isEqualTo(Ladder.BURST_BLAST);
    }

    /** T1: P(sup e >= x) <= 1 / x if no chance to climb is underestimated. */
    @Test
    void evidencePassesALevelNoMoreOftenThanOneInThatLevel() {
        Random random = new Random(7);
        double climb = 0.55;
        LadderPriors priors = peers(climb, 0);
        int episodes = 200_000;
        int[] passed = new int[4];
        double[] levels = {2, 10, 50, 250};
        for (int n = 0; n < episodes; n++) {
            int rung = 0;
            while (rung < Ladder.TOP && random.nextDouble() < climb) {
                rung++;
            }
            double evidence = Evidence.atRung(past(), priors, rung);
            for (int i = 0; i < levels.length; i++) {
                passed[i] += evidence >= levels[i] ? 1 : 0;
            }
        }
        for (int i = 0; i < levels.length; i++) {
            double share = (double) passed[i] / episodes;
            double tolerance = 3 * Math.sqrt(1 / levels[i] / episodes);
            assertThat(share)
                    .as("level %s", levels[i])
                    .isLessThanOrEqualTo(1 / levels[i] + tolerance);
        }
    }

    /**
     * T2: with chances that are not underestimated the expected clock at the first E >= A is at
     * least A. One burst a day in one week after another, so that the clock counts days.
     */
    @Test
    void theFirstFalseAlarmComesAfterTheBudgetOnAverage() {
        Random random = new Random(11);
        double climb = 0.5;
        ClassPriors priors =
                new ClassPriors(
                        List.of(peers(climb, 0), peers(climb, 0), peers(climb, 0)),
                        1,
                        null,
                        0,
                        0,
                        List.of(),
                        Repertoire.UNKNOWN);
        double budget = 100;
        int runs = 400;
        double days = 0;
        for (int run = 0; run < runs; run++) {
            days += daysUntil(budget, climb, priors, random);
        }
        assertThat(days / runs).isGreaterThanOrEqualTo(budget * 0.9);
    }

    /** Climbs are drawn afresh in every episode, so each ladder's chances are exactly right. */
    private static int daysUntil(double budget, double climb, ClassPriors priors, Random random) {
        for (int day = 0; ; day++) {
            double evidence = 0;
            for (Ladder ladder : Ladder.values()) {
                int rung = 0;
                while (rung < Ladder.TOP && random.nextDouble() < climb) {
                    rung++;
                }
                evidence += ladder.share() * Evidence.atRung(past(), priors.of(ladder), rung);
            }
            if (evidence >= budget) {
                return day + 1;
            }
        }
    }

    @Test
    void strictModeTakesTheWorseOfCorrectionAndTail() {
        ClassPriors light = classPriors(2, null);
        assertThat(light.score(500, false)).isEqualTo(250);
        assertThat(light.score(500, true)).isEqualTo(0.7 * 250);

        // p = 1/200, a = .5: E' = 200 * sqrt(E / 100).
        ClassPriors heavy = classPriors(0.5, new Tail(1 / 200.0, 0.5));
        assertThat(heavy.score(50, true)).isEqualTo(0.7 * 100);
        assertThat(heavy.score(400, true)).isEqualTo(0.7 * 400, within(1e-9));
        assertThat(heavy.score(90_000, true)).isEqualTo(0.7 * 6_000, within(1e-6));
    }

    private static ClassPriors classPriors(double correction, Tail tail) {
        return new ClassPriors(
                ClassPriors.WITHOUT_PEERS.ladders(),
                correction,
                tail,
                0,
                0,
                List.of(),
                Repertoire.UNKNOWN);
    }

    @Test
    void aTailIsMeasuredByItsPeaks() {
        Tail tail = Tail.of(26, 26, 10_000);
        assertThat(tail.probability()).isEqualTo(1.25 * 27 / 10_000);
        assertThat(tail.exponent()).isEqualTo(36 / 37.1 * (1 - 2 / 6.0), within(1e-12));
    }

    @Test
    void paceCountsEpisodesPerDayAndThreeDaysOnCredit() {
        Baseline baseline = new Baseline();
        for (int n = 0; n < 20; n++) {
            Episodes.advance(baseline, 0, n * DAY / 2, n * DAY / 2, (l, s, t) -> {});
        }
        // The 20th of them begins after 9.5 days.
        assertThat(baseline.ladder(Ladder.BURST_HARM).pace).isEqualTo(20 / 12.5);
        assertThat(baseline.ladder(Ladder.WEEK_HARM).episodes).isEqualTo(2);
    }
}
