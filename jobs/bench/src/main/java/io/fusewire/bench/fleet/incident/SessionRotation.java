package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;

import java.util.ArrayList;
import java.util.List;

/** S5: the session changes faster than it can be revoked. */
final class SessionRotation extends Plot {

    SessionRotation() {
        super(
                known(
                        "session-rotation",
                        "Signs in anew after every few deletions, each time under another session name."),
                1,
                new Losses(30, 65),
                "coder",
                "deploy-bot",
                "operator",
                "data-pipeline");
    }

    @Override
    public void play(Scene scene) {

        List<Runnable> acts = new ArrayList<>();
        int turn = scene.dice().between(2, 5);
        int count = 0;
        for (Resource resource : scene.some(scene.dice().between(40, 62), Targets.STANDING)) {
            if (count++ % turn == 0) {
                acts.add(() -> scene.culprit().signInAs(scene.dice().hex(10)));
            }
            acts.add(() -> scene.hands().delete(resource));
        }
        scene.go(scene.dice().uniform(5, 60), acts);
    }
}
