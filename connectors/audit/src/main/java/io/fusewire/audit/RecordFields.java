package io.fusewire.audit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

import io.fusewire.core.record.CloudTrailRecord;
import io.fusewire.core.record.FieldTape;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/**
 * Fills a {@link CloudTrailRecord} from the fields of one CloudTrail record, whatever their order.
 *
 * <p>Fields of an unexpected type count as absent; what is not needed is skipped without being
 * decoded.
 */
final class RecordFields {

    /** State of {@code eventTime}. */
    enum Time {
        ABSENT,
        READ,
        BROKEN
    }

    private static final String HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS";
    private static final char[] MASK = CredentialMask.MASK.toCharArray();
    private static final int SHOWN_CHARS = 64;
    private static final int SESSION_START_LENGTH = "yyyy-MM-ddTHH:mm:ssZ".length();

    /** Column names in lower case, as Athena and CloudTrail Lake print them. */
    private static final Map<String, String> LOWER_CASE =
            Map.ofEntries(
                    Map.entry("eventid", "eventID"),
                    Map.entry("eventtime", "eventTime"),
                    Map.entry("eventsource", "eventSource"),
                    Map.entry("eventname", "eventName"),
                    Map.entry("eventtype", "eventType"),
                    Map.entry("eventcategory", "eventCategory"),
                    Map.entry("sharedeventid", "sharedEventID"),
                    Map.entry("awsregion", "awsRegion"),
                    Map.entry("recipientaccountid", "recipientAccountId"),
                    Map.entry("sourceipaddress", "sourceIPAddress"),
                    Map.entry("useragent", "userAgent"),
                    Map.entry("errorcode", "errorCode"),
                    Map.entry("errormessage", "errorMessage"),
                    Map.entry("readonly", "readOnly"),
                    Map.entry("sessioncredentialfromconsole", "sessionCredentialFromConsole"),
                    Map.entry("useridentity", "userIdentity"),
                    Map.entry("requestparameters", "requestParameters"),
                    Map.entry("responseelements", "responseElements"),
                    Map.entry("additionaleventdata", "additionalEventData"),
                    Map.entry("mcpeventdetails", "mcpEventDetails"),
                    Map.entry("principalid", "principalId"),
                    Map.entry("accountid", "accountId"),
                    Map.entry("accesskeyid", "accessKeyId"),
                    Map.entry("username", "userName"),
                    Map.entry("invokedby", "invokedBy"),
                    Map.entry("credentialid", "credentialId"),
                    Map.entry("onbehalfof", "onBehalfOf"),
                    Map.entry("userid", "userId"),
                    Map.entry("sessioncontext", "sessionContext"),
                    Map.entry("sessionissuer", "sessionIssuer"),
                    Map.entry("creationdate", "creationDate"),
                    Map.entry("mfaauthenticated", "mfaAuthenticated"),
                    Map.entry("sourceidentity", "sourceIdentity"),
                    Map.entry("signinsessionarn", "signInSessionArn"),
                    Map.entry("sessionid", "sessionId"),
                    Map.entry("mcpservername", "mcpServerName"));

    /** Where a section that is printed as text is read again. */
    interface SectionText {
        /** Reads a section out of its text: JSON, or the notation in which SQL prints a row. */
        void read(String section, String text);
    }

    final CloudTrailRecord record;
    private final SymbolCache symbols = new SymbolCache();
    private final SectionText sectionText;
    private final int stringChars;

    Time time = Time.ABSENT;

    /** The text of a broken {@code eventTime}, cut. */
    String brokenTime = "";

    @Nullable String eventCategory;

    /** Whether the fields are those of a CloudTrail record: one of its two names is there. */
    boolean isRecord;

    /** Fields whose names are paths, {@code requestParameters.bucketName}; rare. */
    final FlatFields flat;

    RecordFields(CloudTrailRecord record, int stringChars, SectionText sectionText) {
        this.stringChars = stringChars;
        this.record = record;
        this.sectionText = sectionText;
        this.flat = new FlatFields(this);
    }

    void clear() {
        record.clear();
        time = Time.ABSENT;
        brokenTime = "";
        eventCategory = null;
        isRecord = false;
        grantedSession = null;
        openOnTape = 0;
        flat.clear();
    }

    /** Settles what several fields tell together; called once all fields are there. */
    void complete() {
        flat.apply();
        if (record.signInSessionArn == null) {
            record.signInSessionArn = grantedSession;
        }
        if (!holdsName(record.eventId)) {
            record.eventId = null;
        }
        if (record.sessionCreationDate != null) {
            record.sessionCreationDate = sessionStart(record.sessionCreationDate);
        }
    }

    /** A session's start as CloudTrail writes it, so that one session has one key in every form. */
    private static String sessionStart(String text) {
        if (text.length() == SESSION_START_LENGTH && text.charAt(10) == 'T') {
            return text;
        }
        long millis = EventTimes.parse(text);
        return millis == EventTimes.UNREADABLE
                ? text
                : Instant.ofEpochSecond(Math.floorDiv(millis, 1000L)).toString();
    }

    /** Whether a text says anything: {@code "..."} and the like do not. */
    static boolean holdsName(@Nullable String text) {
        if (text != null) {
            for (int i = 0; i < text.length(); i++) {
                if (Character.isLetterOrDigit(text.charAt(i))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a text is a host's name: labels of letters, digits and hyphens, two at least. */
    static boolean isHost(String text) {
        int labelStart = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (i == labelStart) {
                    return false;
                }
                labelStart = i + 1;
            } else if (!(c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '-')) {
                return false;
            }
        }
        return labelStart > 0 && labelStart < text.length();
    }

    /**
     * Takes one field of a record.
     *
     * @param parser at the field's value; afterwards at the value's last token
     */
    void field(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "eventName" -> {
                record.eventName = symbol(parser);
                isRecord = true;
            }
            case "eventSource" -> {
                record.eventSource = symbol(parser);
                isRecord = true;
            }
            case "eventTime" -> eventTime(parser);
            case "eventID" -> record.eventId = unique(parser);
            case "sharedEventID" -> record.sharedEventId = unique(parser);
            case "eventType" -> record.eventType = symbol(parser);
            case "eventCategory" -> eventCategory = symbol(parser);
            case "awsRegion" -> record.awsRegion = symbol(parser);
            case "recipientAccountId" -> record.recipientAccountId = symbol(parser);
            case "sourceIPAddress" -> record.sourceIpAddress = symbol(parser);
            case "userAgent" -> record.userAgent = symbol(parser);
            case "errorCode" -> record.errorCode = symbol(parser);
            case "errorMessage" -> record.errorMessage = unique(parser);
            case "readOnly" -> record.readOnly = flag(parser);
            case "sessionCredentialFromConsole" ->
                    record.sessionCredentialFromConsole = Boolean.TRUE.equals(flag(parser));
            case "userIdentity",
                    "requestParameters",
                    "responseElements",
                    "resources",
                    "additionalEventData",
                    "mcpEventDetails" ->
                    section(name, parser);
            case "eventVersion",
                    "requestID",
                    "apiVersion",
                    "managementEvent",
                    "tlsDetails",
                    "serviceEventDetails",
                    "vpcEndpointId",
                    "vpcEndpointAccountId" ->
                    parser.skipChildren();
            default -> otherwiseNamed(name, parser);
        }
    }

    private void otherwiseNamed(String name, JsonParser parser) throws IOException {
        String canonical = LOWER_CASE.get(name);
        if (canonical != null) {
            field(canonical, parser);
        } else if (name.indexOf('.') > 0 && parser.currentToken().isScalarValue()) {
            flat.add(name, parser);
        } else {
            parser.skipChildren();
        }
    }

    /** Takes a section at its value, which may be its text. */
    void section(String name, JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING && mayBeText(name, parser)) {
            sectionText.read(name, parser.getText());
            return;
        }
        switch (name) {
            case "userIdentity" -> userIdentity(parser);
            case "requestParameters" -> {
                record.requestParametersOmitted = isHidden(parser);
                record.requestParameters = copySection(name, parser);
                if (sectionOmitted) {
                    record.requestParametersOmitted = true;
                }
            }
            case "responseElements" -> {
                record.responseElementsOmitted = isHidden(parser);
                record.responseElements = copySection(name, parser);
                if (sectionOmitted) {
                    record.responseElementsOmitted = true;
                }
            }
            case "resources" -> record.resources = copySection(name, parser);
            case "additionalEventData" -> additionalEventData(parser);
            case "mcpEventDetails" -> mcpEventDetails(parser);
            default -> parser.skipChildren();
        }
    }

    /** A section that could not be read out of its text: what it holds is unknown. */
    void sectionUnreadable(String name) {
        closeAll();
        if (name.equals("requestParameters")) {
            record.requestParameters = CloudTrailRecord.ABSENT;
            record.requestParametersOmitted = true;
        } else if (name.equals("responseElements")) {
            record.responseElements = CloudTrailRecord.ABSENT;
            record.responseElementsOmitted = true;
        }
    }

    private static boolean mayBeText(String name, JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        if (length < 2) {
            return false;
        }
        char first = parser.getTextCharacters()[parser.getTextOffset()];
        return first == '{' || (first == '[' && name.equals("resources"));
    }

    private static boolean isHidden(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING && textEquals(parser, HIDDEN);
    }

    // Identity.

    private void userIdentity(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            identityField(name, parser);
        }
    }

    private void identityField(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "type" -> record.identityType = symbol(parser);
            case "principalId" -> record.principalId = symbol(parser);
            case "arn" -> record.arn = symbol(parser);
            case "accountId" -> record.accountId = symbol(parser);
            case "accessKeyId" -> record.accessKeyId = symbol(parser);
            case "userName" -> record.userName = symbol(parser);
            case "invokedBy" -> record.invokedBy = symbol(parser);
            case "credentialId" -> record.credentialId = symbol(parser);
            case "sessionContext" -> sessionContext(parser);
            case "onBehalfOf" -> onBehalfOf(parser);
            default -> {
                String canonical = LOWER_CASE.get(name);
                if (canonical != null) {
                    identityField(canonical, parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void sessionContext(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            sessionField(name, parser);
        }
    }

    private void sessionField(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "sourceIdentity" -> record.sourceIdentity = symbol(parser);
            case "signInSessionArn" -> record.signInSessionArn = symbol(parser);
            case "attributes" -> sessionAttributes(parser);
            case "sessionIssuer" -> sessionIssuer(parser);
            // Older exports print the attributes without their object.
            case "creationDate" -> record.sessionCreationDate = symbol(parser);
            case "mfaAuthenticated" -> record.mfaAuthenticated = symbol(parser);
            default -> {
                String canonical = LOWER_CASE.get(name);
                if (canonical != null) {
                    sessionField(canonical, parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void sessionAttributes(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "creationDate", "creationdate" -> record.sessionCreationDate = symbol(parser);
                case "mfaAuthenticated", "mfaauthenticated" ->
                        record.mfaAuthenticated = symbol(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void sessionIssuer(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "type" -> record.issuerType = symbol(parser);
                case "principalId", "principalid" -> record.issuerPrincipalId = symbol(parser);
                case "arn" -> record.issuerArn = symbol(parser);
                case "accountId", "accountid" -> record.issuerAccountId = symbol(parser);
                case "userName", "username" -> record.issuerUserName = symbol(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void onBehalfOf(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "userId", "userid" -> record.onBehalfOfUserId = symbol(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void additionalEventData(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "signInSessionArn", "signinsessionarn" -> grantedSession = symbol(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void mcpEventDetails(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "sessionId", "sessionid" -> record.mcpSessionId = symbol(parser);
                case "mcpServerName", "mcpservername" -> record.mcpServerName = symbol(parser);
                default -> parser.skipChildren();
            }
        }
    }

    // Nested sections.

    private boolean sectionOmitted;
    private int openOnTape;

    /** Copies a section to the tape; absent if it is null, hidden or omitted. */
    private int copySection(String name, JsonParser parser) throws IOException {
        sectionOmitted = false;
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL || isHidden(parser)) {
            return CloudTrailRecord.ABSENT;
        }
        if (token.isScalarValue()) {
            return scalar(token, name, parser);
        }
        int node = record.tape.open(kindOf(token), name);
        openOnTape = 1;
        String field = null;
        while (openOnTape > 0) {
            token = parser.nextToken();
            switch (token) {
                case FIELD_NAME -> field = parser.currentName();
                case START_OBJECT, START_ARRAY -> {
                    record.tape.open(kindOf(token), field);
                    openOnTape++;
                    field = null;
                }
                case END_OBJECT, END_ARRAY -> {
                    record.tape.close();
                    openOnTape--;
                    field = null;
                }
                default -> {
                    if (openOnTape == 1 && "omitted".equals(field)) {
                        sectionOmitted = Boolean.TRUE.equals(flag(parser));
                    }
                    scalar(token, field, parser);
                    field = null;
                }
            }
        }
        return sectionOmitted ? CloudTrailRecord.ABSENT : node;
    }

    private void closeAll() {
        while (openOnTape > 0) {
            record.tape.close();
            openOnTape--;
        }
    }

    private int scalar(JsonToken token, @Nullable String name, JsonParser parser)
            throws IOException {
        checkLength(token, parser);
        FieldTape tape = record.tape;
        return switch (token) {
            case VALUE_STRING -> {
                // A token in the response of AssumeRole must not get any further than this.
                if (name != null && CredentialMask.isSecretField(name)) {
                    yield tape.text(FieldTape.Kind.STRING, name, MASK, 0, MASK.length);
                }
                checkLength(token, parser);
                yield tape.text(
                        FieldTape.Kind.STRING,
                        name,
                        parser.getTextCharacters(),
                        parser.getTextOffset(),
                        parser.getTextLength());
            }
            case VALUE_TRUE -> tape.constant(FieldTape.Kind.TRUE, name);
            case VALUE_FALSE -> tape.constant(FieldTape.Kind.FALSE, name);
            case VALUE_NULL -> tape.constant(FieldTape.Kind.NULL, name);
            default ->
                    tape.text(
                            FieldTape.Kind.NUMBER,
                            name,
                            parser.getTextCharacters(),
                            parser.getTextOffset(),
                            parser.getTextLength());
        };
    }

    private static FieldTape.Kind kindOf(JsonToken token) {
        return token == JsonToken.START_OBJECT ? FieldTape.Kind.OBJECT : FieldTape.Kind.ARRAY;
    }

    // Values.

    private @Nullable String grantedSession;

    private void eventTime(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token == JsonToken.VALUE_STRING) {
            long millis =
                    EventTimes.parse(
                            parser.getTextCharacters(),
                            parser.getTextOffset(),
                            parser.getTextLength());
            if (millis != EventTimes.UNREADABLE) {
                record.eventTimeMillis = millis;
                time = Time.READ;
                return;
            }
        }
        time = Time.BROKEN;
        brokenTime = token.isScalarValue() ? shown(parser) : "an object or array";
        parser.skipChildren();
    }

    void eventTime(String text) {
        long millis = EventTimes.parse(text);
        if (millis == EventTimes.UNREADABLE) {
            time = Time.BROKEN;
            brokenTime = text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "…" : text;
        } else {
            eventTime(millis);
        }
    }

    void eventTime(long millis) {
        record.eventTimeMillis = millis;
        time = Time.READ;
    }

    static String shown(JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        String text =
                new String(
                        parser.getTextCharacters(),
                        parser.getTextOffset(),
                        Math.min(length, SHOWN_CHARS));
        return length > SHOWN_CHARS ? text + "…" : text;
    }

    /** A scalar that tends to repeat; null for null, objects and arrays. */
    @Nullable String symbol(JsonParser parser) throws IOException {
        checkLength(parser.currentToken(), parser);
        return switch (parser.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    symbols.get(
                            parser.getTextCharacters(),
                            parser.getTextOffset(),
                            parser.getTextLength());
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            default -> {
                parser.skipChildren();
                yield null;
            }
        };
    }

    /** A scalar that hardly repeats; null for null, objects and arrays. */
    private @Nullable String unique(JsonParser parser) throws IOException {
        checkLength(parser.currentToken(), parser);
        return switch (parser.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                    parser.getText();
            default -> {
                parser.skipChildren();
                yield null;
            }
        };
    }

    /**
     * Keeps the limit of one value. Jackson checks its own only when a buffer grows, and buffers
     * are reused: whether a value passed would depend on what was read before.
     */
    private void checkLength(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.VALUE_STRING && parser.getTextLength() > stringChars) {
            throw new StreamConstraintsException(
                    "stringChars must be at most "
                            + stringChars
                            + ", but was "
                            + parser.getTextLength());
        }
    }

    private static @Nullable Boolean flag(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case VALUE_TRUE -> {
                return Boolean.TRUE;
            }
            case VALUE_FALSE -> {
                return Boolean.FALSE;
            }
            case VALUE_STRING -> {
                return textEquals(parser, "true")
                        ? Boolean.TRUE
                        : textEquals(parser, "false") ? Boolean.FALSE : null;
            }
            default -> {
                parser.skipChildren();
                return null;
            }
        }
    }

    /** Compares a string with a word of ASCII, whatever the case. */
    static boolean textEquals(JsonParser parser, String expected) throws IOException {
        int length = expected.length();
        if (parser.getTextLength() != length) {
            return false;
        }
        char[] text = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        for (int i = 0; i < length; i++) {
            if (Character.toLowerCase(text[offset + i])
                    != Character.toLowerCase(expected.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
