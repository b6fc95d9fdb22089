package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * Applies and destroys workspaces: dozens of creates or deletes in minutes (H1, H6), nearly all its
 * own. Now and then a workspace holds what another pipeline made, or what was there before.
 */
final class TerraformPipeline extends Agent {

    private static final List<ResourceType> DECLARED =
            List.of(
                    ResourceType.SECURITY_GROUP,
                    ResourceType.SECURITY_GROUP,
                    ResourceType.SUBNET,
                    ResourceType.ROUTE_TABLE,
                    ResourceType.NAT_GATEWAY,
                    ResourceType.ADDRESS,
                    ResourceType.INSTANCE,
                    ResourceType.VOLUME,
                    ResourceType.LAUNCH_TEMPLATE,
                    ResourceType.SCALING_GROUP,
                    ResourceType.LOAD_BALANCER,
                    ResourceType.TARGET_GROUP,
                    ResourceType.CLUSTER,
                    ResourceType.DATABASE,
                    ResourceType.TABLE,
                    ResourceType.BUCKET,
                    ResourceType.ROLE,
                    ResourceType.POLICY,
                    ResourceType.FUNCTION,
                    ResourceType.LOG_GROUP,
                    ResourceType.QUEUE,
                    ResourceType.TOPIC,
                    ResourceType.RULE,
                    ResourceType.SECRET,
                    ResourceType.ALARM);

    private final List<List<Resource>> workspaces = new ArrayList<>();

    TerraformPipeline(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        double mean = day.isWorkday() ? 1.3 : 0.1;
        for (int i = dice().poisson(mean * pace(day)); i > 0; i--) {
            at(day.office(dice().uniform(0, 10)), this::pipeline);
        }
    }

    private void pipeline() {
        signIn();
        List<Runnable> acts = new ArrayList<>();
        acts.addAll(times(dice().heavy(4, 1.3, 40), () -> useOne(own())));
        double what = dice().uniform(0, 1);
        if (what < 0.15 && !workspaces.isEmpty()) {
            destroy(acts, workspaces.remove(dice().between(0, workspaces.size() - 1)));
        } else if (what < 0.19) {
            replaceForeign(acts);
        } else if (what < 0.4) {
            apply(acts, dice().heavy(8, 0.9, 100));
        } else {
            acts.addAll(times(dice().heavy(1, 1.2, 12), () -> changeOne(own())));
            acts.addAll(times(dice().between(0, 2), () -> deleteOne(own())));
        }
        run(1.2, acts);
    }

    private void apply(List<Runnable> acts, int size) {
        String group = someGroup();
        List<Resource> workspace = new ArrayList<>();
        workspaces.add(workspace);
        acts.addAll(
                times(
                        size,
                        () -> {
                            Resource made = make(dice().pick(DECLARED), group);
                            if (made != null) {
                                workspace.add(made);
                            }
                        }));
    }

    /** What depends on another fails first and is tried again. */
    private void destroy(List<Runnable> acts, List<Resource> workspace) {
        for (int i = workspace.size() - 1; i >= 0; i--) {
            Resource resource = workspace.get(i);
            acts.add(() -> hands().delete(resource, 0.12));
        }
    }

    /** The state says that it is ours; the trail says that somebody else made it. */
    private void replaceForeign(List<Runnable> acts) {
        String group = someGroup();
        List<Resource> declared = foreign(DECLARED);
        declared.removeIf(r -> !group.equals(r.group()));
        for (Resource old : dice().some(declared, dice().heavy(1, 1.0, 25))) {
            acts.add(() -> hands().delete(old));
            acts.add(() -> make(old.type(), group));
        }
    }
}
