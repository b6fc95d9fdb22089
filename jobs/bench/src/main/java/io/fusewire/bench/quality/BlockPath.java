package io.fusewire.bench.quality;

import io.fusewire.audit.AuditReader;
import io.fusewire.audit.DeadLetter;
import io.fusewire.audit.DigestMode;
import io.fusewire.audit.ReaderLimits;
import io.fusewire.audit.RecordSink;
import io.fusewire.audit.SkipReason;
import io.fusewire.bench.fleet.Block;
import io.fusewire.bench.fleet.FleetRecord;
import io.fusewire.core.catalogue.Catalogue;
import io.fusewire.core.detection.Swarm;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.AccountView;
import io.fusewire.core.inventory.HeapAccountStore;
import io.fusewire.core.inventory.InventoryLimits;
import io.fusewire.core.policy.ApprovalBook;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.record.CloudTrailRecord;
import io.fusewire.core.record.RecordInterpreter;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PolicyReader;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The detector's path from bytes to what the guard gets, for one block: the real reader, the real
 * interpreter, the real account view over maps.
 */
final class BlockPath implements RecordSink {

    private static final Catalogue CATALOGUE = Catalogue.load();

    private final AuditReader reader =
            new AuditReader(ReaderLimits.DEFAULT, DigestMode.WHEN_NEEDED);
    private final RecordInterpreter interpreter = new RecordInterpreter(CATALOGUE);
    private final AccountView view = new AccountView(InventoryLimits.DEFAULT);
    private final Swarm swarm = new Swarm();
    private final Map<String, HeapAccountStore> accounts = new HashMap<>();
    private final String name;
    private final Policy policy;
    private final Consumer<AccountEvent> out;
    private long records;

    BlockPath(Block block, Consumer<AccountEvent> out) {
        name = block.id();
        policy = policyOf(block);
        this.out = out;
    }

    static Policy policyOf(Block block) {
        try {
            return PolicyReader.read(block.policy(), block.id());
        } catch (PolicyException e) {
            throw new IllegalStateException("a simulated policy must be valid", e);
        }
    }

    void accept(FleetRecord record) {
        reader.readMessage(record.json(), name, records++, this);
    }

    /** Records read so far. */
    long records() {
        return records;
    }

    @Override
    public void record(CloudTrailRecord record) {
        AuditEvent event = interpreter.interpret(record, policy);
        HeapAccountStore store =
                accounts.computeIfAbsent(event.account(), account -> new HeapAccountStore());
        view.accept(
                event,
                store,
                viewed ->
                        out.accept(swarm.look(viewed, store, policy.swarms(), ApprovalBook.EMPTY)));
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        throw new IllegalStateException("a simulated record must be readable: " + letter.reason());
    }

    @Override
    public void skipped(SkipReason reason) {
        throw new IllegalStateException("a simulated record must not be skipped: " + reason);
    }
}
