package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks after databases: copies one to try a change on and drops the copy the next day, changes
 * settings, drops snapshots that nobody needs.
 */
final class DatabaseMaintenance extends Agent {

    private final double hour = dice().uniform(0, 6);

    DatabaseMaintenance(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        at(day.at(hour), () -> maintain(day));
    }

    private void maintain(Day day) {
        signIn();
        List<Resource> databases =
                there(
                        List.of(
                                ResourceType.DATABASE,
                                ResourceType.DATABASE_CLUSTER,
                                ResourceType.TABLE));
        List<Runnable> acts = new ArrayList<>();
        acts.addAll(times(dice().heavy(4, 1.4, 25), () -> useOne(databases)));
        acts.addAll(times(dice().between(1, 4), () -> changeOne(databases)));
        for (Resource copy : old(own(ResourceType.DATABASE), Day.MILLIS / 2)) {
            acts.add(() -> hands().delete(copy));
        }
        if (dice().chance(0.7)) {
            acts.add(() -> make(ResourceType.DATABASE, someGroup()));
        }
        for (Resource database : dice().some(there(ResourceType.DATABASE), dice().between(0, 3))) {
            acts.add(() -> makeIn(ResourceType.DATABASE_SNAPSHOT, database, "manual"));
        }
        acts.addAll(
                each(
                        dice().some(old(own(ResourceType.DATABASE_SNAPSHOT), 5 * Day.MILLIS), 8),
                        hands()::delete));
        if (dice().chance(0.06 * pace(day))) {
            List<ResourceType> unused =
                    List.of(
                            ResourceType.DATABASE_SNAPSHOT,
                            ResourceType.DATABASE_SNAPSHOT,
                            ResourceType.DATABASE);
            acts.addAll(
                    each(
                            dice().some(idle(foreign(unused), 0.97), dice().heavy(1, 1.5, 8)),
                            hands()::delete));
        }
        run(25, acts);
    }
}
