package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes snapshots at a fixed hour and drops those that are old enough, at first ones that were
 * there before it. Some lack the permission to drop anything and try every day all the same (H2).
 */
final class SnapshotPruner extends Agent {

    private final double hour = dice().uniform(0, 24);
    private final boolean lacksPermission = dice().chance(0.25);
    private final int kept = dice().between(3, 9);

    SnapshotPruner(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        at(day.at(hour) + dice().between(0, 120) * Day.SECOND, () -> rotate(day));
    }

    private void rotate(Day day) {
        signIn();
        List<Runnable> acts = new ArrayList<>();
        int count = (int) (pace(day) * dice().heavy(3, 1.4, 20));
        for (Resource volume : dice().some(there(ResourceType.VOLUME), count)) {
            acts.add(() -> makeIn(ResourceType.SNAPSHOT, volume, "nightly"));
        }
        for (Resource database : dice().some(there(ResourceType.DATABASE), 3)) {
            acts.add(() -> makeIn(ResourceType.DATABASE_SNAPSHOT, database, "nightly"));
        }
        List<Resource> stale =
                old(own(ResourceType.SNAPSHOT, ResourceType.DATABASE_SNAPSHOT), kept * Day.MILLIS);
        stale.addAll(
                dice().some(
                                idle(
                                        old(
                                                foreign(
                                                        List.of(
                                                                ResourceType.SNAPSHOT,
                                                                ResourceType.DATABASE_SNAPSHOT)),
                                                60 * Day.MILLIS),
                                        0.95),
                                day.number() < kept
                                        ? dice().heavy(1, 1.2, 12)
                                        : dice().poisson(0.1)));
        if (lacksPermission) {
            acts.addAll(each(dice().some(stale, dice().between(18, 25)), this::tryToDrop));
        } else {
            acts.addAll(each(stale, hands()::delete));
        }
        run(1.5, acts);
    }

    private void tryToDrop(Resource snapshot) {
        hands().denied(snapshot.type().call(ResourceType.Verb.DELETE, snapshot, dice()));
    }
}
