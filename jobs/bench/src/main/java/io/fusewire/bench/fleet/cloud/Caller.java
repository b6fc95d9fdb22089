package io.fusewire.bench.fleet.cloud;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a call: the parts of a record that say so.
 *
 * @param account where the calls go
 * @param identity {@code userIdentity} without its closing brace, JSON
 * @param invokedBy the service that calls on the principal's behalf, else null
 * @param userAgent what the client says of itself
 * @param sourceIp address or, for a call by a service, its host
 * @param fromConsole whether the credentials are a console session's
 */
public record Caller(
        Account account,
        String identity,
        @Nullable String invokedBy,
        String userAgent,
        String sourceIp,
        boolean fromConsole) {

    private static final String MCP_HOST = "aws-mcp.amazonaws.com";

    /**
     * A session of a role.
     *
     * @param role path and name
     * @param createdMillis when the session began
     * @param sourceIdentity set when the role was assumed, or null
     */
    public static Caller ofRole(
            Account account,
            String role,
            String sessionName,
            long createdMillis,
            String userAgent,
            String sourceIp,
            @Nullable String sourceIdentity) {
        return new Caller(
                account,
                session(account, role, sessionName, createdMillis, sourceIdentity, null),
                null,
                userAgent,
                sourceIp,
                false);
    }

    /** A person's session of a role in the console. */
    public static Caller inConsole(
            Account account,
            String role,
            String sessionName,
            long createdMillis,
            String userAgent,
            String sourceIp) {
        return new Caller(
                account,
                session(account, role, sessionName, createdMillis, null, null),
                null,
                userAgent,
                sourceIp,
                true);
    }

    /** An agent behind the managed MCP server, which signs in as the person. */
    public static Caller throughMcp(
            Account account, String role, String sessionName, long createdMillis, String signIn) {
        return new Caller(
                account,
                session(
                        account,
                        role,
                        sessionName,
                        createdMillis,
                        null,
                        account.arn("signin", "session/" + signIn)),
                MCP_HOST,
                MCP_HOST,
                MCP_HOST,
                false);
    }

    /** An IAM user with a long-term key. */
    public static Caller ofUser(Account account, String name, String userAgent, String sourceIp) {
        Dice ids = Dice.of(0, account.id() + name);
        String identity =
                "{\"type\":\"IAMUser\",\"principalId\":\"AIDA"
                        + ids.base32(17)
                        + "\",\"arn\":\""
                        + account.globalArn("iam", "user/" + name)
                        + "\",\"accountId\":\""
                        + account.id()
                        + "\",\"accessKeyId\":\"AKIA"
                        + ids.base32(16)
                        + "\",\"userName\":\""
                        + name
                        + '"';
        return new Caller(account, identity, null, userAgent, sourceIp, false);
    }

    /** A service acting by its linked role. */
    public static Caller ofService(
            Account account, String service, String linkedRole, String sessionName, long created) {
        String host = service + ".amazonaws.com";
        String role = "aws-service-role/" + host + "/" + linkedRole;
        return new Caller(
                account,
                session(account, role, sessionName, created, null, null),
                host,
                host,
                host,
                false);
    }

    /** What a service does in this principal's name, such as a stack's deletions. */
    public Caller on(String service) {
        String host = service + ".amazonaws.com";
        return new Caller(account, identity, host, host, host, false);
    }

    private static String session(
            Account account,
            String role,
            String sessionName,
            long createdMillis,
            @Nullable String sourceIdentity,
            @Nullable String signInSessionArn) {
        String name = role.substring(role.lastIndexOf('/') + 1);
        String roleId = "AROA" + Dice.of(1, account.id() + role).base32(17);
        String key = "ASIA" + Dice.of(createdMillis, roleId + sessionName).base32(16);
        StringBuilder json = new StringBuilder(700);
        json.append("{\"type\":\"AssumedRole\",\"principalId\":\"")
                .append(roleId)
                .append(':')
                .append(sessionName)
                .append("\",\"arn\":\"")
                .append(account.globalArn("sts", "assumed-role/" + name + "/" + sessionName))
                .append("\",\"accountId\":\"")
                .append(account.id())
                .append("\",\"accessKeyId\":\"")
                .append(key)
                .append(
                        "\",\"sessionContext\":{\"sessionIssuer\":{\"type\":\"Role\",\"principalId\":\"")
                .append(roleId)
                .append("\",\"arn\":\"")
                .append(account.globalArn("iam", "role/" + role))
                .append("\",\"accountId\":\"")
                .append(account.id())
                .append("\",\"userName\":\"")
                .append(name)
                .append("\"},\"attributes\":{\"creationDate\":\"")
                .append(Timestamps.of(createdMillis))
                .append("\",\"mfaAuthenticated\":\"false\"}");
        if (sourceIdentity != null) {
            json.append(",\"sourceIdentity\":\"").append(sourceIdentity).append('"');
        }
        if (signInSessionArn != null) {
            json.append(",\"signInSessionArn\":\"").append(signInSessionArn).append('"');
        }
        return json.append('}').toString();
    }
}
