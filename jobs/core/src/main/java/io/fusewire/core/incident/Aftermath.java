package io.fusewire.core.incident;

import io.fusewire.core.detection.Observation;
import io.fusewire.core.event.Outcome;

import java.util.List;
import java.util.stream.Stream;

/**
 * What an agent's sessions were seen to do while its incident was open. A call that is told again
 * is counted once.
 *
 * @param lost foreign resources that were destroyed since it was decided
 * @param succeeded calls that succeeded, the losses' included
 * @param denied calls that were denied
 * @param lastLossMillis event time of the latest loss; 0 if there was none
 * @param left what no deny ends, at most {@link LeftBehind#OF_A_KIND_MAX} of a kind
 * @param counted by which the latest calls are known again, the oldest first, at most {@link
 *     #COUNTED_MAX}
 */
public record Aftermath(
        long lost,
        long succeeded,
        long denied,
        long lastLossMillis,
        List<LeftBehind> left,
        List<Long> counted) {

    /**
     * Calls that are known again. Whoever tells of them tells anew what it told since its last
     * checkpoint, which is seconds ago; a call that more than these came after would count twice.
     */
    public static final int COUNTED_MAX = 1_000;

    /** Nothing was seen. */
    public static final Aftermath NONE = new Aftermath(0, 0, 0, 0, List.of(), List.of());

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    public Aftermath {
        // State of before there were such fields gives null.
        left = left == null ? List.of() : List.copyOf(left);
        counted = counted == null ? List.of() : List.copyOf(counted);
    }

    /**
     * @return this itself if the call was seen before
     */
    Aftermath with(Observation call) {
        Long id = idOf(call.eventId());
        if (counted.contains(id)) {
            return this;
        }
        return new Aftermath(
                lost + call.foreignLost(),
                succeeded + (call.outcome() == Outcome.SUCCESS ? 1 : 0),
                denied + (call.outcome() == Outcome.DENIED ? 1 : 0),
                call.foreignLost() > 0 ? Math.max(lastLossMillis, call.atMillis()) : lastLossMillis,
                LeftBehind.after(left, call),
                Stream.concat(
                                counted.stream()
                                        .skip(Math.max(0, counted.size() + 1 - COUNTED_MAX)),
                                Stream.of(id))
                        .toList());
    }

    /** FNV-1a: two calls in a thousand that share one would be a miscount by one, no more. */
    private static Long idOf(String eventId) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < eventId.length(); i++) {
            hash = (hash ^ eventId.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
