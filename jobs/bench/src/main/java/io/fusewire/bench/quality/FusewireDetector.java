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
    private final Timeline<Priors> priors;
    private final Map<String, HeapGuardStore> agents = new HashMap<>();
    private boolean tripped;

    FusewireDetector(Training training, Policy policy, double budget, boolean strict) {
        guard = new Guard(true, new Sensitivity(budget, strict));
        this.policy = policy;
        priors = Timeline.of(training.priors());
    }

    @Override
    public double score(AccountEvent event) {
        tripped = false;
        guard.accept(
                event,
                agents.computeIfAbsent(event.chargedAgent(), agent -> new HeapGuardStore()),
                policy,
                priors,
                this);
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
