package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * H4: makes an environment for each change that is proposed, and takes it down minutes to hours
 * later; what is still in use is tried again and again.
 */
final class EphemeralEnvironments extends Agent {

    EphemeralEnvironments(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        double mean = day.isWorkday() ? 3 : 0.4;
        for (int i = dice().poisson(mean * pace(day)); i > 0; i--) {
            at(day.office(dice().uniform(-1, 11)), this::build);
        }
    }

    private void build() {
        signIn();
        String group = someGroup();
        List<Resource> environment = new ArrayList<>();
        List<Runnable> acts = new ArrayList<>();
        acts.add(() -> add(environment, ResourceType.SECURITY_GROUP, group));
        acts.add(() -> environment.addAll(hands().runInstances(dice().between(1, 5), group)));
        acts.add(
                () ->
                        add(
                                environment,
                                dice().pick(ResourceType.DATABASE, ResourceType.TABLE),
                                group));
        acts.add(() -> add(environment, ResourceType.QUEUE, group));
        acts.add(() -> add(environment, ResourceType.TARGET_GROUP, group));
        run(6, acts);
        at(now() + dice().between(10, 200) * Day.MINUTE, () -> takeDown(environment));
    }

    private void add(List<Resource> environment, ResourceType type, String group) {
        Resource made = make(type, group);
        if (made != null) {
            environment.add(made);
        }
    }

    private void takeDown(List<Resource> environment) {
        signIn();
        List<Resource> machines = new ArrayList<>(environment);
        machines.removeIf(r -> r.type() != ResourceType.INSTANCE);
        List<Runnable> acts = new ArrayList<>();
        acts.add(() -> useOne(environment));
        acts.add(() -> hands().deleteTogether(machines));
        for (Resource resource : environment) {
            if (resource.type() != ResourceType.INSTANCE) {
                acts.add(() -> hands().delete(resource, 0.4));
            }
        }
        run(4, acts);
    }
}
