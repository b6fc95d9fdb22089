package io.fusewire.bench.quality;

import io.fusewire.core.baseline.ClassPriors;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.ProposedCaps;
import io.fusewire.core.baseline.Repertoire;
import io.fusewire.core.detection.AgentState;
import io.fusewire.core.detection.HarmLevels;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Origin;
import io.fusewire.core.inventory.ResourceStanding;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A part of Fusewire that a contestant goes without, so that its worth shows.
 *
 * <p>The guard itself has no such switches: what feeds a factor is kept from it, in learning as
 * well as in judging, so that priors and caps fit what is left.
 */
public enum Ablation {

    /** Fusewire as it is. */
    NOTHING,

    /** Whether others use a resource cannot be seen. */
    LIVENESS {
        @Override
        AccountEvent seen(AccountEvent event) {
            return withStandings(
                    event,
                    known ->
                            changed(
                                    known,
                                    Liveness.UNOBSERVABLE,
                                    known.origin(),
                                    known.lapsed(),
                                    known.createdAtMillis()));
        }
    },

    /** Nobody knows who made what is not the agent's own. */
    ORIGIN {
        @Override
        AccountEvent seen(AccountEvent event) {
            return withStandings(
                    event,
                    known ->
                            changed(
                                    known,
                                    known.liveness(),
                                    Origin.UNKNOWN,
                                    false,
                                    known.createdAtMillis()));
        }
    },

    /** Nobody knows since when a resource has been there. */
    AGE {
        @Override
        AccountEvent seen(AccountEvent event) {
            return withStandings(
                    event,
                    known ->
                            changed(
                                    known,
                                    known.liveness(),
                                    known.origin(),
                                    known.lapsed(),
                                    ResourceStanding.CREATION_UNKNOWN));
        }
    },

    /** Nobody knows what an agent's peers destroy: nothing is rare among them. */
    RARITY {
        @Override
        Priors known(Priors learned) {
            return new Priors(
                    learned.id(),
                    learned.fleet(),
                    learned.classes().entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey,
                                            known -> withoutRepertoire(known.getValue()))));
        }

        private ClassPriors withoutRepertoire(ClassPriors known) {
            return new ClassPriors(
                    known.ladders(),
                    known.correction(),
                    known.tail(),
                    known.agents(),
                    known.agentDays(),
                    known.caps(),
                    Repertoire.UNKNOWN);
        }
    },

    /** The agent has always done everything, everywhere: no newkey, no newenv. */
    NOVELTY {
        @Override
        void prepare(AgentState state, AccountEvent event) {
            long longAgo = event.event().eventTimeMillis() - LONG_AGO_MILLIS;
            state.baseline.noteEnvironment(event.environment(), longAgo);
            String operation = event.event().eventName();
            state.baseline.noteAction(operation, "", longAgo);
            for (ResourceStanding standing : event.standings()) {
                state.baseline.noteAction(operation, standing.resource().type(), longAgo);
            }
        }
    },

    /** A protection removed an hour ago makes nothing worse. */
    GUARD {
        @Override
        void prepare(AgentState state, AccountEvent event) {
            state.lastGuardRemovalMillis = AgentState.NEVER;
        }
    },

    /** No hour of the day is odd. */
    HOURS {
        @Override
        void prepare(AgentState state, AccountEvent event) {
            Arrays.fill(state.baseline.burstsByHour, 0);
        }
    },

    /** No ladder of blast radius: every environment is too young for one. */
    BLAST {
        @Override
        AccountEvent seen(AccountEvent event) {
            return copy(event, event.event(), event.standings(), event.event().eventTimeMillis());
        }
    },

    /** No caps, no first strike, no rule for audit switched off. */
    FUSE {
        @Override
        AccountEvent seen(AccountEvent event) {
            AuditEvent audit = event.event();
            return audit.effect() == Effect.AUDIT_TAMPERING
                            && audit.impact() > LESSER_TAMPERING_IMPACT
                    ? copy(
                            event,
                            withImpact(audit, LESSER_TAMPERING_IMPACT),
                            event.standings(),
                            event.environmentSinceMillis())
                    : event;
        }

        @Override
        void prepare(AgentState state, AccountEvent event) {
            HarmLevels caps = state.ownCaps;
            caps.burst = OUT_OF_REACH;
            caps.week = OUT_OF_REACH;
            caps.month = OUT_OF_REACH;
            caps.strike = OUT_OF_REACH;
        }
    },

    /** No ladder at all; the fuse keeps the caps of the budget. */
    LADDERS {
        @Override
        double budgetOfLadders(double budget) {
            return OUT_OF_REACH;
        }

        @Override
        Priors priors(Priors learned, double budget) {
            return new Priors(
                    learned.id(),
                    capsOutOfReach(learned.fleet(), budget),
                    learned.classes().entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey,
                                            known -> capsOutOfReach(known.getValue(), budget))));
        }

        /** The caps of one budget, as those of the budget that the ladders are given. */
        private ClassPriors capsOutOfReach(ClassPriors known, double budget) {
            List<ProposedCaps> caps =
                    known.caps().stream()
                            .filter(
                                    proposed ->
                                            proposed.caps().equals(known.capsFor(budget, false)))
                            .map(proposed -> new ProposedCaps(OUT_OF_REACH, false, proposed.caps()))
                            .limit(1)
                            .toList();
            return new ClassPriors(
                    known.ladders(),
                    known.correction(),
                    known.tail(),
                    known.agents(),
                    known.agentDays(),
                    caps,
                    known.repertoire());
        }
    };

    /** More than any agent's harm or evidence comes to. */
    private static final double OUT_OF_REACH = 1e15;

    /** Below what counts as audit switched off. */
    private static final double LESSER_TAMPERING_IMPACT = 7;

    private static final long LONG_AGO_MILLIS = Duration.ofDays(1).toMillis();

    /** What is missing, in a word. */
    String part() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the guard gets to see of an event. */
    AccountEvent seen(AccountEvent event) {
        return event;
    }

    /** Takes from what the guard remembers of an agent, just before it judges an event. */
    void prepare(AgentState state, AccountEvent event) {}

    /** A, as the ladders' rule gets it. */
    double budgetOfLadders(double budget) {
        return budget;
    }

    /** What was learned, as the next step of learning and the guard get it. */
    Priors known(Priors learned) {
        return learned;
    }

    /** What was learned, as the guard gets it at one budget. */
    Priors priors(Priors learned, double budget) {
        return learned;
    }

    private static AccountEvent withStandings(
            AccountEvent event, UnaryOperator<ResourceStanding> change) {
        return event.standings().isEmpty()
                ? event
                : copy(
                        event,
                        event.event(),
                        event.standings().stream().map(change).toList(),
                        event.environmentSinceMillis());
    }

    private static ResourceStanding changed(
            ResourceStanding known,
            Liveness liveness,
            Origin origin,
            boolean lapsed,
            long createdAtMillis) {
        return new ResourceStanding(
                known.resource(),
                known.foreign(),
                lapsed,
                known.alreadyDestroyed(),
                origin,
                known.creator(),
                createdAtMillis,
                liveness,
                known.otherUsers());
    }

    private static AccountEvent copy(
            AccountEvent event,
            AuditEvent audit,
            List<ResourceStanding> standings,
            long environmentSinceMillis) {
        return new AccountEvent(
                event.type(),
                audit,
                event.chargedAgent(),
                event.chargedKind(),
                event.chargedClass(),
                event.chargedMode(),
                event.chargedBreakGlass(),
                event.chargedSession(),
                event.sharedSession(),
                event.namesakes(),
                event.cascadeRoot(),
                event.cascadeGuessed(),
                event.knownChildren(),
                event.environmentLive(),
                event.environment(),
                environmentSinceMillis,
                standings,
                event.recreations(),
                event.withdrawnEventId(),
                event.withdrawnResource(),
                event.swarm(),
                event.issuedBy());
    }

    private static AuditEvent withImpact(AuditEvent event, double impact) {
        return new AuditEvent(
                event.eventId(),
                event.sharedEventId(),
                event.digest(),
                event.eventTimeMillis(),
                event.partition(),
                event.account(),
                event.region(),
                event.eventSource(),
                event.eventName(),
                event.operationKnown(),
                event.effect(),
                event.secondEffect(),
                event.loss(),
                impact,
                event.outcome(),
                event.errorCode(),
                event.units(),
                event.resources(),
                event.createdResources(),
                event.agent(),
                event.agentKind(),
                event.agentEvidence(),
                event.agentClass(),
                event.mode(),
                event.breakGlass(),
                event.owner(),
                event.session(),
                event.callerAccount(),
                event.principalArn(),
                event.principalId(),
                event.sessionName(),
                event.causedBy(),
                event.stack(),
                event.execution(),
                event.openedSession());
    }
}
