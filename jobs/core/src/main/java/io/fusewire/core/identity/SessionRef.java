package io.fusewire.core.identity;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A session key taken apart again: what {@link SessionKey} put together, for whoever has to act on
 * the session. Any text is legal; what no session key looks like is {@link Type#UNKNOWN}.
 *
 * @param type what the key begins with
 * @param principal the ARN of a sign-in; a role's {@code AROA…:name}, which is IAM's {@code
 *     aws:userid}; a user's id; a federated session's {@code ACCOUNT:name}; otherwise what stands
 *     there
 * @param createdAt {@code creationDate} as the record has it; null where the key has none
 * @param credential the access key's or credential's id; null where the key has none
 */
public record SessionRef(
        Type type, String principal, @Nullable String createdAt, @Nullable String credential) {

    /** What kind of session a key stands for. */
    public enum Type {
        SIGN_IN("signin"),
        ROLE("role"),
        USER("user"),
        ROOT("root"),
        FEDERATED("federated"),
        IDENTITY_CENTER("identity-center"),
        LONG_TERM_KEY("key"),
        OTHER_ACCOUNT("account"),
        SERVICE("service"),
        SAML("saml"),
        WEB_IDENTITY("web-identity"),
        UNKNOWN("unknown");

        private final String prefix;

        Type(String prefix) {
            this.prefix = prefix;
        }
    }

    /** A name never holds the date's colons, so no name can pass for a date. */
    private static final Pattern CREATED =
            Pattern.compile("@(20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z)$");

    /** Takes a session key apart. */
    public static SessionRef parse(String sessionKey) {
        int colon = sessionKey.indexOf(':');
        Type type = colon < 0 ? Type.UNKNOWN : typeOf(sessionKey.substring(0, colon));
        String rest = sessionKey.substring(colon + 1);
        return switch (type) {
            case LONG_TERM_KEY -> withCredential(type, rest);
            case SIGN_IN, SERVICE -> new SessionRef(type, rest, null, null);
            case ROLE,
                    USER,
                    ROOT,
                    FEDERATED,
                    IDENTITY_CENTER,
                    OTHER_ACCOUNT,
                    SAML,
                    WEB_IDENTITY,
                    UNKNOWN ->
                    dated(type, rest);
        };
    }

    private static SessionRef dated(Type type, String rest) {
        Matcher created = CREATED.matcher(rest);
        if (created.find()) {
            return new SessionRef(type, rest.substring(0, created.start()), created.group(1), null);
        }
        return type == Type.IDENTITY_CENTER
                ? withCredential(type, rest)
                : new SessionRef(type, rest, null, null);
    }

    private static SessionRef withCredential(Type type, String rest) {
        int slash = rest.lastIndexOf('/');
        return slash < 0
                ? new SessionRef(type, rest, null, null)
                : new SessionRef(type, rest.substring(0, slash), null, rest.substring(slash + 1));
    }

    private static Type typeOf(String prefix) {
        for (Type type : Type.values()) {
            if (type.prefix.equals(prefix)) {
                return type;
            }
        }
        return Type.UNKNOWN;
    }
}
