package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * Rotates logs at a fixed hour: sets retentions, drops old streams, empties the archive of its
 * oldest objects.
 */
final class LogRotator extends Agent {

    private final double hour = dice().uniform(0, 24);

    LogRotator(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        at(day.at(hour) + dice().between(0, 300) * Day.SECOND, () -> rotate(day));
    }

    private void rotate(Day day) {
        signIn();
        List<Runnable> acts = new ArrayList<>();
        List<Resource> groups = there(ResourceType.LOG_GROUP);
        for (Resource group : dice().some(groups, dice().heavy(3, 1.5, 20))) {
            acts.add(() -> hands().use(group));
            if (dice().chance(0.2)) {
                acts.add(() -> hands().change(group));
            }
            acts.add(() -> dropStreams(group));
        }
        List<Resource> buckets = there(ResourceType.BUCKET);
        if (!buckets.isEmpty()) {
            Resource archive = buckets.get(0);
            int calls = dice().heavy(1, 1.3, 8);
            acts.addAll(times(calls, () -> dropObjects(archive, dice().heavy(10, pace(day), 200))));
        }
        if (dice().chance(0.05)) {
            acts.add(() -> deleteOne(idle(old(groups, 30 * Day.MILLIS), 0.9)));
        }
        run(4, acts);
    }

    /** Applications wrote them, which no management event tells. */
    private void dropStreams(Resource group) {
        for (int i = dice().heavy(1, 1.5, 8); i > 0; i--) {
            hands().delete(written(ResourceType.LOG_STREAM, group));
        }
    }

    private void dropObjects(Resource archive, int count) {
        List<Resource> objects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            objects.add(written(ResourceType.OBJECT, archive));
        }
        hands().deleteTogether(objects);
    }

    private Resource written(ResourceType type, Resource in) {
        String name = organisation().names().of(type, "logs", dice());
        Resource resource =
                new Resource(
                        type,
                        account(),
                        type.newId(name, dice()),
                        name,
                        in,
                        Resource.BEFORE,
                        now() - 40 * Day.MILLIS,
                        null);
        organisation().inventory().add(resource);
        return resource;
    }
}
