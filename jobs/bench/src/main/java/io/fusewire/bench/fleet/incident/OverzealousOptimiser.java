package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;

import java.util.ArrayList;
import java.util.List;

/** A cost optimiser whose idea of idle grew. */
final class OverzealousOptimiser extends Plot {

    OverzealousOptimiser() {
        super(
                known(
                        "overzealous-optimiser",
                        "Takes everything that looks little used, for most of a day."),
                2,
                new Losses(90, 230),
                "cost-optimiser",
                "image-pruner");
    }

    @Override
    public void play(Scene scene) {

        List<Resource> cheap = scene.some(scene.dice().between(50, 90), Targets.COSTLY_LEFTOVERS);
        List<Resource> used = scene.some(scene.dice().between(60, 120), Targets.STANDING);
        List<Runnable> acts = new ArrayList<>();
        for (Resource resource : scene.dice().some(cheap, 1_000)) {
            acts.add(() -> scene.hands().use(resource));
            acts.add(() -> scene.hands().delete(resource));
        }
        for (Resource resource : used) {
            acts.add(() -> scene.hands().use(resource));
            acts.add(() -> scene.hands().delete(resource));
        }
        scene.go(scene.dice().uniform(40, 150), acts);
    }
}
