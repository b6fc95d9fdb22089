package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Member;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/** AWS Backup: takes recovery points each night and lets the oldest go. */
final class BackupService extends Member {

    private static final int A_NIGHT = 5;

    BackupService(Recruit recruit) {
        super(recruit);
    }

    @Override
    public void plan(Day day) {
        organisation().agenda().at(day.at(3 + dice().uniform(0, 1)), this::backUp);
    }

    private void backUp() {
        List<Runnable> acts = new ArrayList<>();
        List<Resource> vaults = organisation().inventory().in(account(), ResourceType.BACKUP_VAULT);
        for (int i = 0; i < A_NIGHT && !vaults.isEmpty(); i++) {
            Resource vault = dice().pick(vaults);
            String group = organisation().names().anyApplication(dice());
            acts.add(() -> hands().create(ResourceType.RECOVERY_POINT, vault, group));
        }
        long horizon = organisation().agenda().now() - 35 * Day.MILLIS;
        List<Resource> stale =
                organisation()
                        .inventory()
                        .in(
                                account(),
                                List.of(ResourceType.RECOVERY_POINT),
                                point -> point.madeAtMillis() < horizon);
        for (Resource point : dice().some(stale, dice().between(0, 3))) {
            acts.add(() -> hands().delete(point, 0));
        }
        hands().inTurn(organisation().agenda().now(), 20, acts);
    }
}
