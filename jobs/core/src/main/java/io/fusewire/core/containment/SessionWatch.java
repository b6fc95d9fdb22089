package io.fusewire.core.containment;

import io.fusewire.core.containment.Containment.Standing;
import io.fusewire.core.containment.DeskEffect.Timed;
import io.fusewire.core.containment.TargetInput.Sighting;
import io.fusewire.core.event.Outcome;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/**
 * What the sessions of a containment are seen to do since its write, or that they are not seen at
 * all: a denied call proves it, a success disproves it, silence is neither.
 */
final class SessionWatch {

    private static final String SILENCE =
            "no call of the session was seen since the write; silence is no proof";

    /** How the names of calls begin that change nothing in IAM and Organizations. */
    private static final List<String> READS =
            List.of("Get", "List", "Describe", "Simulate", "Generate");

    private final long silenceMillis;
    private final Claims claims;
    private final Consumer<DeskEffect> effects;
    private final Runnable readAgain;

    /**
     * @param readAgain has the policy read again at once
     */
    SessionWatch(
            long silenceMillis, Claims claims, Consumer<DeskEffect> effects, Runnable readAgain) {
        this.silenceMillis = silenceMillis;
        this.claims = claims;
        this.effects = effects;
        this.readAgain = readAgain;
    }

    /** On probation a session issued since the reset may work: what it does proves nothing. */
    static boolean concerns(Containment known, Sighting sighting) {
        return known.isOf(sighting.agent())
                && known.standing() == Standing.OPEN
                && known.entry().kind() == sighting.kind()
                && known.entry().value().equals(sighting.value());
    }

    /**
     * A containment after a call that concerns it. Whoever writes to IAM in the moments before the
     * deny takes effect may have taken it away, so the policy is read again at once.
     */
    Containment seen(Containment known, Sighting sighting, long nowMillis) {
        if (mayUndo(sighting)) {
            readAgain.run();
        }
        OutcomeInput input = inputOf(known, sighting);
        if (input == null) {
            return known;
        }
        String call = sighting.eventName() + " of event " + sighting.eventId();
        if (input == OutcomeInput.DENY_SEEN) {
            return denied(known, call, sighting.atMillis(), nowMillis);
        }
        if (input == OutcomeInput.SUCCESS_AFTER_ALLOWANCE) {
            readAgain.run();
        }
        return claims.take(known, input, call + " still succeeded", nowMillis);
    }

    private static boolean mayUndo(Sighting sighting) {
        boolean isOfPolicies =
                sighting.eventSource().startsWith("iam.")
                        || sighting.eventSource().startsWith("organizations.");
        return isOfPolicies
                && sighting.outcome() == Outcome.SUCCESS
                && READS.stream().noneMatch(sighting.eventName()::startsWith);
    }

    private static @Nullable OutcomeInput inputOf(Containment known, Sighting sighting) {
        Long writtenMillis = known.times().writtenMillis();
        if (writtenMillis == null) {
            return null;
        }
        return Proof.inputOf(
                sighting.eventSource(),
                sighting.eventName(),
                sighting.outcome(),
                sighting.atMillis(),
                sighting.outcome() == Outcome.DENIED ? known.provableFromMillis() : writtenMillis);
    }

    private Containment denied(Containment known, String call, long atMillis, long nowMillis) {
        Containment proven =
                claims.take(known, OutcomeInput.DENY_SEEN, call + " was denied", nowMillis);
        if (proven.state() != OutcomeState.PROVEN || known.state() == OutcomeState.PROVEN) {
            return proven;
        }
        Long writtenMillis = known.times().writtenMillis();
        if (writtenMillis != null) {
            effects.accept(new Timed(Stage.PROVEN, atMillis - writtenMillis));
        }
        return proven.edit().times(known.times().proven(atMillis)).done();
    }

    /** When a containment has been silent for too long; {@link TargetState#NEVER} if never. */
    long silentAtMillis(Containment containment) {
        Long writtenMillis = containment.times().writtenMillis();
        return containment.state() == OutcomeState.WRITTEN
                        && containment.standing() == Standing.OPEN
                        && writtenMillis != null
                ? writtenMillis + silenceMillis
                : TargetState.NEVER;
    }

    /** A containment after it has been silent for too long. */
    Containment silent(Containment known, long nowMillis) {
        return claims.take(known, OutcomeInput.SILENCE, SILENCE, nowMillis);
    }
}
