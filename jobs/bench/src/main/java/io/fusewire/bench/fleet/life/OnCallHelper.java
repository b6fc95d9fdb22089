package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * Is called when something breaks, at any hour: looks at a great deal, restarts, scales, and ends
 * what hangs.
 */
final class OnCallHelper extends Agent {

    private static final List<ResourceType> BROKEN =
            List.of(
                    ResourceType.INSTANCE,
                    ResourceType.ECS_SERVICE,
                    ResourceType.FUNCTION,
                    ResourceType.DATABASE,
                    ResourceType.QUEUE,
                    ResourceType.LOAD_BALANCER,
                    ResourceType.CACHE);

    OnCallHelper(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        for (int i = dice().poisson(0.8 * pace(day)); i > 0; i--) {
            at(day.at(dice().uniform(0, 24)), this::answer);
        }
    }

    private void answer() {
        signIn();
        List<Runnable> acts = new ArrayList<>();
        acts.add(() -> look(dice().heavy(10, 1.3, 60)));
        acts.addAll(times(dice().heavy(1, 1.1, 12), () -> changeOne(foreign(BROKEN))));
        if (dice().chance(0.3)) {
            acts.addAll(each(dice().some(foreign(BROKEN), dice().between(1, 3)), hands()::pause));
        }
        if (dice().chance(0.3)) {
            acts.addAll(
                    each(
                            dice().some(
                                            idle(
                                                    foreign(
                                                            List.of(
                                                                    ResourceType.INSTANCE,
                                                                    ResourceType.TASK_DEFINITION,
                                                                    ResourceType.VOLUME)),
                                                    0.8),
                                            dice().heavy(1, 1.3, 8)),
                            hands()::delete));
        }
        run(14, acts);
    }
}
