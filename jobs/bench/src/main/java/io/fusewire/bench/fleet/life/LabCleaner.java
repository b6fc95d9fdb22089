package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * Clears the laboratory at the end of each week of whatever has been lying about, made by whomever.
 */
final class LabCleaner extends Agent {

    private static final List<ResourceType> LYING_ABOUT =
            List.of(
                    ResourceType.INSTANCE,
                    ResourceType.VOLUME,
                    ResourceType.SNAPSHOT,
                    ResourceType.FUNCTION,
                    ResourceType.TABLE,
                    ResourceType.BUCKET,
                    ResourceType.QUEUE,
                    ResourceType.LOG_GROUP,
                    ResourceType.ROLE,
                    ResourceType.SECRET,
                    ResourceType.DATABASE);

    private static final int FRIDAY = 4;

    LabCleaner(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        if (day.number() % 7 == FRIDAY) {
            at(day.office(10), () -> clear(day));
        } else if (dice().chance(0.6)) {
            at(day.office(dice().uniform(0, 9)), () -> look(dice().heavy(4, 1.3, 30)));
        }
    }

    private void clear(Day day) {
        signIn();
        List<Resource> left = old(foreign(LYING_ABOUT), 5 * Day.MILLIS);
        int count = (int) (pace(day) * dice().heavy(4, 0.9, 60));
        List<Runnable> acts = new ArrayList<>();
        for (Resource resource : dice().some(idle(left, 0.9), count)) {
            acts.add(() -> hands().use(resource));
            acts.add(() -> hands().delete(resource));
        }
        run(6, acts);
    }
}
