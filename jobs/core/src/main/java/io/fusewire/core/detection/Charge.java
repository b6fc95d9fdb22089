package io.fusewire.core.detection;

import io.fusewire.core.event.Loss;
import io.fusewire.core.inventory.Liveness;
import io.fusewire.core.inventory.Origin;

/**
 * One foreign resource that an agent destroyed, or one guard or trail that it took away, and what
 * that weighed.
 *
 * @param key resource key, or the event id where the record names no resource
 * @param type resource type
 * @param id the id as the record gave it
 * @param eventId the record
 * @param eventName the call
 * @param session the session that answers for it
 * @param timeMillis event time
 * @param micros fuse harm in millionths
 * @param surpriseMicros what it counted for on the harm ladders, in millionths
 * @param blastMicros what it counted for on the blast ladder
 * @param weight of the type, before any factor
 * @param liveness whether others used it
 * @param origin what had made it
 * @param lost whether a resource was destroyed; a guard that is removed is a charge without a loss
 * @param countUnknown whether the record did not tell how many resources the call destroyed
 * @param loss how much of it can be had back; {@link Loss#NONE} for a guard
 * @param prelude what the agent had done to the same resource before
 * @param recreated whether the agent made the same identity again afterwards
 * @param burstStartMillis start of the burst that it counts in, by which its ladders' episode is
 *     told: a late one counts in the burst that is open
 * @param weekStartMillis start of the week's episode that it counts in, likewise
 */
public record Charge(
        String key,
        String type,
        String id,
        String eventId,
        String eventName,
        String session,
        long timeMillis,
        long micros,
        long surpriseMicros,
        long blastMicros,
        double weight,
        Liveness liveness,
        Origin origin,
        boolean lost,
        boolean countUnknown,
        Loss loss,
        Prelude prelude,
        boolean recreated,
        long burstStartMillis,
        long weekStartMillis) {

    /** What came before a destruction, to the same resource and by the same agent. */
    public enum Prelude {
        /** Nothing that was charged. */
        NONE,
        /** Its service was stopped, or scaled to zero. */
        STOPPED,
        /** What was in it was destroyed. */
        EMPTIED
    }

    /** This charge, of something that the agent has made again. */
    Charge madeAgain() {
        return new Charge(
                key,
                type,
                id,
                eventId,
                eventName,
                session,
                timeMillis,
                micros,
                surpriseMicros,
                blastMicros,
                weight,
                liveness,
                origin,
                lost,
                countUnknown,
                loss,
                prelude,
                true,
                burstStartMillis,
                weekStartMillis);
    }
}
