package io.fusewire.bench.quality;

import java.util.List;

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
 * @param budgets A
 */
public record Scale(
        int calibrationBlocks,
        int testBlocks,
        int days,
        int replays,
        int historyDays,
        int coldStartReplays,
        List<Integer> coldStarts,
        List<Double> budgets) {

    /** For every build. */
    public static final Scale SMALL = new Scale(2, 2, 30, 2, 20, 1, List.of(0), List.of(1_000.0));

    /** For a look at a change in some minutes. */
    public static final Scale MEDIUM =
            new Scale(16, 16, 60, 8, 30, 2, List.of(0, 1, 3, 7), List.of(365.0, 1_000.0, 10_000.0));

    /** What the documentation quotes. */
    public static final Scale FULL =
            new Scale(
                    40, 40, 60, 24, 30, 8, List.of(0, 1, 3, 7), List.of(365.0, 1_000.0, 10_000.0));
}
