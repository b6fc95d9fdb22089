package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;

import java.util.List;

/** Machines by the batch. */
final class MassTerminate extends Plot {

    MassTerminate() {
        super(
                known("mass-terminate", "Terminates machines of others, some with each call."),
                1,
                new Losses(50, 220),
                "autoscaler",
                "cost-optimiser",
                "operator-agent",
                "load-tester");
    }

    @Override
    public void play(Scene scene) {

        List<Resource> machines = scene.some(scene.dice().between(100, 200), ResourceType.INSTANCE);
        List<Runnable> acts = scene.refusals(machines);
        int size = scene.dice().between(4, 10);
        for (int i = 0; i < machines.size(); i += size) {
            List<Resource> batch = machines.subList(i, Math.min(i + size, machines.size()));
            acts.add(() -> scene.hands().deleteTogether(batch));
        }
        scene.go(scene.dice().uniform(3, 60), acts);
    }
}
