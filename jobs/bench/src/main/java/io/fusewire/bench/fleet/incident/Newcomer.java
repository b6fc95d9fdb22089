package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;

import java.util.List;

/** No past and no class to judge it by. */
final class Newcomer extends Plot {

    Newcomer() {
        super(
                known(
                        "newcomer",
                        "An agent that nobody entered anywhere deletes on its first day."),
                1,
                new Losses(25, 65),
                "operator-agent",
                "coder",
                "migrator",
                "operator");
    }

    @Override
    public boolean isByNewcomers() {
        return true;
    }

    @Override
    public void play(Scene scene) {

        List<Resource> targets = scene.environment(scene.dice().between(34, 60), Targets.STANDING);
        List<Runnable> acts = scene.looks(targets, 6);
        acts.addAll(scene.refusals(targets));
        acts.addAll(scene.deletions(targets));
        scene.go(scene.dice().uniform(3, 60), acts);
    }
}
