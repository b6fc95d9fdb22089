package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * Helps an operator with the role that the operator has: looks at much, mends and restarts, and
 * sometimes removes what stands in the way.
 */
final class OperatorAgent extends Agent {

    private static final List<ResourceType> MENDED =
            List.of(
                    ResourceType.ECS_SERVICE,
                    ResourceType.INSTANCE,
                    ResourceType.DATABASE,
                    ResourceType.FUNCTION,
                    ResourceType.LOAD_BALANCER,
                    ResourceType.QUEUE,
                    ResourceType.SCALING_GROUP);

    private static final List<ResourceType> REMOVED =
            List.of(
                    ResourceType.INSTANCE,
                    ResourceType.TARGET_GROUP,
                    ResourceType.SNAPSHOT,
                    ResourceType.VOLUME,
                    ResourceType.ALARM,
                    ResourceType.LOG_GROUP,
                    ResourceType.FUNCTION,
                    ResourceType.QUEUE,
                    ResourceType.SECURITY_GROUP,
                    ResourceType.TASK_DEFINITION);

    OperatorAgent(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        double mean = day.isWorkday() ? 1.8 : 0.4;
        for (int i = dice().poisson(mean * pace(day)); i > 0; i--) {
            at(day.office(dice().uniform(-1, 11)), this::help);
        }
    }

    private void help() {
        signIn();
        List<Runnable> acts = new ArrayList<>();
        acts.add(() -> look(dice().heavy(4, 1.3, 30)));
        acts.addAll(times(dice().heavy(1, 1.4, 8), () -> changeOne(foreign(MENDED))));
        if (dice().chance(0.15)) {
            acts.add(() -> pauseOne());
        }
        if (dice().chance(0.2)) {
            acts.add(() -> make(dice().pick(REMOVED), someGroup()));
        }
        if (dice().chance(0.3)) {
            acts.addAll(
                    times(dice().heavy(1, 1.2, 14), () -> deleteOne(idle(foreign(REMOVED), 0.85))));
        }
        acts.addAll(times(dice().between(0, 2), () -> deleteOne(own())));
        run(18, acts);
    }

    private void pauseOne() {
        List<Resource> some = foreign(MENDED);
        if (!some.isEmpty()) {
            hands().pause(dice().pick(some));
        }
    }
}
