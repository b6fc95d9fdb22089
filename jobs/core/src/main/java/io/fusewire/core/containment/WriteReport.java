package io.fusewire.core.containment;

import java.util.List;

/**
 * What one write did for one decision, for the record of the incident.
 *
 * @param tripCase the decision
 * @param target whose policy
 * @param attempt how often the target was asked since it last answered for certain, from 1
 * @param result {@code CONFIRMED}, {@code REPAIRED} (a check found that somebody had changed the
 *     policy), {@code REFUSED} or {@code UNCONFIRMED}
 * @param reason of what was not confirmed; else empty
 * @param atMillis when it was answered
 * @param calls made, at most {@link CallMade#KEPT_MAX}
 */
public record WriteReport(
        TripCase tripCase,
        Target target,
        int attempt,
        String result,
        String reason,
        long atMillis,
        List<CallMade> calls) {

    public WriteReport {
        calls = List.copyOf(calls.subList(0, Math.min(CallMade.KEPT_MAX, calls.size())));
    }

    static WriteReport of(
            TripCase tripCase, Target target, WriteAsked asked, WriteResult result, long atMillis) {
        String name = "UNCONFIRMED";
        String reason = "";
        if (result instanceof WriteResult.Confirmed confirmed) {
            name = asked.isCheck() && confirmed.changed() ? "REPAIRED" : "CONFIRMED";
        } else if (result instanceof WriteResult.Refused refused) {
            name = "REFUSED";
            reason = refused.reason();
        } else if (result instanceof WriteResult.Unconfirmed unconfirmed) {
            reason = unconfirmed.reason();
        }
        return new WriteReport(
                tripCase, target, asked.attempt(), name, reason, atMillis, result.calls());
    }
}
