package io.fusewire.core.identity;

import io.fusewire.core.policy.AgentIdTemplate;
import io.fusewire.core.policy.AgentIdTemplate.Placeholder;
import io.fusewire.core.policy.AgentRule;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Text that identifies a principal over all its sessions: whose habits are learned, who owns what
 * it made.
 *
 * <p>{@code PARTITION:ACCOUNT:SUBJECT}, the account being the caller's; first subject that applies:
 *
 * <table>
 * <caption>Subjects</caption>
 * <tr><th>subject</th><th>of</th></tr>
 * <tr><td>{@code service/HOST}</td><td>a service principal</td></tr>
 * <tr><td>{@code policy/TEXT}</td><td>a rule with an {@code agentId} template</td></tr>
 * <tr><td>{@code source-identity/NAME}</td><td>a session with a source identity</td></tr>
 * <tr><td>{@code mcp/PERSON/CLIENT}</td><td>an MCP sign-in; the client is {@code mcp} where the record
 * does not tell. The person is the session's or user's name as it is: people's names may hold
 * digits</td></tr>
 * <tr><td>{@code role/NAME}</td><td>a role session whose name a platform made, or that has none</td></tr>
 * <tr><td>{@code role/NAME/FAMILY}</td><td>any other role session</td></tr>
 * <tr><td>{@code user/NAME}, {@code root}</td><td>a user or root, with a long-term key or on the
 * console</td></tr>
 * <tr><td>{@code federated/FAMILY}, {@code identity-center/ID}, {@code saml/NAME}, {@code
 * web-identity/NAME}, {@code account/ID[/FAMILY]}, {@code unknown/…}</td><td>the other types; {@code -}
 * where the record names nobody</td></tr>
 * </table>
 *
 * <p>{@code :agent} follows if the call bears a mark that other calls of the same session may lack:
 * a client's user agent, a managed MCP server, a policy's {@code userAgent} glob. So a person and
 * an agent on one role, one source identity or one IAM user stay two, even where only a single
 * session can be revoked. Where an {@code agents:} rule without {@code userAgent} covers the whole
 * session, the mark tells nothing apart, and the agent's marked and unmarked tools share one key.
 * The <em>owner</em> is the key without {@code :agent}.
 */
final class AgentKey {

    private static final String MARK = ":agent";

    private AgentKey() {}

    /** The owner: the agent key without its mark. */
    static String owner(Caller caller, Kind kind) {
        String account = caller.account().isEmpty() ? "-" : caller.account();
        return KeyText.bounded(caller.partition() + ":" + account + ":" + subject(caller, kind));
    }

    /** The agent key that belongs to an owner. */
    static String of(String owner, Caller caller, Kind kind) {
        return isMarked(caller, kind) ? owner + MARK : owner;
    }

    private static boolean isMarked(Caller caller, Kind kind) {
        if (!kind.markedByCall() || isMcpSubject(caller, kind)) {
            return false;
        }
        AgentRule rule = kind.rule();
        return rule == null || (rule.agentId() == null && rule.matcher().userAgent() != null);
    }

    /** Such a subject is an agent's by itself. */
    private static boolean isMcpSubject(Caller caller, Kind kind) {
        return kind.isMcpSignIn() && caller.sourceIdentity() == null;
    }

    private static String subject(Caller caller, Kind kind) {
        if (kind.isService() && !caller.isRole()) {
            return "service/" + service(caller);
        }
        AgentIdTemplate template = kind.rule() == null ? null : kind.rule().agentId();
        if (template != null) {
            return "policy/" + template.fill(placeholder -> value(placeholder, caller));
        }
        if (caller.sourceIdentity() != null) {
            return "source-identity/" + caller.sourceIdentity();
        }
        if (isMcpSubject(caller, kind)) {
            return "mcp/" + person(caller) + "/" + client(caller);
        }
        if (caller.isRole()) {
            return role(caller);
        }
        return other(caller);
    }

    private static @Nullable String value(Placeholder placeholder, Caller caller) {
        return switch (placeholder) {
            case ROLE_NAME -> caller.roleName();
            case USER_NAME -> caller.userName();
            case SESSION_NAME -> caller.sessionName();
            case SESSION_FAMILY -> {
                String name = caller.sessionName();
                yield name == null ? null : SessionFamily.of(name);
            }
            case SOURCE_IDENTITY -> caller.sourceIdentity();
        };
    }

    private static String service(Caller caller) {
        return SessionKey.firstOf(
                ServiceHosts.normalise(caller.invokedBy()), caller.invokedBy(), caller.arn());
    }

    private static String person(Caller caller) {
        return SessionKey.firstOf(
                caller.sessionName(),
                caller.userName(),
                caller.onBehalfOf(),
                caller.principalId(),
                caller.arn());
    }

    private static String client(Caller caller) {
        List<String> marks = UserAgents.marks(caller.userAgent());
        String client = UserAgents.client(marks);
        return client == null ? "mcp" : client;
    }

    private static String role(Caller caller) {
        String role = "role/" + SessionKey.firstOf(caller.roleName(), idOfRole(caller));
        String session = caller.sessionName();
        return session == null || SessionFamily.isPlatformMade(session)
                ? role
                : role + "/" + SessionFamily.of(session);
    }

    private static @Nullable String idOfRole(Caller caller) {
        String principalId = caller.principalId();
        int colon = principalId == null ? -1 : principalId.indexOf(':');
        return principalId == null || colon < 0 ? principalId : principalId.substring(0, colon);
    }

    private static String other(Caller caller) {
        String type = caller.type() == null ? "" : caller.type();
        return switch (type) {
            case "IAMUser" -> "user/" + named(caller);
            case "Root" -> "root";
            case "FederatedUser" -> "federated/" + family(caller);
            case "SAMLUser" -> "saml/" + named(caller);
            case "WebIdentityUser" -> "web-identity/" + named(caller);
            case "IdentityCenterUser" ->
                    "identity-center/"
                            + SessionKey.firstOf(
                                    caller.onBehalfOf(), caller.userName(), caller.principalId());
            case "AWSAccount" -> account(caller);
            default -> "unknown/" + named(caller);
        };
    }

    private static String named(Caller caller) {
        return SessionKey.firstOf(caller.userName(), caller.principalId(), caller.arn());
    }

    private static String family(Caller caller) {
        String name = caller.sessionName();
        return name == null ? named(caller) : SessionFamily.of(name);
    }

    /** Another account's principal, of which a record tells the id at most. */
    private static String account(Caller caller) {
        String id = "account/" + SessionKey.firstOf(idOfRole(caller), caller.arn());
        String session = caller.sessionName();
        return session == null || SessionFamily.isPlatformMade(session)
                ? id
                : id + "/" + SessionFamily.of(session);
    }
}
