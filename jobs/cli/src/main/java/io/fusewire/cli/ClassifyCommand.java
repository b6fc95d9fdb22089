package io.fusewire.cli;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;

import io.fusewire.audit.AuditReader;
import io.fusewire.audit.DeadLetter;
import io.fusewire.audit.DigestMode;
import io.fusewire.audit.ReaderLimits;
import io.fusewire.audit.RecordSink;
import io.fusewire.audit.SkipReason;
import io.fusewire.core.catalogue.Catalogue;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.ResourceRef;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.record.CloudTrailRecord;
import io.fusewire.core.record.RecordInterpreter;
import io.fusewire.policy.PolicyException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

/** Shows, record by record, what the detector understands; judges nothing. */
@Command(
        name = "classify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show what the detector understands of each record.",
        description = {
            "",
            "One JSON object a line, in input order: effect, outcome, units, resources, and who"
                    + " called. A record that cannot be read gives an object with \"error\"."
                    + " Digest and Insight files are passed over.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  fusewire classify trail/ | grep '\"effect\":\"DESTROY\"'",
            "  zcat events.json.gz | fusewire classify -"
        })
final class ClassifyCommand implements Callable<Integer> {

    private static final Path STANDARD_INPUT = Path.of("-");

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "Who is an agent and who is a person, as for replay.")
    private @Nullable Path policyFile;

    @Parameters(
            paramLabel = "PATH",
            description =
                    "Files, or folders that are read recursively; - or nothing reads standard"
                            + " input.")
    private List<Path> paths = List.of();

    @Override
    public Integer call() throws IOException, PolicyException {
        Policy policy = PolicyFiles.read(policyFile);
        boolean fromInput = paths.isEmpty() || paths.equals(List.of(STANDARD_INPUT));
        List<Path> files = fromInput ? List.of() : AuditFiles.find(paths);
        PrintWriter out = spec.commandLine().getOut();
        try (Lines lines = new Lines(out, policy)) {
            AuditReader reader = new AuditReader(ReaderLimits.DEFAULT, DigestMode.WHEN_NEEDED);
            if (fromInput) {
                reader.readStream(System.in, "-", lines);
            }
            for (Path file : files) {
                try (InputStream in = AuditFiles.open(file)) {
                    reader.readStream(in, file.toString(), lines);
                }
            }
        }
        out.flush();
        return 0;
    }

    /** Writes one line per record, through one generator, so that nothing is built in between. */
    private static final class Lines implements RecordSink, AutoCloseable {

        private final RecordInterpreter interpreter = new RecordInterpreter(Catalogue.load());
        private final Policy policy;
        private final JsonGenerator json;
        private final PrintWriter out;

        Lines(PrintWriter out, Policy policy) throws IOException {
            this.policy = policy;
            this.out = out;
            this.json =
                    new JsonFactoryBuilder()
                            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                            .rootValueSeparator("\n")
                            .build()
                            .createGenerator(out);
        }

        @Override
        public void record(CloudTrailRecord record) {
            try {
                write(interpreter.interpret(record, policy));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            try {
                json.writeStartObject();
                json.writeStringField("error", letter.reason());
                json.writeStringField("source", letter.source());
                json.writeNumberField("offset", letter.offset());
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void skipped(SkipReason reason) {
            // Not a record of a call, and no error: there is nothing to show.
        }

        private void write(AuditEvent event) throws IOException {
            json.writeStartObject();
            json.writeStringField("eventId", event.eventId());
            json.writeStringField(
                    "eventTime", Instant.ofEpochMilli(event.eventTimeMillis()).toString());
            json.writeStringField("eventSource", event.eventSource());
            json.writeStringField("eventName", event.eventName());
            json.writeStringField("effect", event.effect().name());
            json.writeStringField("outcome", event.outcome().name());
            if (event.units() == AuditEvent.UNITS_UNKNOWN) {
                json.writeNullField("units");
            } else {
                json.writeNumberField("units", event.units());
            }
            json.writeNumberField("impact", event.impact());
            json.writeArrayFieldStart("resources");
            for (ResourceRef resource : event.resources()) {
                json.writeStartObject();
                json.writeStringField("type", resource.type());
                json.writeStringField("id", resource.id());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("agent", event.agent());
            json.writeStringField("agentKind", event.agentKind().name());
            json.writeArrayFieldStart("agentEvidence");
            for (String evidence : event.agentEvidence()) {
                json.writeString(evidence);
            }
            json.writeEndArray();
            json.writeStringField("session", event.session());
            json.writeStringField("causedBy", event.causedBy());
            json.writeEndObject();
        }

        @Override
        public void close() throws IOException {
            boolean wroteAny = json.getOutputContext().getEntryCount() > 0;
            json.close();
            if (wroteAny) {
                out.println();
            }
        }
    }
}
