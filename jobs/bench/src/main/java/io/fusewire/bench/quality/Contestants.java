package io.fusewire.bench.quality;

import io.fusewire.bench.quality.peers.FixedThreshold;
import io.fusewire.bench.quality.peers.Forest;
import io.fusewire.bench.quality.peers.RulePack;
import io.fusewire.bench.quality.peers.ZScore;

import java.util.List;

/** Who takes part. Add a detector of yours by one line here and one class. */
public final class Contestants {

    /** Fusewire as it is shipped. */
    public static final String FUSEWIRE = "fusewire";

    /** Every class under its own bound. */
    public static final String FUSEWIRE_STRICT = "fusewire-strict";

    public static final List<Contestant> ALL =
            List.of(
                    new Contestant(
                            FUSEWIRE,
                            false,
                            (training, policy, budget) ->
                                    new FusewireDetector(training, policy, budget, false)),
                    new Contestant(
                            FUSEWIRE_STRICT,
                            false,
                            (training, policy, budget) ->
                                    new FusewireDetector(training, policy, budget, true)),
                    new Contestant(
                            "fixed-threshold",
                            true,
                            (training, policy, budget) -> new FixedThreshold()),
                    new Contestant("rule-pack", true, (training, policy, budget) -> new RulePack()),
                    new Contestant("z-score", true, (training, policy, budget) -> new ZScore()),
                    new Contestant(
                            "random-cut-forest", true, (training, policy, budget) -> new Forest()));

    private Contestants() {}
}
