package io.fusewire.detector;

import io.fusewire.core.inventory.FirstSights;

import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps repeated reads from the shuffle to their account: of a session, region and second of wall
 * clock one event goes on, with the ids of all. Whatever else there is passes at once.
 *
 * <p>Keeps no state over a failure: what is gathered leaves before each checkpoint's barrier.
 */
@SuppressWarnings("NullAway.Init") // Flink opens an operator before it uses it.
final class GatherRepeatedReads extends AbstractStreamOperator<StampedEvent>
        implements OneInputStreamOperator<StampedEvent, StampedEvent>, BoundedOneInput {

    private static final long serialVersionUID = 1;

    /** How long a repeated read may wait: so late is the proof that a revocation did not hold. */
    static final long WAIT_MILLIS = 1_000;

    /** Reads that one event stands for at most; when there are more, it leaves early. */
    static final int GATHERED_MAX = 256;

    /** Sessions gathered for at once; when there is one more, all leave early. */
    static final int SESSIONS_MAX = 10_000;

    private transient FirstSights sights;
    private transient Map<Key, Gathered> gathered;
    private transient Counter repeated;

    private record Key(String account, String region, String session, String agent) {}

    private static final class Gathered {
        private StampedEvent latest;
        private long sinceMillis;
        private final List<String> ids = new ArrayList<>();

        Gathered(StampedEvent first) {
            latest = first;
            sinceMillis = first.event().eventTimeMillis();
        }

        void add(StampedEvent read) {
            long millis = read.event().eventTimeMillis();
            if (millis > latest.event().eventTimeMillis()) {
                latest = read;
            }
            sinceMillis = Math.min(sinceMillis, millis);
            ids.add(read.event().eventId());
        }

        StampedEvent asOne() {
            return new StampedEvent(
                    latest.event(),
                    latest.appendedAtMillis(),
                    new Repetitions(List.copyOf(ids), sinceMillis),
                    null);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        sights = new FirstSights();
        gathered = new LinkedHashMap<>();
        repeated = getMetricGroup().addGroup(MetricNames.GROUP).counter(MetricNames.REPEATED_READS);
        waitForMore();
    }

    private void waitForMore() {
        long now = getProcessingTimeService().getCurrentProcessingTime();
        getProcessingTimeService()
                .registerTimer(
                        now + WAIT_MILLIS,
                        time -> {
                            emitAll();
                            waitForMore();
                        });
    }

    @Override
    public void processElement(StreamRecord<StampedEvent> record) {
        StampedEvent stamped = record.getValue();
        if (!sights.isRepetition(stamped.event())) {
            output.collect(record);
            return;
        }
        repeated.inc();
        Key key =
                new Key(
                        stamped.event().account(),
                        stamped.event().region(),
                        stamped.event().session(),
                        stamped.event().agent());
        if (gathered.size() == SESSIONS_MAX && !gathered.containsKey(key)) {
            emitAll();
        }
        Gathered reads = gathered.computeIfAbsent(key, absent -> new Gathered(stamped));
        reads.add(stamped);
        if (reads.ids.size() == GATHERED_MAX) {
            gathered.remove(key);
            output.collect(new StreamRecord<>(reads.asOne()));
        }
    }

    private void emitAll() {
        for (Gathered reads : gathered.values()) {
            output.collect(new StreamRecord<>(reads.asOne()));
        }
        gathered.clear();
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        emitAll();
    }

    @Override
    public void endInput() {
        emitAll();
    }
}
