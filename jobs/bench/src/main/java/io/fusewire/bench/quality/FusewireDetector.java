package io.fusewire.bench.quality;

import io.fusewire.core.baseline.Priors;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Guard;
import io.fusewire.core.detection.GuardOutput;
import io.fusewire.core.detection.HeapGuardStore;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.event.Timeline;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.Sensitivity;

import java.util.HashMap;
import java.util.Map;

/** The product's own guard, in shadow: its incidents end after a day, as if nobody had judged. */
final class FusewireDetector implements Detector, GuardOutput {

    private final Guard guard;
    private final Policy policy;
    private final Ablation without;
    private final Timeline<Priors> priors;
    private final Map<String, HeapGuardStore> agents = new HashMap<>();
    private boolean tripped;

    FusewireDetector(
            Training training, Policy policy, double budget, boolean strict, Ablation without) {
        guard = new Guard(true, new Sensitivity(without.budgetOfLadders(budget), strict));
        this.policy = policy;
        this.without = without;
        priors = Timeline.of(without.priors(training.priors(), budget));
    }

    @Override
    public double score(AccountEvent event) {
        tripped = false;
        HeapGuardStore agent =
                agents.computeIfAbsent(event.chargedAgent(), name -> new HeapGuardStore());
        without.prepare(agent.agent(), event);
        guard.accept(without.seen(event), agent, policy, priors, this);
        return tripped ? 1 : 0;
    }

    @Override
    public void decision(Decision decision) {
        tripped |= decision.type() == Decision.Type.TRIP;
    }

    @Override
    public void observation(Observation observation) {}

    @Override
    public void breaker(BreakerStatus status) {}
}
