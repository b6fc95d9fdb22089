package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * Brings new versions into production: registers definitions, updates services and functions, and
 * takes away old versions, mostly its own.
 */
final class DeployBot extends Agent {

    private static final List<ResourceType> LEFT_OVER =
            List.of(
                    ResourceType.TASK_DEFINITION,
                    ResourceType.TARGET_GROUP,
                    ResourceType.FUNCTION,
                    ResourceType.ALARM,
                    ResourceType.LOG_GROUP);

    private static final int VERSIONS_KEPT = 4;

    DeployBot(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        double mean = day.isWorkday() ? 3.2 : 0.3;
        for (int i = dice().poisson(mean * pace(day)); i > 0; i--) {
            at(day.office(dice().uniform(0, 9)), this::deploy);
        }
    }

    private void deploy() {
        signIn();
        String group = someGroup();
        List<Runnable> acts = new ArrayList<>();
        acts.add(() -> changeOne(there(ResourceType.REPOSITORY)));
        for (int i = dice().between(1, 3); i > 0; i--) {
            acts.add(() -> useOne(there(ResourceType.ECS_SERVICE)));
            acts.add(() -> make(ResourceType.TASK_DEFINITION, group));
            acts.add(() -> changeOne(there(ResourceType.ECS_SERVICE)));
            acts.add(() -> useOne(there(ResourceType.TARGET_GROUP)));
        }
        acts.add(() -> changeOne(there(ResourceType.FUNCTION)));
        if (dice().chance(0.15)) {
            acts.add(() -> changeOne(there(ResourceType.STACK)));
        }
        if (dice().chance(0.1)) {
            acts.add(() -> make(dice().pick(ResourceType.ALARM, ResourceType.PARAMETER), group));
        }
        acts.add(this::dropOldVersions);
        if (dice().chance(0.03)) {
            acts.addAll(times(dice().heavy(1, 1.1, 15), this::clearUp));
        }
        run(12, acts);
    }

    private void dropOldVersions() {
        List<Resource> versions = own(ResourceType.TASK_DEFINITION);
        for (int i = 0; i < versions.size() - VERSIONS_KEPT; i++) {
            hands().delete(versions.get(i));
        }
    }

    private void clearUp() {
        deleteOne(idle(foreign(LEFT_OVER), 0.85));
    }
}
