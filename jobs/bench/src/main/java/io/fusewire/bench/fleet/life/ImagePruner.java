package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/** Drops machine images with their snapshots, and what the registry no longer needs. */
final class ImagePruner extends Agent {

    private static final List<ResourceType> PRUNED =
            List.of(
                    ResourceType.IMAGE,
                    ResourceType.SNAPSHOT,
                    ResourceType.TASK_DEFINITION,
                    ResourceType.LAUNCH_TEMPLATE);

    ImagePruner(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        if (dice().chance(0.85)) {
            at(day.at(dice().uniform(20, 24)), () -> prune(day));
        }
    }

    private void prune(Day day) {
        signIn();
        List<Runnable> acts = new ArrayList<>();
        acts.addAll(
                times(
                        dice().heavy(4, 1.4, 25),
                        () -> useOne(there(List.of(ResourceType.IMAGE, ResourceType.REPOSITORY)))));
        acts.addAll(times(dice().heavy(1, 1.3, 8), () -> make(ResourceType.IMAGE, someGroup())));
        acts.addAll(each(dice().some(old(own(), 4 * Day.MILLIS), 8), hands()::delete));
        List<Resource> stale = idle(old(foreign(PRUNED), 10 * Day.MILLIS), 0.95);
        acts.addAll(
                each(
                        dice().some(stale, (int) (pace(day) * dice().heavy(1, 1.2, 20)) - 1),
                        hands()::delete));
        run(5, acts);
    }
}
