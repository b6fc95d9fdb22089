package io.fusewire.detector;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.detection.AgentState;
import io.fusewire.core.detection.ApprovedResource;
import io.fusewire.core.detection.Charge;
import io.fusewire.core.detection.Guard;
import io.fusewire.core.detection.GuardStore;
import io.fusewire.core.detection.SessionEntry;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An agent's guard state over keyed state.
 *
 * <p>{@link AgentState} is changed in place. That is safe beside asynchronous snapshots only
 * because it is fetched anew for every event and not kept between them: the heap backend copies an
 * object that a running snapshot still needs when it is fetched, not when it is changed.
 */
final class KeyedGuardStore implements GuardStore {

    /** One per agent; its own bounds are written in {@link AgentState}. */
    static final ValueStateDescriptor<AgentState> AGENT =
            new ValueStateDescriptor<>("agent", new AgentStateSerializer());

    /** At most {@link Guard#CHARGES_MAX}. */
    static final MapStateDescriptor<String, Charge> CHARGES =
            new MapStateDescriptor<>("charges", Types.STRING, TypeInformation.of(Charge.class));

    /** At most {@link Guard#SESSIONS_MAX}. */
    static final MapStateDescriptor<String, SessionEntry> SESSIONS =
            new MapStateDescriptor<>(
                    "sessions", Types.STRING, TypeInformation.of(SessionEntry.class));

    /** At most {@link AgentState#APPROVALS_MAX} times an approval's count. */
    static final MapStateDescriptor<ApprovedResource, Boolean> APPROVED =
            new MapStateDescriptor<>(
                    "approved", TypeInformation.of(ApprovedResource.class), Types.BOOLEAN);

    private final ValueState<AgentState> agent;
    private final StateTable<String, Charge> charges;
    private final StateTable<String, SessionEntry> sessions;
    private final StateTable<ApprovedResource, Boolean> approved;
    private BreakerState savedBreaker = BreakerState.CLOSED;

    KeyedGuardStore(RuntimeContext context) {
        agent = context.getState(AGENT);
        charges = new StateTable<>(context.getMapState(CHARGES));
        sessions = new StateTable<>(context.getMapState(SESSIONS));
        approved = new StateTable<>(context.getMapState(APPROVED));
    }

    @Override
    public AgentState agent() {
        try {
            AgentState known = agent.value();
            return known == null ? new AgentState() : known;
        } catch (IOException e) {
            throw new FlinkRuntimeException("keyed state must be readable", e);
        }
    }

    @Override
    public void save(AgentState state) {
        try {
            agent.update(state);
            savedBreaker = state.breaker;
        } catch (IOException e) {
            throw new FlinkRuntimeException("keyed state must be writable", e);
        }
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

    /** A copy, because the state's own view does not bear removal while it is walked. */
    @Override
    public Iterable<Charge> charges() {
        List<Charge> copy = new ArrayList<>();
        charges.values().forEach(copy::add);
        return copy;
    }

    @Override
    public boolean isApproved(ApprovedResource resource) {
        return approved.get(resource) != null;
    }

    @Override
    public void noteApproved(ApprovedResource resource) {
        approved.put(resource, true);
    }

    /** A copy, for the same reason. */
    @Override
    public Iterable<ApprovedResource> approvedResources() {
        List<ApprovedResource> copy = new ArrayList<>();
        approved.keys().forEach(copy::add);
        return copy;
    }

    @Override
    public void forgetApproval(String approvalId) {
        for (ApprovedResource resource : approvedResources()) {
            if (resource.approvalId().equals(approvalId)) {
                approved.remove(resource);
            }
        }
    }

    @Override
    public @Nullable SessionEntry session(String session) {
        return sessions.get(session);
    }

    @Override
    public void putSession(SessionEntry entry) {
        sessions.put(entry.session(), entry);
    }

    /** The breaker of the agent that was saved last. */
    BreakerState savedBreaker() {
        return savedBreaker;
    }

    /** Forgets the agent. */
    void clear() {
        agent.clear();
        charges.clear();
        sessions.clear();
        approved.clear();
    }
}
