package io.fusewire.core.containment;

import io.fusewire.core.breaker.BreakerState;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/**
 * All that is remembered of one agent.
 *
 * @param word what was last heard of its breaker; null if nothing was
 * @param decisions in the order in which they came, at most {@link AgentDesk#DECISIONS_MAX}
 */
public record AgentAffairs(@Nullable BreakerWord word, List<KnownDecision> decisions) {

    /** Of an agent that was never heard of. */
    public static final AgentAffairs NONE = new AgentAffairs(null, List.of());

    public AgentAffairs {
        decisions = List.copyOf(decisions);
    }

    /**
     * What the detector said of the breaker.
     *
     * @param state the state
     * @param decisionId the decision that opened it; null if none did
     * @param atMillis event time of the change
     */
    public record BreakerWord(BreakerState state, @Nullable String decisionId, long atMillis) {}

    /** Where a decision stands. */
    public enum Phase {
        /** Its agent is in shadow. */
        SHADOW,
        /** The mass-trip guard holds it back until a person holds the breaker open. */
        HELD_BACK,
        /** Carried out as soon as its breaker is said to be open. */
        WAITING,
        OPEN,
        PROBATION,
        /** A person closed the breaker. */
        OVER
    }

    /**
     * A decision.
     *
     * @param trip the trip; once it was carried out without what was lost
     * @param decidedMillis when the trips topic took it; null if the broker does not tell
     * @param phase where it stands
     * @param openHeard whether its breaker was said to be open for it
     * @param denied what was asked of targets for it
     * @param returns further sessions of the agent that were denied because it came back in them
     * @param referred sessions that a person was told about, at most {@link AgentDesk#REFERRED_MAX}
     */
    public record KnownDecision(
            Trip trip,
            @Nullable Long decidedMillis,
            Phase phase,
            boolean openHeard,
            List<Denied> denied,
            int returns,
            List<String> referred) {

        public KnownDecision {
            denied = List.copyOf(denied);
            referred = List.copyOf(referred);
        }

        TripCase tripCase() {
            return TripCase.of(trip, decidedMillis);
        }

        boolean isInForce() {
            return phase == Phase.OPEN || phase == Phase.PROBATION;
        }

        KnownDecision in(Phase next) {
            return new KnownDecision(
                    trip, decidedMillis, next, openHeard, denied, returns, referred);
        }

        KnownDecision withOpenHeard() {
            return new KnownDecision(trip, decidedMillis, phase, true, denied, returns, referred);
        }

        KnownDecision carriedOut(List<Denied> asked, List<String> toldOf) {
            return new KnownDecision(
                    trip.withoutDeeds(),
                    decidedMillis,
                    Phase.OPEN,
                    openHeard,
                    asked,
                    returns,
                    toldOf);
        }

        KnownDecision withTrip(Trip changed) {
            return new KnownDecision(
                    changed, decidedMillis, phase, openHeard, denied, returns, referred);
        }

        KnownDecision withDenied(Denied more) {
            return new KnownDecision(
                    trip, decidedMillis, phase, openHeard, plus(denied, more), returns, referred);
        }

        KnownDecision withReturn(Denied more) {
            return new KnownDecision(
                    trip,
                    decidedMillis,
                    phase,
                    openHeard,
                    plus(denied, more),
                    returns + 1,
                    referred);
        }

        KnownDecision withReferred(String session) {
            return new KnownDecision(
                    trip,
                    decidedMillis,
                    phase,
                    openHeard,
                    denied,
                    returns,
                    plus(referred, session));
        }

        private static <T> List<T> plus(List<T> list, T more) {
            return Stream.concat(list.stream(), Stream.of(more)).toList();
        }
    }

    /**
     * An entry that a target was asked for.
     *
     * @param target whose policy
     * @param kind what the deny looks at
     * @param value the deny's value
     */
    public record Denied(Target target, DenyKind kind, String value) {

        static Denied of(Measure.Deny deny) {
            return new Denied(deny.target(), deny.entry().kind(), deny.entry().value());
        }
    }
}
