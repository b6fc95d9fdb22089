package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.org.Day;

import java.util.ArrayList;
import java.util.List;

/** First an outage, then the loss. */
final class ScaleToZero extends Plot {

    ScaleToZero() {
        super(
                known(
                        "scale-to-zero-then-delete",
                        "Scales services and groups to nothing, and deletes them a while later."),
                1,
                new Losses(20, 65),
                "cost-optimiser",
                "autoscaler",
                "operator-agent",
                "deploy-bot");
    }

    @Override
    public void play(Scene scene) {

        List<Resource> running = scene.some(scene.dice().between(34, 56), Targets.SCALED);
        List<Runnable> pauses = new ArrayList<>();
        for (Resource resource : running) {
            pauses.add(() -> scene.hands().pause(resource));
        }
        long begin = scene.begin();
        scene.go(begin, 4, pauses);
        long later = begin + scene.dice().between(10, 90) * Day.MINUTE;
        scene.go(scene.culprit(), later, 6, scene.deletions(running));
    }
}
