package io.fusewire.core.detection;

import io.fusewire.core.baseline.Episode;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.event.AgentKind;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.event.Timeline;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.Recreation;
import io.fusewire.core.inventory.ResourceStanding;
import io.fusewire.core.policy.Approval;
import io.fusewire.core.policy.ApprovalBook;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.Sensitivity;
import io.fusewire.core.policy.VerifiedApproval;
import io.fusewire.core.testing.TestingEvents;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A guard over one agent on the heap that remembers what it said. */
final class TestingGuard implements GuardOutput {

    final HeapGuardStore store = new HeapGuardStore();
    final List<Decision> decisions = new ArrayList<>();
    final List<Observation> observations = new ArrayList<>();
    final List<BreakerStatus> statuses = new ArrayList<>();
    final List<Refusal> refusals = new ArrayList<>();
    final List<Episode> episodes = new ArrayList<>();
    private final Guard guard;
    private Policy policy = Policy.DEFAULT;
    private Priors priors = Priors.NONE;
    private ApprovalBook approvals = ApprovalBook.EMPTY;

    private TestingGuard(boolean alwaysShadow, Sensitivity sensitivity) {
        guard = new Guard(alwaysShadow, sensitivity);
    }

    static TestingGuard inShadow() {
        return new TestingGuard(true, Sensitivity.DEFAULT);
    }

    static TestingGuard strict() {
        return new TestingGuard(true, new Sensitivity(1_000, true));
    }

    static TestingGuard armed() {
        return new TestingGuard(false, Sensitivity.DEFAULT);
    }

    TestingGuard with(Policy newPolicy) {
        policy = newPolicy;
        return this;
    }

    TestingGuard knowing(Priors known) {
        priors = known;
        return this;
    }

    void accept(AccountEvent event) {
        guard.accept(event, store, policy, Timeline.of(priors), approvals, this);
    }

    void approve(Approval approval) {
        approvals =
                ApprovalBook.of(List.of(new VerifiedApproval(approval, VerifiedApproval.REPLAY)));
    }

    void obey(Command command) {
        guard.obey(command, store, this);
    }

    /** What is said about the agent of the events that {@link TestingEvents} builds. */
    void say(Command.Kind kind, @Nullable String decisionId, boolean toProbation, Instant at) {
        obey(
                new Command(
                        kind,
                        TestingEvents.agentKey(TestingEvents.ACCOUNT, "coder", AgentKind.AGENT),
                        decisionId,
                        toProbation,
                        at.toEpochMilli(),
                        "lee@example.com",
                        "control.jsonl",
                        1));
    }

    /** Takes repeated reads, of which {@code latest} is the latest. */
    void reads(TestingEvents latest, int count, long sinceMillis) {
        reads(accountEvent(latest.build(), List.of()), count, sinceMillis);
    }

    void reads(AccountEvent latest, int count, long sinceMillis) {
        guard.acceptReads(latest, count, sinceMillis, store, this);
    }

    /**
     * Judges an event whose resources are all foreign, of unknown origin and unobservable use:
     * every factor is 1.
     */
    void foreign(TestingEvents event) {
        accept(foreignEvent(event.build()));
    }

    void own(TestingEvents event) {
        AuditEvent audit = event.build();
        accept(
                accountEvent(
                        audit, audit.resources().stream().map(r -> standing(r, false)).toList()));
    }

    static AccountEvent foreignEvent(AuditEvent audit) {
        return accountEvent(audit, audit.resources().stream().map(r -> standing(r, true)).toList());
    }

    /** One that destroys a foreign resource of unknown origin. */
    static AccountEvent deletion(
            String type, String agent, AgentKind kind, long second, Liveness liveness) {
        AuditEvent event =
                TestingEvents.delete(type, "i-" + agent + second)
                        .by(agent, kind)
                        .second(second)
                        .build();
        return accountEvent(event, List.of(standing(event.resources().get(0), true, liveness)));
    }

    static ResourceStanding standing(ResourceRef resource, boolean foreign) {
        return standing(resource, foreign, Liveness.UNOBSERVABLE);
    }

    static ResourceStanding standing(ResourceRef resource, boolean foreign, Liveness liveness) {
        return new ResourceStanding(
                resource,
                foreign,
                false,
                false,
                Origin.UNKNOWN,
                null,
                ResourceStanding.CREATION_UNKNOWN,
                liveness,
                List.of());
    }

    static AccountEvent accountEvent(AuditEvent audit, List<ResourceStanding> standings) {
        return new AccountEvent(
                AccountEvent.Type.EVENT,
                audit,
                audit.agent(),
                audit.agentKind(),
                audit.agentClass(),
                audit.mode(),
                audit.breakGlass(),
                audit.session(),
                false,
                List.of(),
                null,
                false,
                0,
                100,
                "environment",
                0,
                standings,
                List.of(),
                null,
                null,
                null,
                null);
    }

    static AccountEvent shared(AccountEvent event) {
        return new AccountEvent(
                event.type(),
                event.event(),
                event.chargedAgent(),
                event.chargedKind(),
                event.chargedClass(),
                event.chargedMode(),
                event.chargedBreakGlass(),
                event.chargedSession(),
                true,
                List.of(),
                null,
                false,
                0,
                event.environmentLive(),
                event.environment(),
                event.environmentSinceMillis(),
                event.standings(),
                List.of(),
                null,
                null,
                null,
                null);
    }

    static AccountEvent childOf(String root, AccountEvent child) {
        return new AccountEvent(
                child.type(),
                child.event(),
                child.chargedAgent(),
                child.chargedKind(),
                child.chargedClass(),
                child.chargedMode(),
                child.chargedBreakGlass(),
                child.chargedSession(),
                child.sharedSession(),
                List.of(),
                root,
                false,
                0,
                child.environmentLive(),
                child.environment(),
                child.environmentSinceMillis(),
                child.standings(),
                List.of(),
                null,
                null,
                null,
                null);
    }

    /** A CREATE of things that an agent was charged with destroying. */
    static AccountEvent recreation(AuditEvent create, String deletedBy) {
        AccountEvent event = accountEvent(create, List.of());
        return new AccountEvent(
                AccountEvent.Type.EVENT,
                create,
                event.chargedAgent(),
                event.chargedKind(),
                event.chargedClass(),
                event.chargedMode(),
                event.chargedBreakGlass(),
                event.chargedSession(),
                false,
                List.of(),
                null,
                false,
                0,
                event.environmentLive(),
                event.environment(),
                0,
                List.of(),
                create.createdResources().stream()
                        .map(made -> new Recreation(made, deletedBy, 0, "delete"))
                        .toList(),
                null,
                null,
                null,
                null);
    }

    static AccountEvent withdrawal(AuditEvent create, String deleteEventId, String resourceKey) {
        AccountEvent event = accountEvent(create, List.of());
        return new AccountEvent(
                AccountEvent.Type.WITHDRAWAL,
                create,
                event.chargedAgent(),
                event.chargedKind(),
                event.chargedClass(),
                event.chargedMode(),
                event.chargedBreakGlass(),
                event.chargedSession(),
                false,
                List.of(),
                null,
                false,
                0,
                0,
                event.environment(),
                0,
                List.of(),
                List.of(),
                deleteEventId,
                resourceKey,
                null,
                null);
    }

    @Override
    public void decision(Decision decision) {
        decisions.add(decision);
    }

    @Override
    public void refusal(Refusal refusal) {
        refusals.add(refusal);
    }

    @Override
    public void episode(Episode episode) {
        episodes.add(episode);
    }

    @Override
    public void observation(Observation observation) {
        observations.add(observation);
    }

    @Override
    public void breaker(BreakerStatus status) {
        statuses.add(status);
    }
}
