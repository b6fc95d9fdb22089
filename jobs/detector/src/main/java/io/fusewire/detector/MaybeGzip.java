package io.fusewire.detector;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Decompresses what is compressed, by its first bytes: names lie, and deliveries get renamed. */
final class MaybeGzip {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int FIRST_MAGIC = 0x1f;
    private static final int SECOND_MAGIC = 0x8b;

    private MaybeGzip() {}

    static InputStream open(InputStream raw) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER_BYTES);
        buffered.mark(2);
        boolean isGzip = buffered.read() == FIRST_MAGIC && buffered.read() == SECOND_MAGIC;
        buffered.reset();
        return isGzip ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered;
    }
}
