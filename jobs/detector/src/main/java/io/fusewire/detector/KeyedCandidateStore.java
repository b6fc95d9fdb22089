package io.fusewire.detector;

import io.fusewire.core.detection.AgentState;
import io.fusewire.core.detection.ApprovedResource;
import io.fusewire.core.detection.CandidateStore;
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

/** What a candidate keeps of an agent, over keyed state. */
final class KeyedCandidateStore implements CandidateStore {

    /** Bounded as the guard's own. */
    static final ValueStateDescriptor<CandidateState> AGENT =
            new ValueStateDescriptor<>("candidate", TypeInformation.of(CandidateState.class));

    /** At most {@link Guard#CHARGES_MAX}. */
    static final MapStateDescriptor<String, Charge> CHARGES =
            new MapStateDescriptor<>(
                    "candidate-charges", Types.STRING, TypeInformation.of(Charge.class));

    /** At most {@link AgentState#APPROVALS_MAX} times an approval's count. */
    static final MapStateDescriptor<ApprovedResource, Boolean> APPROVED =
            new MapStateDescriptor<>(
                    "candidate-approved",
                    TypeInformation.of(ApprovedResource.class),
                    Types.BOOLEAN);

    private final ValueState<CandidateState> agent;
    private final StateTable<String, Charge> charges;
    private final StateTable<ApprovedResource, Boolean> approved;
    private final GuardStore sessions;

    /**
     * @param sessions whose sessions the candidate sees
     */
    KeyedCandidateStore(RuntimeContext context, GuardStore sessions) {
        agent = context.getState(AGENT);
        charges = new StateTable<>(context.getMapState(CHARGES));
        approved = new StateTable<>(context.getMapState(APPROVED));
        this.sessions = sessions;
    }

    @Override
    public @Nullable String candidate() {
        CandidateState known = known();
        return known == null ? null : known.candidate;
    }

    @Override
    public void begin(
            String candidate,
            AgentState state,
            Iterable<Charge> charged,
            Iterable<ApprovedResource> used) {
        drop();
        update(new CandidateState(candidate, state));
        charged.forEach(this::putCharge);
        used.forEach(this::noteApproved);
    }

    @Override
    public void drop() {
        agent.clear();
        charges.clear();
        approved.clear();
    }

    @Override
    public AgentState agent() {
        CandidateState known = known();
        return known == null ? new AgentState() : known.agent;
    }

    @Override
    public void save(AgentState state) {
        update(new CandidateState(String.valueOf(candidate()), state));
    }

    private @Nullable CandidateState known() {
        try {
            return agent.value();
        } catch (IOException e) {
            throw new FlinkRuntimeException("keyed state must be readable", e);
        }
    }

    private void update(CandidateState state) {
        try {
            agent.update(state);
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
        return sessions.session(session);
    }

    /** The guard has noted it. */
    @Override
    public void putSession(SessionEntry entry) {}
}
