package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** S2: infrastructure as code with the state lost and an old one found. */
final class DestroyWithLostState extends Plot {

    DestroyWithLostState() {
        super(
                known(
                        "destroy-with-lost-state",
                        "Makes duplicates without its state, then destroys what an old state says is its own."),
                1,
                new Losses(25, 80),
                "terraform-pipeline",
                "coder",
                "operator");
    }

    @Override
    public void play(Scene scene) {

        List<Runnable> acts = new ArrayList<>();
        for (int i = scene.dice().between(8, 25); i > 0; i--) {
            acts.add(
                    () ->
                            scene.hands()
                                    .create(
                                            scene.dice().pick(Targets.NETWORK),
                                            null,
                                            scene.organisation()
                                                    .names()
                                                    .anyApplication(scene.dice())));
        }
        List<Resource> declared = scene.environment(scene.dice().between(45, 75), Targets.DECLARED);
        declared.sort(Comparator.comparing(r -> Targets.DECLARED.indexOf(r.type())));
        for (Resource resource : declared) {
            acts.add(() -> scene.hands().pause(resource));
            if (resource.isGuarded()) {
                acts.add(() -> scene.hands().unguard(resource));
            }
            acts.add(() -> scene.hands().delete(resource, 0.15));
        }
        scene.go(scene.dice().uniform(1, 4), acts);
    }
}
