package io.fusewire.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;

import io.fusewire.audit.AuditReader;
import io.fusewire.audit.DeadLetter;
import io.fusewire.audit.DigestMode;
import io.fusewire.audit.ReaderLimits;
import io.fusewire.audit.RecordSink;
import io.fusewire.audit.SkipReason;
import io.fusewire.core.catalogue.Catalogue;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.record.CloudTrailRecord;
import io.fusewire.core.record.RecordInterpreter;

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
import org.openjdk.jmh.infra.Blackhole;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How much reading and understanding a record costs beside merely tokenising its bytes.
 *
 * <p>One operation is one message of the recorded sets, which hold one record each; the messages go
 * round in the order of the files. What is to hold: {@link #readAndInterpret} runs at 0.4 or more
 * of the rate of {@link #tokenise}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReadingBenchmark {

    /** Folder with {@code *.records.jsonl.gz}; {@code -p data=FOLDER}. */
    @Param("")
    public String data = "";

    private List<byte[]> messages = List.of();
    private int next;
    private final JsonFactory factory = new JsonFactory();
    private final AuditReader reader =
            new AuditReader(ReaderLimits.DEFAULT, DigestMode.WHEN_NEEDED);
    private final RecordInterpreter interpreter = new RecordInterpreter(Catalogue.load());

    @Setup
    public void load() throws IOException {
        if (data.isEmpty()) {
            throw new IllegalArgumentException(
                    "benchmark parameter data must name a folder: -p data=FOLDER");
        }
        messages = RecordedBytes.messages(Path.of(data));
    }

    private byte[] nextMessage() {
        byte[] message = messages.get(next);
        next = next + 1 == messages.size() ? 0 : next + 1;
        return message;
    }

    /** The yardstick: Jackson's tokens, unread. */
    @Benchmark
    public int tokenise() throws IOException {
        int tokens = 0;
        try (JsonParser parser = factory.createParser(nextMessage())) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    /** Bytes to the form of a record. */
    @Benchmark
    public void read(Blackhole blackhole) {
        reader.readMessage(nextMessage(), "", 0, new Forms(blackhole));
    }

    /** Bytes to event. */
    @Benchmark
    public void readAndInterpret(Blackhole blackhole) {
        reader.readMessage(nextMessage(), "", 0, new Events(blackhole, interpreter));
    }

    private record Forms(Blackhole blackhole) implements RecordSink {
        @Override
        public void record(CloudTrailRecord record) {
            blackhole.consume(record);
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            blackhole.consume(letter);
        }

        @Override
        public void skipped(SkipReason reason) {
            blackhole.consume(reason);
        }
    }

    private record Events(Blackhole blackhole, RecordInterpreter interpreter)
            implements RecordSink {
        @Override
        public void record(CloudTrailRecord record) {
            blackhole.consume(interpreter.interpret(record, Policy.DEFAULT));
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            blackhole.consume(letter);
        }

        @Override
        public void skipped(SkipReason reason) {
            blackhole.consume(reason);
        }
    }
}
