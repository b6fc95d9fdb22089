package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.org.Day;

import java.util.ArrayList;
import java.util.List;

/** Growth slow enough to be learned, then the blow. */
final class Poisoning extends Plot {

    Poisoning() {
        super(
                known(
                        "poisoning",
                        "Deletes a little more of others every day for two weeks, then very much."),
                15,
                new Losses(100, 300),
                "cost-optimiser",
                "coder",
                "operator",
                "image-pruner");
    }

    private static List<Runnable> some(Scene scene, int count) {
        List<Runnable> acts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            acts.add(() -> scene.deleteOne(scene.culprit(), Targets.STANDING));
        }
        return acts;
    }

    @Override
    public void play(Scene scene) {

        double daily = scene.dice().uniform(1, 2);
        for (int i = 0; i < days() - 1; i++) {
            long start = scene.begin() + i * Day.MILLIS;
            scene.go(scene.culprit(), start, 300, some(scene, (int) daily));
            daily *= 1.15;
        }
        long last = scene.begin() + (days() - 1) * Day.MILLIS;
        scene.go(scene.culprit(), last, 10, some(scene, scene.dice().between(90, 160)));
    }
}
