package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.org.Day;

import java.util.ArrayList;
import java.util.List;

/** A little every night. */
final class NightTrickle extends Plot {

    NightTrickle() {
        super(
                unseen(
                        "night-trickle",
                        "Deletes a few resources of others each night for ten nights."),
                11,
                new Losses(30, 85),
                "coder",
                "snapshot-pruner",
                "data-pipeline",
                "database-maintenance");
    }

    @Override
    public void play(Scene scene) {

        for (int night = 0; night < days() - 1; night++) {
            List<Runnable> acts = new ArrayList<>();
            for (int i = scene.dice().between(4, 8); i > 0; i--) {
                acts.add(() -> scene.deleteOne(scene.culprit(), Targets.STANDING));
            }
            long start = scene.day().office(scene.dice().uniform(14, 18)) + night * Day.MILLIS;
            scene.go(scene.culprit(), start, 400, acts);
        }
    }
}
