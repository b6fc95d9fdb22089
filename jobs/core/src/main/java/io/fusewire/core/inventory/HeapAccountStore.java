package io.fusewire.core.inventory;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One account's state on the heap: for replays, which know one account at a time, for tests and for
 * simulations.
 */
public final class HeapAccountStore implements AccountStore {

    private @Nullable AccountSummary summary;
    private final HeapTable<String, Long> seenIds = new HeapTable<>();
    private final HeapQueue<SeenId> seenQueue = new HeapQueue<>();
    private final HeapTable<String, ResourceEntry> resources = new HeapTable<>();
    private final HeapQueue<ResourceSlot> resourceQueue = new HeapQueue<>();
    private final HeapTable<String, EnvironmentEntry> environments = new HeapTable<>();
    private final HeapTable<String, List<CascadeOperation>> cascades = new HeapTable<>();
    private final HeapTable<Integer, SessionUse> sessions = new HeapTable<>();
    private final HeapTable<Integer, NamesakeEntry> namesakes = new HeapTable<>();
    private final HeapTable<Integer, IssuerEntry> issuers = new HeapTable<>();
    private final HeapTable<Integer, SwarmEntry> swarms = new HeapTable<>();
    private final HeapTable<Integer, FirstHarm> firstHarms = new HeapTable<>();
    private final HeapTable<Integer, SwarmApproval> swarmApprovals = new HeapTable<>();

    /** The same content, independent from now on. */
    public HeapAccountStore copy() {
        HeapAccountStore copy = new HeapAccountStore();
        copy.summary = summary;
        copy.seenIds.putAll(seenIds);
        copy.seenQueue.become(seenQueue);
        copy.resources.putAll(resources);
        copy.resourceQueue.become(resourceQueue);
        copy.environments.putAll(environments);
        copy.cascades.putAll(cascades);
        copy.sessions.putAll(sessions);
        copy.namesakes.putAll(namesakes);
        copy.issuers.putAll(issuers);
        copy.swarms.putAll(swarms);
        copy.firstHarms.putAll(firstHarms);
        copy.swarmApprovals.putAll(swarmApprovals);
        return copy;
    }

    @Override
    public @Nullable AccountSummary summary() {
        return summary;
    }

    @Override
    public void putSummary(AccountSummary changed) {
        summary = changed;
    }

    @Override
    public HeapTable<String, Long> seenIds() {
        return seenIds;
    }

    @Override
    public HeapQueue<SeenId> seenQueue() {
        return seenQueue;
    }

    @Override
    public HeapTable<String, ResourceEntry> resources() {
        return resources;
    }

    @Override
    public HeapQueue<ResourceSlot> resourceQueue() {
        return resourceQueue;
    }

    @Override
    public HeapTable<String, EnvironmentEntry> environments() {
        return environments;
    }

    @Override
    public HeapTable<String, List<CascadeOperation>> cascades() {
        return cascades;
    }

    @Override
    public HeapTable<Integer, SessionUse> sessions() {
        return sessions;
    }

    @Override
    public HeapTable<Integer, NamesakeEntry> namesakes() {
        return namesakes;
    }

    @Override
    public HeapTable<Integer, IssuerEntry> issuers() {
        return issuers;
    }

    @Override
    public HeapTable<Integer, SwarmEntry> swarms() {
        return swarms;
    }

    @Override
    public HeapTable<Integer, FirstHarm> firstHarms() {
        return firstHarms;
    }

    @Override
    public HeapTable<Integer, SwarmApproval> swarmApprovals() {
        return swarmApprovals;
    }
}
