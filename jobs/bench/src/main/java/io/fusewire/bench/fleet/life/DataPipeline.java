package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Recruit;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs at fixed hours: clusters for a few hours, tables and objects that replace those of some days
 * ago.
 */
final class DataPipeline extends Agent {

    private final double hour = dice().uniform(0, 22);
    private final int runsADay = dice().between(1, 4);

    DataPipeline(Recruit recruit) {
        super(recruit);
    }

    @Override
    void work(Day day) {
        for (int i = 0; i < runsADay; i++) {
            at(day.at((hour + 24.0 * i / runsADay) % 24), () -> process(day));
        }
    }

    private void process(Day day) {
        signIn();
        List<Runnable> acts = new ArrayList<>();
        Resource flow = make(ResourceType.JOB_FLOW, "etl");
        String group = someGroup();
        List<Resource> lakes = there(ResourceType.CATALOG_DATABASE);
        Resource lake =
                lakes.isEmpty() ? make(ResourceType.CATALOG_DATABASE, group) : dice().pick(lakes);
        acts.addAll(times(2, () -> useOne(there(ResourceType.CATALOG_TABLE))));
        acts.addAll(
                times(
                        (int) (pace(day) * dice().heavy(2, 1.2, 15)),
                        () -> makeIn(ResourceType.CATALOG_TABLE, lake, group)));
        acts.add(() -> changeOne(own(ResourceType.CATALOG_TABLE)));
        acts.add(() -> changeOne(there(ResourceType.STATE_MACHINE)));
        List<Resource> stale =
                dice().some(
                                old(own(ResourceType.CATALOG_TABLE), 2 * Day.MILLIS),
                                dice().heavy(2, 1.1, 25));
        stale.removeIf(r -> r.in() != lake);
        acts.add(() -> hands().deleteTogether(stale));
        if (dice().chance(0.06)) {
            acts.add(() -> dropForeign());
        }
        run(20, acts);
        if (flow != null) {
            at(now() + dice().between(30, 240) * Day.MINUTE, () -> hands().delete(flow));
        }
    }

    private void dropForeign() {
        List<Resource> some =
                dice().some(
                                idle(
                                        foreign(
                                                List.of(
                                                        ResourceType.CATALOG_TABLE,
                                                        ResourceType.OBJECT,
                                                        ResourceType.JOB_FLOW)),
                                        0.9),
                                dice().heavy(1, 1.1, 25));
        run(3, each(some, hands()::delete));
    }
}
