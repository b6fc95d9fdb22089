package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.List;

/**
 * Follows the load of batch work with machines: starts some, ends some, a few of them started by
 * others.
 */
final class Autoscaler extends Agent {

    private final int usual = dice().between(4, 14);

    Autoscaler(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        double mean = day.isWorkday() ? 7 : 4;
        for (int i = dice().poisson(mean * pace(day)); i > 0; i--) {
            at(day.at(dice().uniform(0, 24)), this::follow);
        }
    }

    private void follow() {
        if (dice().chance(0.3)) {
            signIn();
        }
        useOne(there(List.of(ResourceType.SCALING_GROUP, ResourceType.INSTANCE)));
        List<Resource> own = own(ResourceType.INSTANCE);
        if (own.size() < usual || (own.size() < 5 * usual && dice().chance(0.35))) {
            String group = someGroup();
            hands().runInstances(dice().heavy(1, 1.1, 20), group).forEach(this::remember);
            return;
        }
        List<Resource> ended = dice().some(own, dice().heavy(2, 1.0, own.size()));
        if (dice().chance(0.06)) {
            ended.addAll(
                    dice().some(foreign(List.of(ResourceType.INSTANCE)), dice().heavy(1, 1.2, 10)));
        }
        hands().deleteTogether(ended);
    }
}
