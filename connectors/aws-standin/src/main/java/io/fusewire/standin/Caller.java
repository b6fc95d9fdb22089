package io.fusewire.standin;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who makes a call, by what IAM's global condition keys see of it.
 *
 * @param principalArn the role's or user's ARN, never the session's
 * @param userId {@code aws:userid}: {@code AROA…:name}, {@code AIDA…} or {@code ACCOUNT:name}
 * @param sessionArn what AWS calls the caller in its messages
 * @param issuedAt when the credentials were issued; null for a long-term key, which has no such key
 * @param signInSessionArn of an MCP or other OAuth sign-in; null for others
 * @param sourceIdentity null if none was set
 * @param viaMcp whether the call comes through AWS' MCP service
 * @param accessKeyId the key it signs with; null if that does not matter
 */
public record Caller(
        String principalArn,
        String userId,
        String sessionArn,
        @Nullable Instant issuedAt,
        @Nullable String signInSessionArn,
        @Nullable String sourceIdentity,
        boolean viaMcp,
        @Nullable String accessKeyId) {

    /** A session of a role. */
    public static Caller roleSession(
            String roleArn, String roleId, String sessionName, Instant issuedAt) {
        String[] parts = roleArn.split(":", 6);
        String name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
        return new Caller(
                roleArn,
                roleId + ":" + sessionName,
                "arn:%s:sts::%s:assumed-role/%s/%s"
                        .formatted(parts[1], parts[4], name, sessionName),
                issuedAt,
                null,
                null,
                false,
                null);
    }

    /** A user by a long-term key. */
    public static Caller user(String userArn, String userId, @Nullable String accessKeyId) {
        return new Caller(userArn, userId, userArn, null, null, null, false, accessKeyId);
    }

    /** A session that a user asked for by {@code GetFederationToken}. */
    public static Caller federated(String userArn, String name, Instant issuedAt) {
        String[] parts = userArn.split(":", 6);
        return new Caller(
                userArn,
                parts[4] + ":" + name,
                "arn:%s:sts::%s:federated-user/%s".formatted(parts[1], parts[4], name),
                issuedAt,
                null,
                null,
                false,
                null);
    }

    /** The same caller with credentials issued at a time, as {@code GetSessionToken} gives them. */
    public Caller issuedAt(Instant time) {
        return new Caller(
                principalArn,
                userId,
                sessionArn,
                time,
                signInSessionArn,
                sourceIdentity,
                viaMcp,
                accessKeyId);
    }

    /** The same caller within a sign-in session. */
    public Caller signedIn(String arn) {
        return new Caller(
                principalArn,
                userId,
                sessionArn,
                issuedAt,
                arn,
                sourceIdentity,
                viaMcp,
                accessKeyId);
    }

    /** The same caller with a source identity. */
    public Caller withSourceIdentity(String identity) {
        return new Caller(
                principalArn,
                userId,
                sessionArn,
                issuedAt,
                signInSessionArn,
                identity,
                viaMcp,
                accessKeyId);
    }

    /** The same caller by way of AWS' MCP service. */
    public Caller throughMcp() {
        return new Caller(
                principalArn,
                userId,
                sessionArn,
                issuedAt,
                signInSessionArn,
                sourceIdentity,
                true,
                accessKeyId);
    }

    /** The account that the principal belongs to. */
    public String account() {
        return principalArn.split(":", 6)[4];
    }

    /** Condition keys and their values; a key that the caller lacks is not in it. */
    public Map<String, String> conditionKeys() {
        Map<String, String> keys = new TreeMap<>();
        keys.put("aws:PrincipalArn", principalArn);
        keys.put("aws:PrincipalAccount", account());
        keys.put("aws:userid", userId);
        keys.put("aws:ViaAWSMCPService", Boolean.toString(viaMcp));
        if (issuedAt != null) {
            keys.put("aws:TokenIssueTime", issuedAt.toString());
        }
        if (signInSessionArn != null) {
            keys.put("aws:SignInSessionArn", signInSessionArn);
        }
        if (sourceIdentity != null) {
            keys.put("aws:SourceIdentity", sourceIdentity);
        }
        return keys;
    }
}
