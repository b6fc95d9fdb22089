package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes down each evening what people and agents left in the development account. Pauses at
 * weekends and holidays, after which there is more to do.
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
    void work(Day day) {
        if (day.isWorkday()) {
            at(day.office(12 + dice().uniform(0, 0.2)), this::takeDown);
        }
    }

    /** Leaves alone what was there before it was set up, and what somebody asked to keep. */
    private void takeDown() {
        signIn();
        List<Resource> left = foreign(COSTLY);
        left.removeIf(r -> r.maker().equals(Resource.BEFORE) || dice().chance(0.45));
        List<Resource> machines = new ArrayList<>(left);
        machines.removeIf(r -> r.type() != ResourceType.INSTANCE);
        left.removeAll(machines);
        List<Runnable> acts = new ArrayList<>();
        acts.add(() -> look(4));
        for (Resource resource : left) {
            acts.add(() -> hands().use(resource));
            acts.add(() -> hands().delete(resource));
        }
        for (int i = 0; i < machines.size(); i += MACHINES_A_CALL) {
            List<Resource> some =
                    machines.subList(i, Math.min(machines.size(), i + MACHINES_A_CALL));
            acts.add(() -> hands().deleteTogether(some));
        }
        run(3, acts);
    }
}
