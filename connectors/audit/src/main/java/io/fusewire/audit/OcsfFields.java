package io.fusewire.audit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.fusewire.core.record.CloudTrailRecord;
import io.fusewire.core.record.FieldTape;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Fills a record from an OCSF API Activity (class_uid 6003), as Amazon Security Lake makes them of
 * CloudTrail's records.
 *
 * <p>The mapping is the reverse of the one that the OCSF project publishes for CloudTrail
 * (ocsf/examples, mappings/markdown/AWS), in its versions 1.0 to 1.3: each name that a version
 * moved is looked for in both places. What the mapping dropped is gone: {@code responseElements}
 * and parameters are there only where the producer kept them under {@code api} or {@code unmapped}.
 */
final class OcsfFields {

    private final RecordFields fields;

    OcsfFields(RecordFields fields) {
        this.fields = fields;
    }

    /** Reads the object at whose start the parser is. */
    void read(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "time" -> epochMillis(parser);
                case "time_dt" -> timeText(parser);
                case "metadata", "api", "actor", "cloud", "src_endpoint", "http_request" ->
                        object(name, parser);
                case "resources" -> resources(parser);
                case "unmapped" -> unmapped(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void epochMillis(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && fields.time == RecordFields.Time.ABSENT) {
            fields.eventTime(parser.getLongValue());
        } else {
            timeText(parser);
        }
    }

    private void timeText(JsonParser parser) throws IOException {
        String text = fields.symbol(parser);
        if (text != null && fields.time == RecordFields.Time.ABSENT) {
            fields.eventTime(text);
        }
    }

    /** Walks an object, naming each scalar by its path. */
    private void object(String path, JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String inner = path + '.' + parser.currentName();
            parser.nextToken();
            switch (inner) {
                case "api.request.data" -> fields.section("requestParameters", parser);
                case "api.response.data" -> fields.section("responseElements", parser);
                default -> {
                    if (parser.currentToken() == JsonToken.START_OBJECT) {
                        object(inner, parser);
                    } else {
                        scalar(inner, fields.symbol(parser));
                    }
                }
            }
        }
    }

    private void scalar(String path, @Nullable String value) {
        if (value == null) {
            return;
        }
        CloudTrailRecord r = fields.record;
        switch (path) {
            case "metadata.uid" -> r.eventId = value;
            case "metadata.event_code" -> r.eventType = value;
            case "api.operation" -> {
                r.eventName = value;
                fields.isRecord = true;
            }
            case "api.service.name" -> r.eventSource = value;
            case "api.response.error" -> r.errorCode = value;
            case "api.response.error_message", "api.response.message" -> r.errorMessage = value;
            case "cloud.region" -> r.awsRegion = value;
            case "cloud.account.uid", "cloud.account_uid" -> r.recipientAccountId = value;
            case "src_endpoint.ip", "src_endpoint.domain" -> r.sourceIpAddress = value;
            case "http_request.user_agent" -> r.userAgent = value;
            case "actor.invoked_by" -> r.invokedBy = value;
            case "actor.user.type" -> r.identityType = value;
            case "actor.user.uid" -> r.principalId = value;
            case "actor.user.uid_alt", "actor.user.uuid" -> r.arn = value;
            case "actor.user.name" -> r.userName = value;
            case "actor.user.account.uid", "actor.user.account_uid" -> r.accountId = value;
            case "actor.user.credential_uid", "actor.session.credential_uid" ->
                    r.accessKeyId = value;
            case "actor.session.issuer" -> r.issuerArn = value;
            case "actor.session.is_mfa", "actor.session.mfa" -> r.mfaAuthenticated = value;
            case "actor.session.created_time" -> r.sessionCreationDate = sessionStart(value);
            case "actor.session.created_time_dt" -> {
                if (r.sessionCreationDate == null) {
                    r.sessionCreationDate = value;
                }
            }
            default -> {
                // Derived by OCSF, or nothing that CloudTrail has.
            }
        }
    }

    /** CloudTrail's form of a session's start, so that one session has one key in both forms. */
    private static String sessionStart(String epochMillis) {
        try {
            return Instant.ofEpochSecond(Math.floorDiv(Long.parseLong(epochMillis), 1000L))
                    .toString();
        } catch (NumberFormatException | DateTimeException e) {
            return epochMillis;
        }
    }

    /** CloudTrail's own names with paths: as an object, or as pairs of name and value. */
    private void unmapped(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                pair(parser);
            }
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                unmappedField(name, parser);
            }
        } else {
            parser.skipChildren();
        }
    }

    private void pair(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        String name = null;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (name == null && parser.currentToken() == JsonToken.VALUE_STRING) {
                name = parser.getText();
            } else if (name != null && parser.currentToken().isScalarValue()) {
                unmappedField(name, parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void unmappedField(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "eventName", "eventSource", "eventTime", "eventID" -> {
                // Mapped: a second copy must not disagree with it.
                parser.skipChildren();
            }
            default -> fields.field(name, parser);
        }
    }

    /** The resources under CloudTrail's names for their parts. */
    private void resources(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        FieldTape tape = fields.record.tape;
        int node = tape.open(FieldTape.Kind.ARRAY, "resources");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                tape.open(FieldTape.Kind.OBJECT, null);
                resource("", parser);
                tape.close();
            } else {
                parser.skipChildren();
            }
        }
        tape.close();
        fields.record.resources = node;
    }

    private void resource(String path, JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String inner = path + parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT) {
                resource(inner + '.', parser);
            } else if (token == JsonToken.VALUE_STRING) {
                String name = resourceField(inner);
                if (name != null) {
                    fields.record.tape.text(
                            FieldTape.Kind.STRING,
                            name,
                            parser.getTextCharacters(),
                            parser.getTextOffset(),
                            parser.getTextLength());
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private static @Nullable String resourceField(String path) {
        return switch (path) {
            case "uid" -> "ARN";
            case "type" -> "type";
            case "owner.account.uid", "account_uid" -> "accountId";
            default -> null;
        };
    }
}
