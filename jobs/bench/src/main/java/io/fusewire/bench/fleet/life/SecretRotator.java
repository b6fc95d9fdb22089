package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/** Rotates secrets and keys of users, and drops what a rotation left over. */
final class SecretRotator extends Agent {

    private static final List<ResourceType> ROTATED =
            List.of(ResourceType.SECRET, ResourceType.USER, ResourceType.KEY);

    SecretRotator(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        for (int i = dice().poisson(2 * pace(day)); i > 0; i--) {
            at(day.at(dice().uniform(0, 24)), this::rotate);
        }
    }

    private void rotate() {
        signIn();
        List<Runnable> acts = new ArrayList<>();
        for (Resource resource : dice().some(foreign(ROTATED), dice().heavy(2, 1.4, 12))) {
            acts.add(() -> hands().use(resource));
            acts.add(() -> hands().change(resource));
        }
        acts.addAll(
                times(
                        dice().between(0, 3),
                        () ->
                                make(
                                        dice().pick(ResourceType.SECRET, ResourceType.PARAMETER),
                                        someGroup())));
        acts.addAll(times(dice().between(0, 2), () -> deleteOne(old(own(), Day.MILLIS))));
        if (dice().chance(0.05)) {
            acts.addAll(
                    each(
                            dice().some(
                                            idle(
                                                    foreign(
                                                            List.of(
                                                                    ResourceType.SECRET,
                                                                    ResourceType.PARAMETER)),
                                                    0.97),
                                            dice().heavy(1, 1.5, 6)),
                            hands()::delete));
        }
        run(7, acts);
    }
}
