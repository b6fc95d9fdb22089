package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;

import java.util.List;

/** S4: a store is wiped and filled with something else. */
final class WipeAndRefill extends Plot {

    WipeAndRefill() {
        super(
                known(
                        "wipe-and-refill",
                        "Deletes tables and stores of others and floods the account with made-up ones."),
                1,
                new Losses(12, 40),
                "coder",
                "data-pipeline",
                "deploy-bot");
    }

    @Override
    public void play(Scene scene) {

        List<Resource> stores = scene.some(scene.dice().between(16, 32), Targets.STORES);
        List<Runnable> acts = scene.looks(stores, 5);
        acts.addAll(scene.deletions(stores));
        for (int i = scene.dice().between(20, 60); i > 0; i--) {
            acts.add(
                    () ->
                            scene.hands()
                                    .create(
                                            ResourceType.TABLE,
                                            null,
                                            scene.organisation()
                                                    .names()
                                                    .anyApplication(scene.dice())));
        }
        scene.go(scene.dice().uniform(1, 15), acts);
    }
}
