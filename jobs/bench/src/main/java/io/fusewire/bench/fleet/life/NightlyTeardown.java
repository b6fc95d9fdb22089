package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes down each evening what people and agents left in the development account during the day.
 * Pauses at weekends and holidays, after which there is more to do.
 */
final class NightlyTeardown extends Agent {

    private static final List<ResourceType> COSTLY =
            List.of(
                    ResourceType.INSTANCE,
                    ResourceType.DATABASE,
                    ResourceType.LOAD_BALANCER,
                    ResourceType.TABLE,
                    ResourceType.FUNCTION,
                    ResourceType.QUEUE,
                    ResourceType.CACHE,
                    ResourceType.NAT_GATEWAY,
                    ResourceType.VOLUME,
                    ResourceType.JOB_FLOW);

    private static final int MACHINES_A_CALL = 12;

    NightlyTeardown(Recruit recruit) {
        super(recruit);
    }

    @Override
    public void plan(Day day) {
        if (day.isWorkday()) {
            organisation().agenda().at(day.office(12 + dice().uniform(0, 0.2)), this::run);
        }
    }

    /** Leaves alone what was there before it was set up. */
    private void run() {
        signIn();
        List<Resource> left = foreign(COSTLY);
        left.removeIf(r -> r.maker().isEmpty() || dice().chance(0.25));
        List<Runnable> acts = new ArrayList<>();
        List<Resource> machines = new ArrayList<>();
        for (Resource resource : left) {
            acts.add(() -> hands().use(resource));
            if (resource.type() == ResourceType.INSTANCE) {
                machines.add(resource);
            } else {
                acts.add(() -> hands().delete(resource));
            }
        }
        for (int i = 0; i < machines.size(); i += MACHINES_A_CALL) {
            List<Resource> batch =
                    machines.subList(i, Math.min(machines.size(), i + MACHINES_A_CALL));
            acts.add(() -> hands().deleteTogether(batch));
        }
        hands().inTurn(organisation().agenda().now(), 3, acts);
    }
}
