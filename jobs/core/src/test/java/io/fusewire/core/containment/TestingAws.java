package io.fusewire.core.containment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Policies as AWS would hold them, and faults on demand. */
final class TestingAws {

    /** What goes wrong with the next write. */
    enum Fault {
        /** Nothing is done. */
        LOST_BEFORE,
        /** It is done, and the answer is lost. */
        LOST_AFTER,
        /** It is not allowed. */
        REFUSED
    }

    final Map<String, String> documents = new TreeMap<>();
    final Set<String> inactiveKeys = new HashSet<>();
    final Deque<Fault> faults = new ArrayDeque<>();
    int writes;

    WriteResult write(WriteRequest request, long nowMillis) {
        Fault fault = faults.poll();
        if (fault == Fault.REFUSED) {
            return new WriteResult.Refused("AccessDenied.");
        }
        if (fault == Fault.LOST_BEFORE) {
            return new WriteResult.Unconfirmed("timed out.");
        }
        WriteResult.Confirmed confirmed = apply(request, nowMillis);
        return fault == Fault.LOST_AFTER ? new WriteResult.Unconfirmed("timed out.") : confirmed;
    }

    private WriteResult.Confirmed apply(WriteRequest request, long nowMillis) {
        writes++;
        Packing packing = request.ledger().pack();
        String arn = request.target().arn();
        String before = documents.get(arn);
        String after = packing.document().isEmpty() ? null : packing.document().text();
        if (after == null) {
            documents.remove(arn);
        } else {
            documents.put(arn, after);
        }
        Set<String> disabled = new HashSet<>();
        for (String key : request.keysToDisable()) {
            if (inactiveKeys.add(key)) {
                disabled.add(key);
            }
        }
        inactiveKeys.removeAll(request.keysToEnable());
        return new WriteResult.Confirmed(
                nowMillis, packing, !java.util.Objects.equals(before, after), disabled);
    }
}
