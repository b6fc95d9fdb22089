package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;

import java.util.ArrayList;
import java.util.List;

/** What would have undone a loss goes first. */
final class PurgeBackups extends Plot {

    PurgeBackups() {
        super(
                known(
                        "purge-backups",
                        "Unlocks backup vaults, deletes recovery points and then the vaults."),
                1,
                new Losses(15, 110),
                "snapshot-pruner",
                "cost-optimiser",
                "operator");
    }

    @Override
    public void play(Scene scene) {

        List<Runnable> acts = new ArrayList<>();
        for (Resource vault : scene.some(2, ResourceType.BACKUP_VAULT)) {
            if (vault.isGuarded()) {
                acts.add(() -> scene.hands().unguard(vault));
            }
            List<Resource> points =
                    scene.others(r -> r.type() == ResourceType.RECOVERY_POINT && r.in() == vault);
            acts.addAll(scene.deletions(points));
            acts.add(() -> scene.hands().delete(vault));
        }
        acts.addAll(
                scene.deletions(
                        scene.some(scene.dice().between(0, 12), ResourceType.DATABASE_SNAPSHOT)));
        scene.go(scene.dice().uniform(2, 25), acts);
    }
}
