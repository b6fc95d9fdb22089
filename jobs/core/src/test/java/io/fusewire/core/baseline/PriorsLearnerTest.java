package io.fusewire.core.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.policy.Caps;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

class PriorsLearnerTest {

    private static AgentDay day(long epochDay, double evidence, double week) {
        return new AgentDay(
                "a", "coder", AgentKind.AGENT, epochDay, evidence, week, week, week, 0, 0, null);
    }

    private static AgentHistory agent(
            String name, String agentClass, long agentDays, float[] reached, AgentDay... days) {
        float[] none = new float[Ladder.RUNGS];
        return new AgentHistory(
                name, agentClass, agentDays, reached, none, none, List.of(days), List.of());
    }

    private static AgentHistory destroyer(String name, String agentClass, String... types) {
        float[] none = new float[Ladder.RUNGS];
        return new AgentHistory(name, agentClass, 400, none, none, none, List.of(), List.of(types));
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
        assertThat(coder.correction()).isEqualTo(3 * 1.25 * 0.1, within(1e-7));
        assertThat(coder.tail()).isEqualTo(Tail.of(2, Math.log(4) + Math.log(1.2), 6_000));
    }

    @Test
    void aClassWithLittlePastHasTheCorrectionOfAnUnknownOne() {
        PriorsLearner learner = new PriorsLearner();
        learner.add(agent("a", "coder", 999, reached(1)));
        learner.add(agent("b", "terraform", 1_000, reached(1)));
        Priors priors = learner.complete("x");

        assertThat(priors.of("coder").correction()).isEqualTo(6);
        assertThat(priors.of("terraform").correction()).isEqualTo(3 * 1.25 * 0.3, within(1e-7));
        assertThat(priors.fleet().correction()).isEqualTo(6);
    }

    @Test
    void aLongPastAllowsSomeTrips() {
        PriorsLearner learner = new PriorsLearner();
        learner.add(
                agent(
                        "a",
                        "coder",
                        5_000,
                        reached(1),
                        day(1, 1, 300),
                        day(20, 1, 200),
                        day(40, 1, 100),
                        day(60, 1, 50)));

        ClassPriors coder = learner.withoutCorrection("x").of("coder");

        // .6 / 1000 * 5000 = 3 runs of bursts: the first step of the grid above the fourth, 50.
        assertThat(coder.capsFor(1_000, false).burst()).isBetween(50.0, 53.0);
        // In strict mode a quarter of it, not one: too few to count.
        assertThat(coder.capsFor(1_000, true).burst()).isGreaterThan(53);
        // At 365 8.2 runs: more than there ever were.
        assertThat(coder.capsFor(365, false).burst()).isEqualTo(4);
    }

    @Test
    void whatAPastAllowsIsRoundedToWholeTrips() {
        PriorsLearner learner = new PriorsLearner();
        AgentDay[] days = {day(1, 1, 300), day(20, 1, 200), day(40, 1, 100), day(60, 1, 50)};
        learner.add(agent("a", "coder", 4_200, reached(1), days));
        learner.add(agent("b", "terraform", 4_100, reached(1), days));
        Priors priors = learner.withoutCorrection("x");

        assertThat(priors.of("coder").capsFor(1_000, false).burst())
                .as(".6 / 1000 · 4200 = 2.52, three runs")
                .isBetween(50.0, 53.0);
        assertThat(priors.of("terraform").capsFor(1_000, false).burst())
                .as(".6 / 1000 · 4100 = 2.46, two runs")
                .isBetween(100.0, 105.0);
    }

    @Test
    void aShortPastIsExtrapolatedFromItsHighestRuns() {
        PriorsLearner learner = new PriorsLearner();
        AgentDay[] days = new AgentDay[16];
        for (int n = 0; n < days.length; n++) {
            days[n] = day(10L * n, 1, 4 * Math.pow(2, (n + 0.01) / 4));
        }
        learner.add(agent("a", "coder", 1_000, reached(1), days));

        ClassPriors coder = learner.withoutCorrection("x").of("coder");
        Caps caps = coder.capsFor(1_000, false);

        double excess = 0.5;
        for (AgentDay day : days) {
            excess += Math.log(day.burst() / 4);
        }
        double drawn = (excess + 16 * (excess - 0.5) / 16) / (16 + 16);
        double margin = 1 + 1 / Math.sqrt(16);
        assertThat(caps.burst()).isCloseTo(4 * Math.pow(16 / 0.6, drawn), within(1e-6));
        assertThat(coder.capsFor(1_000, true).burst())
                .as("a quarter of the budget, and a margin")
                .isCloseTo(4 * Math.pow(16 / 0.15, excess / 16 * margin), within(1e-6));
        assertThat(caps.week())
                .as("a smaller share of the budget, a higher cap")
                .isGreaterThan(caps.burst());
        assertThat(caps.strike()).as("no strike was ever seen").isEqualTo(4);
    }

    @Test
    void aTailIsDrawnToThoseOfAllClasses() {
        AgentDay[] thin = new AgentDay[20];
        AgentDay[] thick = new AgentDay[20];
        for (int n = 0; n < thin.length; n++) {
            thin[n] = day(10L * n, 1, 4.1 + n / 100.0);
            thick[n] = day(10L * n, 1, 4.1 * Math.pow(1.3, n));
        }
        Caps thinAlone = burstsOf(Map.of("thin", thin), "thin", false);
        Caps thickAlone = burstsOf(Map.of("thick", thick), "thick", false);
        Map<String, AgentDay[]> both = Map.of("thin", thin, "thick", thick);

        assertThat(burstsOf(both, "thin", false).burst()).isGreaterThan(2 * thinAlone.burst());
        assertThat(burstsOf(both, "thick", false).burst()).isLessThan(thickAlone.burst() / 2);
        assertThat(burstsOf(both, "thick", true))
                .as("strict mode answers for each class")
                .isEqualTo(burstsOf(Map.of("thick", thick), "thick", true));
    }

    private static Caps burstsOf(Map<String, AgentDay[]> days, String name, boolean strict) {
        PriorsLearner learner = new PriorsLearner();
        days.forEach((each, itsDays) -> learner.add(agent(each, each, 1_000, reached(1), itsDays)));
        return learner.withoutCorrection("x").of(name).capsFor(10_000, strict);
    }

    @Property(tries = 200)
    void capsAreNoLowerForALongerBudgetNorInStrictMode(
            @ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = 1, max = 5_000) Double> harms,
            @ForAll @IntRange(min = 100, max = 20_000) int agentDays) {
        PriorsLearner learner = new PriorsLearner();
        AgentDay[] days = new AgentDay[harms.size()];
        for (int n = 0; n < days.length; n++) {
            days[n] = day(2L * n, 1, harms.get(n));
        }
        learner.add(agent("a", "coder", agentDays, reached(1), days));
        ClassPriors fleet = learner.withoutCorrection("x").fleet();

        double previous = 0;
        for (double budget : PriorsLearner.BUDGETS) {
            double burst = fleet.capsFor(budget, false).burst();
            assertThat(burst).isGreaterThanOrEqualTo(previous);
            assertThat(fleet.capsFor(budget, true).burst()).isGreaterThanOrEqualTo(burst);
            previous = burst;
        }
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
    void aRepertoireIsOfTheClassAlone() {
        PriorsLearner learner = new PriorsLearner();
        learner.add(destroyer("a", "coder", "Queue", "Table"));
        learner.add(destroyer("b", "coder", "Queue"));
        learner.add(destroyer("c", "coder"));
        learner.add(destroyer("d", "terraform", "Database"));
        Priors priors = learner.withoutCorrection("x");

        assertThat(priors.of("coder").repertoire())
                .isEqualTo(Repertoire.of(3, Map.of("Queue", 2, "Table", 1)));
        assertThat(priors.fleet().repertoire()).isEqualTo(Repertoire.UNKNOWN);
        assertThat(priors.of("terraform").repertoire())
                .as("one agent for 400 days")
                .isEqualTo(Repertoire.UNKNOWN);
        assertThat(priors.of("terraform").caps()).isEmpty();
    }

    @Test
    void theFleetKeepsWhatWasLearnedOfItBeforeAnythingWasRare() {
        PriorsLearner first = new PriorsLearner();
        first.add(agent("a", "coder", 5_000, reached(10, 5), day(1, 1, 50)));
        Priors unweighed = first.withoutCorrection("x");
        PriorsLearner second = new PriorsLearner(unweighed);
        second.add(agent("a", "coder", 5_000, reached(10, 9), day(1, 150, 5_000)));
        Priors weighed = second.complete("x");

        assertThat(weighed.fleet().caps()).isEqualTo(unweighed.fleet().caps());
        assertThat(weighed.fleet().ladders()).isEqualTo(unweighed.fleet().ladders());
        assertThat(weighed.fleet().tail()).isEqualTo(weighed.of("coder").tail());
        assertThat(weighed.of("coder").ladders()).isNotEqualTo(unweighed.of("coder").ladders());
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
