package io.fusewire.core.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fusewire.core.baseline.Ladder;
import io.fusewire.core.baseline.LadderReading;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class OwnPastTest {

    private static final int RUNG = 6;

    private static LadderReading reading(
            Ladder ladder, double sum, double evidence, int past, double highest, int peers) {
        List<Float> reached = new ArrayList<>(Collections.nCopies(Ladder.RUNGS, 0f));
        reached.set(RUNG, highest >= sum ? 2.4f : 0f);
        return new LadderReading(
                ladder, 0, sum, RUNG, evidence, 1, past, highest, reached, peers, peers / 100);
    }

    @Test
    void saysWhenThePeersAreOfASimulation() {
        assertThat(OwnPast.compared(reading(Ladder.BURST_HARM, 48, 50, 1, 0, 80), true))
                .contains("simulated peers");
    }

    @Test
    void saysHowFarItNeverCameHowFarItIsAndTheOdds() {
        assertThat(OwnPast.compared(reading(Ladder.BURST_HARM, 48, 9_812, 132, 3, 0)))
                .isEqualTo(
                        "In 132 bursts before it never came past harm 3; now it stands at harm 48."
                                + " The odds of that are 1 in 9,800.");
    }

    @Test
    void saysHowOftenItCameSoFarBefore() {
        assertThat(OwnPast.compared(reading(Ladder.WEEK_HARM, 40, 7.4, 12, 60, 0)))
                .isEqualTo(
                        "In 12 active weeks before it never came past harm 60; now it stands at"
                                + " harm 40, which 2 of them came to. The odds of that are 1 in 7.");
    }

    @Test
    void saysSoWhereNothingIsKnownOfItsPast() {
        assertThat(OwnPast.compared(reading(Ladder.BURST_HARM, 48, 123.4, 0, 0, 0)))
                .isEqualTo(
                        "This is the first burst that is known of it: harm 48. The odds of that are"
                                + " 1 in 120.");
    }

    @Test
    void comparesWithPeersWhereThereAreAny() {
        assertThat(OwnPast.compared(reading(Ladder.BURST_HARM, 48, 50, 1, 0, 80)))
                .contains("In 1 burst before", "None of its 80 peers ever came so far.");
        assertThat(OwnPast.compared(reading(Ladder.BURST_HARM, 48, 50, 1, 0, 1_200)))
                .contains("Of its 1,200 peers 12 came so far.");
    }

    @Test
    void givesTheBlastRadiusAsAShareOfTheEnvironment() {
        assertThat(OwnPast.compared(reading(Ladder.BURST_BLAST, 25, 50, 9, 0.4, 0)))
                .contains(
                        "never came past 0.2 % of what is alive in the environment; now it stands at"
                                + " 12.5 % of what is alive in the environment.");
    }
}
