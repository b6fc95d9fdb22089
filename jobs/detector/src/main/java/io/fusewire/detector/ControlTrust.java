package io.fusewire.detector;

import io.fusewire.control.TrustedKeys;
import io.fusewire.policy.PolicyException;

import org.jspecify.annotations.Nullable;

import java.io.Serializable;

/**
 * Whom the live detector obeys.
 *
 * @param keysText the keys file, null if nobody's key is trusted: then nothing that has to be
 *     signed counts
 * @param unsignedPolicies whether whoever can write to the control topic may set the policy
 */
public record ControlTrust(@Nullable String keysText, boolean unsignedPolicies)
        implements Serializable {

    /** Nobody. */
    public static final ControlTrust NOBODY = new ControlTrust(null, false);

    TrustedKeys keys() {
        if (keysText == null) {
            return TrustedKeys.NONE;
        }
        try {
            return TrustedKeys.read(keysText, "keys");
        } catch (PolicyException e) {
            throw new IllegalArgumentException(
                    "keys must be usable, but were not:\n" + e.getMessage(), e);
        }
    }
}
