package io.fusewire.core.detection;

import io.fusewire.core.baseline.AgentDay;
import io.fusewire.core.baseline.AgentHistory;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.event.Timeline;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.Policy;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Goes through one agent's past without deciding anything, and sums up what it teaches about the
 * agent's class.
 *
 * <p>Everything in that past is taken for ordinary; whoever knows better leaves the agent out.
 */
public final class Teacher implements GuardOutput {

    private final Guard guard = Guard.thatOnlyListens();
    private final GuardStore store;
    private final List<AgentDay> days = new ArrayList<>();

    /** A teacher that keeps what it learns of its agent to itself. */
    public Teacher() {
        this(new HeapGuardStore());
    }

    /**
     * @param store keeps what is known of the agent
     */
    public Teacher(GuardStore store) {
        this.store = store;
    }

    /** Takes the agent's next event. */
    public void accept(AccountEvent event, Policy policy, Timeline<Priors> priors) {
        guard.accept(event, store, policy, priors, this);
    }

    /**
     * Takes reads that told their account nothing new.
     *
     * @param latest of the reads, all of one agent and session
     * @param count how many there are
     * @param sinceMillis event time of the earliest
     */
    public void acceptReads(AccountEvent latest, int count, long sinceMillis) {
        guard.acceptReads(latest, count, sinceMillis, store, this);
    }

    /**
     * The agent's past; null for one that teaches nothing: a person, a service, or nobody at all.
     */
    public @Nullable AgentHistory history() {
        Guard.finish(store, this);
        AgentState state = store.agent();
        if (state.agent == null || !state.kind.mayBeAgent()) {
            return null;
        }
        return AgentHistory.of(
                state.agent,
                state.agentClass,
                state.firstSeenMillis,
                state.lastSeenMillis,
                state.baseline,
                days,
                state.destroyedTypes.keySet());
    }

    @Override
    public void day(AgentDay day) {
        days.add(day);
    }

    @Override
    public void decision(Decision decision) {
        throw new IllegalStateException("a guard that only listens must not decide");
    }

    @Override
    public void observation(Observation observation) {
        throw new IllegalStateException("without a decision there must be nothing to observe");
    }

    @Override
    public void breaker(BreakerStatus status) {
        throw new IllegalStateException("a guard that only listens must not open a breaker");
    }
}
