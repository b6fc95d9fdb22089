package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.org.Day;

import java.util.List;

/** S5: one deletion at a time, for hours or days. */
final class SlowDrip extends Plot {

    SlowDrip() {
        super(
                known("slow-drip", "Deletes one resource of others every 5 to 45 minutes."),
                3,
                new Losses(30, 80),
                "coder",
                "cost-optimiser",
                "operator",
                "deploy-bot");
    }

    @Override
    public void play(Scene scene) {

        long gap = scene.dice().between(5, 45) * Day.MINUTE;
        long begin = scene.begin();
        for (int i = scene.dice().between(50, 80); i > 0; i--) {
            begin += (long) (gap * scene.dice().uniform(0.6, 1.4));
            scene.go(
                    scene.culprit(),
                    begin,
                    1,
                    List.of(() -> scene.deleteOne(scene.culprit(), Targets.STANDING)));
        }
    }
}
