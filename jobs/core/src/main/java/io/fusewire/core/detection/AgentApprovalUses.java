package io.fusewire.core.detection;

import io.fusewire.core.control.Cause;
import io.fusewire.core.control.Denial;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.Approval;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What an agent has used of approvals, in its guard's state; refusals are reported once each.
 *
 * <p>Turned to each event anew, so that an event costs no object; before the first it must not be
 * asked.
 */
@SuppressWarnings("NullAway.Init") // Set by turnTo.
final class AgentApprovalUses implements ApprovalUses {

    private AccountEvent event;
    private AgentState state;
    private GuardStore store;
    private GuardOutput out;

    AgentApprovalUses turnTo(
            AccountEvent nextEvent, AgentState itsState, GuardStore itsStore, GuardOutput itsOut) {
        event = nextEvent;
        state = itsState;
        store = itsStore;
        out = itsOut;
        return this;
    }

    @Override
    public int used(Approval approval) {
        return useOf(approval).used();
    }

    @Override
    public boolean isUsedFor(Approval approval, String key) {
        return store.isApproved(new ApprovedResource(approval.id(), key));
    }

    @Override
    public @Nullable Denial use(Approval approval, @Nullable String key, int count) {
        AgentState.ApprovalUse use = useOf(approval);
        if (!makeRoom(use)) {
            return new Denial(
                    Cause.NO_EFFECT,
                    "this agent uses " + AgentState.APPROVALS_MAX + " others already");
        }
        if (key != null && count > 0) {
            store.noteApproved(new ApprovedResource(approval.id(), key));
        }
        put(use.plus(count));
        return null;
    }

    @Override
    public void refused(Approval approval, Denial denial) {
        AgentState.ApprovalUse use = useOf(approval);
        long now = event.event().eventTimeMillis();
        boolean isNew = !denial.reason().equals(use.refused());
        // Remembered for the explanation only, so it displaces nothing.
        if (isKnown(use) || state.approvals.size() < AgentState.APPROVALS_MAX) {
            put(use.refusedFor(denial.reason(), now));
        }
        if (isNew) {
            out.refusal(
                    new Refusal(
                            event.chargedAgent(),
                            "approval " + approval.id(),
                            denial.cause(),
                            denial.reason(),
                            now,
                            String.join(", ", approval.approvers()),
                            approval.source(),
                            approval.number()));
        }
    }

    @Override
    public boolean isApprovedStack(String deleteEventId) {
        for (AgentState.StackCharge stack : state.stacks) {
            if (stack.approved() && stack.deleteEventId().equals(deleteEventId)) {
                return true;
            }
        }
        return false;
    }

    private AgentState.ApprovalUse useOf(Approval approval) {
        for (AgentState.ApprovalUse use : state.approvals) {
            if (use.approvalId().equals(approval.id())) {
                return use;
            }
        }
        return new AgentState.ApprovalUse(
                approval.id(), 0, approval.expiryMillis(), null, AgentState.NEVER);
    }

    private void put(AgentState.ApprovalUse use) {
        state.approvals.removeIf(known -> known.approvalId().equals(use.approvalId()));
        state.approvals.add(use);
    }

    /** Forgets approvals that are over if there is no room for one more; false if none is. */
    private boolean makeRoom(AgentState.ApprovalUse use) {
        if (isKnown(use) || state.approvals.size() < AgentState.APPROVALS_MAX) {
            return true;
        }
        long now = event.event().eventTimeMillis();
        for (AgentState.ApprovalUse known : List.copyOf(state.approvals)) {
            if (known.used() == 0 || known.expiryMillis() + Clearance.NAMED_MILLIS <= now) {
                state.approvals.remove(known);
                store.forgetApproval(known.approvalId());
            }
        }
        return state.approvals.size() < AgentState.APPROVALS_MAX;
    }

    private boolean isKnown(AgentState.ApprovalUse use) {
        for (AgentState.ApprovalUse known : state.approvals) {
            if (known.approvalId().equals(use.approvalId())) {
                return true;
            }
        }
        return false;
    }
}
