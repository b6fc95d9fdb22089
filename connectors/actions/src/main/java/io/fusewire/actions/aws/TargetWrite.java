package io.fusewire.actions.aws;

import io.fusewire.actions.PolicyStatements;
import io.fusewire.core.containment.CallFailure;
import io.fusewire.core.containment.DocumentChoice;
import io.fusewire.core.containment.Drift;
import io.fusewire.core.containment.OwnWrite;
import io.fusewire.core.containment.Packing;
import io.fusewire.core.containment.PolicyStatement;
import io.fusewire.core.containment.WriteRequest;
import io.fusewire.core.containment.WriteResult;
import io.fusewire.core.containment.WriteResult.Confirmed;
import io.fusewire.core.containment.WriteResult.Refused;
import io.fusewire.core.containment.WriteResult.Unconfirmed;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One request on its way: read, write if it differs, read back; then the same of the keys. */
final class TargetWrite {

    private static final String ACTIVE = "Active";
    private static final String INACTIVE = "Inactive";

    private final WriteRequest request;
    private final PolicyStore store;
    private final AccessKeys keys;
    private final TargetMemory memory;
    private final Budget budget;
    private final Clock clock;
    private boolean isPolicyChanged;
    private long atMillis;

    TargetWrite(
            WriteRequest request,
            PolicyStore store,
            AccessKeys keys,
            TargetMemory memory,
            Budget budget,
            Clock clock) {
        this.request = request;
        this.store = store;
        this.keys = keys;
        this.memory = memory;
        this.budget = budget;
        this.clock = clock;
    }

    WriteResult run() {
        Packing packing;
        try {
            packing = writePolicy();
        } catch (CallFailed e) {
            return e.failure() == CallFailure.AGAIN
                    ? new Unconfirmed(e.reason(), budget.calls())
                    : refusedWithKeys(e);
        }
        try {
            writeKeys();
        } catch (CallFailed e) {
            return failed(e);
        }
        Set<String> told = new HashSet<>(memory.disabled());
        told.retainAll(request.keysToDisable());
        memory.disabled().removeAll(told);
        return new Confirmed(atMillis, packing, isPolicyChanged, told, budget.calls());
    }

    private WriteResult failed(CallFailed e) {
        return e.failure() == CallFailure.AGAIN
                ? new Unconfirmed(e.reason(), budget.calls())
                : new Refused(e.reason(), budget.calls());
    }

    /** A key can be set inactive where there is no room or no right for a policy. */
    private WriteResult refusedWithKeys(CallFailed policy) {
        try {
            writeKeys();
        } catch (CallFailed e) {
            return new Refused(policy.reason() + " " + e.reason(), budget.calls());
        }
        return new Refused(
                request.keysToDisable().isEmpty()
                        ? policy.reason()
                        : policy.reason()
                                + " Inactive all the same: keys "
                                + String.join(", ", request.keysToDisable())
                                + ".",
                budget.calls());
    }

    private Packing writePolicy() throws CallFailed {
        List<PolicyStatement> found = statements(store.read());
        atMillis = clock.millis();
        List<String> kept = Drift.between(List.of(), found).others();
        OwnWrite last = memory.policy();
        Packing packing = DocumentChoice.first(request.ledger(), kept);
        while (!isInPlace(packing, found, last)) {
            try {
                write(packing);
                isPolicyChanged = !agrees(packing, found);
                readBack(packing);
                return packing;
            } catch (CallFailed e) {
                if (e.failure() != CallFailure.NO_ROOM) {
                    throw e;
                }
                // Refused without effect: what was known before holds.
                memory.setPolicy(last);
                packing = shorter(packing, kept, e);
            }
        }
        return packing;
    }

    private Packing shorter(Packing refused, List<String> kept, CallFailed e) throws CallFailed {
        Packing shorter =
                DocumentChoice.after(refused, request.ledger(), store.othersCharacters(), kept);
        if (shorter == null) {
            throw new CallFailed(
                    CallFailure.FINAL,
                    e.reason()
                            + " Not even the wider deny fits: make room by hand. What was written"
                            + " before stays in force.");
        }
        return shorter;
    }

    private static boolean isInPlace(
            Packing packing, List<PolicyStatement> found, @Nullable OwnWrite last) {
        return agrees(packing, found) && OwnWrite.letsTrust(last, packing.document().text());
    }

    private static boolean agrees(Packing packing, List<PolicyStatement> found) {
        List<PolicyStatement> wanted =
                packing.document().isEmpty()
                        ? List.of()
                        : PolicyStatements.of(packing.document().text());
        return DocumentChoice.agrees(wanted, found);
    }

    private void write(Packing packing) throws CallFailed {
        String text = packing.document().text();
        memory.setPolicy(new OwnWrite(text, false));
        if (packing.document().isEmpty()) {
            store.delete();
        } else {
            store.write(text);
        }
        memory.setPolicy(new OwnWrite(text, true));
        atMillis = clock.millis();
    }

    private void readBack(Packing packing) throws CallFailed {
        if (!agrees(packing, statements(store.read()))) {
            throw new CallFailed(
                    CallFailure.AGAIN,
                    "The policy of " + request.target().arn() + " reads otherwise than written.");
        }
    }

    private static List<PolicyStatement> statements(@Nullable String document) throws CallFailed {
        if (document == null) {
            return List.of();
        }
        try {
            return PolicyStatements.of(document);
        } catch (IllegalArgumentException e) {
            throw CallFailed.unusable("the read of a policy", "what is no policy");
        }
    }

    private void writeKeys() throws CallFailed {
        Map<String, String> wanted = new TreeMap<>();
        request.keysToEnable().forEach(key -> wanted.put(key, ACTIVE));
        request.keysToDisable().forEach(key -> wanted.put(key, INACTIVE));
        if (wanted.isEmpty()) {
            return;
        }
        Map<String, String> found = keys.statuses();
        Set<String> gone = new HashSet<>();
        boolean isChanged = false;
        for (Map.Entry<String, String> key : wanted.entrySet()) {
            String id = key.getKey();
            String status = key.getValue();
            OwnWrite last = memory.keys().get(id);
            // One bit can read right by chance: only what we wrote ourselves is left alone.
            if (last != null && status.equals(found.get(id)) && OwnWrite.letsTrust(last, status)) {
                continue;
            }
            if (!set(id, status, ACTIVE.equals(found.get(id)))) {
                gone.add(id);
            }
            isChanged = true;
        }
        if (isChanged) {
            wanted.keySet().removeAll(gone);
            readBackKeys(wanted);
        }
    }

    private boolean set(String id, String status, boolean wasActive) throws CallFailed {
        if (status.equals(ACTIVE)) {
            memory.disabled().remove(id);
        } else if (wasActive) {
            memory.disabled().add(id);
        }
        memory.keys().put(id, new OwnWrite(status, false));
        boolean isThere = keys.set(id, status);
        memory.keys().put(id, new OwnWrite(status, true));
        atMillis = clock.millis();
        return isThere;
    }

    private void readBackKeys(Map<String, String> wanted) throws CallFailed {
        Map<String, String> found = keys.statuses();
        for (Map.Entry<String, String> key : wanted.entrySet()) {
            if (!key.getValue().equals(found.get(key.getKey()))) {
                throw new CallFailed(
                        CallFailure.AGAIN,
                        "Access key " + key.getKey() + " reads otherwise than it was set.");
            }
        }
    }
}
