package io.fusewire.detector;

import io.fusewire.audit.AuditReader;
import io.fusewire.audit.DeadLetter;
import io.fusewire.audit.DigestMode;
import io.fusewire.kafka.KafkaMessage;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads whole files and understands the records in them. */
final class ReadFiles extends BroadcastProcessFunction<String, ControlMessage, StampedEvent> {

    private static final long serialVersionUID = 1;

    private final DetectorSettings settings;

    private transient AuditReader reader;
    private transient EventEmitter emitter;
    private transient Policies policies;
    private transient Trials trials;

    ReadFiles(DetectorSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        reader = new AuditReader(settings.readerLimits(), DigestMode.ALWAYS);
        emitter = new EventEmitter(getRuntimeContext());
        policies = new Policies(settings.initialPolicy());
        trials = new Trials(settings.execution());
    }

    /**
     * @throws IOException if the file cannot be opened; one that breaks off later is a dead letter
     */
    @Override
    public void processElement(String path, ReadOnlyContext context, Collector<StampedEvent> out)
            throws Exception {
        // Anew for each file, so that what is gathered does not depend on who reads which files.
        RepeatedReads reads = new RepeatedReads(out::collect);
        emitter.direct(
                policies.timeline(context.getBroadcastState(Policies.STATE)),
                trials.candidates(context.getBroadcastState(Trials.STATE)),
                (event, standing) -> {
                    StampedEvent stamped =
                            StampedEvent.of(event, KafkaMessage.TIME_UNKNOWN, standing);
                    if (!reads.gather(stamped)) {
                        out.collect(stamped);
                    }
                },
                letter -> context.output(DetectorTopology.DEAD_LETTERS, letter));
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            CountingStream content = new CountingStream(file);
            read(path, content);
        }
        reads.release();
    }

    private void read(String path, CountingStream content) {
        try {
            reader.readStream(MaybeGzip.open(content), path, emitter);
        } catch (IOException e) {
            // A download that was cut off, a damaged archive: what came before it still counts.
            emitter.deadLetter(
                    new DeadLetter(
                            path,
                            content.count(),
                            "file must be readable to its end: " + e,
                            "",
                            null,
                            false));
        }
    }

    @Override
    public void processBroadcastElement(
            ControlMessage message, Context context, Collector<StampedEvent> out) throws Exception {
        policies.hear(message, trials, context);
    }
}
