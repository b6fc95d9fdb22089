package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.List;

/** Somebody at a console: looks at much, changes some of it, tries things out and clears up. */
final class Person extends Agent {

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
                    ResourceType.VOLUME);

    Person(Recruit recruit) {
        super(recruit);
    }

    @Override
    public void plan(Day day) {
        if (!day.isWorkday() || dice().chance(0.2)) {
            return;
        }
        for (int i = dice().between(1, 3); i > 0; i--) {
            organisation().agenda().at(day.office(dice().uniform(0, 9)), this::sit);
        }
    }

    private void sit() {
        signIn();
        look(dice().heavy(2, 1.5, 12));
        if (dice().chance(0.5)) {
            there(r -> r.type() != ResourceType.OBJECT).stream()
                    .skip(dice().between(0, 200))
                    .findFirst()
                    .ifPresent(hands()::change);
        }
        if (dice().chance(0.3)) {
            make(dice().pick(TRIED), someGroup());
        }
        if (dice().chance(0.15) && !own().isEmpty()) {
            hands().delete(dice().pick(own()));
        }
        if (dice().chance(0.04)) {
            clearUp();
        }
    }

    private void clearUp() {
        List<Resource> old = foreign(TRIED);
        List<Runnable> acts =
                dice().some(old, dice().heavy(1, 1.2, 15)).stream()
                        .map(r -> (Runnable) () -> hands().delete(r))
                        .toList();
        hands().inTurn(organisation().agenda().now() + Day.MINUTE, 20, acts);
    }
}
