package io.fusewire.core.identity;

import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.policy.AgentIdTemplate;
import io.fusewire.core.policy.AgentRule;
import io.fusewire.core.policy.Glob;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.PrincipalMatcher;
import io.fusewire.core.policy.Reaction;

import java.util.List;
import java.util.Map;

/** Policies for tests. */
final class Policies {

    private Policies() {}

    static Policy agents(String field, String glob) {
        return policy(List.of(rule(field, glob, null, null, null)), List.of(), List.of());
    }

    static Policy humans(String field, String glob) {
        return policy(List.of(), List.of(matcher(field, glob)), List.of());
    }

    static AgentRule rule(
            String field, String glob, String agentClass, EnforcementMode mode, String agentId) {
        return new AgentRule(
                matcher(field, glob),
                agentClass,
                mode,
                agentId == null ? null : AgentIdTemplate.compile(agentId));
    }

    static PrincipalMatcher matcher(String field, String text) {
        Glob glob = Glob.compile(text);
        return new PrincipalMatcher(
                field.equals("roleArn") ? glob : null,
                field.equals("userArn") ? glob : null,
                field.equals("sessionName") ? glob : null,
                field.equals("sourceIdentity") ? glob : null,
                field.equals("userAgent") ? glob : null,
                field.equals("account") ? glob : null);
    }

    static Policy policy(
            List<AgentRule> agents,
            List<PrincipalMatcher> humans,
            List<PrincipalMatcher> breakGlass) {
        return new Policy(
                "test",
                Policy.FORMAT_VERSION,
                EnforcementMode.SHADOW,
                Reaction.TRIP,
                Reaction.TRIP,
                agents,
                humans,
                breakGlass,
                Map.of());
    }
}
