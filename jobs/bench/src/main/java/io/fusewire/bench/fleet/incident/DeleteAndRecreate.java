package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;

import java.util.List;

/** S1: an agent cannot mend an environment and decides to delete it and to make it anew. */
final class DeleteAndRecreate extends Plot {

    DeleteAndRecreate() {
        super(
                known(
                        "delete-and-recreate",
                        "Deletes an environment resource by resource and makes it anew."),
                1,
                new Losses(25, 70),
                "coder",
                "operator-agent",
                "deploy-bot",
                "terraform-pipeline");
    }

    @Override
    public void play(Scene scene) {

        List<Resource> environment =
                scene.environment(scene.dice().between(42, 66), Targets.ENVIRONMENT);
        List<Runnable> acts = scene.looks(environment, 10);
        acts.addAll(scene.refusals(environment));
        acts.addAll(scene.deletions(environment));
        acts.addAll(scene.recreations(scene.dice().some(environment, 25)));
        scene.go(scene.dice().uniform(2, 10), acts);
    }
}
