package io.fusewire.audit;

import java.io.IOException;
import java.io.InputStream;

/** Reads audit records out of their containers; one per thread, used again and again. */
public final class AuditReader {

    private final ReaderLimits limits;
    private final DigestMode digestMode;

    public AuditReader(ReaderLimits limits, DigestMode digestMode) {
        this.limits = limits;
        this.digestMode = digestMode;
    }

    /** Reads one message: one record, or any container of records. */
    public void readMessage(byte[] message, String source, long offset, RecordSink sink) {
        throw new UnsupportedOperationException(limits + " " + digestMode);
    }

    /**
     * Reads a file, already decompressed, of any length in constant memory.
     *
     * @throws IOException as the stream throws it
     */
    public void readStream(InputStream in, String source, RecordSink sink) throws IOException {
        throw new UnsupportedOperationException(limits + " " + digestMode);
    }
}
