package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * Moves things to new homes over weeks: copies a few, and drops the old ones days later, when
 * hardly anybody uses them any more.
 */
final class Migrator extends Agent {

    private static final List<ResourceType> MOVED =
            List.of(
                    ResourceType.TABLE,
                    ResourceType.DATABASE,
                    ResourceType.BUCKET,
                    ResourceType.FUNCTION,
                    ResourceType.QUEUE,
                    ResourceType.ECS_SERVICE,
                    ResourceType.LOG_GROUP,
                    ResourceType.SECRET);

    private final List<Resource> moved = new ArrayList<>();

    Migrator(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        if (day.isWorkday()) {
            at(day.office(dice().uniform(0, 4)), () -> copy(day));
            at(day.office(dice().uniform(4, 9)), this::dropOld);
        }
    }

    private void copy(Day day) {
        signIn();
        List<Runnable> acts = new ArrayList<>();
        for (Resource resource :
                dice().some(foreign(MOVED), (int) (pace(day) * dice().heavy(1, 1.3, 10)))) {
            acts.add(() -> hands().use(resource));
            acts.add(
                    () -> makeIn(resource.type(), resource.in(), String.valueOf(resource.group())));
            moved.add(resource);
        }
        acts.add(() -> look(4));
        run(30, acts);
    }

    private void dropOld() {
        List<Resource> ready = new ArrayList<>(moved);
        ready.removeIf(r -> !r.isAlive() || dice().chance(0.75));
        run(20, each(idle(ready, 0.9), hands()::delete));
    }
}
