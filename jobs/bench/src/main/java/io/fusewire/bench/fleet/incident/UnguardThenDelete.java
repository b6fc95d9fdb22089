package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;

import java.util.List;

/** S1: protections first. */
final class UnguardThenDelete extends Plot {

    UnguardThenDelete() {
        super(
                known(
                        "unguard-then-delete",
                        "Takes deletion protection away from everything first, then deletes."),
                1,
                new Losses(15, 50),
                "operator-agent",
                "terraform-pipeline",
                "coder",
                "migrator");
    }

    @Override
    public void play(Scene scene) {

        List<Resource> guarded = scene.environment(scene.dice().between(22, 42), Targets.GUARDED);
        List<Runnable> acts = scene.refusals(guarded);
        for (Resource resource : guarded) {
            acts.add(() -> scene.hands().unguard(resource));
        }
        for (Resource resource : guarded) {
            acts.add(() -> scene.hands().delete(resource));
        }
        scene.go(scene.dice().uniform(2, 20), acts);
    }
}
