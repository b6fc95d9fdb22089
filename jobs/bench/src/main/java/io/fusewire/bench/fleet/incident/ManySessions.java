package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Caller;
import io.fusewire.bench.fleet.cloud.Resource;

import java.util.ArrayList;
import java.util.List;

/** S5: one hand, many sessions. */
final class ManySessions extends Plot {

    ManySessions() {
        super(
                known("many-sessions", "Deletes through several sessions of one agent at once."),
                1,
                new Losses(40, 75),
                "coder",
                "operator-agent",
                "deploy-bot",
                "autoscaler");
    }

    @Override
    public void play(Scene scene) {

        List<Resource> targets = scene.some(scene.dice().between(52, 72), Targets.STANDING);
        int sessions = scene.dice().between(3, 6);
        List<Caller> callers = new ArrayList<>();
        List<Runnable> acts = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            acts.add(
                    () -> {
                        scene.culprit().signIn();
                        callers.add(scene.culprit().caller());
                    });
        }
        for (Resource resource : targets) {
            acts.add(
                    () -> {
                        scene.culprit().become(scene.dice().pick(callers));
                        scene.hands().delete(resource);
                    });
        }
        scene.go(scene.dice().uniform(3, 30), acts);
    }
}
