package io.fusewire.core.containment;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What one agent's open or probing breaker needs one target's policy to say.
 *
 * @param agent agent key; only this agent's reset takes the entry back
 * @param kind what the deny looks at
 * @param value the condition's value: an ARN, a user id or a role's ARN; empty for {@link
 *     DenyKind#USER}
 * @param roleArn the role of the session; empty where there is none
 * @param openedAtMillis when the entry was asked for
 * @param issuedBeforeMillis denies only credentials issued before this whole second; {@link
 *     #UNDATED} for all
 * @param sparedMillis whole seconds, sorted: what was issued within one is another's and is spared
 * @param probation whether a person's reset has put the agent on probation
 */
public record DenyEntry(
        String agent,
        DenyKind kind,
        String value,
        String roleArn,
        long openedAtMillis,
        long issuedBeforeMillis,
        List<Long> sparedMillis,
        boolean probation) {

    /** Marks an entry that credentials of any age meet. */
    public static final long UNDATED = Long.MIN_VALUE;

    /** Longest life of a role session. */
    static final Duration ROLE_SESSION_MAX = Duration.ofHours(12);

    /** Longest life of a session of {@code GetSessionToken} or {@code GetFederationToken}. */
    static final Duration USER_SESSION_MAX = Duration.ofHours(36);

    /**
     * What may stand in a condition. A value that could be a policy variable ({@code
     * ${aws:userid}}) would deny everybody; quotes would end the text.
     */
    static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_+=,.@:/-]*");

    static final long MILLIS_PER_SECOND = 1_000;

    private static final Pattern INSTANCE = Pattern.compile(".*:i-[0-9a-f]{8,17}");

    static final Comparator<DenyEntry> ORDER =
            Comparator.comparing(DenyEntry::kind)
                    .thenComparing(DenyEntry::value)
                    .thenComparing(DenyEntry::agent);

    /**
     * @throws IllegalArgumentException if a value could mean more than itself in a policy
     */
    public DenyEntry {
        requirePlain("value", value);
        requirePlain("roleArn", roleArn);
        sparedMillis = List.copyOf(new TreeSet<>(sparedMillis));
    }

    private static void requirePlain(String component, String text) {
        if (!VALUE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    component + " must match " + VALUE + ", but was " + text);
        }
    }

    /** An entry of a breaker that opens. */
    public static DenyEntry open(
            String agent, DenyKind kind, String value, String roleArn, long openedAtMillis) {
        long issuedBeforeMillis =
                kind == DenyKind.ROLE_SESSIONS ? wholeSecond(openedAtMillis) : UNDATED;
        return new DenyEntry(
                agent, kind, value, roleArn, openedAtMillis, issuedBeforeMillis, List.of(), false);
    }

    /**
     * This entry without what was issued at some times: sessions of others that no other key parts
     * from the one meant.
     */
    DenyEntry sparing(List<Long> issuedAtMillis) {
        return new DenyEntry(
                agent,
                kind,
                value,
                roleArn,
                openedAtMillis,
                issuedBeforeMillis,
                issuedAtMillis,
                probation);
    }

    /**
     * This entry from a reset to probation on: old credentials stay dead, newly issued ones work.
     *
     * <p>A sign-in session is one of a kind: a new one has another ARN. Where the platform renews
     * credentials by itself, as an EC2 instance's, they work from then on, which is what the person
     * allowed; while the breaker is open nothing is dated.
     */
    DenyEntry onProbation(long liftedAtMillis) {
        boolean dated = kind != DenyKind.SIGN_IN_SESSION;
        return new DenyEntry(
                agent,
                kind,
                value,
                roleArn,
                openedAtMillis,
                dated
                        ? Math.max(issuedBeforeMillis, wholeSecond(liftedAtMillis))
                        : issuedBeforeMillis,
                sparedMillis,
                true);
    }

    /** IAM's dates are whole seconds; what was issued within one is to be denied, too. */
    static long wholeSecond(long millis) {
        return -Math.floorDiv(-millis, MILLIS_PER_SECOND) * MILLIS_PER_SECOND;
    }

    /** Whether the session is an EC2 instance's, named by its id. */
    boolean isOfInstance() {
        return kind == DenyKind.USER_ID && INSTANCE.matcher(value).matches();
    }

    boolean isDated() {
        return issuedBeforeMillis != UNDATED;
    }

    /**
     * Whether nothing can meet this entry any more: all credentials issued before its date have
     * ended. While a breaker is open no entry is garbage, because its session's name may return.
     */
    boolean isGarbageAt(long nowMillis) {
        Duration life =
                kind == DenyKind.ROLE_SESSIONS || !roleArn.isEmpty()
                        ? ROLE_SESSION_MAX
                        : USER_SESSION_MAX;
        return probation && isDated() && nowMillis - issuedBeforeMillis >= life.toMillis();
    }

    /** Whether it spares the same; an agent that comes back in a spared session has it end. */
    boolean sparesAs(DenyEntry other) {
        return sparedMillis.equals(other.sparedMillis);
    }

    boolean isSameAs(DenyEntry other) {
        return agent.equals(other.agent) && kind == other.kind && value.equals(other.value);
    }
}
