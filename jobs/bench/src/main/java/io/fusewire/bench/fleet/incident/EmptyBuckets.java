package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;

import java.util.ArrayList;
import java.util.List;

/** Stores are emptied before they can be deleted. */
final class EmptyBuckets extends Plot {

    EmptyBuckets() {
        super(
                known(
                        "empty-buckets",
                        "Deletes the objects of buckets, many with each call, and then the buckets."),
                1,
                new Losses(20, 320),
                "log-rotator",
                "data-pipeline",
                "cost-optimiser");
    }

    @Override
    public void play(Scene scene) {

        List<Runnable> acts = new ArrayList<>();
        int size = scene.dice().between(5, 50);
        for (Resource bucket : scene.some(scene.dice().between(3, 6), ResourceType.BUCKET)) {
            if (bucket.isGuarded()) {
                acts.add(() -> scene.hands().unguard(bucket));
            }
            List<Resource> objects =
                    scene.others(r -> r.type() == ResourceType.OBJECT && r.in() == bucket);
            for (int i = 0; i < objects.size(); i += size) {
                List<Resource> batch = objects.subList(i, Math.min(i + size, objects.size()));
                acts.add(() -> scene.hands().deleteTogether(batch));
            }
            acts.add(() -> scene.hands().delete(bucket));
        }
        scene.go(scene.dice().uniform(2, 30), acts);
    }
}
