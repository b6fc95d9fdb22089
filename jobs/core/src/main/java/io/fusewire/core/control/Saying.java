package io.fusewire.core.control;

import java.time.Duration;

/** The kinds of things that people sign, and what each takes. */
public enum Saying {
    /** A policy, priors, or what becomes of one of them that is on trial. */
    POLICY(Role.POLICY_ADMIN, 1, Duration.ofMinutes(15)),
    /** A verdict, a hold, or another command about one agent. */
    COMMAND(Role.RESPONDER, 1, Duration.ofMinutes(15)),
    /** A change approval: the second person may take some days over it. */
    APPROVAL(Role.APPROVER, 2, Duration.ofDays(7));

    private final Role role;
    private final int signatures;
    private final Duration ageMax;

    Saying(Role role, int signatures, Duration ageMax) {
        this.role = role;
        this.signatures = signatures;
        this.ageMax = ageMax;
    }

    /** What every signer has to be. */
    public Role role() {
        return role;
    }

    /** How many persons have to sign it, no more and no fewer. */
    public int signatures() {
        return signatures;
    }

    /** Longest time from when it was issued to when it is heard. */
    public Duration ageMax() {
        return ageMax;
    }
}
