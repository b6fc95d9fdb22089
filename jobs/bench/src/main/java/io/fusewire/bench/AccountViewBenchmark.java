package io.fusewire.bench;

import io.fusewire.audit.AuditReader;
import io.fusewire.audit.DeadLetter;
import io.fusewire.audit.DigestMode;
import io.fusewire.audit.ReaderLimits;
import io.fusewire.audit.RecordSink;
import io.fusewire.audit.SkipReason;
import io.fusewire.bench.fleet.Block;
import io.fusewire.bench.fleet.Fleet;
import io.fusewire.core.catalogue.Catalogue;
import io.fusewire.core.detection.Swarm;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.inventory.AccountEvent;
import io.fusewire.core.inventory.AccountView;
import io.fusewire.core.inventory.FirstSights;
import io.fusewire.core.inventory.HeapAccountStore;
import io.fusewire.core.inventory.InventoryLimits;
import io.fusewire.core.policy.ApprovalBook;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.SwarmLimits;
import io.fusewire.core.record.CloudTrailRecord;
import io.fusewire.core.record.RecordInterpreter;
import io.fusewire.policy.PolicyException;
import io.fusewire.policy.PolicyReader;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What an account learns from one event and tells it costs, swarms included: over state on the
 * heap, Flink's access to it apart.
 *
 * <p>The busiest account of a simulated organisation, thirty days of it, in the order of arrival;
 * after that it starts anew. A new resource, a new session and an event's own standings have to be
 * allocated.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AccountViewBenchmark implements RecordSink {

    private static final int DAYS = 30;
    private static final long SEED = 3;

    /** Whether reads that tell nothing new were gathered before, as the jobs do. */
    @Param({"true", "false"})
    public boolean gathered;

    private final AuditReader reader =
            new AuditReader(ReaderLimits.DEFAULT, DigestMode.WHEN_NEEDED);
    private final RecordInterpreter interpreter = new RecordInterpreter(Catalogue.load());
    private final FirstSights sights = new FirstSights();
    private final Map<String, List<AuditEvent>> byAccount = new HashMap<>();
    private final AccountView view = new AccountView(InventoryLimits.DEFAULT);
    private final Swarm swarm = new Swarm();

    private Policy policy = Policy.DEFAULT;
    private List<AuditEvent> events = List.of();
    private HeapAccountStore store = new HeapAccountStore();
    private int next;
    private long told;

    /**
     * Makes the organisation and understands its records.
     *
     * @throws PolicyException never: a simulated policy is valid
     */
    @Setup
    public void prepare() throws PolicyException {
        Block block = new Fleet().benign(SEED, DAYS);
        policy = PolicyReader.read(block.policy(), block.id());
        long[] position = new long[1];
        block.play(record -> reader.readMessage(record.json(), block.id(), position[0]++, this));
        for (List<AuditEvent> ofOne : byAccount.values()) {
            events = ofOne.size() > events.size() ? ofOne : events;
        }
    }

    @Override
    public void record(CloudTrailRecord record) {
        AuditEvent event = interpreter.interpret(record, policy);
        if (!gathered || !sights.isRepetition(event)) {
            byAccount.computeIfAbsent(event.account(), account -> new ArrayList<>()).add(event);
        }
    }

    /** Looks at one event. */
    @Benchmark
    public long look() {
        if (next == events.size()) {
            next = 0;
            store = new HeapAccountStore();
        }
        view.accept(events.get(next++), store, this::take);
        return told;
    }

    private void take(AccountEvent event) {
        AccountEvent seen = swarm.look(event, store, SwarmLimits.SHIPPED, ApprovalBook.EMPTY);
        told += seen.standings().size();
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
