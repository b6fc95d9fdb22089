package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes and tries out code beside a developer: makes small things in the development account,
 * changes them, makes them anew, and takes them away again, mostly its own.
 */
final class Coder extends Agent {

    private static final List<ResourceType> SMALL =
            List.of(
                    ResourceType.FUNCTION,
                    ResourceType.FUNCTION,
                    ResourceType.LOG_GROUP,
                    ResourceType.TABLE,
                    ResourceType.QUEUE,
                    ResourceType.BUCKET,
                    ResourceType.ROLE,
                    ResourceType.TOPIC,
                    ResourceType.RULE,
                    ResourceType.PARAMETER,
                    ResourceType.SECRET,
                    ResourceType.STATE_MACHINE,
                    ResourceType.ALARM);

    private final String project = someGroup();

    Coder(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        if (!day.isWorkday() && dice().chance(0.9)) {
            return;
        }
        for (int i = dice().poisson(2.5 * pace(day)); i > 0; i--) {
            at(day.office(dice().uniform(0, 10)), this::session);
        }
    }

    private void session() {
        signIn();
        List<Runnable> acts = new ArrayList<>();
        acts.add(() -> look(dice().heavy(2, 1.4, 12)));
        acts.addAll(times(dice().heavy(1, 1.1, 14), () -> make(dice().pick(SMALL), project)));
        acts.addAll(times(dice().between(0, 6), () -> changeOne(own())));
        if (dice().chance(0.25)) {
            acts.add(this::redeploy);
        }
        acts.addAll(times(dice().heavy(1, 1.1, 20) - 1, () -> deleteOne(own())));
        if (dice().chance(0.15)) {
            acts.addAll(times(dice().heavy(1, 1.3, 12), this::clearUp));
        }
        run(25, acts);
    }

    /** H3: takes one of its own down and makes it anew under the same name. */
    private void redeploy() {
        if (own().isEmpty()) {
            return;
        }
        Resource old = dice().pick(own());
        if (hands().delete(old)) {
            at(now() + dice().between(2, 50) * Day.SECOND, () -> makeAgain(old));
        }
    }

    private void makeAgain(Resource old) {
        Resource made = hands().create(old.type(), old.name(), old.in(), project);
        if (made != null) {
            remember(made);
        }
    }

    /** Takes for left over what another made for the same project. */
    private void clearUp() {
        List<Resource> left = foreign(SMALL);
        left.removeIf(r -> !project.equals(r.group()));
        deleteOne(idle(left, 0.8));
    }
}
