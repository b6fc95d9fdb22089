package io.fusewire.bench.fleet;

import io.fusewire.audit.AuditReader;
import io.fusewire.audit.DeadLetter;
import io.fusewire.audit.DigestMode;
import io.fusewire.audit.ReaderLimits;
import io.fusewire.audit.RecordSink;
import io.fusewire.audit.SkipReason;
import io.fusewire.core.catalogue.Catalogue;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.record.CloudTrailRecord;
import io.fusewire.core.record.RecordInterpreter;

import java.util.ArrayList;
import java.util.List;

/** Reads records the way the detector does. */
final class Understood implements RecordSink {

    private static final Catalogue CATALOGUE = Catalogue.load();

    private final AuditReader reader =
            new AuditReader(ReaderLimits.DEFAULT, DigestMode.WHEN_NEEDED);
    private final RecordInterpreter interpreter = new RecordInterpreter(CATALOGUE);
    private final Policy policy;
    private final List<AuditEvent> events = new ArrayList<>();

    Understood(Policy policy) {
        this.policy = policy;
    }

    /** The event of one record. */
    AuditEvent read(byte[] json) {
        events.clear();
        reader.readMessage(json, "", 0, this);
        if (events.size() != 1) {
            throw new AssertionError("a record must give one event, but gave " + events.size());
        }
        return events.get(0);
    }

    @Override
    public void record(CloudTrailRecord record) {
        events.add(interpreter.interpret(record, policy));
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        throw new AssertionError(
                "a record must be readable, but: " + letter.reason() + " in " + letter.raw());
    }

    @Override
    public void skipped(SkipReason reason) {
        throw new AssertionError("a record must be one of a call, but was skipped: " + reason);
    }
}
