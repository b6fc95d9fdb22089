package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Member;

import java.util.List;

/** Each does half of it. */
final class TwoInTurns extends Plot {

    TwoInTurns() {
        super(
                known("two-in-turns", "Two agents take turns in deleting."),
                1,
                new Losses(35, 70),
                "coder",
                "deploy-bot",
                "operator",
                "cost-optimiser");
    }

    @Override
    public int accomplices() {
        return 1;
    }

    @Override
    public void play(Scene scene) {

        List<Resource> targets = scene.some(scene.dice().between(44, 64), Targets.STANDING);
        Member other = scene.accomplices().get(0);
        long at = scene.begin();
        int turn = 0;
        for (Resource resource : targets) {
            Member who = turn++ / 3 % 2 == 0 ? scene.culprit() : other;
            at += (long) (scene.dice().exponential(30) * Day.SECOND);
            scene.go(who, at, 1, List.of(() -> who.hands().delete(resource)));
        }
    }
}
