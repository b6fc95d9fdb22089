package io.fusewire.audit;

import org.jspecify.annotations.Nullable;

/**
 * A record, or a region of input, that could not be read.
 *
 * @param source the file or topic partition, as the caller named it
 * @param offset where: of a stream, the byte at which the record begins; of a message, the offset
 *     that the caller gave
 * @param reason which field or rule, and the value that broke it
 * @param raw the record's bytes as text, credentials masked, cut at {@link
 *     ReaderLimits#deadLetterBytes()}
 * @param rawEncoding null if {@code raw} is text, {@code base64} if the bytes are not UTF-8
 * @param truncated whether {@code raw} was cut
 */
public record DeadLetter(
        String source,
        long offset,
        String reason,
        String raw,
        @Nullable String rawEncoding,
        boolean truncated) {}
