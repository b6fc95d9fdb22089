package io.fusewire.cli.demo;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who makes a call: the parts of a record that say so.
 *
 * @param cloud where the caller's calls go
 * @param userIdentity the record's section of that name
 * @param userAgent what the client says of itself
 * @param sourceIp address or, for a call by a service, its host
 * @param fromConsole whether the credentials are a console session's
 */
record Caller(
        Cloud cloud,
        Map<String, Object> userIdentity,
        String userAgent,
        String sourceIp,
        boolean fromConsole) {

    /**
     * A session of a role.
     *
     * @param created when the session began: the part of the session's identity that its holder
     *     cannot choose
     * @param sourceIdentity set when the role was assumed, or null
     */
    static Caller ofRole(
            Cloud cloud,
            String role,
            String sessionName,
            Instant created,
            String userAgent,
            String sourceIp,
            @Nullable String sourceIdentity) {
        Map<String, Object> identity = role(cloud, role, sessionName, created, sourceIdentity);
        return new Caller(cloud, identity, userAgent, sourceIp, false);
    }

    /** A person's session of a role in the console, with a browser. */
    static Caller inConsole(
            Cloud cloud,
            String role,
            String sessionName,
            Instant created,
            String userAgent,
            String sourceIp) {
        Map<String, Object> identity = role(cloud, role, sessionName, created, null);
        return new Caller(cloud, identity, userAgent, sourceIp, true);
    }

    /** A service acting through its own role in the account: {@code invokedBy} and host agree. */
    static Caller ofService(
            Cloud cloud, String role, String sessionName, Instant created, String host) {
        Map<String, Object> identity = role(cloud, role, sessionName, created, null);
        identity.put("invokedBy", host);
        return new Caller(cloud, identity, host, host, false);
    }

    /**
     * An agent that a person let into the managed MCP server: the person's role and session, told
     * apart by the sign-in alone.
     */
    static Caller throughMcp(
            Cloud cloud, String role, String sessionName, Instant created, String client) {
        String host = "aws-mcp.amazonaws.com";
        Map<String, Object> identity = role(cloud, role, sessionName, created, null);
        Map<String, Object> context = section(identity, "sessionContext");
        context.put(
                "signInSessionArn",
                cloud.arn("signin", "session/" + Ids.of(sessionName + client + created).uuid()));
        identity.put("invokedBy", host);
        return new Caller(cloud, identity, host, host, false);
    }

    /** The same caller as another client. */
    Caller with(String otherUserAgent) {
        return new Caller(cloud, userIdentity, otherUserAgent, sourceIp, fromConsole);
    }

    /** When the session began. */
    Instant issuedAt() {
        return Instant.parse(
                String.valueOf(
                        section(section(userIdentity, "sessionContext"), "attributes")
                                .get("creationDate")));
    }

    /** ARN of the role behind the session. */
    String roleArn() {
        return String.valueOf(issuer().get("arn"));
    }

    /** Id of that role, {@code AROA…}. */
    String roleId() {
        return String.valueOf(issuer().get("principalId"));
    }

    private Map<String, Object> issuer() {
        return section(section(userIdentity, "sessionContext"), "sessionIssuer");
    }

    String sessionName() {
        String userId = String.valueOf(userIdentity.get("principalId"));
        return userId.substring(userId.indexOf(':') + 1);
    }

    String arn() {
        return String.valueOf(userIdentity.get("arn"));
    }

    private static Map<String, Object> role(
            Cloud cloud,
            String role,
            String sessionName,
            Instant created,
            @Nullable String sourceIdentity) {
        String plainRole = role.substring(role.lastIndexOf('/') + 1);
        String roleId = Ids.of(cloud.account() + ":" + role).iam("AROA");
        Map<String, Object> issuer = new LinkedHashMap<>();
        issuer.put("type", "Role");
        issuer.put("principalId", roleId);
        issuer.put("arn", cloud.globalArn("iam", "role/" + role));
        issuer.put("accountId", cloud.account());
        issuer.put("userName", plainRole);
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("creationDate", created.toString());
        attributes.put("mfaAuthenticated", "false");
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("sessionIssuer", issuer);
        context.put("attributes", attributes);
        if (sourceIdentity != null) {
            context.put("sourceIdentity", sourceIdentity);
        }
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("type", "AssumedRole");
        identity.put("principalId", roleId + ":" + sessionName);
        identity.put(
                "arn", cloud.globalArn("sts", "assumed-role/" + plainRole + "/" + sessionName));
        identity.put("accountId", cloud.account());
        identity.put("accessKeyId", Ids.of(roleId + sessionName + created).accessKey());
        identity.put("sessionContext", context);
        return identity;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> section(Map<String, Object> parent, String name) {
        return (Map<String, Object>) java.util.Objects.requireNonNull(parent.get(name));
    }
}
