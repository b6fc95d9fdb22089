package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;

import java.util.ArrayList;
import java.util.List;

/** A drift that never ends, on what holds data. */
final class ReplaceLoop extends Plot {

    ReplaceLoop() {
        super(
                unseen(
                        "replace-loop",
                        "Replaces stores of others: deletes one, makes it anew and empty, and goes on to the next."),
                1,
                new Losses(14, 40),
                "terraform-pipeline",
                "database-maintenance",
                "migrator",
                "deploy-bot");
    }

    @Override
    public void play(Scene scene) {

        List<Runnable> acts = new ArrayList<>();
        for (Resource store : scene.some(scene.dice().between(20, 34), Targets.STORES)) {
            if (store.isGuarded()) {
                acts.add(() -> scene.hands().unguard(store));
            }
            acts.add(() -> scene.hands().delete(store));
            acts.add(() -> scene.recreate(store));
        }
        scene.go(scene.dice().uniform(10, 90), acts);
    }
}
