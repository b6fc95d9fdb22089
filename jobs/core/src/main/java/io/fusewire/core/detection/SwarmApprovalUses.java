package io.fusewire.core.detection;

import io.fusewire.core.control.Cause;
import io.fusewire.core.control.Denial;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.AccountStore;
import io.fusewire.core.inventory.SwarmApproval;
import io.fusewire.core.policy.Approval;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What each agent has used of approvals in one account, for the sums of swarms: guards keep their
 * own count, which the account cannot ask. An agent at work in two accounts may use an approval up
 * in each.
 *
 * <p>How it works: a fixed number of slots, chosen by hash; a slot is another's once its approval
 * is over. An approval whose slot is taken covers nothing here, and a resource whose slot is taken
 * counts again when it is named again.
 */
final class SwarmApprovalUses implements ApprovalUses {

    /** Per account: of an approval's thousand resources about one finds its slot taken. */
    static final int SLOTS = 1 << 20;

    /** Longer than any stack's deletion claims children. */
    private static final long STACK_MILLIS = Duration.ofHours(24).toMillis();

    private final AccountEvent event;
    private final AccountStore store;

    SwarmApprovalUses(AccountEvent event, AccountStore store) {
        this.event = event;
        this.store = store;
    }

    @Override
    public int used(Approval approval) {
        SwarmApproval known = entryOf(keyOf(approval));
        return known == null ? 0 : known.used();
    }

    @Override
    public boolean isUsedFor(Approval approval, String key) {
        return entryOf(keyOf(approval, key)) != null;
    }

    @Override
    public @Nullable Denial use(Approval approval, @Nullable String key, int count) {
        int used = used(approval) + count;
        if (!put(keyOf(approval), approval.expiryMillis(), used)) {
            return new Denial(Cause.NO_EFFECT, "its slot is taken");
        }
        if (key != null && count > 0) {
            put(keyOf(approval, key), approval.expiryMillis(), count);
        }
        return null;
    }

    @Override
    public void refused(Approval approval, Denial denial) {
        // The agent's guard meets the same approval, and tells of it.
    }

    @Override
    public boolean isApprovedStack(String deleteEventId) {
        return entryOf(stackKeyOf(deleteEventId)) != null;
    }

    /** Notes that an approval covered the event, which deletes a stack. */
    void approveStack() {
        long until = event.event().eventTimeMillis() + STACK_MILLIS;
        put(stackKeyOf(event.event().eventId()), until, 1);
    }

    private String keyOf(Approval approval) {
        return event.chargedAgent() + " " + approval.id();
    }

    private String keyOf(Approval approval, String resourceKey) {
        return keyOf(approval) + " " + resourceKey;
    }

    private static String stackKeyOf(String deleteEventId) {
        return "stack " + deleteEventId;
    }

    private @Nullable SwarmApproval entryOf(String key) {
        SwarmApproval entry = store.swarmApprovals().get(slotOf(key));
        return entry == null || !entry.key().equals(key) ? null : entry;
    }

    private boolean put(String key, long untilMillis, int used) {
        int slot = slotOf(key);
        SwarmApproval known = store.swarmApprovals().get(slot);
        boolean isTaken =
                known != null
                        && !known.key().equals(key)
                        && known.untilMillis() > event.event().eventTimeMillis();
        if (!isTaken) {
            store.swarmApprovals().put(slot, new SwarmApproval(key, untilMillis, used));
        }
        return !isTaken;
    }

    private static int slotOf(String key) {
        return Math.floorMod(key.hashCode(), SLOTS);
    }
}
