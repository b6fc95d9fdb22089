package io.fusewire.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.policy.Caps;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class PriorsLearnerTest {

    private static AgentDay day(long epochDay, double evidence, double week) {
        return new AgentDay(
                "a", "coder", AgentKind.AGENT, epochDay, evidence, week, week, 0, 0, null);
    }

    private static AgentHistory agent(
            String name, String agentClass, long agentDays, float[] reached, AgentDay... days) {
        float[] none = new float[Ladder.RUNGS];
        return new AgentHistory(name, agentClass, agentDays, reached, none, none, List.of(days));
    }

    private static float[] reached(float... values) {
        float[] reached = new float[Ladder.RUNGS];
        System.arraycopy(values, 0, reached, 0, values.length);
        return reached;
    }

    @Test
    void climbRatesArePooledSharesOfThePeers() {
        PriorsLearner learner = new PriorsLearner();
        learner.add(agent("a", "coder", 60, reached(10, 5, 1)));
        learner.add(agent("b", "coder", 60, reached(20, 10, 0)));

        LadderPriors learned = learner.withoutCorrection("x").of("coder").of(Ladder.BURST_HARM);

        assertThat(learned.climbFrom(0)).isEqualTo((0.5 + 0.5 + 0.016) / (2 + 0.04), within(1e-7));
        assertThat(learned.climbFrom(1)).isEqualTo((0.1 + 0.016) / (1 + 0.04), within(1e-7));
        assertThat(learned.peersAt(0)).isEqualTo(2);
        assertThat(learned.peersAt(2)).isEqualTo(1);
        assertThat(learned.climbFrom(9)).isEqualTo(0.4, within(1e-7));
    }

    @Test
    void someOfOtherClassesArePeersToo() {
        PriorsLearner learner = new PriorsLearner();
        learner.add(agent("a", "coder", 60, reached(10, 0)));
        for (int n = 0; n < 50; n++) {
            learner.add(agent("t" + n, "terraform", 60, reached(10, 10)));
        }
        Priors priors = learner.withoutCorrection("x");

        assertThat(priors.of("coder").of(Ladder.BURST_HARM).peersAt(1)).isEqualTo(20);
        assertThat(priors.of("terraform").of(Ladder.BURST_HARM).peersAt(1)).isEqualTo(50);
        assertThat(priors.of("a class of its own").of(Ladder.BURST_HARM).peersAt(0)).isEqualTo(51);
    }

    @Test
    void correctionCountsRunsOfDaysAtTwoLevels() {
        PriorsLearner learner = new PriorsLearner();
        learner.add(
                agent(
                        "a",
                        "coder",
                        6_000,
                        reached(1),
                        day(1, 150, 1),
                        day(2, 400, 1),
                        day(9, 120, 1)));

        ClassPriors coder = learner.complete("x").of("coder");

        // At 100: 2 runs, (2 + 1) * 100 / 6000 = .05; at 300: 1 run, (1 + 1) * 300 / 6000 = .1.
        assertThat(coder.correction()).isEqualTo(ClassPriors.CORRECTION_LEAST);
        assertThat(coder.tail()).isEqualTo(Tail.of(2, Math.log(4) + Math.log(1.2), 6_000));
    }

    @Test
    void aClassWithLittlePastHasTheCorrectionOfAnUnknownOne() {
        PriorsLearner learner = new PriorsLearner();
        learner.add(agent("a", "coder", 999, reached(1)));
        learner.add(agent("b", "terraform", 1_000, reached(1)));
        Priors priors = learner.complete("x");

        assertThat(priors.of("coder").correction()).isEqualTo(2);
        assertThat(priors.of("terraform").correction()).isEqualTo(1.25 * 0.3, within(1e-7));
        assertThat(priors.fleet().correction()).isEqualTo(2);
    }

    @Test
    void capsAreTheSmallestThatThePastKeepsWithMarginWhereItAllowsNoTrip() {
        PriorsLearner learner = new PriorsLearner();
        learner.add(agent("a", "coder", 100, reached(1), day(1, 1, 30), day(40, 1, 10)));

        ClassPriors coder = learner.withoutCorrection("x").of("coder");

        // 32 is the first step of the grid above 30.
        assertThat(coder.capsFor(1_000, false)).isEqualTo(new Caps(48, 48, 6, true));
        assertThat(coder.capsFor(1_000, true)).isEqualTo(new Caps(64, 64, 8, true));
    }

    @Test
    void aLongPastAllowsSomeTrips() {
        PriorsLearner learner = new PriorsLearner();
        learner.add(agent("a", "coder", 9_000, reached(1), day(1, 1, 300), day(40, 1, 10)));

        // .4 / 1000 / 3 * 9000 = 1.2, one trip; at 365 3.3, three.
        ClassPriors coder = learner.withoutCorrection("x").of("coder");
        assertThat(coder.capsFor(1_000, false).week())
                .isEqualTo(4 * Math.pow(2, 1.5), within(1e-7));
        assertThat(coder.capsFor(365, false).week()).isEqualTo(4);
        assertThat(coder.capsFor(10_000, false).week())
                .isEqualTo(1.5 * 4 * Math.pow(2, 6.5), within(1e-7));
    }

    @Test
    void capsOfABudgetInBetweenAreThoseOfTheLongerOne() {
        PriorsLearner learner = new PriorsLearner();
        learner.add(agent("a", "coder", 9_000, reached(1), day(1, 1, 300), day(40, 1, 10)));
        ClassPriors coder = learner.withoutCorrection("x").of("coder");

        assertThat(coder.capsFor(500, false)).isEqualTo(coder.capsFor(1_000, false));
        assertThat(coder.capsFor(1e6, false)).isEqualTo(coder.capsFor(10_000, false));
        assertThat(coder.capsFor(1, false)).isEqualTo(coder.capsFor(365, false));
    }

    @Test
    void theOrderOfAgentsDoesNotMatter() {
        List<AgentHistory> agents = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            agents.add(agent("a" + n, n % 2 == 0 ? "coder" : "terraform", 60, reached(10, n % 7)));
        }
        String forwards = learned(agents);
        Collections.reverse(agents);

        assertThat(learned(agents)).isEqualTo(forwards);
    }

    private static String learned(List<AgentHistory> agents) {
        PriorsLearner learner = new PriorsLearner();
        agents.forEach(learner::add);
        LadderPriors coder = learner.complete("x").of("coder").of(Ladder.BURST_HARM);
        StringBuilder text = new StringBuilder();
        for (int rung = 0; rung < Ladder.TOP; rung++) {
            text.append(coder.climbFrom(rung)).append('/').append(coder.peersAt(rung)).append(' ');
        }
        return text.toString();
    }

    @Test
    void nothingLearnedIsNothingKnown() {
        assertThat(new PriorsLearner().complete("x").of("coder"))
                .isEqualTo(ClassPriors.WITHOUT_PEERS);
    }
}
