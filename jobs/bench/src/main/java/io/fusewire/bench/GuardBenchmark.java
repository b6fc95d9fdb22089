package io.fusewire.bench;

import io.fusewire.core.baseline.Priors;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Decision;
import io.fusewire.core.detection.Guard;
import io.fusewire.core.detection.GuardOutput;
import io.fusewire.core.detection.HeapGuardStore;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Loss;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.event.Timeline;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.Sensitivity;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What judging one event costs: the guard over state on the heap, Flink's access to it apart.
 *
 * <p>One agent works for sixty days, thirty calls an hour around the clock; after that it starts
 * anew. What is to hold: at most 2 µs an event, and no allocation where nothing foreign is harmed
 * (run with {@code -prof gc}). A harmed resource leaves a charge behind, which is its evidence and
 * has to be allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class GuardBenchmark implements GuardOutput {

    private static final int EVENTS = 60 * 24 * 30;
    private static final long GAP_MILLIS = 120_000;
    private static final long START_MILLIS = 1_764_547_200_000L;
    private static final String TYPE = "AWS::ECS::TaskDefinition";

    /** One foreign resource is harmed in so many events; 0 for never. */
    @Param({"0", "10", "1"})
    public int foreignEvery;

    private final List<AccountEvent> events = new ArrayList<>(EVENTS);
    private final Guard guard = new Guard(true, Sensitivity.DEFAULT);
    private final Timeline<Priors> priors = Timeline.of(Priors.NONE);
    private HeapGuardStore store = new HeapGuardStore();
    private int next;
    private long decisions;

    @Setup
    public void prepare() {
        for (int n = 0; n < EVENTS; n++) {
            events.add(event(n, foreignEvery > 0 && n % foreignEvery == 0));
        }
    }

    /** Judges one event. */
    @Benchmark
    public long judge() {
        if (next == EVENTS) {
            next = 0;
            store = new HeapGuardStore();
        }
        guard.accept(events.get(next++), store, Policy.DEFAULT, priors, this);
        return decisions;
    }

    private static AccountEvent event(int n, boolean foreign) {
        // A few things that are deleted and made again, so that evidence goes round as well.
        ResourceRef resource = new ResourceRef("key-" + n % 1_000, TYPE, "family-" + n % 1_000);
        ResourceStanding standing =
                new ResourceStanding(
                        resource,
                        foreign,
                        false,
                        false,
                        Origin.UNKNOWN,
                        null,
                        ResourceStanding.CREATION_UNKNOWN,
                        Liveness.IDLE,
                        List.of());
        boolean destroys = foreign || n % 3 == 0;
        return new AccountEvent(
                AccountEvent.Type.EVENT,
                audit(n, resource, destroys ? Effect.DESTROY : Effect.MODIFY),
                "agent",
                AgentKind.AGENT,
                "coder",
                EnforcementMode.SHADOW,
                false,
                "session-" + n / 10_000,
                false,
                List.of(),
                null,
                false,
                0,
                2_000,
                "111122223333/eu-central-1",
                START_MILLIS - 100 * 86_400_000L,
                List.of(standing),
                List.of(),
                null,
                null,
                null,
                null);
    }

    private static AuditEvent audit(int n, ResourceRef resource, Effect effect) {
        return new AuditEvent(
                "event-" + n,
                null,
                0,
                START_MILLIS + n * GAP_MILLIS,
                "aws",
                "111122223333",
                "eu-central-1",
                "ecs.amazonaws.com",
                effect == Effect.DESTROY ? "DeleteTaskDefinitions" : "TagResource",
                true,
                effect,
                null,
                Loss.RECOVERABLE,
                1,
                Outcome.SUCCESS,
                null,
                1,
                List.of(resource),
                List.of(),
                "agent",
                AgentKind.AGENT,
                List.of(),
                "coder",
                EnforcementMode.SHADOW,
                false,
                "owner",
                "session",
                "111122223333",
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @Override
    public void decision(Decision decision) {
        decisions++;
    }

    @Override
    public void observation(Observation observation) {}

    @Override
    public void breaker(BreakerStatus status) {}
}
