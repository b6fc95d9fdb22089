package io.fusewire.audit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.fusewire.core.record.CloudTrailRecord;
import io.fusewire.core.record.FieldTape;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fields whose name is a path, {@code userIdentity.sessionContext.sessionIssuer.arn}: how SQL
 * exports flatten a record, and how OCSF keeps what it has no place for.
 *
 * <p>Rare, so this may allocate. A path never overrides a field that the record has as such.
 */
final class FlatFields {

    /** Steps of a path that is taken apart; a longer one is dropped. */
    private static final int PATH_MAX = 32;

    private record Entry(String path, FieldTape.Kind kind, String text) {}

    private final RecordFields fields;
    private final List<Entry> entries = new ArrayList<>();

    FlatFields(RecordFields fields) {
        this.fields = fields;
    }

    void clear() {
        if (!entries.isEmpty()) {
            entries.clear();
        }
    }

    /** Notes a scalar. */
    void add(String path, JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        FieldTape.Kind kind =
                switch (token) {
                    case VALUE_TRUE -> FieldTape.Kind.TRUE;
                    case VALUE_FALSE -> FieldTape.Kind.FALSE;
                    case VALUE_NULL -> FieldTape.Kind.NULL;
                    case VALUE_STRING -> FieldTape.Kind.STRING;
                    default -> FieldTape.Kind.NUMBER;
                };
        add(path, kind, parser.getText());
    }

    void add(String path, FieldTape.Kind kind, String text) {
        entries.add(new Entry(path, kind, text));
    }

    /** Puts what was noted into the record. */
    void apply() {
        if (entries.isEmpty()) {
            return;
        }
        for (Entry entry : entries) {
            if (entry.kind != FieldTape.Kind.NULL) {
                applyScalar(entry.path.toLowerCase(Locale.ROOT), entry.text);
            }
        }
        CloudTrailRecord record = fields.record;
        if (record.requestParameters == CloudTrailRecord.ABSENT) {
            record.requestParameters = section("requestParameters");
        }
        if (record.responseElements == CloudTrailRecord.ABSENT) {
            record.responseElements = section("responseElements");
        }
    }

    private void applyScalar(String path, String text) {
        CloudTrailRecord r = fields.record;
        switch (path) {
            case "useridentity.type" -> r.identityType = or(r.identityType, text);
            case "useridentity.principalid" -> r.principalId = or(r.principalId, text);
            case "useridentity.arn" -> r.arn = or(r.arn, text);
            case "useridentity.accountid" -> r.accountId = or(r.accountId, text);
            case "useridentity.accesskeyid" -> r.accessKeyId = or(r.accessKeyId, text);
            case "useridentity.username" -> r.userName = or(r.userName, text);
            case "useridentity.invokedby" -> r.invokedBy = or(r.invokedBy, text);
            case "useridentity.credentialid" -> r.credentialId = or(r.credentialId, text);
            case "useridentity.onbehalfof.userid" ->
                    r.onBehalfOfUserId = or(r.onBehalfOfUserId, text);
            case "useridentity.sessioncontext.attributes.creationdate" ->
                    r.sessionCreationDate = or(r.sessionCreationDate, text);
            case "useridentity.sessioncontext.attributes.mfaauthenticated" ->
                    r.mfaAuthenticated = or(r.mfaAuthenticated, text);
            case "useridentity.sessioncontext.sourceidentity" ->
                    r.sourceIdentity = or(r.sourceIdentity, text);
            case "useridentity.sessioncontext.signinsessionarn" ->
                    r.signInSessionArn = or(r.signInSessionArn, text);
            case "useridentity.sessioncontext.sessionissuer.type" ->
                    r.issuerType = or(r.issuerType, text);
            case "useridentity.sessioncontext.sessionissuer.principalid" ->
                    r.issuerPrincipalId = or(r.issuerPrincipalId, text);
            case "useridentity.sessioncontext.sessionissuer.arn" ->
                    r.issuerArn = or(r.issuerArn, text);
            case "useridentity.sessioncontext.sessionissuer.accountid" ->
                    r.issuerAccountId = or(r.issuerAccountId, text);
            case "useridentity.sessioncontext.sessionissuer.username" ->
                    r.issuerUserName = or(r.issuerUserName, text);
            case "mcpeventdetails.sessionid" -> r.mcpSessionId = or(r.mcpSessionId, text);
            case "mcpeventdetails.mcpservername" -> r.mcpServerName = or(r.mcpServerName, text);
            case "additionaleventdata.signinsessionarn" ->
                    r.signInSessionArn = or(r.signInSessionArn, text);
            default -> {
                // Not a path that anybody asks for.
            }
        }
    }

    private static String or(@Nullable String known, String text) {
        return known == null ? text : known;
    }

    /** Builds a section out of the paths that lead into it. */
    private int section(String name) {
        Map<String, Object> root = new LinkedHashMap<>();
        for (Entry entry : entries) {
            String path = entry.path;
            if (path.length() > name.length() + 1
                    && path.regionMatches(true, 0, name, 0, name.length())
                    && path.charAt(name.length()) == '.') {
                put(root, path.substring(name.length() + 1).split("\\."), entry);
            }
        }
        return root.isEmpty() ? CloudTrailRecord.ABSENT : write(name, root);
    }

    @SuppressWarnings("unchecked") // This method alone puts maps in.
    private static void put(Map<String, Object> root, String[] path, Entry entry) {
        if (path.length > PATH_MAX) {
            return;
        }
        Map<String, Object> at = root;
        for (int i = 0; i < path.length - 1; i++) {
            Object next = at.computeIfAbsent(path[i], key -> new LinkedHashMap<String, Object>());
            if (!(next instanceof Map)) {
                return;
            }
            at = (Map<String, Object>) next;
        }
        if (path.length > 0) {
            at.putIfAbsent(path[path.length - 1], entry);
        }
    }

    @SuppressWarnings("unchecked")
    private int write(String name, Map<String, Object> object) {
        FieldTape tape = fields.record.tape;
        int node = tape.open(FieldTape.Kind.OBJECT, name);
        object.forEach(
                (key, value) -> {
                    if (value instanceof Entry entry) {
                        writeScalar(tape, key, entry);
                    } else {
                        write(key, (Map<String, Object>) value);
                    }
                });
        tape.close();
        return node;
    }

    private static void writeScalar(FieldTape tape, String name, Entry entry) {
        switch (entry.kind) {
            case TRUE, FALSE, NULL -> tape.constant(entry.kind, name);
            case STRING, NUMBER -> {
                char[] text =
                        CredentialMask.isSecretField(name)
                                ? CredentialMask.MASK.toCharArray()
                                : entry.text.toCharArray();
                tape.text(entry.kind, name, text, 0, text.length);
            }
            case OBJECT, ARRAY -> throw new IllegalStateException(name + " must be a scalar");
        }
    }
}
