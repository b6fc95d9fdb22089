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
    public void plan(Day day) {
        if (!day.isWorkday() && dice().chance(0.9)) {
            return;
        }
        for (int i = dice().poisson(2); i > 0; i--) {
            organisation().agenda().at(day.office(dice().uniform(0, 10)), this::session);
        }
    }

    private void session() {
        signIn();
        List<Runnable> acts = new ArrayList<>();
        acts.add(() -> look(dice().heavy(1, 1.4, 10)));
        for (int i = dice().heavy(1, 1.1, 14); i > 0; i--) {
            acts.add(() -> make(dice().pick(SMALL), project));
        }
        for (int i = dice().between(0, 5); i > 0; i--) {
            acts.add(this::changeOne);
        }
        if (dice().chance(0.25)) {
            acts.add(this::redeploy);
        }
        for (int i = dice().heavy(1, 1.1, 20) - 1; i > 0; i--) {
            acts.add(this::dropOwn);
        }
        if (dice().chance(0.15)) {
            for (int i = dice().heavy(1, 1.3, 12); i > 0; i--) {
                acts.add(this::dropForeign);
            }
        }
        hands().inTurn(organisation().agenda().now(), 25, acts);
    }

    private void changeOne() {
        if (!own().isEmpty()) {
            hands().change(dice().pick(own()));
        }
    }

    /** H3: takes one of its own down and makes it anew under the same name. */
    private void redeploy() {
        if (own().isEmpty()) {
            return;
        }
        Resource old = dice().pick(own());
        if (hands().delete(old)) {
            organisation()
                    .agenda()
                    .at(
                            organisation().agenda().now() + dice().between(2, 50) * Day.SECOND,
                            () -> makeAgain(old));
        }
    }

    private void makeAgain(Resource old) {
        Resource made = hands().create(old.type(), old.name(), old.in(), project);
        if (made != null) {
            remember(made);
        }
    }

    private void dropOwn() {
        if (!own().isEmpty()) {
            hands().delete(dice().pick(own()));
        }
    }

    private void dropForeign() {
        List<Resource> of = foreign(SMALL);
        of.removeIf(r -> !project.equals(r.group()));
        if (!of.isEmpty()) {
            hands().delete(dice().pick(of));
        }
    }
}
