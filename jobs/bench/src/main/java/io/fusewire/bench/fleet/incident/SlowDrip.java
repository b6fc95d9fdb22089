package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.IncidentKind;
import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.org.Day;

import java.util.List;

/** S5: one deletion every so many minutes, for hours or days. */
final class SlowDrip implements Plot {

    @Override
    public IncidentKind kind() {
        return new IncidentKind(
                "slow-drip", "Deletes one resource of others every 8 to 40 minutes.", false);
    }

    @Override
    public List<String> culprits() {
        return List.of("coder", "cost-optimiser");
    }

    @Override
    public int days() {
        return 3;
    }

    @Override
    public Size size() {
        return new Size(20, 80);
    }

    @Override
    public void play(Scene scene) {
        long gap = scene.dice().between(8, 40) * Day.MINUTE;
        int count = scene.dice().between(50, 80);
        long begin = scene.begin();
        for (int i = 0; i < count; i++) {
            long at = begin + i * gap + (long) (gap * scene.dice().uniform(-0.3, 0.3));
            scene.inTurn(at, 1, List.of(() -> one(scene)));
        }
    }

    private static void one(Scene scene) {
        List<Resource> any = scene.others(r -> Prey.STANDING.contains(r.type()));
        if (!any.isEmpty()) {
            scene.hands().delete(scene.dice().pick(any));
        }
    }
}
