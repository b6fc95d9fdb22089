package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;

import java.util.ArrayList;
import java.util.List;

/** S5: those who watch are blinded first. */
final class BlindThenDelete extends Plot {

    BlindThenDelete() {
        super(
                known("blind-then-delete", "Stops the trail and the detector, then deletes."),
                1,
                new Losses(20, 65),
                "secops",
                "operator-agent",
                "operator");
    }

    @Override
    public void play(Scene scene) {

        List<Runnable> acts = new ArrayList<>();
        for (Resource watcher : scene.some(2, ResourceType.TRAIL, ResourceType.DETECTOR)) {
            acts.add(() -> scene.hands().pause(watcher));
        }
        acts.addAll(scene.deletions(scene.some(scene.dice().between(30, 58), Targets.STANDING)));
        scene.go(scene.dice().uniform(3, 40), acts);
    }
}
