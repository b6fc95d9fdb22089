package io.fusewire.core.identity;

import io.fusewire.core.event.EnforcementMode;
import io.fusewire.core.policy.AgentRule;
import io.fusewire.core.policy.Policy;
import io.fusewire.core.policy.PrincipalMatcher;
import io.fusewire.core.record.CloudTrailRecord;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * Finds out who called, from one record and one policy alone.
 *
 * <p>Every record has an answer, whatever it lacks; nothing here throws. The grammar of the keys
 * stands with {@link AgentKey} and {@link SessionKey}, the order of evidence with {@link Kind}.
 *
 * <p>A few principals make most calls, so answers are remembered by all that attribution looks at:
 * a repeated caller costs one lookup and allocates nothing. One instance per thread.
 */
public final class Attributor {

    /** Most callers that are remembered. When one more comes, all are forgotten. */
    public static final int CACHE_LIMIT = 4096;

    /** Callers with more characters than this are worked out anew each time. */
    static final int CACHED_LENGTH_LIMIT = 4096;

    private final int cacheLimit;
    private final Map<Question, Answered> cache = new HashMap<>();

    /** Asked for last: calls of one caller come in runs. */
    private @Nullable Answered latest;

    private final Question probe = new Question(new Caller(), Policy.DEFAULT);

    public Attributor() {
        this(CACHE_LIMIT);
    }

    /** An attributor that remembers at most {@code cacheLimit} callers; 0 for none. */
    Attributor(int cacheLimit) {
        this.cacheLimit = cacheLimit;
    }

    /** Who called, by this record and the policy that holds at its event time. */
    public Attribution attribute(CloudTrailRecord record, Policy policy) {
        probe.caller.read(record);
        probe.policy = policy;
        if (latest != null && latest.question.equals(probe)) {
            return latest.answer;
        }
        Answered known = cache.get(probe);
        if (known != null) {
            latest = known;
            return known.answer;
        }
        Attribution attribution = workOut(probe.caller, policy);
        if (cacheLimit > 0 && probe.caller.length() <= CACHED_LENGTH_LIMIT) {
            if (cache.size() >= cacheLimit) {
                cache.clear();
            }
            latest = new Answered(new Question(probe.caller.copy(), policy), attribution);
            cache.put(latest.question, latest);
        }
        return attribution;
    }

    private static Attribution workOut(Caller caller, Policy policy) {
        Kind kind = Kind.of(caller, policy);
        AgentRule rule = kind.rule();
        String owner = AgentKey.owner(caller, kind);
        return new Attribution(
                AgentKey.of(owner, caller, kind),
                kind.kind(),
                kind.evidence(),
                rule == null ? null : rule.agentClass(),
                mode(rule, policy),
                isBreakGlass(caller, policy),
                owner,
                SessionKey.of(caller),
                caller.partition(),
                caller.account(),
                caller.principalArn(),
                caller.principalId(),
                caller.sessionName(),
                cause(caller));
    }

    private static EnforcementMode mode(@Nullable AgentRule rule, Policy policy) {
        EnforcementMode own = rule == null ? null : rule.mode();
        return own == null ? policy.mode() : own;
    }

    private static boolean isBreakGlass(Caller caller, Policy policy) {
        for (PrincipalMatcher matcher : policy.breakGlass()) {
            if (matcher.matches(caller)) {
                return true;
            }
        }
        return false;
    }

    /** {@code invokedBy}; old records of a cascade have the service as source address only. */
    private static @Nullable String cause(Caller caller) {
        String invokedBy = ServiceHosts.cause(caller.invokedBy());
        return invokedBy == null ? ServiceHosts.cause(caller.sourceHost()) : invokedBy;
    }

    private record Answered(Question question, Attribution answer) {}

    /** All that an answer depends on; the one that probes the cache is refilled for each record. */
    private static final class Question {
        private final Caller caller;
        private Policy policy;

        Question(Caller caller, Policy policy) {
            this.caller = caller;
            this.policy = policy;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Question question
                    && policy == question.policy
                    && caller.equals(question.caller);
        }

        /** Policies are few: comparing them is enough. */
        @Override
        public int hashCode() {
            return caller.hashCode();
        }
    }
}
