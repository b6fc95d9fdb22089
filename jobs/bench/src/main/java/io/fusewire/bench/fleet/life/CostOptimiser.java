package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/** Looks for what costs and seems idle, stops it or takes it away. */
final class CostOptimiser extends Agent {

    private static final List<ResourceType> REMOVED =
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
    void work(Day day) {
        if (dice().chance(day.isWorkday() ? 0.8 : 0.3)) {
            at(day.at(dice().uniform(2, 6)), () -> save(day));
        }
    }

    private void save(Day day) {
        signIn();
        List<Runnable> acts = new ArrayList<>();
        acts.add(() -> look(dice().heavy(8, 1.5, 30)));
        List<Resource> idle = idle(old(foreign(REMOVED), 14 * Day.MILLIS), 0.9);
        for (Resource resource : dice().some(idle, (int) (pace(day) * dice().heavy(1, 1.2, 15)))) {
            acts.add(() -> hands().use(resource));
            acts.add(() -> hands().delete(resource));
        }
        acts.addAll(
                each(
                        dice().some(idle(foreign(STOPPED), 0.95), dice().between(0, 2)),
                        hands()::pause));
        run(8, acts);
    }
}
