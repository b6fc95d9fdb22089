package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;

import java.util.List;

/** Nothing that stores data goes; nobody can get in any more. */
final class IamLockout extends Plot {

    IamLockout() {
        super(
                unseen(
                        "iam-lockout",
                        "Cuts people and applications off: detaches policies, deletes users, roles and policies."),
                1,
                new Losses(25, 90),
                "secops",
                "operator",
                "operator-agent",
                "secret-rotator");
    }

    @Override
    public void play(Scene scene) {

        List<Resource> access =
                scene.some(
                        scene.dice().between(45, 75),
                        ResourceType.ROLE,
                        ResourceType.USER,
                        ResourceType.POLICY);
        List<Runnable> acts = scene.refusals(access);
        for (Resource resource : access) {
            if (scene.dice().chance(0.5)) {
                acts.add(() -> scene.hands().pause(resource));
            }
            acts.add(() -> scene.hands().delete(resource));
        }
        scene.go(scene.dice().uniform(3, 40), acts);
    }
}
