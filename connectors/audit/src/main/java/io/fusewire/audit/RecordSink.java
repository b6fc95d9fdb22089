package io.fusewire.audit;

import io.fusewire.core.record.CloudTrailRecord;

/**
 * Where a reader puts what it found: exactly one call per record of the input, in input order.
 *
 * <p>What a method throws passes through the reader unchanged.
 */
public interface RecordSink {

    /**
     * Takes one readable record.
     *
     * @param record the reader's own form, valid until this method returns
     */
    void record(CloudTrailRecord record);

    /** Takes what could not be read. */
    void deadLetter(DeadLetter letter);

    /** Takes note of something that is not a record of a call and no error either. */
    void skipped(SkipReason reason);
}
