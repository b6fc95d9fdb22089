package io.fusewire.bench.quality;

import io.fusewire.core.baseline.Priors;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Command;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Guard;
import io.fusewire.core.detection.GuardOutput;
import io.fusewire.core.detection.HeapGuardStore;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.event.Timeline;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.Sensitivity;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The product's own guard, in shadow. Some hours after a trip a person calls it legitimate: of an
 * agent whose trip was none, nobody asks any more.
 */
final class FusewireDetector implements Detector, GuardOutput {

    /** How long a person takes to judge a trip. */
    private static final long VERDICT_MILLIS = Duration.ofHours(4).toMillis();

    private final Guard guard;
    private final Policy policy;
    private final Ablation without;
    private final Timeline<Priors> priors;
    private final Map<String, HeapGuardStore> agents = new HashMap<>();
    private final Map<String, Decision> unjudged = new HashMap<>();
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
        String name = event.chargedAgent();
        HeapGuardStore agent = agents.computeIfAbsent(name, unseen -> new HeapGuardStore());
        judge(name, agent, event.event().eventTimeMillis());
        tripped = false;
        without.prepare(agent.agent(), event);
        guard.accept(without.seen(event), agent, policy, priors, this);
        return tripped ? 1 : 0;
    }

    private void judge(String name, HeapGuardStore agent, long now) {
        Decision decision = unjudged.get(name);
        if (decision == null || now < decision.atMillis() + VERDICT_MILLIS) {
            return;
        }
        unjudged.remove(name);
        guard.obey(
                new Command(
                        Command.Kind.LEGITIMATE,
                        name,
                        decision.decisionId(),
                        false,
                        decision.atMillis() + VERDICT_MILLIS,
                        "oracle",
                        "benchmark",
                        1),
                agent,
                this);
    }

    @Override
    public void decision(Decision decision) {
        if (decision.type() == Decision.Type.TRIP) {
            tripped = true;
            unjudged.put(decision.agent(), decision);
        }
    }

    @Override
    public void observation(Observation observation) {}

    @Override
    public void breaker(BreakerStatus status) {}
}
