package io.fusewire.enforcer;

import io.fusewire.core.containment.ContainmentOutcome;
import io.fusewire.core.containment.IncidentUpdate;
import io.fusewire.core.containment.WriteReport;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Observation;
import io.fusewire.core.incident.IncidentDecision;
import io.fusewire.core.incident.IncidentDesk;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * What an incident is made of, keyed by its book. One of decision, outcome, update, report, breaker
 * and call is given.
 *
 * @param decision a trip or an alert
 * @param decidedMillis when its topic took it; null if the broker does not tell
 * @param outcome what became of a revocation
 * @param update what a person was to be told
 * @param report what a write did
 * @param breaker a state of the breaker
 * @param call what the agent did while its incident was open
 */
public record IncidentInput(
        @Nullable IncidentDecision decision,
        @Nullable Long decidedMillis,
        @Nullable ContainmentOutcome outcome,
        @Nullable IncidentUpdate update,
        @Nullable WriteReport report,
        @Nullable BreakerStatus breaker,
        @Nullable Observation call) {

    static IncidentInput of(IncidentDecision decision, @Nullable Long decidedMillis) {
        return new IncidentInput(decision, decidedMillis, null, null, null, null, null);
    }

    static IncidentInput of(ContainmentOutcome outcome) {
        return new IncidentInput(null, null, outcome, null, null, null, null);
    }

    static IncidentInput of(IncidentUpdate update) {
        return new IncidentInput(null, null, null, update, null, null, null);
    }

    static IncidentInput of(WriteReport report) {
        return new IncidentInput(null, null, null, null, report, null, null);
    }

    static IncidentInput of(BreakerStatus breaker) {
        return new IncidentInput(null, null, null, null, null, breaker, null);
    }

    static IncidentInput of(Observation call) {
        return new IncidentInput(null, null, null, null, null, null, call);
    }

    /** The book that it belongs into. */
    String book() {
        if (update != null) {
            return IncidentDesk.bookOf(update);
        }
        if (decision != null) {
            return IncidentDesk.bookOfAgent(decision.agent());
        }
        if (outcome != null) {
            return IncidentDesk.bookOfAgent(outcome.tripCase().agent());
        }
        if (report != null) {
            return IncidentDesk.bookOfAgent(report.tripCase().agent());
        }
        return IncidentDesk.bookOfAgent(
                breaker != null ? breaker.agent() : Objects.requireNonNull(call).agent());
    }

    void takenBy(IncidentDesk desk, long nowMillis) {
        if (decision != null) {
            desk.decided(decision, decidedMillis, nowMillis);
        } else if (outcome != null) {
            desk.outcome(outcome, nowMillis);
        } else if (update != null) {
            desk.noticed(update, nowMillis);
        } else if (report != null) {
            desk.written(report, nowMillis);
        } else if (breaker != null) {
            desk.breaker(breaker, nowMillis);
        } else if (call != null) {
            desk.observed(call, nowMillis);
        }
    }
}
