package io.fusewire.core.identity;

import io.fusewire.core.policy.PrincipalFields;
import io.fusewire.core.record.CloudTrailRecord;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Everything of a record that attribution may look at, and nothing else: attribution reads only
 * this, so records with equal callers get equal answers, and a cache keyed by callers cannot change
 * an answer.
 *
 * <p>What differs between records without mattering is left out: the region once the partition is
 * known, addresses of clients, and key ids of sessions that rotate them.
 */
final class Caller implements PrincipalFields {

    private static final int TYPE = 0;
    private static final int PRINCIPAL_ID = 1;
    private static final int ARN = 2;
    private static final int ACCOUNT = 3;
    private static final int ACCESS_KEY_ID = 4;
    private static final int USER_NAME = 5;
    private static final int INVOKED_BY = 6;
    private static final int ON_BEHALF_OF = 7;
    private static final int CREDENTIAL_ID = 8;
    private static final int CREATION_DATE = 9;
    private static final int SOURCE_IDENTITY = 10;
    private static final int SIGN_IN_SESSION = 11;
    private static final int ISSUER_ARN = 12;
    private static final int ISSUER_USER_NAME = 13;
    private static final int SOURCE_HOST = 14;
    private static final int USER_AGENT = 15;
    private static final int PARTITION = 16;
    private static final int EVENT_TYPE = 17;
    private static final int FIELDS = 18;

    private final @Nullable String[] fields = new @Nullable String[FIELDS];
    private boolean fromConsole;

    /** The caller of a record, as a new object that may be kept. */
    static Caller of(CloudTrailRecord record) {
        Caller caller = new Caller();
        caller.read(record);
        return caller;
    }

    /**
     * Takes over another record's caller; allocates nothing unless an ARN is of a rare partition.
     */
    void read(CloudTrailRecord record) {
        fields[TYPE] = blankToNull(record.identityType);
        fields[PRINCIPAL_ID] = blankToNull(record.principalId);
        fields[ARN] = blankToNull(record.arn);
        fields[ACCOUNT] =
                blankToNull(record.accountId) == null
                        ? blankToNull(record.recipientAccountId)
                        : record.accountId;
        fields[USER_NAME] = blankToNull(record.userName);
        fields[INVOKED_BY] = blankToNull(record.invokedBy);
        fields[ON_BEHALF_OF] = blankToNull(record.onBehalfOfUserId);
        fields[CREDENTIAL_ID] = blankToNull(record.credentialId);
        fields[CREATION_DATE] = blankToNull(record.sessionCreationDate);
        fields[SOURCE_IDENTITY] = blankToNull(record.sourceIdentity);
        fields[SIGN_IN_SESSION] = blankToNull(record.signInSessionArn);
        fields[ISSUER_ARN] = blankToNull(record.issuerArn);
        fields[ISSUER_USER_NAME] = blankToNull(record.issuerUserName);
        fields[SOURCE_HOST] =
                ServiceHosts.normalise(record.sourceIpAddress) == null
                        ? null
                        : record.sourceIpAddress;
        fields[USER_AGENT] = blankToNull(record.userAgent);
        fields[PARTITION] =
                Partitions.of(
                        fields[ARN] == null ? fields[ISSUER_ARN] : fields[ARN], record.awsRegion);
        fields[EVENT_TYPE] = telling(record.eventType);
        fields[ACCESS_KEY_ID] = isLongTerm() ? blankToNull(record.accessKeyId) : null;
        fromConsole = record.sessionCredentialFromConsole;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** Event types that say something about the caller; ordinary calls are all one. */
    private static @Nullable String telling(@Nullable String eventType) {
        return eventType == null
                        || eventType.equals("AwsApiCall")
                        || eventType.equals("AwsVpceEvent")
                ? null
                : eventType;
    }

    /** Whether the call was signed by a key that does not expire, as far as the identity tells. */
    boolean isLongTerm() {
        return creationDate() == null
                && ("IAMUser".equals(fields[TYPE]) || "Root".equals(fields[TYPE]));
    }

    @Nullable String type() {
        return fields[TYPE];
    }

    @Nullable String principalId() {
        return fields[PRINCIPAL_ID];
    }

    @Nullable String arn() {
        return fields[ARN];
    }

    @Override
    public String account() {
        String account = fields[ACCOUNT];
        return account == null ? "" : account;
    }

    /** Only of users and root, and only if no session was opened with it. */
    @Nullable String accessKeyId() {
        return fields[ACCESS_KEY_ID];
    }

    @Nullable String invokedBy() {
        return fields[INVOKED_BY];
    }

    @Nullable String onBehalfOf() {
        return fields[ON_BEHALF_OF];
    }

    @Nullable String credentialId() {
        return fields[CREDENTIAL_ID];
    }

    @Nullable String creationDate() {
        return fields[CREATION_DATE];
    }

    @Override
    public @Nullable String sourceIdentity() {
        return fields[SOURCE_IDENTITY];
    }

    @Nullable String signInSessionArn() {
        return fields[SIGN_IN_SESSION];
    }

    /** The source address where it is a service's host, which only AWS can set. */
    @Nullable String sourceHost() {
        return fields[SOURCE_HOST];
    }

    @Override
    public @Nullable String userAgent() {
        return UserAgents.unbracketed(fields[USER_AGENT]);
    }

    String partition() {
        String partition = fields[PARTITION];
        return partition == null ? "aws" : partition;
    }

    boolean isEventType(String eventType) {
        return eventType.equals(fields[EVENT_TYPE]);
    }

    /** Whether AWS says that the credentials came from a console session. */
    boolean isFromConsole() {
        return fromConsole;
    }

    /** Whether a role stands behind the session. */
    boolean isRole() {
        return "AssumedRole".equals(fields[TYPE])
                || "Role".equals(fields[TYPE])
                || (fields[TYPE] == null && tail(fields[ARN], ":assumed-role/") != null);
    }

    /**
     * The role's ARN: the issuer's, else made from the session's ARN, which has lost the role's
     * path.
     */
    @Override
    public @Nullable String roleArn() {
        if (!isRole()) {
            return null;
        }
        String issuer = fields[ISSUER_ARN];
        if (issuer != null) {
            return issuer;
        }
        String arn = fields[ARN];
        if (tail(arn, ":role/") != null) {
            return arn;
        }
        String name = roleName();
        return name == null ? null : "arn:" + partition() + ":iam::" + account() + ":role/" + name;
    }

    /** The role's name without its path. */
    @Nullable String roleName() {
        if (!isRole()) {
            return null;
        }
        String issuerArnTail = tail(fields[ISSUER_ARN], ":role/");
        if (issuerArnTail != null) {
            return lastSegment(issuerArnTail);
        }
        String roleArnTail = tail(fields[ARN], ":role/");
        if (roleArnTail != null) {
            return lastSegment(roleArnTail);
        }
        String session = tail(fields[ARN], ":assumed-role/");
        if (session != null) {
            int slash = session.indexOf('/');
            return slash < 0 ? session : session.substring(0, slash);
        }
        return fields[ISSUER_USER_NAME];
    }

    /** The user's or root's ARN; of a federated session, its issuer's. */
    @Override
    public @Nullable String userArn() {
        if (isRole()) {
            return null;
        }
        String issuer = fields[ISSUER_ARN];
        return "FederatedUser".equals(fields[TYPE]) && issuer != null ? issuer : fields[ARN];
    }

    /** The user's name: the record's, else the end of the ARN. */
    @Nullable String userName() {
        if (fields[USER_NAME] != null) {
            return fields[USER_NAME];
        }
        String path = tail(fields[ARN], ":user/");
        return path == null ? null : lastSegment(path);
    }

    /** The name that the caller of STS chose for the session. */
    @Override
    public @Nullable String sessionName() {
        if ("FederatedUser".equals(fields[TYPE])) {
            String name = tail(fields[ARN], ":federated-user/");
            return name == null ? afterColon(fields[PRINCIPAL_ID]) : name;
        }
        if (!isRole() && !"AWSAccount".equals(fields[TYPE])) {
            return null;
        }
        String session = tail(fields[ARN], ":assumed-role/");
        int slash = session == null ? -1 : session.indexOf('/');
        if (session != null && slash >= 0) {
            return slash + 1 == session.length() ? null : session.substring(slash + 1);
        }
        return afterColon(fields[PRINCIPAL_ID]);
    }

    /** ARN of the role or user behind the session. */
    @Nullable String principalArn() {
        String role = roleArn();
        return role == null ? userArn() : role;
    }

    private static @Nullable String afterColon(@Nullable String principalId) {
        int colon = principalId == null ? -1 : principalId.indexOf(':');
        return principalId == null || colon < 0 || colon + 1 == principalId.length()
                ? null
                : principalId.substring(colon + 1);
    }

    private static @Nullable String tail(@Nullable String arn, String marker) {
        int start = arn == null ? -1 : arn.indexOf(marker);
        int from = start + marker.length();
        return arn == null || start < 0 || from == arn.length() ? null : arn.substring(from);
    }

    private static String lastSegment(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Characters in all fields. */
    int length() {
        int length = 0;
        for (String field : fields) {
            length += field == null ? 0 : field.length();
        }
        return length;
    }

    Caller copy() {
        Caller copy = new Caller();
        System.arraycopy(fields, 0, copy.fields, 0, FIELDS);
        copy.fromConsole = fromConsole;
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Caller caller
                && fromConsole == caller.fromConsole
                && Arrays.equals(fields, caller.fields);
    }

    /** Over the fields that tell most callers apart: the rest costs more than a rare collision. */
    @Override
    public int hashCode() {
        int hash = hash(PRINCIPAL_ID);
        hash = 31 * hash + hash(CREATION_DATE);
        hash = 31 * hash + hash(SIGN_IN_SESSION);
        hash = 31 * hash + hash(USER_AGENT);
        hash = 31 * hash + hash(INVOKED_BY);
        return 31 * hash + hash(ACCESS_KEY_ID);
    }

    private int hash(int field) {
        String value = fields[field];
        return value == null ? 0 : value.hashCode();
    }
}
