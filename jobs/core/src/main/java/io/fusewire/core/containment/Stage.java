package io.fusewire.core.containment;

/** A stage of a containment whose duration is measured. */
public enum Stage {
    /** From the deciding record's delivery to the decision's arrival on its topic. */
    DECIDED,
    /** From the decision's arrival on its topic to the first request to AWS. */
    REQUESTED,
    /** From the first request to the confirmed write. */
    WRITTEN,
    /** From the confirmed write to the first denied call, by event time. */
    PROVEN,
    /** From a person's reset to the confirmed write that takes it back. */
    LIFTED
}
