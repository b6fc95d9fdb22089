package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/** Looks for what costs and seems idle, stops it and, if nobody misses it, takes it away. */
final class CostOptimiser extends Agent {

    private static final List<ResourceType> IDLE =
            List.of(
                    ResourceType.VOLUME,
                    ResourceType.SNAPSHOT,
                    ResourceType.ADDRESS,
                    ResourceType.IMAGE,
                    ResourceType.LOG_GROUP,
                    ResourceType.DATABASE_SNAPSHOT,
                    ResourceType.TARGET_GROUP);

    private static final List<ResourceType> STOPPED =
            List.of(ResourceType.INSTANCE, ResourceType.DATABASE);

    CostOptimiser(Recruit recruit) {
        super(recruit);
    }

    @Override
    public void plan(Day day) {
        if (dice().chance(day.isWorkday() ? 0.8 : 0.3)) {
            organisation().agenda().at(day.at(dice().uniform(2, 6)), this::run);
        }
    }

    private void run() {
        signIn();
        List<Runnable> acts = new ArrayList<>();
        acts.add(() -> look(dice().heavy(5, 1.5, 25)));
        List<Resource> idle = foreign(IDLE);
        idle.removeIf(r -> !isOlderThan(r, 14 * Day.MILLIS));
        for (Resource resource : dice().some(idle, dice().heavy(1, 1.2, 15))) {
            acts.add(() -> hands().use(resource));
            acts.add(() -> hands().delete(resource));
        }
        for (Resource resource : dice().some(foreign(STOPPED), dice().between(0, 2))) {
            acts.add(() -> hands().pause(resource));
        }
        hands().inTurn(organisation().agenda().now(), 8, acts);
    }
}
