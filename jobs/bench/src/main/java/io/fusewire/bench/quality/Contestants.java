package io.fusewire.bench.quality;

import io.fusewire.bench.quality.peers.CepPattern;
import io.fusewire.bench.quality.peers.FixedThreshold;
import io.fusewire.bench.quality.peers.Forest;
import io.fusewire.bench.quality.peers.RulePack;
import io.fusewire.bench.quality.peers.ZScore;

import java.util.Arrays;
import java.util.List;

/** Who takes part. Add a detector of yours by one line here and one class. */
public final class Contestants {

    /** Fusewire as it is shipped. */
    public static final String FUSEWIRE = "fusewire";

    /** Every class under its own bound. */
    public static final String FUSEWIRE_STRICT = "fusewire-strict";

    public static final List<Contestant> ALL =
            List.of(
                    fusewire(FUSEWIRE, false, Ablation.NOTHING),
                    fusewire(FUSEWIRE_STRICT, true, Ablation.NOTHING),
                    peer("fixed-threshold", (training, policy, budget) -> new FixedThreshold()),
                    peer("rule-pack", (training, policy, budget) -> new RulePack()),
                    peer("flink-cep", (training, policy, budget) -> new CepPattern()),
                    peer("z-score", (training, policy, budget) -> new ZScore()),
                    peer("random-cut-forest", (training, policy, budget) -> new Forest()));

    /** Fusewire with one part taken away, once for each part. */
    public static final List<Contestant> ABLATED =
            Arrays.stream(Ablation.values())
                    .filter(part -> part != Ablation.NOTHING)
                    .map(part -> fusewire("without-" + part.part(), false, part))
                    .toList();

    private Contestants() {}

    private static Contestant fusewire(String name, boolean strict, Ablation without) {
        return new Contestant(
                name,
                false,
                without,
                (training, policy, budget) ->
                        new FusewireDetector(training, policy, budget, strict, without));
    }

    private static Contestant peer(String name, Contestant.Maker maker) {
        return new Contestant(name, true, maker);
    }
}
