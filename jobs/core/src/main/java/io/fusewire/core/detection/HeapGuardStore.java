package io.fusewire.core.detection;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One agent's guard state in plain maps: for tests, simulations and whoever drives the guard
 * without a job.
 */
public final class HeapGuardStore implements GuardStore {

    private AgentState state = new AgentState();
    private final Map<String, Charge> charges = new HashMap<>();
    private final Set<ApprovedResource> approved = new HashSet<>();
    private final Map<String, SessionEntry> sessions = new HashMap<>();

    @Override
    public AgentState agent() {
        return state;
    }

    @Override
    public void save(AgentState saved) {
        state = saved;
    }

    @Override
    public @Nullable Charge charge(String key) {
        return charges.get(key);
    }

    @Override
    public void putCharge(Charge charge) {
        charges.put(charge.key(), charge);
    }

    @Override
    public void removeCharge(String key) {
        charges.remove(key);
    }

    @Override
    public Iterable<Charge> charges() {
        return List.copyOf(new ArrayList<>(charges.values()));
    }

    @Override
    public boolean isApproved(ApprovedResource resource) {
        return approved.contains(resource);
    }

    @Override
    public void noteApproved(ApprovedResource resource) {
        approved.add(resource);
    }

    @Override
    public Iterable<ApprovedResource> approvedResources() {
        return List.copyOf(approved);
    }

    @Override
    public void forgetApproval(String approvalId) {
        approved.removeIf(resource -> resource.approvalId().equals(approvalId));
    }

    @Override
    public @Nullable SessionEntry session(String session) {
        return sessions.get(session);
    }

    @Override
    public void putSession(SessionEntry entry) {
        sessions.put(entry.session(), entry);
    }
}
