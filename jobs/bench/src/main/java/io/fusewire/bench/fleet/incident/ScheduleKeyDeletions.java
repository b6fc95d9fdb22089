package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;

import java.util.List;

/** Keys go, and with them what they encrypt. */
final class ScheduleKeyDeletions extends Plot {

    ScheduleKeyDeletions() {
        super(
                known("schedule-key-deletions", "Schedules keys of others for deletion."),
                1,
                new Losses(6, 22),
                "secret-rotator",
                "secops",
                "operator",
                "cost-optimiser");
    }

    @Override
    public void play(Scene scene) {

        List<Resource> keys = scene.some(scene.dice().between(9, 20), ResourceType.KEY);
        List<Runnable> acts = scene.looks(keys, 4);
        for (Resource key : keys) {
            if (scene.dice().chance(0.2)) {
                acts.add(() -> scene.hands().pause(key));
            }
            acts.add(() -> scene.hands().delete(key));
        }
        scene.go(scene.dice().uniform(5, 120), acts);
    }
}
