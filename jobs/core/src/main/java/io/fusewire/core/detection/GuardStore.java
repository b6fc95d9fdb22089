package io.fusewire.core.detection;

import org.jspecify.annotations.Nullable;

/**
 * Where the guard keeps what it knows of one agent. Implemented over keyed state by the job and
 * over maps by tests.
 *
 * <p>Every call is about the one agent whose event is being judged.
 */
public interface GuardStore {

    /**
     * The agent's state; a new one if there is none. May be changed in place until {@link #save}.
     */
    AgentState agent();

    void save(AgentState state);

    @Nullable Charge charge(String key);

    void putCharge(Charge charge);

    void removeCharge(String key);

    /**
     * All charges in any order; must tolerate removal of the element just returned through {@link
     * #removeCharge} later.
     */
    Iterable<Charge> charges();

    /** Whether an approval has been used for a resource before. */
    boolean isApproved(ApprovedResource resource);

    void noteApproved(ApprovedResource resource);

    /** All resources that approvals have been used for. */
    Iterable<ApprovedResource> approvedResources();

    /** Forgets the resources of an approval that is over. */
    void forgetApproval(String approvalId);

    @Nullable SessionEntry session(String session);

    void putSession(SessionEntry session);
}
