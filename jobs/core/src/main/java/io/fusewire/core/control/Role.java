package io.fusewire.core.control;

/** What the holder of a key may do. */
public enum Role {
    /** Give change approvals, together with another person. */
    APPROVER,
    /** Judge incidents, hold and release agents, take them out of judgement. */
    RESPONDER,
    /** Change the policy. */
    POLICY_ADMIN
}
