package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.IncidentKind;
import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;

import java.util.ArrayList;
import java.util.List;

/** Ends machines of others, some with each call. */
final class MassTerminate implements Plot {

    @Override
    public IncidentKind kind() {
        return new IncidentKind(
                "mass-terminate", "Terminates machines of others, five to ten a call.", false);
    }

    @Override
    public List<String> culprits() {
        return List.of("cost-optimiser", "nightly-teardown");
    }

    @Override
    public int days() {
        return 1;
    }

    @Override
    public Size size() {
        return new Size(15, 200);
    }

    @Override
    public void play(Scene scene) {
        List<Resource> machines = scene.prey(scene.dice().between(90, 200), ResourceType.INSTANCE);
        List<Runnable> acts = new ArrayList<>();
        int size = scene.dice().between(4, 10);
        for (int i = 0; i < machines.size(); i += size) {
            List<Resource> batch = machines.subList(i, Math.min(i + size, machines.size()));
            acts.add(() -> scene.hands().use(batch.get(0)));
            acts.add(() -> scene.hands().deleteTogether(batch));
        }
        scene.inTurn(scene.begin(), 15, acts);
    }
}
