package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;

import java.util.Comparator;
import java.util.List;

/** It begins with what nobody misses. */
final class RegionCleanup extends Plot {

    RegionCleanup() {
        super(
                unseen("region-cleanup", "Clears a region of everything, what is cheap first."),
                1,
                new Losses(45, 110),
                "lab-cleaner",
                "cost-optimiser",
                "operator",
                "coder");
    }

    @Override
    public void play(Scene scene) {

        List<Resource> all = scene.some(scene.dice().between(65, 95), Targets.CHEAP_FIRST);
        all.sort(Comparator.comparing(r -> Targets.CHEAP_FIRST.indexOf(r.type())));
        List<Runnable> acts = scene.refusals(all);
        acts.addAll(scene.deletions(all));
        scene.go(scene.dice().uniform(2, 30), acts);
    }
}
