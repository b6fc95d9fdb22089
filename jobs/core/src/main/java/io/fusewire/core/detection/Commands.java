package io.fusewire.core.detection;

import io.fusewire.core.baseline.Episodes;
import io.fusewire.core.breaker.Breaker;
import io.fusewire.core.breaker.BreakerInput;
import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.breaker.BreakerStep;
import io.fusewire.core.control.Cause;
import io.fusewire.core.control.Denial;
import io.fusewire.core.event.EnforcementMode;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Obeys what people say about one agent, or refuses it with a reason; a refusal changes nothing.
 *
 * <table>
 * <caption>Effect beside the breaker's own step ({@link Breaker})</caption>
 * <tr><th>command</th><th>effect</th></tr>
 * <tr><td>legitimate</td><td>the incident's episodes and first times are learned; each cap that its burst had
 *     reached becomes twice what was reached, for this agent alone and for good</td></tr>
 * <tr><td>harm</td><td>everything since the incident's burst began is forgotten</td></tr>
 * <tr><td>hold</td><td>an open incident stays open; without one nothing is judged while the hold lasts</td></tr>
 * <tr><td>release</td><td>an open incident ends as if nobody had judged it; a hold outranks a verdict, so
 *     judge before holding</td></tr>
 * </table>
 *
 * <p>A verdict names the decision that it judges, so that it cannot settle a later incident that
 * its author never saw, and so that its copy has no effect. Verdicts and releases leave the sums at
 * zero. An incident of an alert, whose breaker never opened, can be judged too; its breaker stays
 * closed, and that is said again with the verdict.
 *
 * <p>Whatever lets an agent work more freely must not come from its operator: the agent has his
 * rights, and may have his key.
 */
final class Commands {

    private Commands() {}

    /**
     * @param alwaysShadow whether trips never revoke, whatever policy says
     * @param learned where episodes go that are learned
     */
    static void obey(
            Command command,
            AgentState state,
            GuardStore store,
            boolean alwaysShadow,
            Episodes.Closed learned,
            GuardOutput out) {
        Denial denial = denial(command, state, store);
        if (denial != null) {
            out.refusal(Refusal.of(command, denial));
            return;
        }
        BreakerState from = state.breaker;
        boolean settlesAlert = isSettledWithoutBreaker(command, state);
        EnforcementMode mode = modeOf(command, state, alwaysShadow);
        state.breaker = next(command, state);
        settle(command, state, store, learned);
        if (from != state.breaker || settlesAlert) {
            out.breaker(statusOf(command, state, store, mode));
        }
    }

    private static @Nullable Denial denial(Command command, AgentState state, GuardStore store) {
        if (state.agent != null
                && command.kind().frees()
                && Operator.is(command.by(), state.agent, Ledger.sessions(store))) {
            return new Denial(
                    Cause.SELF,
                    command.by() + " is the agent or its operator: another person must say so");
        }
        String reason = refusal(command, state);
        return reason == null ? null : new Denial(Cause.NO_EFFECT, reason);
    }

    private static @Nullable String refusal(Command command, AgentState state) {
        if (state.agent == null) {
            return "no call of this agent has been seen";
        }
        if (command.isVerdict()) {
            String reason = verdictRefusal(command, state);
            if (reason != null) {
                return reason;
            }
        } else if (command.kind() == Command.Kind.CLOSE
                && state.breaker != BreakerState.HALF_OPEN) {
            return "its breaker is "
                    + state.breaker
                    + ": only a probation is closed without verdict";
        }
        return isSettledWithoutBreaker(command, state) || isLegal(command, state)
                ? null
                : "its breaker is "
                        + state.breaker
                        + (state.breaker == BreakerState.FORCED_OPEN
                                ? " and must be released first"
                                : "");
    }

    private static @Nullable String verdictRefusal(Command command, AgentState state) {
        String decision = command.decisionId();
        String open = state.incidentDecisionId;
        if (decision == null || !decision.equals(open)) {
            if (decision != null && decision.equals(state.judgedDecisionId)) {
                return "decision " + decision + " has been judged already";
            }
            return open == null
                    ? "there is no open incident to judge: one that revokes nothing is over by"
                            + " itself after a day, and an alert of denied attempts, of audit that"
                            + " it may switch off or of a first loss opens none"
                    : "its open incident is that of decision " + open;
        }
        if (state.breaker == BreakerState.CLOSED && command.toProbation()) {
            return "its breaker never opened, so there is no probation to go to";
        }
        return null;
    }

    /** An alert's incident: there is no breaker to reset. */
    private static boolean isSettledWithoutBreaker(Command command, AgentState state) {
        return command.isVerdict() && state.breaker == BreakerState.CLOSED;
    }

    private static boolean isLegal(Command command, AgentState state) {
        return Breaker.step(state.breaker, inputOf(command)).consequence()
                != BreakerStep.Consequence.REFUSED;
    }

    private static BreakerState next(Command command, AgentState state) {
        return isSettledWithoutBreaker(command, state)
                ? state.breaker
                : Breaker.step(state.breaker, inputOf(command)).next();
    }

    private static BreakerInput inputOf(Command command) {
        return switch (command.kind()) {
            case LEGITIMATE, HARM ->
                    command.toProbation() ? BreakerInput.RESET_TO_PROBATION : BreakerInput.RESET;
            case HOLD -> BreakerInput.HOLD;
            case RELEASE -> BreakerInput.RELEASE;
            case CLOSE -> BreakerInput.RESET;
            case DISABLE -> BreakerInput.DISABLE;
            case ENABLE -> BreakerInput.ENABLE;
        };
    }

    private static void settle(
            Command command, AgentState state, GuardStore store, Episodes.Closed learned) {
        switch (command.kind()) {
            case LEGITIMATE -> {
                Incident.learn(state, store, learned);
                state.judgedDecisionId = command.decisionId();
            }
            case HARM -> {
                Incident.forget(state, store);
                state.judgedDecisionId = command.decisionId();
            }
            case RELEASE -> {
                if (Incident.isOpen(state)) {
                    Incident.forget(state, store);
                } else {
                    Incident.startOver(state, store);
                }
            }
            case HOLD, CLOSE, DISABLE, ENABLE -> {
                // The breaker's step is all.
            }
        }
    }

    /** What an incident contained is lifted as it was contained, whatever policy says since. */
    private static EnforcementMode modeOf(Command command, AgentState state, boolean alwaysShadow) {
        if (alwaysShadow) {
            return EnforcementMode.SHADOW;
        }
        if (command.isVerdict() && !isSettledWithoutBreaker(command, state)) {
            return state.incidentEnforced ? EnforcementMode.ENFORCE : EnforcementMode.SHADOW;
        }
        return state.mode;
    }

    private static BreakerStatus statusOf(
            Command command, AgentState state, GuardStore store, EnforcementMode mode) {
        boolean contained = state.breaker.isContained() && Incident.isOpen(state);
        return new BreakerStatus(
                command.agent(),
                state.account,
                state.breaker,
                mode,
                command.atMillis(),
                contained ? state.incidentDecisionId : null,
                contained ? Ledger.sessions(store) : List.of(),
                new PersonsWord(command.kind(), command.by(), command.decisionId()));
    }
}
