package io.fusewire.core.detection;

import io.fusewire.core.control.Cause;
import io.fusewire.core.control.Denial;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.policy.Approval;
import io.fusewire.core.policy.ApprovalBook;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Says which of the things that one event takes people had approved, and uses the approvals up.
 *
 * <p>An approval covers a resource if it is for the agent, names the call and the resource, holds
 * at the event's time, was given by two people of whom none is the agent or its operator, and has
 * not been used for as many resources as it counts. A resource counts once, however often it is
 * named; a protection and what it protects are one. A stack's approved deletion covers its cascade.
 *
 * <p>Of several approvals the one that ends first is used. One that would cover the resource but
 * for a reason of its own is noted with that reason, and reported once.
 */
final class Clearance {

    /** How long before its time and after its end an approval is still named as refused. */
    private static final long NAMED_MILLIS = Duration.ofHours(24).toMillis();

    private final List<ApprovalBook.Page> pages = new ArrayList<>();
    private @Nullable AccountEvent event;
    private @Nullable AgentState state;
    private @Nullable GuardStore store;
    private @Nullable GuardOutput out;
    private ApprovalBook book = ApprovalBook.EMPTY;
    private boolean searched;
    private @Nullable Approval latest;

    /** Turns to an event. Until then nothing is covered. */
    void turnTo(
            AccountEvent event,
            AgentState state,
            GuardStore store,
            ApprovalBook book,
            GuardOutput out) {
        this.event = event;
        this.state = state;
        this.store = store;
        this.book = book;
        this.out = out;
        searched = false;
        latest = null;
    }

    /** Whether the event is the child of a stack whose deletion was approved. */
    boolean coversCascade() {
        if (event == null || state == null || event.cascadeRoot() == null) {
            return false;
        }
        for (AgentState.StackCharge stack : state.stacks) {
            if (stack.approved() && stack.deleteEventId().equals(event.cascadeRoot())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a resource is covered; uses an approval up if so. */
    boolean covers(ResourceRef resource) {
        for (ApprovalBook.Page page : candidates()) {
            if (page.names(resource) && uses(page, resource.key(), 1)) {
                return true;
            }
        }
        return false;
    }

    /** Whether so many things are covered that the event does not name. */
    boolean coversUnnamed(int count) {
        for (ApprovalBook.Page page : candidates()) {
            if (page.namesEverything()
                    && event != null
                    && uses(page, event.event().eventId(), count)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the rest of a batch is covered, of which only the beginning is named: by the approval
     * that covered the last named one.
     */
    boolean coversRest(int count) {
        if (latest == null || state == null) {
            return false;
        }
        AgentState.ApprovalUse use = useOf(latest, state);
        if (latest.count() - use.used() < count) {
            return false;
        }
        put(use.plus(count), state);
        return true;
    }

    private List<ApprovalBook.Page> candidates() {
        if (searched || event == null || book.isEmpty()) {
            return searched ? pages : List.of();
        }
        searched = true;
        pages.clear();
        long now = event.event().eventTimeMillis();
        for (ApprovalBook.Page page : book.pages()) {
            Approval approval = page.approval();
            if (now >= approval.notBeforeMillis() - NAMED_MILLIS
                    && now < approval.expiryMillis() + NAMED_MILLIS
                    && page.isFor(event.chargedAgent(), event.event())) {
                pages.add(page);
            }
        }
        return pages;
    }

    private boolean uses(ApprovalBook.Page page, String key, int count) {
        if (event == null || state == null || store == null) {
            return false;
        }
        Approval approval = page.approval();
        AgentState.ApprovalUse use = useOf(approval, state);
        ApprovedResource resource = new ApprovedResource(approval.id(), key);
        boolean known = store.isApproved(resource);
        Denial denial = denial(page, event, use.used() + (known ? 0 : count));
        if (denial == null && !makeRoom(use, state, store, event.event().eventTimeMillis())) {
            denial = noEffect("this agent uses " + AgentState.APPROVALS_MAX + " others already");
        }
        if (denial != null) {
            refuse(approval, use, denial, event, state);
            return false;
        }
        if (!known) {
            store.noteApproved(resource);
        }
        put(known ? use : use.plus(count), state);
        latest = approval;
        return true;
    }

    private static @Nullable Denial denial(
            ApprovalBook.Page page, AccountEvent event, int usedAfterwards) {
        Approval approval = page.approval();
        String self = Operator.amongst(approval.approvers(), event);
        if (self != null) {
            return new Denial(
                    Cause.SELF,
                    "a self-approval was refused (" + self + " is the agent or its operator)");
        }
        if (!page.problem().isEmpty()) {
            return noEffect("it " + page.problem());
        }
        long now = event.event().eventTimeMillis();
        long from = Math.max(approval.notBeforeMillis(), approval.atMillis());
        if (now < from) {
            return noEffect("it did not hold before " + Instant.ofEpochMilli(from));
        }
        if (now >= approval.expiryMillis()) {
            return new Denial(
                    Cause.EXPIRED,
                    "it had expired at " + Instant.ofEpochMilli(approval.expiryMillis()));
        }
        return usedAfterwards > approval.count()
                ? noEffect(
                        "it covers "
                                + approval.count()
                                + (approval.count() == 1 ? " resource" : " resources")
                                + " and is used up")
                : null;
    }

    private static Denial noEffect(String reason) {
        return new Denial(Cause.NO_EFFECT, reason);
    }

    private void refuse(
            Approval approval,
            AgentState.ApprovalUse use,
            Denial denial,
            AccountEvent event,
            AgentState state) {
        long now = event.event().eventTimeMillis();
        boolean isNew = !denial.reason().equals(use.refused());
        // Remembered for the explanation only, so it displaces nothing.
        if (isKnown(use, state) || state.approvals.size() < AgentState.APPROVALS_MAX) {
            put(use.refusedFor(denial.reason(), now), state);
        }
        if (isNew && out != null) {
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

    private static AgentState.ApprovalUse useOf(Approval approval, AgentState state) {
        for (AgentState.ApprovalUse use : state.approvals) {
            if (use.approvalId().equals(approval.id())) {
                return use;
            }
        }
        return new AgentState.ApprovalUse(
                approval.id(), 0, approval.expiryMillis(), null, AgentState.NEVER);
    }

    private static void put(AgentState.ApprovalUse use, AgentState state) {
        state.approvals.removeIf(known -> known.approvalId().equals(use.approvalId()));
        state.approvals.add(use);
    }

    /** Forgets approvals that are over if there is no room for one more; false if none is. */
    private static boolean makeRoom(
            AgentState.ApprovalUse use, AgentState state, GuardStore store, long now) {
        if (isKnown(use, state) || state.approvals.size() < AgentState.APPROVALS_MAX) {
            return true;
        }
        for (AgentState.ApprovalUse known : List.copyOf(state.approvals)) {
            if (known.used() == 0 || known.expiryMillis() + NAMED_MILLIS <= now) {
                state.approvals.remove(known);
                store.forgetApproval(known.approvalId());
            }
        }
        return state.approvals.size() < AgentState.APPROVALS_MAX;
    }

    private static boolean isKnown(AgentState.ApprovalUse use, AgentState state) {
        for (AgentState.ApprovalUse known : state.approvals) {
            if (known.approvalId().equals(use.approvalId())) {
                return true;
            }
        }
        return false;
    }
}
