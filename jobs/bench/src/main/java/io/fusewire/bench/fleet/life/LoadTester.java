package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/** Starts a crowd of machines and streams for a test, and ends them some hours later. */
final class LoadTester extends Agent {

    LoadTester(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        double mean = day.isWorkday() ? 1.4 : 0.1;
        for (int i = dice().poisson(mean * pace(day)); i > 0; i--) {
            at(day.office(dice().uniform(0, 8)), this::test);
        }
    }

    private void test() {
        signIn();
        String group = someGroup();
        List<Resource> crowd = new ArrayList<>();
        List<Runnable> acts = new ArrayList<>();
        acts.add(() -> look(dice().between(2, 8)));
        acts.addAll(
                times(
                        dice().heavy(1, 1.1, 6),
                        () -> crowd.addAll(hands().runInstances(dice().heavy(2, 1.0, 40), group))));
        for (int i = dice().between(0, 4); i > 0; i--) {
            acts.add(
                    () -> {
                        Resource made =
                                make(
                                        dice().pick(
                                                        ResourceType.STREAM,
                                                        ResourceType.QUEUE,
                                                        ResourceType.ALARM),
                                        group);
                        if (made != null) {
                            crowd.add(made);
                        }
                    });
        }
        run(20, acts);
        at(now() + dice().between(40, 400) * Day.MINUTE, () -> end(crowd));
    }

    private void end(List<Resource> crowd) {
        List<Resource> machines = new ArrayList<>(crowd);
        machines.removeIf(r -> r.type() != ResourceType.INSTANCE);
        List<Runnable> acts = new ArrayList<>();
        for (int i = 0; i < machines.size(); i += 20) {
            List<Resource> some = machines.subList(i, Math.min(i + 20, machines.size()));
            acts.add(() -> hands().deleteTogether(some));
        }
        for (Resource resource : crowd) {
            if (resource.type() != ResourceType.INSTANCE) {
                acts.add(() -> hands().delete(resource));
            }
        }
        run(5, acts);
    }
}
