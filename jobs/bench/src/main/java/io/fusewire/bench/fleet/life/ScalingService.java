package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Member;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/** H7: Auto Scaling, a service of the cloud, starts and ends machines by its linked role. */
final class ScalingService extends Member {

    private final List<Resource> machines = new ArrayList<>();

    ScalingService(Recruit recruit) {
        super(recruit);
    }

    @Override
    public void plan(Day day) {
        for (int i = dice().poisson(6); i > 0; i--) {
            organisation().agenda().at(day.at(dice().uniform(0, 24)), this::scale);
        }
    }

    private void scale() {
        machines.removeIf(machine -> !machine.isAlive());
        if (machines.size() < 10 || dice().chance(0.45)) {
            String group = organisation().names().anyApplication(dice());
            machines.addAll(hands().runInstances(dice().heavy(1, 1.2, 25), group));
            return;
        }
        List<Resource> ended = dice().some(machines, dice().heavy(1, 1.1, machines.size()));
        if (dice().chance(0.1)) {
            // Of a group that was there before.
            ended.addAll(
                    dice().some(
                                    organisation().inventory().in(account(), ResourceType.INSTANCE),
                                    dice().between(1, 3)));
        }
        hands().deleteTogether(ended.stream().distinct().toList());
    }
}
