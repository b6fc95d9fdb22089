package io.fusewire.detector;

import io.fusewire.core.policy.ApprovalBook;
import io.fusewire.core.policy.VerifiedApproval;

import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The approvals in one operator instance: as they were given in broadcast state, and what they
 * compile to beside it.
 *
 * <p>The state holds at most {@link ApprovalBook#APPROVALS_LIMIT} by id; of more the one that ends
 * first is forgotten. An approval is never changed: of several with one id the first counts.
 */
final class Approvals {

    static final MapStateDescriptor<String, VerifiedApproval> STATE =
            new MapStateDescriptor<>(
                    "approvals", Types.STRING, TypeInformation.of(VerifiedApproval.class));

    private static final int UNCOUNTED = -1;

    private @Nullable ApprovalBook book;
    private int held = UNCOUNTED;

    /** The book, rebuilt from state after a restart. */
    ApprovalBook book(ReadOnlyBroadcastState<String, VerifiedApproval> state) throws Exception {
        ApprovalBook known = book;
        if (known == null) {
            known = ApprovalBook.of(all(state));
            book = known;
        }
        return known;
    }

    /** Takes one more; false if there is one of its id, which stays. */
    boolean accept(VerifiedApproval approval, BroadcastState<String, VerifiedApproval> state)
            throws Exception {
        String id = approval.approval().id();
        if (state.contains(id)) {
            return false;
        }
        if (held == UNCOUNTED) {
            held = all(state).size();
        }
        state.put(id, approval);
        book = null;
        held++;
        if (held > ApprovalBook.APPROVALS_LIMIT) {
            state.remove(ApprovalBook.soonestOver(all(state)).approval().id());
            held--;
        }
        return true;
    }

    private static List<VerifiedApproval> all(
            ReadOnlyBroadcastState<String, VerifiedApproval> state) throws Exception {
        List<VerifiedApproval> approvals = new ArrayList<>();
        state.immutableEntries().forEach(entry -> approvals.add(entry.getValue()));
        return approvals;
    }
}
