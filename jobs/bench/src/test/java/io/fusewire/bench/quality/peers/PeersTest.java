package io.fusewire.bench.quality.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.bench.quality.Detector;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.Effect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.function.Supplier;
import java.util.stream.Stream;

final class PeersTest {

    static Stream<Supplier<Detector>> peers() {
        return Stream.of(
                FixedThreshold::new, RulePack::new, CepPattern::new, ZScore::new, Forest::new);
    }

    static Stream<Supplier<Detector>> peersThatKnowOwners() {
        return Stream.of(CepPattern::new, ZScore::new, Forest::new);
    }

    private static double afterForeign(Detector detector, int deletions) {
        double score = 0;
        for (int n = 0; n < deletions; n++) {
            score = detector.score(Act.deletion(n).event());
        }
        return score;
    }

    @ParameterizedTest
    @MethodSource("peers")
    void scoreMoreTheMoreIsDestroyed(Supplier<Detector> peer) {
        double few = afterForeign(peer.get(), 2);
        double many = afterForeign(peer.get(), 40);

        assertThat(few).isPositive();
        assertThat(many).isGreaterThan(few);
    }

    @ParameterizedTest
    @MethodSource("peers")
    void neverScoreAPersonNorWhatFailedNorAReading(Supplier<Detector> peer) {
        Detector detector = peer.get();

        assertThat(detector.score(Act.deletion(0).by("lee", AgentKind.HUMAN).event())).isZero();
        assertThat(detector.score(Act.deletion(1).denied().event())).isZero();
        assertThat(
                        detector.score(
                                Act.deletion(2)
                                        .operation("DescribeDBInstances", Effect.READ)
                                        .event()))
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("peers")
    void keepAgentsApart(Supplier<Detector> peer) {
        Detector detector = peer.get();
        double alone = peer.get().score(Act.deletion(0).by("janitor", AgentKind.AGENT).event());
        afterForeign(detector, 40);

        assertThat(detector.score(Act.deletion(0).by("janitor", AgentKind.AGENT).event()))
                .isEqualTo(alone);
    }

    @ParameterizedTest
    @MethodSource("peers")
    void scoreOneStreamTheSameTwice(Supplier<Detector> peer) {
        assertThat(afterForeign(peer.get(), 30)).isEqualTo(afterForeign(peer.get(), 30));
    }

    @ParameterizedTest
    @MethodSource("peersThatKnowOwners")
    void leaveAnAgentsOwnResourcesToItIfTheyKnowOwners(Supplier<Detector> peer) {
        Detector detector = peer.get();
        for (int n = 0; n < 50; n++) {
            assertThat(detector.score(Act.deletion(n).own().event())).isZero();
        }
    }

    @Test
    void theFixedThresholdCountsAnHourWhoeverMadeWhat() {
        Detector detector = new FixedThreshold();

        assertThat(detector.score(Act.deletion(0).own().event())).isEqualTo(1);
        assertThat(detector.score(Act.deletion(10).units(5).event())).isEqualTo(6);
        assertThat(detector.score(Act.deletion(3_600).event())).isEqualTo(6);
        assertThat(detector.score(Act.deletion(3_611).event())).isEqualTo(2);
    }

    @Test
    void rulesSumSeveritiesOverAnHourAndCountABatchOnce() {
        Detector detector = new RulePack();

        assertThat(detector.score(Act.deletion(0).units(500).event())).isEqualTo(73);
        Act blinding = Act.deletion(10).operation("StopLogging", Effect.PROTECTION_REMOVAL);
        assertThat(detector.score(blinding.event())).isEqualTo(73 + 99);
        Act unguarding =
                Act.deletion(3_605).operation("ModifyDBInstance", Effect.PROTECTION_REMOVAL);
        assertThat(detector.score(unguarding.event())).isEqualTo(99 + 47);
    }

    @Test
    void theCepPatternScoresWhatItCompletesWithinAnHour() {
        Detector detector = new CepPattern();
        double[] scores = new double[8];
        for (int n = 0; n < scores.length; n++) {
            scores[n] = detector.score(Act.deletion(n).event());
        }

        assertThat(scores).containsExactly(0, 2, 3, 4, 0, 6, 0, 8);
    }

    @Test
    void theCepPatternForgetsWhatIsAnHourOld() {
        Detector detector = new CepPattern();
        for (int n = 0; n < 3; n++) {
            detector.score(Act.deletion(n).event());
        }

        assertThat(detector.score(Act.deletion(3_700).event())).isZero();
        assertThat(detector.score(Act.deletion(3_701).event())).isEqualTo(2);
    }

    @Test
    void theCepPatternTakesRecordsThatComeLateForTheLatest() {
        Detector detector = new CepPattern();
        detector.score(Act.deletion(7_200).event());

        assertThat(detector.score(Act.deletion(10).event())).isEqualTo(2);
    }

    @Test
    void theCepPatternAsksForAQuarterOnceAProtectionIsGone() {
        Detector detector = new CepPattern();
        Act removal = Act.deletion(0).operation("ModifyDBInstance", Effect.PROTECTION_REMOVAL);

        assertThat(detector.score(removal.event())).isZero();
        assertThat(detector.score(Act.deletion(1).event())).isEqualTo(6);
        assertThat(detector.score(Act.deletion(2).event())).isEqualTo(8);
    }

    @Test
    void theZScoreFallsAsAHabitForms() {
        Detector detector = new ZScore();
        double first = 0;
        double last = 0;
        for (int hour = 0; hour < 200; hour++) {
            for (int n = 0; n < 10; n++) {
                last = detector.score(Act.deletion(hour * 3_600L + n).event());
            }
            first = hour == 0 ? last : first;
        }

        assertThat(last).isLessThan(first / 2);
    }

    @Test
    void theForestFallsAsAHabitForms() {
        Detector detector = new Forest();
        double habitual = 0;
        for (int hour = 0; hour < 200; hour++) {
            for (int n = 0; n < 4; n++) {
                habitual = detector.score(Act.deletion(hour * 3_600L + n).event());
            }
        }
        double unusual = 0;
        for (int n = 0; n < 40; n++) {
            unusual = detector.score(Act.deletion(200 * 3_600L + n).event());
        }

        assertThat(unusual).isGreaterThan(3 * habitual);
    }
}
