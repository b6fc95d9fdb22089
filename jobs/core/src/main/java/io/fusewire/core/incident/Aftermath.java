package io.fusewire.core.incident;

import io.fusewire.core.detection.Observation;
import io.fusewire.core.event.Outcome;

import java.util.List;

/**
 * What an agent's sessions were seen to do while its incident was open.
 *
 * @param lost foreign resources that were destroyed since it was decided
 * @param succeeded calls that succeeded, the losses' included
 * @param denied calls that were denied
 * @param lastLossMillis event time of the latest loss; 0 if there was none
 * @param left what no deny ends, at most {@link LeftBehind#OF_A_KIND_MAX} of a kind
 */
public record Aftermath(
        long lost, long succeeded, long denied, long lastLossMillis, List<LeftBehind> left) {

    /** Nothing was seen. */
    public static final Aftermath NONE = new Aftermath(0, 0, 0, 0, List.of());

    public Aftermath {
        // State of before there was such a field gives null.
        left = left == null ? List.of() : List.copyOf(left);
    }

    Aftermath with(Observation call) {
        return new Aftermath(
                lost + call.foreignLost(),
                succeeded + (call.outcome() == Outcome.SUCCESS ? 1 : 0),
                denied + (call.outcome() == Outcome.DENIED ? 1 : 0),
                call.foreignLost() > 0 ? Math.max(lastLossMillis, call.atMillis()) : lastLossMillis,
                LeftBehind.after(left, call));
    }
}
