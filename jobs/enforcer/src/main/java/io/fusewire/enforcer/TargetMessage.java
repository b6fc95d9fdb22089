package io.fusewire.enforcer;

import io.fusewire.core.containment.TargetInput;
import io.fusewire.core.containment.TargetInput.Contain;
import io.fusewire.core.containment.TargetInput.Lift;
import io.fusewire.core.containment.TargetInput.Probation;
import io.fusewire.core.containment.TargetInput.Sighting;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * What a target takes in, keyed by its ARN, in a form that travels between operators: one of the
 * four is given.
 */
public record TargetMessage(
        @Nullable Contain contain,
        @Nullable Probation probation,
        @Nullable Lift lift,
        @Nullable Sighting sighting) {

    static TargetMessage of(TargetInput input) {
        return new TargetMessage(
                input instanceof Contain contain ? contain : null,
                input instanceof Probation probation ? probation : null,
                input instanceof Lift lift ? lift : null,
                input instanceof Sighting sighting ? sighting : null);
    }

    TargetInput input() {
        if (contain != null) {
            return contain;
        }
        if (probation != null) {
            return probation;
        }
        return lift != null ? lift : Objects.requireNonNull(sighting);
    }

    String arn() {
        return input().target().arn();
    }
}
