package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs books of operations by itself: restarts, resizes, rotates, and clears away what is done
 * with.
 */
final class Operator extends Agent {

    private static final List<ResourceType> KEPT_UP =
            List.of(
                    ResourceType.DATABASE,
                    ResourceType.ECS_SERVICE,
                    ResourceType.CACHE,
                    ResourceType.SECRET,
                    ResourceType.SCALING_GROUP,
                    ResourceType.TABLE,
                    ResourceType.BUCKET);

    private static final List<ResourceType> CLEARED =
            List.of(
                    ResourceType.ALARM,
                    ResourceType.SNAPSHOT,
                    ResourceType.DATABASE_SNAPSHOT,
                    ResourceType.ADDRESS,
                    ResourceType.LISTENER,
                    ResourceType.PARAMETER,
                    ResourceType.RULE,
                    ResourceType.LAUNCH_TEMPLATE,
                    ResourceType.VOLUME);

    Operator(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        double mean = day.isWorkday() ? 3 : 1.2;
        for (int i = dice().poisson(mean * pace(day)); i > 0; i--) {
            at(day.at(dice().uniform(0, 24)), this::runBook);
        }
    }

    private void runBook() {
        signIn();
        List<Runnable> acts = new ArrayList<>();
        acts.addAll(times(dice().heavy(2, 1.3, 15), () -> useOne(there(r -> true))));
        acts.addAll(times(dice().between(1, 4), () -> changeOne(foreign(KEPT_UP))));
        acts.addAll(times(dice().between(0, 2), () -> make(dice().pick(CLEARED), someGroup())));
        acts.addAll(times(dice().between(0, 1), () -> deleteOne(own())));
        if (dice().chance(0.12)) {
            acts.addAll(
                    times(dice().heavy(1, 1.1, 20), () -> deleteOne(idle(foreign(CLEARED), 0.85))));
        }
        run(15, acts);
    }
}
