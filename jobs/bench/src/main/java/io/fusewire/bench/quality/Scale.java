package io.fusewire.bench.quality;

import java.util.List;
import java.util.stream.Stream;

/**
 * How much of everything a run takes.
 *
 * @param calibrationBlocks organisations on which limits are set
 * @param testBlocks organisations on which false trips are counted
 * @param days length of each
 * @param replays incidents of each kind
 * @param historyDays ordinary days before each
 * @param coldStartReplays of each kind for each of {@link #coldStarts}
 * @param coldStarts shorter histories, 0 for an agent never seen before
 * @param budgets A of every table
 * @param sweep further A, for the trade-off only
 */
public record Scale(
        int calibrationBlocks,
        int testBlocks,
        int days,
        int replays,
        int historyDays,
        int coldStartReplays,
        List<Integer> coldStarts,
        List<Double> budgets,
        List<Double> sweep) {

    /** From a false trip of somebody every other day to hardly ever one. */
    private static final List<Double> SWEEP =
            List.of(30.0, 100.0, 365.0, 1_000.0, 3_000.0, 10_000.0, 30_000.0);

    /** For every build. */
    public static final Scale SMALL =
            new Scale(12, 2, 30, 2, 20, 1, List.of(0), List.of(1_000.0), SWEEP);

    /** For a look at a change in some minutes. */
    public static final Scale MEDIUM =
            new Scale(
                    96,
                    32,
                    60,
                    8,
                    30,
                    2,
                    List.of(0, 1, 3, 7),
                    List.of(365.0, 1_000.0, 10_000.0),
                    SWEEP);

    /** What the documentation quotes. */
    public static final Scale FULL =
            new Scale(
                    192,
                    96,
                    60,
                    24,
                    30,
                    4,
                    List.of(0, 1, 3, 7),
                    List.of(365.0, 1_000.0, 10_000.0),
                    SWEEP);

    /** Every A, ascending. */
    List<Double> allBudgets() {
        return Stream.concat(budgets.stream(), sweep.stream()).distinct().sorted().toList();
    }

    /** The A of what is told at one only. */
    double mainBudget() {
        return budgets.get(budgets.size() / 2);
    }
}
