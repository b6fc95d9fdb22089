package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Member;

import java.util.ArrayList;
import java.util.List;

/** No single one does much. */
final class Swarm extends Plot {

    Swarm() {
        super(
                unseen(
                        "swarm",
                        "A dozen sessions that were never seen before delete a few resources each within half an hour."),
                1,
                new Losses(30, 70),
                "coder",
                "operator-agent");
    }

    @Override
    public int accomplices() {
        return 12;
    }

    @Override
    public boolean isByNewcomers() {
        return true;
    }

    @Override
    public void play(Scene scene) {

        List<Member> all = new ArrayList<>(scene.accomplices());
        all.add(scene.culprit());
        long begin = scene.begin();
        for (Member one : all) {
            List<Runnable> acts = new ArrayList<>();
            acts.add(one::signIn);
            for (int i = scene.dice().between(3, 5); i > 0; i--) {
                acts.add(() -> scene.deleteOne(one, Targets.STANDING));
            }
            long start = begin + (long) (scene.dice().uniform(0, 20) * Day.MINUTE);
            scene.go(one, start, 120, acts);
        }
    }
}
