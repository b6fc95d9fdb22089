package io.fusewire.core.record;

import org.jspecify.annotations.Nullable;

/**
 * What a reader found in one record, under CloudTrail's own field names; a form that is filled in,
 * handed on and wiped.
 *
 * <p>A reader owns one instance and fills it again for every record, so nothing may keep a
 * reference to it or to its {@link #tape}. Fields are public because this is a form, not an object
 * with behaviour. Absent, null and non-scalar values are all null here; nothing is checked beyond
 * that.
 */
public final class CloudTrailRecord {

    /** Node of a section that the record does not have, or has as null. */
    public static final int ABSENT = -1;

    // The call.

    /**
     * {@code eventID}; of a record that has none {@code sha256:} and the hash of its bytes, so that
     * it is a duplicate of its own copies only. Never null in what a reader hands out.
     */
    public @Nullable String eventId;

    public @Nullable String sharedEventId;

    /**
     * First eight bytes of the SHA-256 of the record's bytes; 0 where the reader was told not to
     * compute it.
     */
    public long digest;

    public long eventTimeMillis;
    public @Nullable String eventSource;
    public @Nullable String eventName;
    public @Nullable String eventType;
    public @Nullable String awsRegion;
    public @Nullable String recipientAccountId;
    public @Nullable String sourceIpAddress;
    public @Nullable String userAgent;
    public @Nullable String errorCode;
    public @Nullable String errorMessage;

    /** CloudTrail's own flag, given as a boolean or as a string of any case; null if absent. */
    public @Nullable Boolean readOnly;

    /** {@code sessionCredentialFromConsole}. */
    public boolean sessionCredentialFromConsole;

    // userIdentity.
    public @Nullable String identityType;
    public @Nullable String principalId;
    public @Nullable String arn;
    public @Nullable String accountId;
    public @Nullable String accessKeyId;
    public @Nullable String userName;
    public @Nullable String invokedBy;
    public @Nullable String onBehalfOfUserId;
    public @Nullable String credentialId;

    // userIdentity.sessionContext.
    public @Nullable String sessionCreationDate;
    public @Nullable String mfaAuthenticated;
    public @Nullable String sourceIdentity;
    public @Nullable String signInSessionArn;
    public @Nullable String issuerType;
    public @Nullable String issuerPrincipalId;
    public @Nullable String issuerArn;
    public @Nullable String issuerAccountId;
    public @Nullable String issuerUserName;

    // mcpEventDetails and additionalEventData, as far as identity needs them.
    public @Nullable String mcpSessionId;
    public @Nullable String mcpServerName;

    /** The nested sections of this record; see the nodes below. */
    public final FieldTape tape = new FieldTape();

    /** Node of {@code requestParameters} in {@link #tape}, or {@link #ABSENT}. */
    public int requestParameters = ABSENT;

    /** Node of {@code responseElements}, or {@link #ABSENT}. */
    public int responseElements = ABSENT;

    /** Node of {@code resources}, or {@link #ABSENT}. */
    public int resources = ABSENT;

    /**
     * Whether {@code requestParameters} was there but cut or withheld: CloudTrail's {@code
     * "omitted":"true"}, or {@code HIDDEN_DUE_TO_SECURITY_REASONS} in place of the object. Then a
     * count is unknown, never zero.
     */
    public boolean requestParametersOmitted;

    /** The same for {@code responseElements}. */
    public boolean responseElementsOmitted;

    /** Wipes everything for the next record. */
    public void clear() {
        eventId = null;
        sharedEventId = null;
        digest = 0;
        eventTimeMillis = 0;
        eventSource = null;
        eventName = null;
        eventType = null;
        awsRegion = null;
        recipientAccountId = null;
        sourceIpAddress = null;
        userAgent = null;
        errorCode = null;
        errorMessage = null;
        readOnly = null;
        sessionCredentialFromConsole = false;
        identityType = null;
        principalId = null;
        arn = null;
        accountId = null;
        accessKeyId = null;
        userName = null;
        invokedBy = null;
        onBehalfOfUserId = null;
        credentialId = null;
        sessionCreationDate = null;
        mfaAuthenticated = null;
        sourceIdentity = null;
        signInSessionArn = null;
        issuerType = null;
        issuerPrincipalId = null;
        issuerArn = null;
        issuerAccountId = null;
        issuerUserName = null;
        mcpSessionId = null;
        mcpServerName = null;
        tape.clear();
        requestParameters = ABSENT;
        responseElements = ABSENT;
        resources = ABSENT;
        requestParametersOmitted = false;
        responseElementsOmitted = false;
    }
}
