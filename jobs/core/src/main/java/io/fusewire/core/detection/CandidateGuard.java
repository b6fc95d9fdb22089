package io.fusewire.core.detection;

import io.fusewire.core.baseline.AgentDay;
import io.fusewire.core.baseline.Episode;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.event.Timeline;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.ApprovalBook;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.Sensitivity;
import io.fusewire.core.staging.Candidate;
import io.fusewire.core.staging.CandidateStanding;

import org.jspecify.annotations.Nullable;

/**
 * Judges one agent's events by what holds and, beside it, by a candidate, and tells where the two
 * decide otherwise.
 *
 * <p>A candidate goes on from a copy of what the guard knew of the agent when the trial's first
 * event of it arrived: its past, its open episodes, its sums, its breaker. From then on it judges
 * by itself, in shadow: what it decides opens nothing, and its incidents end as those of shadow do.
 * What people say about the agent, it is told too; a verdict on the guard's incident settles the
 * candidate's.
 *
 * <p>The guard decides as if there were no candidate: it never sees what the candidate keeps. That
 * stays so when the candidate is activated: its state is dropped. Its breaker and incidents are
 * imagined, nobody was told of them and nobody can settle them, and the guard's own are those that
 * people and the enforcer have acted upon. So to activate a version is exactly to publish it at
 * that time.
 *
 * <p>Repeated reads, which decide nothing, are not told to the candidate. Not thread-safe.
 */
public final class CandidateGuard {

    /**
     * What holds.
     *
     * @param policy at the event's time
     * @param priors of all classes, over time
     * @param approvals all that are known
     */
    public record Rules(Policy policy, Timeline<Priors> priors, ApprovalBook approvals) {}

    private final Guard guard;
    private final Guard candidateGuard;
    private final Noting active = new Noting();
    private final Noting imagined = new Noting();

    private @Nullable Candidate combinedOf;
    private @Nullable Timeline<Priors> combinedOver;
    private Timeline<Priors> combined = Timeline.of(Priors.NONE);

    /**
     * @param guard judges by what holds
     * @param sensitivity how much evidence a trip takes where policy does not say
     */
    public CandidateGuard(Guard guard, Sensitivity sensitivity) {
        this.guard = guard;
        this.candidateGuard = new Guard(true, sensitivity);
    }

    /**
     * Judges one event by what holds, and by a candidate.
     *
     * @param standing what the candidate policy makes of the caller; null if it is the same
     * @param store the guard's
     * @param own the candidate's
     * @param out gets what the guard finds, and the differences
     */
    public void accept(
            AccountEvent event,
            @Nullable CandidateStanding standing,
            GuardStore store,
            CandidateStore own,
            Rules rules,
            Candidate candidate,
            GuardOutput out) {
        beginWith(candidate, store, own);
        active.turnTo(out);
        guard.accept(event, store, rules.policy(), rules.priors(), rules.approvals(), active);
        imagined.turnTo(null);
        AccountEvent seen = seenBy(standing, event, own);
        Policy policy = candidate.policyOver(rules.policy());
        Timeline<Priors> priors = priorsOver(rules.priors(), candidate);
        candidateGuard.accept(seen, own, policy, priors, rules.approvals(), imagined);
        DecisionDifference difference = difference(event, seen, store, own, policy, rules, priors);
        if (difference != null) {
            out.difference(difference);
        }
    }

    /** Tells the candidate what a person said, after the guard has heard it. */
    public void obey(Command command, Candidate candidate, CandidateStore own) {
        if (!candidate.id().equals(own.candidate())) {
            return;
        }
        imagined.turnTo(null);
        if (!command.isVerdict()) {
            candidateGuard.obey(command, own, imagined);
            return;
        }
        String open = own.agent().incidentDecisionId;
        if (open != null) {
            candidateGuard.obey(command.on(open), own, imagined);
        }
    }

    private static void beginWith(Candidate candidate, GuardStore store, CandidateStore own) {
        if (!candidate.id().equals(own.candidate())) {
            own.begin(
                    candidate.id(),
                    store.agent().copy(),
                    store.charges(),
                    store.approvedResources());
        }
    }

    private Timeline<Priors> priorsOver(Timeline<Priors> priors, Candidate candidate) {
        if (combinedOf != candidate || combinedOver != priors) {
            combined = candidate.priorsOver(priors);
            combinedOf = candidate;
            combinedOver = priors;
        }
        return combined;
    }

    /**
     * A cascade's child is not its causer's own call, so the record does not tell what the
     * candidate makes of the causer: its latest own call does.
     */
    private static AccountEvent seenBy(
            @Nullable CandidateStanding standing, AccountEvent event, CandidateStore own) {
        boolean ownCall = event.chargedSession().equals(event.event().session());
        if (ownCall) {
            return standing == null
                    ? event
                    : event.chargedAs(
                            standing.kind(),
                            standing.agentClass(),
                            standing.mode(),
                            standing.breakGlass());
        }
        AgentState known = own.agent();
        return known.agent == null
                ? event
                : event.chargedAs(
                        event.chargedKind(),
                        known.agentClass,
                        known.mode,
                        event.chargedBreakGlass());
    }

    private @Nullable DecisionDifference difference(
            AccountEvent event,
            AccountEvent seen,
            GuardStore store,
            CandidateStore own,
            Policy policy,
            Rules rules,
            Timeline<Priors> priors) {
        Decision made = active.decision;
        Decision wouldBe = imagined.decision;
        if (made == null && wouldBe == null) {
            return null;
        }
        EnforcementMode madeMode = event.chargedMode();
        EnforcementMode wouldBeMode = seen.chargedMode();
        AgentState other = made == null ? store.agent() : own.agent();
        DecisionDifference.Kind kind;
        if (made != null && wouldBe != null) {
            boolean bothPage = made.type() == Decision.Type.ALERT;
            if (made.type() == wouldBe.type() && (bothPage || madeMode == wouldBeMode)) {
                return null;
            }
            kind = DecisionDifference.Kind.OTHERWISE;
        } else if (!Incident.isOpen(other)) {
            kind =
                    made == null
                            ? DecisionDifference.Kind.ONLY_CANDIDATE
                            : DecisionDifference.Kind.ONLY_ACTIVE;
        } else if (isPageOnly(made == null ? wouldBe : made)) {
            // Within the other's incident nobody is paged for less.
            return null;
        } else {
            kind =
                    made == null
                            ? DecisionDifference.Kind.ACTIVE_FIRST
                            : DecisionDifference.Kind.CANDIDATE_FIRST;
        }
        boolean second =
                kind == DecisionDifference.Kind.ACTIVE_FIRST
                        || kind == DecisionDifference.Kind.CANDIDATE_FIRST;
        long at = event.event().eventTimeMillis();
        return new DecisionDifference(
                kind,
                event.chargedAgent(),
                store.agent().account,
                at,
                event.event().eventId(),
                rules.policy().id(),
                policy.id(),
                rules.priors().at(at).id(),
                priors.at(at).id(),
                made == null ? null : DecisionDifference.Side.of(made, madeMode),
                wouldBe == null ? null : DecisionDifference.Side.of(wouldBe, wouldBeMode),
                second ? other.incidentDecisionId : null,
                second ? other.incidentAtMillis : 0);
    }

    private static boolean isPageOnly(@Nullable Decision decision) {
        return decision != null && Alarms.pagesOnly(decision.reasons().get(0));
    }

    /** Passes on what is found, or keeps it, and remembers what was decided. */
    private static final class Noting implements GuardOutput {
        private @Nullable GuardOutput out;
        private @Nullable Decision decision;

        void turnTo(@Nullable GuardOutput receiver) {
            out = receiver;
            decision = null;
        }

        @Override
        public void decision(Decision found) {
            decision = found;
            if (out != null) {
                out.decision(found);
            }
        }

        @Override
        public void observation(Observation observation) {
            if (out != null) {
                out.observation(observation);
            }
        }

        @Override
        public void breaker(BreakerStatus status) {
            if (out != null) {
                out.breaker(status);
            }
        }

        @Override
        public void refusal(Refusal refusal) {
            if (out != null) {
                out.refusal(refusal);
            }
        }

        @Override
        public void episode(Episode episode) {
            if (out != null) {
                out.episode(episode);
            }
        }

        @Override
        public void day(AgentDay day) {
            if (out != null) {
                out.day(day);
            }
        }
    }
}
