package io.fusewire.core.detection;

import org.jspecify.annotations.Nullable;

/** A candidate's state of one agent on the heap. */
final class TestingCandidateStore implements CandidateStore {

    private final GuardStore sessions;
    private HeapGuardStore kept = new HeapGuardStore();
    private @Nullable String candidate;
    int begun;

    TestingCandidateStore(GuardStore sessions) {
        this.sessions = sessions;
    }

    @Override
    public @Nullable String candidate() {
        return candidate;
    }

    @Override
    public void begin(
            String trial,
            AgentState state,
            Iterable<Charge> charges,
            Iterable<ApprovedResource> approved) {
        begun++;
        drop();
        candidate = trial;
        kept.save(state);
        charges.forEach(kept::putCharge);
        approved.forEach(kept::noteApproved);
    }

    @Override
    public void drop() {
        kept = new HeapGuardStore();
        candidate = null;
    }

    @Override
    public AgentState agent() {
        return kept.agent();
    }

    @Override
    public void save(AgentState state) {
        kept.save(state);
    }

    @Override
    public @Nullable Charge charge(String key) {
        return kept.charge(key);
    }

    @Override
    public void putCharge(Charge charge) {
        kept.putCharge(charge);
    }

    @Override
    public void removeCharge(String key) {
        kept.removeCharge(key);
    }

    @Override
    public Iterable<Charge> charges() {
        return kept.charges();
    }

    @Override
    public boolean isApproved(ApprovedResource resource) {
        return kept.isApproved(resource);
    }

    @Override
    public void noteApproved(ApprovedResource resource) {
        kept.noteApproved(resource);
    }

    @Override
    public Iterable<ApprovedResource> approvedResources() {
        return kept.approvedResources();
    }

    @Override
    public void forgetApproval(String approvalId) {
        kept.forgetApproval(approvalId);
    }

    @Override
    public @Nullable SessionEntry session(String session) {
        return sessions.session(session);
    }

    @Override
    public void putSession(SessionEntry session) {}
}
