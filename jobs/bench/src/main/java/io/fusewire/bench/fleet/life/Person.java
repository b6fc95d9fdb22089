package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Member;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * Somebody at a console: looks at much, changes some of it, tries things out and clears up; now and
 * then takes a whole stack down (H7).
 */
final class Person extends Member {

    private static final List<ResourceType> TRIED =
            List.of(
                    ResourceType.FUNCTION,
                    ResourceType.TABLE,
                    ResourceType.BUCKET,
                    ResourceType.INSTANCE,
                    ResourceType.QUEUE,
                    ResourceType.DATABASE,
                    ResourceType.ROLE,
                    ResourceType.SECURITY_GROUP,
                    ResourceType.VOLUME,
                    ResourceType.SNAPSHOT);

    private final List<Resource> made = new ArrayList<>();

    Person(Recruit recruit) {
        super(recruit);
    }

    @Override
    public void plan(Day day) {
        if (!day.isWorkday() || dice().chance(0.15)) {
            return;
        }
        for (int i = dice().between(1, 3); i > 0; i--) {
            organisation().agenda().at(day.office(dice().uniform(0, 9)), this::sit);
        }
    }

    private void sit() {
        signIn();
        List<Resource> all = organisation().inventory().in(account());
        List<Runnable> acts = new ArrayList<>();
        for (int i = dice().heavy(3, 1.4, 20); i > 0; i--) {
            acts.add(() -> hands().use(dice().pick(all)));
        }
        if (dice().chance(0.5)) {
            acts.add(() -> hands().change(dice().pick(all)));
        }
        for (int i = dice().poisson(0.7); i > 0; i--) {
            acts.add(this::tryOut);
        }
        if (dice().chance(0.2)) {
            acts.add(this::dropOwn);
        }
        if (dice().chance(0.04)) {
            acts.add(this::clearUp);
        }
        if (dice().chance(0.01)) {
            acts.add(this::dropStack);
        }
        hands().inTurn(organisation().agenda().now(), 40, acts);
    }

    private void tryOut() {
        String group = organisation().names().anyApplication(dice());
        Resource resource = hands().create(dice().pick(TRIED), null, group);
        if (resource != null) {
            made.add(resource);
        }
    }

    private void dropOwn() {
        made.removeIf(resource -> !resource.isAlive());
        if (!made.isEmpty()) {
            hands().delete(dice().pick(made));
        }
    }

    private void clearUp() {
        List<Resource> some =
                dice().some(
                                organisation().inventory().in(account(), TRIED, r -> true),
                                dice().heavy(1, 1.2, 15));
        List<Runnable> acts = new ArrayList<>();
        for (Resource resource : some) {
            acts.add(() -> hands().delete(resource));
        }
        hands().inTurn(organisation().agenda().now() + Day.MINUTE, 20, acts);
    }

    private void dropStack() {
        List<Resource> stacks = organisation().inventory().in(account(), ResourceType.STACK);
        if (!stacks.isEmpty()) {
            hands().deleteStack(dice().pick(stacks));
        }
    }
}
