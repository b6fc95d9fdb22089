package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;

import java.util.List;

/** S3, S4: single calls that nothing undoes, on stores of others. */
final class DropDatabases extends Plot {

    DropDatabases() {
        super(
                known(
                        "drop-databases",
                        "Drops one database without a final snapshot, then its siblings."),
                1,
                new Losses(10, 30),
                "database-maintenance",
                "operator-agent",
                "operator",
                "coder");
    }

    @Override
    public void play(Scene scene) {

        List<Resource> stores =
                scene.some(
                        scene.dice().between(8, 14),
                        ResourceType.DATABASE,
                        ResourceType.DATABASE_CLUSTER);
        stores.addAll(
                scene.some(
                        scene.dice().between(7, 14),
                        ResourceType.TABLE,
                        ResourceType.DATABASE_SNAPSHOT,
                        ResourceType.CACHE));
        List<Runnable> acts = scene.looks(stores, 2);
        acts.addAll(scene.refusals(stores));
        acts.addAll(scene.deletions(stores));
        scene.go(scene.dice().uniform(10, 200), acts);
    }
}
