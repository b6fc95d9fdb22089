package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps access and audit in order: takes away unused users, roles and open groups, and changes what
 * watches them when the rules change.
 */
final class SecOps extends Agent {

    private static final List<ResourceType> ACCESS =
            List.of(
                    ResourceType.ROLE,
                    ResourceType.USER,
                    ResourceType.POLICY,
                    ResourceType.SECURITY_GROUP);

    SecOps(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        for (int i = dice().poisson((day.isWorkday() ? 2 : 0.8) * pace(day)); i > 0; i--) {
            at(day.at(dice().uniform(0, 24)), this::review);
        }
        if (dice().chance(0.02)) {
            at(day.office(dice().uniform(0, 8)), this::changeAudit);
        }
    }

    private void review() {
        signIn();
        List<Runnable> acts = new ArrayList<>();
        acts.addAll(times(dice().heavy(4, 1.3, 30), () -> useOne(there(ACCESS))));
        acts.addAll(times(dice().between(0, 3), () -> changeOne(there(ResourceType.USER))));
        if (dice().chance(0.15)) {
            acts.addAll(each(dice().some(foreign(ACCESS), dice().between(1, 2)), hands()::pause));
        }
        if (dice().chance(0.2)) {
            acts.addAll(
                    each(
                            dice().some(
                                            idle(old(foreign(ACCESS), 30 * Day.MILLIS), 0.95),
                                            dice().heavy(1, 1.3, 12)),
                            hands()::delete));
        }
        run(10, acts);
    }

    /** Flow logs and detectors move to another configuration: one goes, another comes. */
    private void changeAudit() {
        signIn();
        List<Resource> watchers = there(List.of(ResourceType.FLOW_LOG, ResourceType.DETECTOR));
        if (watchers.isEmpty()) {
            return;
        }
        Resource old = dice().pick(watchers);
        makeIn(old.type(), old.in(), organisation().names().company());
        at(now() + dice().between(1, 90) * Day.MINUTE, () -> hands().delete(old));
    }
}
