package io.fusewire.core.identity;

import org.jspecify.annotations.Nullable;

/**
 * Text that identifies one session: the narrowest thing that can be revoked.
 *
 * <p>First that the record allows (CloudTrail facts, section 4):
 *
 * <table>
 * <caption>Session keys</caption>
 * <tr><th>key</th><th>from</th></tr>
 * <tr><td>{@code signin:ARN}</td><td>{@code signInSessionArn}: an MCP or other OAuth sign-in</td></tr>
 * <tr><td>{@code role:AROA…:name@DATE}</td><td>a role's principal id and {@code creationDate}</td></tr>
 * <tr><td>{@code user:AIDA…@DATE}, {@code root:ACCOUNT@DATE}</td><td>the same of a user or root: the
 * console, or a token of {@code GetSessionToken}</td></tr>
 * <tr><td>{@code federated:ACCOUNT:name@DATE}, {@code account:ID@DATE}, {@code identity-center:ID@DATE}
 * …</td><td>the same of any other type</td></tr>
 * <tr><td>{@code key:AIDA…/AKIA…}</td><td>a user's or root's long-term key</td></tr>
 * <tr><td>{@code identity-center:USER/CREDENTIAL}</td><td>an Identity Center user without a date</td></tr>
 * <tr><td>{@code service:HOST}</td><td>a service principal: it has no session</td></tr>
 * <tr><td>{@code role:AROA…:name}, {@code user:AIDA…}, {@code root:ACCOUNT}, {@code federated:…},
 * {@code saml:…}, {@code web-identity:…}, {@code account:…}, {@code unknown:…}</td><td>what is left
 * where the date is missing: wider than one session, because a role session's name is reused</td></tr>
 * </table>
 *
 * <p>After the first colon the values stand as the record has them, nothing escaped: a principal id
 * holds a colon itself, and the date, if any, follows the last {@code @} that {@code 20…Z} follows.
 *
 * <p>An access key id never identifies a session of a role or of the console: it rotates, behind an
 * MCP server with every call. A long-term key's new session after 30 minutes of silence cannot be
 * told from one record; whoever holds state over records must draw that line.
 */
final class SessionKey {

    /** Prefix of ids of temporary keys, which rotate. */
    private static final String TEMPORARY_KEY = "ASIA";

    private SessionKey() {}

    static String of(Caller caller) {
        return KeyText.bounded(text(caller));
    }

    private static String text(Caller caller) {
        if (caller.signInSessionArn() != null) {
            return "signin:" + caller.signInSessionArn();
        }
        String type = prefix(caller);
        String principal = principal(caller);
        if (caller.creationDate() != null && caller.principalId() != null) {
            return type + ":" + principal + "@" + caller.creationDate();
        }
        String accessKeyId = caller.accessKeyId();
        if (accessKeyId != null && !accessKeyId.startsWith(TEMPORARY_KEY)) {
            return "key:" + principal + "/" + accessKeyId;
        }
        if (caller.credentialId() != null) {
            return type + ":" + principal + "/" + caller.credentialId();
        }
        return type + ":" + principal;
    }

    private static String prefix(Caller caller) {
        if (caller.isRole()) {
            return "role";
        }
        String type = caller.type();
        if (type == null) {
            return caller.invokedBy() == null ? "unknown" : "service";
        }
        return switch (type) {
            case "IAMUser" -> "user";
            case "Root" -> "root";
            case "FederatedUser" -> "federated";
            case "SAMLUser" -> "saml";
            case "WebIdentityUser" -> "web-identity";
            case "IdentityCenterUser" -> "identity-center";
            case "AWSAccount" -> "account";
            case "AWSService" -> "service";
            default -> "unknown";
        };
    }

    private static String principal(Caller caller) {
        if ("AWSService".equals(caller.type()) || caller.type() == null) {
            String host = ServiceHosts.normalise(caller.invokedBy());
            if (host != null) {
                return host;
            }
        }
        return firstOf(
                caller.principalId(),
                "IdentityCenterUser".equals(caller.type()) ? caller.onBehalfOf() : null,
                caller.arn(),
                caller.userName(),
                caller.invokedBy(),
                caller.account());
    }

    static String firstOf(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null && !candidate.isEmpty()) {
                return candidate;
            }
        }
        return "-";
    }
}
