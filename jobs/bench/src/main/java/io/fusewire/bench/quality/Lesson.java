package io.fusewire.bench.quality;

import io.fusewire.core.baseline.AgentHistory;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.detection.HeapGuardStore;
import io.fusewire.core.detection.Teacher;
import io.fusewire.core.event.Timeline;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.Policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one block's agents teach Fusewire, or Fusewire without a part. */
final class Lesson {

    private final Ablation without;
    private final Policy policy;
    private final Timeline<Priors> priors;
    private final Map<String, Pupil> agents = new TreeMap<>();

    private record Pupil(HeapGuardStore store, Teacher teacher) {}

    Lesson(Ablation without, Policy policy, Priors priors) {
        this.without = without;
        this.policy = policy;
        this.priors = Timeline.of(priors);
    }

    Ablation without() {
        return without;
    }

    void accept(AccountEvent event) {
        Pupil agent = agents.computeIfAbsent(event.chargedAgent(), name -> pupil());
        without.prepare(agent.store().agent(), event);
        agent.teacher().accept(without.seen(event), policy, priors);
    }

    private static Pupil pupil() {
        HeapGuardStore store = new HeapGuardStore();
        return new Pupil(store, new Teacher(store));
    }

    /** By agent; of those that teach anything. */
    List<AgentHistory> histories() {
        List<AgentHistory> histories = new ArrayList<>();
        for (Pupil agent : agents.values()) {
            AgentHistory history = agent.teacher().history();
            if (history != null) {
                histories.add(history);
            }
        }
        return histories;
    }
}
