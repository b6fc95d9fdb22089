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
    static final long NAMED_MILLIS = Duration.ofHours(24).toMillis();

    private final List<ApprovalBook.Page> pages = new ArrayList<>();
    private @Nullable AccountEvent event;
    private @Nullable ApprovalUses uses;
    private ApprovalBook book = ApprovalBook.EMPTY;
    private boolean searched;
    private @Nullable Approval latest;

    /** Turns to an event. Until then nothing is covered. */
    void turnTo(AccountEvent event, ApprovalUses uses, ApprovalBook book) {
        this.event = event;
        this.uses = uses;
        this.book = book;
        searched = false;
        latest = null;
    }

    /** Whether the event is the child of a stack whose deletion was approved. */
    boolean coversCascade() {
        String root = event == null ? null : event.cascadeRoot();
        return root != null && uses != null && uses.isApprovedStack(root);
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
        return latest != null
                && uses != null
                && latest.count() - uses.used(latest) >= count
                && uses.use(latest, null, count) == null;
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
        if (event == null || uses == null) {
            return false;
        }
        Approval approval = page.approval();
        int more = uses.isUsedFor(approval, key) ? 0 : count;
        Denial denial = denial(page, event, uses.used(approval) + more);
        if (denial == null) {
            denial = uses.use(approval, key, more);
        }
        if (denial != null) {
            uses.refused(approval, denial);
            return false;
        }
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
}
