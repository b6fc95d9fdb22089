package io.fusewire.core.identity;

import io.fusewire.core.event.AgentKind;
import io.fusewire.core.policy.AgentRule;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.PrincipalMatcher;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands behind a caller, and why.
 *
 * <p>First that applies: what the service sets · {@code agents:} · a client's own mark, which can
 * only make an agent · {@code humans:} · a console session with a browser · unknown.
 *
 * @param kind the answer
 * @param evidence for it, strongest first; all that speaks for an agent; of a person the deciding
 *     one, whether the call came from a browser, and whether AWS says that its session is the
 *     console's
 * @param rule the first {@code agents:} rule that covers the caller; null for none and for services
 * @param isMcpSignIn whether the service says that an agent's own sign-in session called
 * @param markedByCall whether something marks this very call as an agent's that other calls of the
 *     session may lack
 */
record Kind(
        AgentKind kind,
        List<String> evidence,
        @Nullable AgentRule rule,
        boolean isMcpSignIn,
        boolean markedByCall) {

    private static final String SERVICE_LINKED_ROLE = ":role/aws-service-role/";

    /**
     * Execution roles that Bedrock AgentCore's SDK makes. Medium evidence: an account's owner may
     * name a role so.
     */
    private static final String AGENT_CORE_ROLE = "AmazonBedrockAgentCoreSDKRuntime-";

    boolean isService() {
        return kind == AgentKind.SERVICE;
    }

    static Kind of(Caller caller, Policy policy) {
        String service = serviceEvidence(caller);
        if (service != null) {
            return new Kind(AgentKind.SERVICE, List.of(service), null, false, false);
        }
        List<String> evidence = new ArrayList<>();
        boolean viaMcp = isViaMcp(caller);
        boolean mcpSignIn = viaMcp && caller.signInSessionArn() != null;
        if (mcpSignIn) {
            evidence.add("service:mcp-sign-in");
        } else if (viaMcp) {
            evidence.add("service:mcp");
        }
        boolean mcpEvent = caller.isEventType("AwsMcpEvent");
        if (mcpEvent) {
            evidence.add("service:mcp-event");
        }
        AgentRule rule = null;
        int ruleIndex = indexOfRule(caller, policy);
        if (ruleIndex >= 0) {
            rule = policy.agents().get(ruleIndex);
            evidence.add("policy:agents[" + ruleIndex + "]");
        }
        List<String> marks = UserAgents.marks(caller.userAgent());
        for (String mark : marks) {
            evidence.add("user-agent:" + mark);
        }
        String roleName = caller.roleName();
        if (roleName != null && roleName.startsWith(AGENT_CORE_ROLE)) {
            evidence.add("role-name:AgentCore");
        }
        if (!evidence.isEmpty()) {
            boolean markedByPolicy = rule != null && rule.matcher().userAgent() != null;
            boolean markedByCall = viaMcp || mcpEvent || markedByPolicy || !marks.isEmpty();
            return new Kind(
                    AgentKind.AGENT,
                    List.copyOf(evidence),
                    rule,
                    mcpSignIn || (mcpEvent && caller.signInSessionArn() != null),
                    markedByCall);
        }
        return notAnAgent(caller, policy);
    }

    private static Kind notAnAgent(Caller caller, Policy policy) {
        int human = indexOf(caller, policy.humans());
        if (human >= 0) {
            List<String> evidence = new ArrayList<>(3);
            evidence.add("policy:humans[" + human + "]");
            if (UserAgents.isBrowser(caller.userAgent())) {
                evidence.add("user-agent:browser");
            }
            if (caller.isFromConsole()) {
                evidence.add("console:session");
            }
            return unmarked(AgentKind.HUMAN, List.copyOf(evidence));
        }
        if (isConsoleSession(caller) && isBrowser(caller)) {
            return unmarked(AgentKind.HUMAN, List.of("console:browser"));
        }
        return unmarked(AgentKind.UNKNOWN, List.of());
    }

    private static Kind unmarked(AgentKind kind, List<String> evidence) {
        return new Kind(kind, evidence, null, false, false);
    }

    /**
     * Why the caller is a service: it is a service principal, it has no type and only a service's
     * name, or it uses a role that only its service can assume. {@code invokedBy} on a user or a
     * role makes no service of it.
     */
    private static @Nullable String serviceEvidence(Caller caller) {
        String roleArn = caller.roleArn();
        if (roleArn != null) {
            return roleArn.contains(SERVICE_LINKED_ROLE) ? "service:linked-role" : null;
        }
        if ("AWSService".equals(caller.type())) {
            return "service:principal";
        }
        return caller.type() == null && caller.invokedBy() != null && !isViaMcp(caller)
                ? "service:invoked-by-only"
                : null;
    }

    /** Both fields are AWS' own; a user agent that claims the same is a client's mark only. */
    private static boolean isViaMcp(Caller caller) {
        return ServiceHosts.isMcp(caller.invokedBy()) || ServiceHosts.isMcp(caller.sourceHost());
    }

    /**
     * Whether AWS says that a console sign-in opened the session. Of a user or root, temporary
     * credentials count too: records from before {@code sessionCredentialFromConsole} existed say
     * no more.
     */
    private static boolean isConsoleSession(Caller caller) {
        boolean userSession =
                ("IAMUser".equals(caller.type()) || "Root".equals(caller.type()))
                        && caller.creationDate() != null;
        return caller.isFromConsole()
                || userSession
                || caller.isEventType("AwsConsoleSignIn")
                || caller.isEventType("AwsConsoleAction")
                || ServiceHosts.isSignIn(caller.invokedBy());
    }

    /**
     * Forwarded calls of a console session lose the browser's user agent; only then it may lack.
     */
    private static boolean isBrowser(Caller caller) {
        return UserAgents.isBrowser(caller.userAgent())
                || (caller.isFromConsole() && "AWS Internal".equals(caller.userAgent()));
    }

    private static int indexOfRule(Caller caller, Policy policy) {
        List<AgentRule> rules = policy.agents();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).matcher().matches(caller)) {
                return i;
            }
        }
        return -1;
    }

    private static int indexOf(Caller caller, List<PrincipalMatcher> matchers) {
        for (int i = 0; i < matchers.size(); i++) {
            if (matchers.get(i).matches(caller)) {
                return i;
            }
        }
        return -1;
    }
}
