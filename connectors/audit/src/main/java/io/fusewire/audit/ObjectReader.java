package io.fusewire.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;

import io.fusewire.core.record.CloudTrailRecord;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads one JSON object and tells what it is: a record, a container of records, or neither.
 *
 * <p>What an object is depends on all of its fields, and fields have no order, so the fields of a
 * record are filled in on the way while containers are only noted. Two containers need not wait for
 * the end: a {@code Records} array, which may be longer than memory, and EventBridge's {@code
 * detail} once {@code detail-type} was seen.
 */
final class ObjectReader {

    /** What an object turned out to be. */
    enum Outcome {
        /** A record of a call; the form is filled. */
        RECORD,
        /** Neither a record of a call nor an error: {@link ObjectReader#skipReason}. */
        SKIPPED,
        /** Well-formed, but no record: {@link ObjectReader#reason}. */
        REFUSED,
        /** Not JSON: {@link ObjectReader#reason}. The end of the object is unknown. */
        MALFORMED,
        /** JSON beyond a limit: {@link ObjectReader#reason}. The end of the object is unknown. */
        LIMIT,
        /** The bytes at hand end within the object. */
        INCOMPLETE,
        /** An array of records begins at {@link ObjectReader#arrayStart}, one object deep. */
        ARRAY,
        /** A container, of which {@link ObjectReader#payloadStart} and the rest tell. */
        PAYLOAD
    }

    /** In what form a container holds its payload. */
    enum Form {
        /** JSON as it stands. */
        PLAIN,
        /** JSON inside a string. */
        STRING,
        /** JSON in gzip in base64 inside a string. */
        BASE64
    }

    // Fields that may hold a payload, in the order in which they are believed.
    private static final int EVENT_JSON = 0;
    private static final int CLOUD_TRAIL_EVENT = 1;
    private static final int RAW_DATA = 2;
    private static final int RAW = 3;
    private static final int MESSAGE = 4;
    private static final int EVENT = 5;
    private static final int VALUE = 6;
    private static final int DETAIL = 7;
    private static final int PAYLOADS = 8;

    /** A parse that fails this close to the end of what is at hand may merely lack the rest. */
    private static final int TAIL_BYTES = 32;

    private static final long OCSF_API_ACTIVITY = 6003;

    private final ReaderLimits limits;
    private final JsonFactory factory;
    private final RecordFields fields;
    private final OcsfFields ocsf;

    // What was found.
    @Nullable SkipReason skipReason;
    private @Nullable String latestHost;
    String reason = "";
    int end;
    int recordStart;
    int recordEnd;
    int arrayStart;
    int payloadStart;
    int payloadEnd;
    Form payloadForm = Form.PLAIN;

    /** What the object tells to the records of its payload or array. */
    Surroundings inner = Surroundings.NONE;

    // Marks of the containers that the object may be; cleared for each object.
    private final int[] payloadStarts = new int[PAYLOADS];
    private final int[] payloadEnds = new int[PAYLOADS];
    private long eventTimeOfLookup;
    private long outerTime;
    private long shipperTime;
    private long logTime;
    private @Nullable String account;
    private @Nullable String region;
    private @Nullable String detailType;
    private boolean detailRead;
    private @Nullable String classUid;
    private boolean isDigest;
    private @Nullable String messageType;
    private int logEventsStart;
    private int logEventsEnd;
    private int dataStart;
    private int dataEnd;

    ObjectReader(ReaderLimits limits, CloudTrailRecord record) {
        this.limits = limits;
        this.factory =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(limits.nesting())
                                        .maxStringLength(limits.stringChars())
                                        .maxNameLength(limits.nameChars())
                                        .build())
                        .recyclerPool(JsonRecyclerPools.threadLocalPool())
                        .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                        .build();
        this.fields = new RecordFields(record, limits.stringChars(), this::sectionText);
        this.ocsf = new OcsfFields(fields);
    }

    /**
     * Reads the object that begins at {@code from}.
     *
     * @param to where the bytes at hand end
     * @param ended whether nothing follows them
     */
    Outcome read(byte[] bytes, int from, int to, boolean ended, Surroundings around) {
        if (to - from >= 2 && bytes[from + 1] == 0) {
            // Jackson would take this for UTF-16 and read on in another parser.
            reason = "record must be JSON in UTF-8, but its second byte is 0";
            return Outcome.MALFORMED;
        }
        int records = JsonStrings.startOfRecords(bytes, from, to);
        if (records > 0) {
            // The usual file is not worth a parser of its own.
            arrayStart = records;
            inner = around;
            return Outcome.ARRAY;
        }
        clearMarks();
        try (JsonParser parser = factory.createParser(bytes, from, to - from)) {
            return read(parser, bytes, from, to, around);
        } catch (JsonEOFException e) {
            reason = "record must be whole, but the input ends within it";
            return Outcome.INCOMPLETE;
        } catch (StreamConstraintsException e) {
            reason = "record must keep the reader's limits: " + describe(e);
            return Outcome.LIMIT;
        } catch (IOException | RuntimeException e) {
            reason = "record must be JSON: " + describe(e);
            return failedNearEnd && !ended ? Outcome.INCOMPLETE : Outcome.MALFORMED;
        }
    }

    private boolean failedNearEnd;

    private Outcome read(JsonParser parser, byte[] bytes, int from, int to, Surroundings around)
            throws IOException {
        failedNearEnd = false;
        try {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (field(name, parser, bytes, from, to)) {
                    arrayStart = startOf(parser, from);
                    inner = surroundings(around);
                    return Outcome.ARRAY;
                }
            }
            end = endOf(parser, from);
            return conclude(bytes, from, around);
        } catch (IOException | RuntimeException e) {
            failedNearEnd = endOf(parser, from) > to - TAIL_BYTES;
            throw e;
        }
    }

    private static String describe(Exception e) {
        String message =
                e instanceof JsonProcessingException json
                        ? json.getOriginalMessage()
                        : e.getMessage();
        return DeadLetters.oneLine(message == null ? e.getClass().getSimpleName() : message);
    }

    private void clearMarks() {
        fields.clear();
        Arrays.fill(payloadStarts, -1);
        eventTimeOfLookup = EventTimes.UNREADABLE;
        outerTime = EventTimes.UNREADABLE;
        shipperTime = EventTimes.UNREADABLE;
        logTime = EventTimes.UNREADABLE;
        account = null;
        region = null;
        detailType = null;
        detailRead = false;
        classUid = null;
        isDigest = false;
        messageType = null;
        logEventsStart = -1;
        dataStart = -1;
    }

    private static int startOf(JsonParser parser, int from) {
        return from + (int) parser.currentTokenLocation().getByteOffset();
    }

    private static int endOf(JsonParser parser, int from) {
        return from + (int) parser.currentLocation().getByteOffset();
    }

    /**
     * Takes one field of the object.
     *
     * @return whether it is an array of records that is to be read element by element
     */
    private boolean field(String name, JsonParser parser, byte[] bytes, int from, int to)
            throws IOException {
        switch (name) {
            case "Records", "Events", "QueryResultRows" -> {
                if (parser.currentToken() == JsonToken.START_ARRAY) {
                    return true;
                }
                parser.skipChildren();
            }
            case "detail" -> detail(parser, from);
            case "detail-type" -> detailType = fields.symbol(parser);
            case "account" -> account = fields.symbol(parser);
            case "region" -> region = fields.symbol(parser);
            case "time" -> outerTime = time(parser, 1);
            case "@timestamp" -> shipperTime = time(parser, 1);
            case "timestamp" -> logTime = time(parser, 1);
            case "EventTime" -> eventTimeOfLookup = time(parser, 1000);
            case "eventJson", "eventjson" -> payload(EVENT_JSON, parser, bytes, from, to);
            case "CloudTrailEvent" -> payload(CLOUD_TRAIL_EVENT, parser, bytes, from, to);
            case "raw_data" -> payload(RAW_DATA, parser, bytes, from, to);
            case "_raw" -> payload(RAW, parser, bytes, from, to);
            case "message" -> payload(MESSAGE, parser, bytes, from, to);
            case "event" -> payload(EVENT, parser, bytes, from, to);
            case "value" -> payload(VALUE, parser, bytes, from, to);
            case "class_uid" -> classUid = fields.symbol(parser);
            case "digestStartTime" -> {
                isDigest = true;
                parser.skipChildren();
            }
            case "messageType" -> messageType = fields.symbol(parser);
            case "logEvents" -> {
                if (parser.currentToken() == JsonToken.START_ARRAY) {
                    if ("DATA_MESSAGE".equals(messageType)) {
                        return true;
                    }
                    logEventsStart = startOf(parser, from);
                    parser.skipChildren();
                    logEventsEnd = endOf(parser, from);
                } else {
                    parser.skipChildren();
                }
            }
            case "awslogs" -> awslogs(parser, bytes, from, to);
            default -> {
                if (detailRead) {
                    // The form belongs to the record inside.
                    parser.skipChildren();
                } else {
                    fields.field(name, parser);
                }
            }
        }
        return false;
    }

    /** EventBridge's record: read where it stands if the envelope is known already. */
    private void detail(JsonParser parser, int from) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        int start = startOf(parser, from);
        if (detailType == null) {
            parser.skipChildren();
        } else {
            fields.clear();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (name.equals("@timestamp")) {
                    shipperTime = time(parser, 1);
                } else {
                    fields.field(name, parser);
                }
            }
            detailRead = true;
        }
        payloadStarts[DETAIL] = start;
        payloadEnds[DETAIL] = endOf(parser, from);
    }

    private void payload(int kind, JsonParser parser, byte[] bytes, int from, int to)
            throws IOException {
        JsonToken token = parser.currentToken();
        if (token.isStructStart()) {
            payloadStarts[kind] = startOf(parser, from);
            parser.skipChildren();
            payloadEnds[kind] = endOf(parser, from);
        } else if (token == JsonToken.VALUE_STRING) {
            int start = startOf(parser, from);
            if (JsonStrings.mayHoldRecords(bytes, start, to)) {
                int stringEnd = JsonStrings.end(bytes, start, to);
                // Without an end the parser itself will find that the input ends here.
                if (stringEnd > 0) {
                    payloadStarts[kind] = start;
                    payloadEnds[kind] = stringEnd;
                }
            }
        }
    }

    private void awslogs(JsonParser parser, byte[] bytes, int from, int to) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING && name.equals("data")) {
                int start = startOf(parser, from);
                int stringEnd = JsonStrings.end(bytes, start, to);
                if (stringEnd > 0) {
                    dataStart = start;
                    dataEnd = stringEnd;
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    /**
     * A container's time, as text or as a number.
     *
     * @param millisPerUnit of a number: 1 or 1000
     */
    private static long time(JsonParser parser, long millisPerUnit) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING ->
                    EventTimes.parse(
                            parser.getTextCharacters(),
                            parser.getTextOffset(),
                            parser.getTextLength());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                double value = parser.getDoubleValue() * millisPerUnit;
                yield Math.abs(value) < 1e15 ? (long) value : EventTimes.UNREADABLE;
            }
            default -> {
                parser.skipChildren();
                yield EventTimes.UNREADABLE;
            }
        };
    }

    // All fields are there.

    private Outcome conclude(byte[] bytes, int from, Surroundings around) throws IOException {
        if (detailType != null && payloadStarts[DETAIL] >= 0) {
            if (!detailRead) {
                return payload(DETAIL, bytes, surroundings(around));
            }
            recordStart = payloadStarts[DETAIL];
            recordEnd = payloadEnds[DETAIL];
            return judge(surroundings(around), "EventBridge event");
        }
        if (payloadStarts[EVENT_JSON] >= 0) {
            return payload(EVENT_JSON, bytes, surroundings(around));
        }
        recordStart = from;
        recordEnd = end;
        if (fields.isRecord) {
            return judge(
                    shipperTime == EventTimes.UNREADABLE ? around : surroundings(around), "record");
        }
        return container(bytes, from, around);
    }

    private Outcome container(byte[] bytes, int from, Surroundings around) throws IOException {
        if (isDigest) {
            return skip(SkipReason.DIGEST);
        }
        if ("CONTROL_MESSAGE".equals(messageType)) {
            return skip(SkipReason.CONTROL_MESSAGE);
        }
        if (logEventsStart >= 0) {
            payloadStart = logEventsStart;
            payloadEnd = logEventsEnd;
            payloadForm = Form.PLAIN;
            inner = surroundings(around);
            return Outcome.PAYLOAD;
        }
        if (dataStart >= 0) {
            payloadStart = dataStart;
            payloadEnd = dataEnd;
            payloadForm = Form.BASE64;
            inner = surroundings(around);
            return Outcome.PAYLOAD;
        }
        for (int kind = 0; kind < PAYLOADS; kind++) {
            if (payloadStarts[kind] >= 0) {
                return payload(kind, bytes, surroundings(around));
            }
        }
        if (classUid != null) {
            return ocsf(bytes, from, around);
        }
        return judge(around, "record");
    }

    private Outcome skip(SkipReason why) {
        skipReason = why;
        return Outcome.SKIPPED;
    }

    private Outcome payload(int kind, byte[] bytes, Surroundings surroundings) {
        payloadStart = payloadStarts[kind];
        payloadEnd = payloadEnds[kind];
        payloadForm = bytes[payloadStart] == '"' ? Form.STRING : Form.PLAIN;
        inner = surroundings;
        return Outcome.PAYLOAD;
    }

    private Surroundings surroundings(Surroundings around) {
        long time = around.timeMillis();
        for (long candidate : new long[] {logTime, shipperTime, outerTime, eventTimeOfLookup}) {
            if (candidate != EventTimes.UNREADABLE) {
                time = candidate;
            }
        }
        boolean bridge = detailType != null;
        return new Surroundings(
                time,
                bridge && account != null ? account : around.account(),
                bridge && region != null ? region : around.region());
    }

    private Outcome ocsf(byte[] bytes, int from, Surroundings around) throws IOException {
        if (!String.valueOf(OCSF_API_ACTIVITY).equals(classUid)) {
            reason =
                    "OCSF class_uid must be "
                            + OCSF_API_ACTIVITY
                            + " (API Activity), but was "
                            + DeadLetters.oneLine(String.valueOf(classUid));
            return Outcome.REFUSED;
        }
        fields.clear();
        try (JsonParser parser = factory.createParser(bytes, from, end - from)) {
            parser.nextToken();
            ocsf.read(parser);
        }
        return judge(around, "record");
    }

    /** Whether the fields make a record, and of what. */
    private Outcome judge(Surroundings around, String what) {
        fields.complete();
        CloudTrailRecord record = fields.record;
        if ("AwsCloudTrailInsight".equals(record.eventType)
                || "Insight".equals(fields.eventCategory)) {
            return skip(SkipReason.INSIGHT);
        }
        if (missing("eventName", record.eventName, what)
                || missing("eventSource", record.eventSource, what)
                || isNoHost(record.eventSource)
                || timeMissing(around.timeMillis())) {
            return Outcome.REFUSED;
        }
        if (recordEnd - recordStart > limits.recordBytes()) {
            reason =
                    "recordBytes must be at most "
                            + limits.recordBytes()
                            + ", but was "
                            + (recordEnd - recordStart);
            return Outcome.REFUSED;
        }
        if (record.recipientAccountId == null) {
            record.recipientAccountId = around.account();
        }
        if (record.awsRegion == null) {
            record.awsRegion = around.region();
        }
        return Outcome.RECORD;
    }

    private boolean missing(String field, @Nullable String value, String what) {
        if (value == null || value.isEmpty()) {
            reason = field + " must be present, but the " + what + " has none";
            return true;
        }
        if (!RecordFields.holdsName(value)) {
            reason = field + " must be a name, but was \"" + DeadLetters.oneLine(value) + "\"";
            return true;
        }
        return false;
    }

    /**
     * Whether a source is none of CloudTrail's, which are hosts: {@code ec2.amazonaws.com}, {@code
     * aws-mcp.us-east-1.api.aws}. S3's own event notifications have the same names for their fields
     * and {@code aws:s3} here.
     */
    private boolean isNoHost(@Nullable String eventSource) {
        if (eventSource != null && isKnownHost(eventSource)) {
            return false;
        }
        reason =
                "eventSource must be a host such as s3.amazonaws.com, but was \""
                        + DeadLetters.oneLine(String.valueOf(eventSource))
                        + "\"";
        return true;
    }

    /** Sources repeat, and the reader gives a repeated one as the same object. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isKnownHost(String eventSource) {
        if (eventSource == latestHost) {
            return true;
        }
        if (!RecordFields.isHost(eventSource)) {
            return false;
        }
        latestHost = eventSource;
        return true;
    }

    private boolean timeMissing(long substitute) {
        switch (fields.time) {
            case READ -> {
                return false;
            }
            case BROKEN -> {
                reason =
                        "eventTime must be an ISO-8601 date and time, but was \""
                                + DeadLetters.oneLine(fields.brokenTime)
                                + "\"";
                return true;
            }
            case ABSENT -> {
                if (substitute == EventTimes.UNREADABLE) {
                    reason =
                            "eventTime must be present, but neither the record nor its container"
                                    + " has a time";
                    return true;
                }
                fields.record.eventTimeMillis = substitute;
                return false;
            }
        }
        throw new IllegalStateException("unknown state " + fields.time);
    }

    /** A section that a SQL export prints as text, read as if it stood there as JSON. */
    private void sectionText(String section, String text) {
        String json = text;
        try {
            if (!looksLikeJson(text)) {
                json = RowText.toJson(text, limits.nesting());
            }
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            try (JsonParser parser = factory.createParser(bytes)) {
                parser.nextToken();
                fields.section(section, parser);
            }
        } catch (IOException | IllegalArgumentException e) {
            fields.sectionUnreadable(section);
        }
    }

    private static boolean looksLikeJson(String text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c)) {
                return c == '"' || c == '}' || c == '{' && text.indexOf('"') >= 0 && i < 4;
            }
        }
        return false;
    }
}
