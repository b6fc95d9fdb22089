package io.fusewire.audit;

import io.fusewire.audit.Accounting.Kind;
import io.fusewire.audit.ObjectReader.Form;
import io.fusewire.audit.ObjectReader.Outcome;
import io.fusewire.core.record.CloudTrailRecord;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/**
 * Reads audit records out of the containers in which they come.
 *
 * <p>Containers are recognised record by record, so one input may mix them: S3 files ({@code
 * {"Records":[…]}}), bare arrays and records, one record a line, EventBridge events, CloudWatch
 * Logs subscriptions, the output of {@code lookup-events}, rows of CloudTrail Lake, wrappers of log
 * shippers, and OCSF API Activities. The module's README has the list with what each may hold.
 *
 * <p>Whatever the bytes are, each record of the input leads to exactly one call of the sink, and
 * nothing in them makes a method throw; what cannot be read is a {@link DeadLetter}. An element of
 * an array, a line, a message and an unreadable region are one record each; a digest file or a file
 * of Insights events is one.
 *
 * <p>One instance serves one thread and reuses one {@link CloudTrailRecord}. A record's digest is
 * SHA-256 over its bytes as they stand in its container: from its opening to its closing brace, and
 * unescaped where the container holds it as a string. So the same record has the same digest in an
 * S3 file, in EventBridge and in {@code lookup-events}, unless a container has reformatted it.
 */
public final class AuditReader {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Before the hash that stands in for a missing id. */
    private static final String HASH_PREFIX = "sha256:";

    private final ReaderLimits limits;
    private final DigestMode digestMode;
    private final @Nullable Accounting accounting;
    private final CloudTrailRecord record = new CloudTrailRecord();
    private final ObjectReader objects;
    private final Structure structure = new Structure();
    private final RecordDigest digest = new RecordDigest();
    private final JsonStrings.Buffer region = new JsonStrings.Buffer();

    /** By depth of containers: 0 is the input itself. */
    private final Window[] windows;

    private final JsonStrings.Buffer[] payloads;

    // The input that is being read.
    private RecordSink sink = NoSink.INSTANCE;
    private String source = "";
    private boolean isStream;

    // Of the array that is being read: Insights events held back, and whether there was anything
    // else.
    private int heldInsights;
    private boolean othersInArray;
    private boolean inArray;

    /** How a stretch of input was left. */
    private enum Left {
        /** At the next thing to read. */
        AT_NEXT,
        /** At a record of the array that was being read. */
        AT_ELEMENT,
        /** At a line after an array that could not be read to its end, or at the end of input. */
        OUTSIDE
    }

    public AuditReader(ReaderLimits limits, DigestMode digestMode) {
        this(limits, digestMode, null);
    }

    AuditReader(ReaderLimits limits, DigestMode digestMode, @Nullable Accounting accounting) {
        this.limits = limits;
        this.digestMode = digestMode;
        this.accounting = accounting;
        objects = new ObjectReader(limits, record);
        windows = new Window[limits.envelopes() + 1];
        payloads = new JsonStrings.Buffer[limits.envelopes() + 1];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = new Window();
            payloads[i] = new JsonStrings.Buffer();
        }
    }

    /**
     * Reads one message: one record, or any container of records, or several of them in lines.
     *
     * @param source the topic and partition, for dead letters
     * @param offset the message's offset, for dead letters
     */
    public void readMessage(byte[] message, String source, long offset, RecordSink sink) {
        Window window = windows[0];
        window.over(message, 0, message.length, offset);
        begin(source, sink, false);
        try {
            if (isBlank(message)) {
                consume(window, Kind.DEAD_LETTER, message.length);
                refuse(
                        "message must hold a record, but is empty",
                        offset,
                        message,
                        0,
                        message.length);
            } else {
                readValues(window, 0, Surroundings.NONE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
        } finally {
            end(window);
        }
    }

    /**
     * Reads a file, already decompressed, of any length: no more of it is in memory than {@link
     * ReaderLimits#envelopeBytes()}, and usually a quarter of a mebibyte.
     *
     * @param source the file's name, for dead letters
     * @throws IOException as the stream throws it; the records before that are in the sink
     */
    public void readStream(InputStream in, String source, RecordSink sink) throws IOException {
        Window window = windows[0];
        window.over(in);
        begin(source, sink, true);
        try {
            readValues(window, 0, Surroundings.NONE);
        } finally {
            end(window);
        }
    }

    /** The most that this reader has ever held of its inputs, copies included; for tests. */
    long heldBytesMax() {
        long held = region.bytes.length;
        for (Window window : windows) {
            held += window.heldMax;
        }
        for (JsonStrings.Buffer payload : payloads) {
            held += payload.bytes.length;
        }
        return held;
    }

    private void begin(String source, RecordSink sink, boolean isStream) {
        this.source = source;
        this.sink = sink;
        this.isStream = isStream;
        inArray = false;
        heldInsights = 0;
        othersInArray = false;
    }

    private void end(Window window) {
        window.release();
        sink = NoSink.INSTANCE;
    }

    private static boolean isBlank(byte[] message) {
        for (byte b : message) {
            if (!JsonStrings.isSpace(b)) {
                return false;
            }
        }
        return true;
    }

    // Values one after the other: an input, or the payload of a container.

    private void readValues(Window window, int depth, Surroundings around) throws IOException {
        boolean afterLoss = false;
        skipByteOrderMark(window);
        while (skipSpace(window)) {
            switch (window.bytes[window.position]) {
                case '{' -> afterLoss |= readObject(window, depth, around, false) == Left.OUTSIDE;
                case '[' -> afterLoss |= readArray(window, depth, around) == Left.OUTSIDE;
                case ',', ']', '}' -> {
                    if (afterLoss) {
                        // What closes an array that was given up.
                        consume(window, Kind.ENVELOPE, 1);
                    } else {
                        lose(window, "record must be a JSON object or array", false);
                    }
                }
                default -> lose(window, "record must be a JSON object or array", false);
            }
        }
    }

    private void skipByteOrderMark(Window window) throws IOException {
        window.topUp();
        if (window.limit - window.position >= 3
                && Arrays.equals(
                        window.bytes,
                        window.position,
                        window.position + 3,
                        BYTE_ORDER_MARK,
                        0,
                        3)) {
            consume(window, Kind.ENVELOPE, 3);
        }
    }

    private boolean skipSpace(Window window) throws IOException {
        long from = window.consumed();
        boolean more = window.skipSpace();
        account(window, Kind.ENVELOPE, from, window.consumed());
        return more;
    }

    // Objects.

    private Left readObject(Window window, int depth, Surroundings around, boolean inArray)
            throws IOException {
        window.topUp();
        Outcome outcome =
                objects.read(window.bytes, window.position, window.limit, window.ended, around);
        while (outcome == Outcome.INCOMPLETE && window.more(limits.envelopeBytes())) {
            fill(window);
            outcome =
                    objects.read(window.bytes, window.position, window.limit, window.ended, around);
        }
        return switch (outcome) {
            case RECORD -> {
                accept(window);
                yield Left.AT_NEXT;
            }
            case SKIPPED -> {
                skip(window);
                yield Left.AT_NEXT;
            }
            case REFUSED -> {
                refuseObject(window);
                yield Left.AT_NEXT;
            }
            case PAYLOAD -> {
                readPayload(window, depth);
                yield Left.AT_NEXT;
            }
            case ARRAY -> {
                consume(window, Kind.ENVELOPE, objects.arrayStart - window.position);
                yield readArrayOfObject(window, depth, objects.inner);
            }
            case LIMIT -> skipOrLose(window, objects.reason, inArray);
            case MALFORMED ->
                    inArray
                            ? skipOrLose(window, objects.reason, true)
                            : lose(window, objects.reason, false);
            case INCOMPLETE -> {
                String reason =
                        window.ended
                                ? objects.reason
                                : "envelopeBytes must be at most " + limits.envelopeBytes();
                yield lose(window, reason, inArray);
            }
        };
    }

    /** Doubles what is at hand, so that a large value is read a few times, not once per piece. */
    private void fill(Window window) throws IOException {
        int wanted = 2 * (window.limit - window.position);
        while (window.limit - window.position < wanted && window.more(limits.envelopeBytes())) {}
    }

    private void accept(Window window) {
        if (digestMode == DigestMode.ALWAYS || record.eventId == null) {
            digest.take(window.bytes, objects.recordStart, objects.recordEnd);
            record.digest = digest.beginning();
        }
        if (record.eventId == null) {
            record.eventId = HASH_PREFIX + digest.hex();
        }
        consume(window, Kind.RECORD, objects.end - window.position);
        othersInArray = true;
        sink.record(record);
    }

    private void skip(Window window) {
        consume(window, Kind.SKIPPED, objects.end - window.position);
        SkipReason reason = objects.skipReason;
        if (reason == SkipReason.INSIGHT && inArray) {
            heldInsights++;
        } else if (reason != null) {
            othersInArray = true;
            sink.skipped(reason);
        }
    }

    private void refuseObject(Window window) {
        long offset = window.offset();
        int from = window.position;
        consume(window, Kind.DEAD_LETTER, objects.end - from);
        refuse(objects.reason, offset, window.bytes, from, objects.end);
    }

    private void refuse(String reason, long offset, byte[] bytes, int from, int to) {
        othersInArray = true;
        int kept = Math.min(to, from + limits.deadLetterBytes());
        sink.deadLetter(
                DeadLetters.of(source, offset, reason, bytes, from, kept, (long) to - from));
    }

    // Containers.

    private void readPayload(Window window, int depth) throws IOException {
        int from = window.position;
        int end = objects.end;
        int payloadFrom = objects.payloadStart;
        int payloadTo = objects.payloadEnd;
        Form form = objects.payloadForm;
        Surroundings inner = objects.inner;
        long offset = window.offset();
        if (depth == limits.envelopes()) {
            objects.reason = "envelopes must be at most " + limits.envelopes();
            refuseObject(window);
            return;
        }
        Window payload = windows[depth + 1];
        String problem = null;
        if (form == Form.PLAIN) {
            payload.over(window.bytes, payloadFrom, payloadTo, offset);
        } else {
            JsonStrings.Buffer buffer = payloads[depth];
            buffer.clear();
            problem = JsonStrings.unescape(window.bytes, payloadFrom + 1, payloadTo - 1, buffer);
            if (problem == null && form == Form.BASE64) {
                problem = expand(buffer);
            }
            payload.over(buffer.bytes, 0, buffer.length, offset);
        }
        if (problem != null) {
            objects.reason = problem;
            refuseObject(window);
            return;
        }
        consume(window, Kind.CONTAINER, end - from);
        readValues(payload, depth + 1, inner);
        payload.release();
    }

    /** Replaces base64 of gzip by what it holds; returns what is wrong with it. */
    private @Nullable String expand(JsonStrings.Buffer buffer) {
        byte[] compressed;
        try {
            compressed = Base64.getMimeDecoder().decode(Arrays.copyOf(buffer.bytes, buffer.length));
        } catch (IllegalArgumentException e) {
            return "awslogs.data must be base64: "
                    + DeadLetters.oneLine(String.valueOf(e.getMessage()));
        }
        buffer.clear();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            byte[] chunk = new byte[8192];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                buffer.append(chunk, 0, count);
                if (buffer.length > limits.envelopeBytes()) {
                    return "awslogs.data must expand to at most "
                            + limits.envelopeBytes()
                            + " bytes";
                }
            }
            return null;
        } catch (IOException e) {
            return "awslogs.data must be gzip in base64: "
                    + DeadLetters.oneLine(String.valueOf(e.getMessage()));
        }
    }

    private Left readArrayOfObject(Window window, int depth, Surroundings inner)
            throws IOException {
        if (depth == limits.envelopes()) {
            return lose(window, "envelopes must be at most " + limits.envelopes(), false);
        }
        Left left = readArray(window, depth + 1, inner);
        if (left == Left.OUTSIDE) {
            return left;
        }
        int rest = structure.endOfValue(window, 1);
        if (rest < 0) {
            return lose(window, "container of records must be JSON to its end", false);
        }
        consume(window, Kind.ENVELOPE, rest);
        return Left.AT_NEXT;
    }

    // Arrays.

    private Left readArray(Window window, int depth, Surroundings around) throws IOException {
        boolean outerInArray = inArray;
        int outerInsights = heldInsights;
        inArray = true;
        heldInsights = 0;
        boolean outerOthers = othersInArray;
        othersInArray = false;
        try {
            return readElements(window, depth, around);
        } finally {
            // A file of nothing but Insights events is one record.
            int insights = othersInArray ? heldInsights : Math.min(1, heldInsights);
            for (int i = 0; i < insights; i++) {
                sink.skipped(SkipReason.INSIGHT);
            }
            inArray = outerInArray;
            heldInsights = outerInsights;
            othersInArray = outerOthers || othersInArray || insights > 0;
        }
    }

    private Left readElements(Window window, int depth, Surroundings around) throws IOException {
        consume(window, Kind.ENVELOPE, 1);
        boolean first = true;
        while (skipSpace(window)) {
            byte b = window.bytes[window.position];
            if (b == ']') {
                consume(window, Kind.ENVELOPE, 1);
                return Left.AT_NEXT;
            }
            if (!first) {
                if (b != ',') {
                    Left left =
                            lose(window, "records of an array must be separated by commas", true);
                    if (left == Left.OUTSIDE) {
                        return left;
                    }
                } else {
                    consume(window, Kind.ENVELOPE, 1);
                    if (!skipSpace(window)) {
                        break;
                    }
                }
            }
            Left left = readElement(window, depth, around);
            if (left == Left.OUTSIDE) {
                return left;
            }
            first = left == Left.AT_ELEMENT;
        }
        refuse(
                "array of records must be whole, but the input ends within it",
                window.offset(),
                window.bytes,
                window.position,
                window.position);
        return Left.OUTSIDE;
    }

    private Left readElement(Window window, int depth, Surroundings around) throws IOException {
        return switch (window.bytes[window.position]) {
            case '{' -> readObject(window, depth, around, true);
            case '[' -> readRow(window, depth, around);
            default -> skipOrLose(window, "record must be a JSON object", true);
        };
    }

    /** A row of a query's result, {@code [{"eventName":"…"},{"eventSource":"…"}]}, read as one. */
    private Left readRow(Window window, int depth, Surroundings around) throws IOException {
        int length = structure.endOfValue(window, 0);
        if (length < 0) {
            return lose(window, "record must be a JSON object", true);
        }
        int from = window.position;
        JsonStrings.Buffer buffer = payloads[depth];
        if (depth == limits.envelopes()
                || !RowOfFields.merge(window.bytes, from, from + length, buffer)) {
            return skipOrLose(window, "record must be a JSON object", true);
        }
        long offset = window.offset();
        consume(window, Kind.CONTAINER, length);
        Window payload = windows[depth + 1];
        payload.over(buffer.bytes, 0, buffer.length, offset);
        readValues(payload, depth + 1, around);
        payload.release();
        return Left.AT_NEXT;
    }

    // What cannot be read.

    /** Dead-letters the value at the position, if its end is certain, else loses the thread. */
    private Left skipOrLose(Window window, String reason, boolean inArray) throws IOException {
        int length = structure.endOfValue(window, 0);
        if (length < 0) {
            return lose(window, reason, inArray);
        }
        long offset = window.offset();
        int from = window.position;
        consume(window, Kind.DEAD_LETTER, length);
        refuse(reason, offset, window.bytes, from, from + length);
        return Left.AT_NEXT;
    }

    /** Dead-letters everything from the position to where reading can begin again. */
    private Left lose(Window window, String reason, boolean inArray) throws IOException {
        Structure.Resync resync =
                new Structure.Resync(inArray, isStream && !inArray && window == windows[0]);
        long offset = window.offset();
        long start = window.consumed();
        long length = 0;
        region.clear();
        // A resynchronisation may lie this far back; so much stays in the window.
        int held = 0;
        while (window.position + held < window.limit || window.more(Window.USUAL_BYTES)) {
            byte b = window.bytes[window.position + held];
            held++;
            int back = length + held == 1 ? 0 : resync.next(b);
            if (back > 0) {
                pass(window, held - back);
                return left(resync, offset, start, window, reason, inArray);
            }
            if (held == Window.LOW_WATER_BYTES) {
                int passed = held / 2;
                pass(window, passed);
                length += passed;
                held -= passed;
            }
        }
        pass(window, held);
        return left(resync, offset, start, window, reason, inArray);
    }

    /** Moves on within an unreadable region, keeping of it what a dead letter has room for. */
    private void pass(Window window, int count) {
        int room = limits.deadLetterBytes() - region.length;
        region.append(window.bytes, window.position, window.position + Math.min(room, count));
        window.position += count;
    }

    private Left left(
            Structure.Resync resync,
            long offset,
            long start,
            Window window,
            String reason,
            boolean inArray) {
        long end = window.consumed();
        account(window, Kind.DEAD_LETTER, start, end);
        othersInArray = true;
        sink.deadLetter(
                DeadLetters.of(
                        source, offset, reason, region.bytes, 0, region.length, end - start));
        if (!inArray) {
            return Left.AT_NEXT;
        }
        return resync.isAtRecord() ? Left.AT_ELEMENT : Left.OUTSIDE;
    }

    // Accounts.

    private void consume(Window window, Kind kind, int count) {
        long from = window.consumed();
        window.position += count;
        account(window, kind, from, window.consumed());
    }

    private void account(Window window, Kind kind, long from, long to) {
        if (accounting != null && window == windows[0] && to > from) {
            accounting.bytes(kind, from, to);
        }
    }

    /** Stands in while nothing is being read. */
    private enum NoSink implements RecordSink {
        INSTANCE;

        @Override
        public void record(CloudTrailRecord record) {}

        @Override
        public void deadLetter(DeadLetter letter) {}

        @Override
        public void skipped(SkipReason reason) {}
    }
}
