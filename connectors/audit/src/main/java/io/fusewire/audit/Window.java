package io.fusewire.audit;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The stretch of input that is in memory: a whole message or payload, or a piece of a stream that
 * moves along.
 *
 * <p>Everything before {@link #position} is dealt with. A stream's window holds {@value
 * #USUAL_BYTES} bytes and grows only for a value that does not fit, up to the bound given.
 */
final class Window {

    static final int USUAL_BYTES = 256 << 10;

    /** Below this much in hand a stream is read on, so that few records hit the window's end. */
    static final int LOW_WATER_BYTES = 32 << 10;

    private static final byte[] NOTHING = {};

    byte[] bytes = NOTHING;
    int position;
    int limit;

    /** Whether nothing follows {@link #limit}. */
    boolean ended = true;

    /** The most that a stream has ever made this window hold, in bytes; for tests. */
    int heldMax;

    private @Nullable InputStream in;
    private byte[] streamBytes = NOTHING;
    private long base;
    private boolean fixedOffset;

    /** Bytes that are all there; whatever is found in them is reported at {@code offset}. */
    void over(byte[] bytes, int from, int to, long offset) {
        this.bytes = bytes;
        position = from;
        limit = to;
        ended = true;
        in = null;
        base = offset;
        fixedOffset = true;
    }

    /** A stream, from its first byte. */
    void over(InputStream in) {
        if (streamBytes.length != USUAL_BYTES) {
            streamBytes = new byte[USUAL_BYTES];
        }
        bytes = streamBytes;
        heldMax = Math.max(heldMax, bytes.length);
        position = 0;
        limit = 0;
        ended = false;
        this.in = in;
        base = 0;
        fixedOffset = false;
    }

    /** Lets go of the input, and of a buffer that one large value had made grow. */
    void release() {
        in = null;
        bytes = NOTHING;
        position = 0;
        limit = 0;
        ended = true;
        if (streamBytes.length > USUAL_BYTES) {
            streamBytes = NOTHING;
        }
    }

    /** The offset that a finding at the position is reported with. */
    long offset() {
        return fixedOffset ? base : base + position;
    }

    /** How many bytes of the input lie before the position. */
    long consumed() {
        return fixedOffset ? position : base + position;
    }

    /** Whether a byte is at the position, reading on as needed. */
    boolean available() throws IOException {
        while (position == limit) {
            if (!more(USUAL_BYTES)) {
                return false;
            }
        }
        return true;
    }

    /** Moves to the next byte that is no white space; false at the end of input. */
    boolean skipSpace() throws IOException {
        while (available()) {
            while (position < limit) {
                if (!JsonStrings.isSpace(bytes[position])) {
                    return true;
                }
                position++;
            }
        }
        return false;
    }

    /** Reads on if little is left in hand. */
    void topUp() throws IOException {
        while (limit - position < LOW_WATER_BYTES && more(USUAL_BYTES)) {}
    }

    /**
     * Reads on, keeping everything from the position.
     *
     * @param heldMax how many bytes may be held at once
     * @return false if the input has ended or that many are held already
     */
    boolean more(int heldMax) throws IOException {
        if (ended || in == null || limit - position >= heldMax) {
            return false;
        }
        makeRoom(heldMax);
        int count = in.read(bytes, limit, bytes.length - limit);
        if (count < 0) {
            ended = true;
            return false;
        }
        limit += count;
        return true;
    }

    private void makeRoom(int heldMax) {
        if (position > 0 && limit == bytes.length) {
            System.arraycopy(bytes, position, bytes, 0, limit - position);
            base += position;
            limit -= position;
            position = 0;
        }
        if (limit == bytes.length) {
            int grown = (int) Math.min(Math.max(heldMax, bytes.length), bytes.length * 2L);
            bytes = Arrays.copyOf(bytes, Math.max(grown, limit + 1));
            streamBytes = bytes;
            heldMax = Math.max(heldMax, bytes.length);
        }
    }
}
