package io.fusewire.core.containment;

/**
 * What a deny policy is attached to, and how many characters AWS lets it have. White space does not
 * count in IAM; in Organizations it does, and documents of ours have none between their elements.
 * Sources: the quotas of IAM and of Organizations; of a service control policy 10,240 are reported
 * since May 2026, which nobody has checked, so it is still 5,120 here.
 */
public enum PolicyHolder {
    /** Inline in a role; the limit is of all inline policies of the role together. */
    ROLE(10_240),
    /** Inline in a user; the limit is of all inline policies of the user together. */
    USER(2_048),
    /** A customer-managed policy that was attached beforehand to the agents' roles. */
    MANAGED_POLICY(6_144),
    /** A service control policy that was attached beforehand to an account. */
    SERVICE_CONTROL_POLICY(5_120);

    private final int charactersMax;

    PolicyHolder(int charactersMax) {
        this.charactersMax = charactersMax;
    }

    /** Largest size of the policy, or of all of the holder's inline policies. */
    public int charactersMax() {
        return charactersMax;
    }

    /** Whether the policy is the holder's own: written when needed, deleted when not. */
    public boolean isInline() {
        return this == ROLE || this == USER;
    }
}
