package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;

import java.util.ArrayList;
import java.util.List;

/** The job is usual, and so is the hour; what it takes is not. */
final class OverreachingTeardown extends Plot {

    OverreachingTeardown() {
        super(
                known(
                        "overreaching-teardown",
                        "A teardown at its usual hour takes what others own as well."),
                2,
                new Losses(25, 70),
                "nightly-teardown",
                "ephemeral-environments",
                "lab-cleaner");
    }

    @Override
    public void play(Scene scene) {

        List<Runnable> acts = new ArrayList<>();
        List<Resource> machines = scene.some(scene.dice().between(6, 14), ResourceType.INSTANCE);
        int size = scene.dice().between(2, 12);
        for (int i = 0; i < machines.size(); i += size) {
            List<Resource> batch = machines.subList(i, Math.min(i + size, machines.size()));
            acts.add(() -> scene.hands().deleteTogether(batch));
        }
        acts.addAll(scene.deletions(scene.some(scene.dice().between(26, 46), Targets.STANDING)));
        scene.go(scene.day().office(12.5), 4, acts);
    }
}
