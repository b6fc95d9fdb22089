package io.fusewire.core.event;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One audit record, understood: who called, what the call does, to which resources, and how it
 * ended.
 *
 * <p>Stored and shipped between operators, so the canonical constructor rejects nothing: a field
 * added later comes back from an old savepoint as zero or null.
 *
 * @param eventId CloudTrail's {@code eventID}; for a record without one {@code sha256:} and the
 *     hash of its bytes. Identifies the record within {@link #account}
 * @param sharedEventId equal on the copies that one act leaves in several accounts; null on most
 *     records
 * @param digest first eight bytes of the SHA-256 of the record's bytes: the last key of the total
 *     order. 0 where the reader was told not to compute it (live, arrival order stands)
 * @param eventTimeMillis {@code eventTime}, milliseconds since the epoch, UTC; CloudTrail's
 *     resolution is one second
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}; other values are legal
 * @param account {@code recipientAccountId}, the account whose trail holds the record; empty if the
 *     record names none
 * @param region {@code awsRegion}; empty if absent, and unknown regions are legal
 * @param eventSource as the record has it, {@code ec2.amazonaws.com}
 * @param eventName as the record has it, API date included
 * @param operationKnown whether the catalogue knows the operation; otherwise the effect was guessed
 *     from its verb
 * @param effect the call's effect if it succeeds, parameters considered
 * @param secondEffect a second effect of the same call (DeleteLogGroup also tampers with audit),
 *     else null
 * @param loss of a destruction
 * @param impact 0 to 10, of one resource of this type
 * @param outcome how the call ended
 * @param errorCode as the record has it, else null
 * @param units how many resources the call acts on, succeeded or not; {@link #UNITS_UNKNOWN} where
 *     the record does not tell. Unknown is never zero
 * @param resources those acted on, at most the reader's limit; {@link #units} counts all of them
 * @param createdResources those that a successful call made, ids from the response
 * @param agent the key of the principal's baseline: stable over its sessions, contains the caller's
 *     account and whether the record marks an agent
 * @param agentKind what stands behind the principal
 * @param agentEvidence why that kind, strongest first: {@code service:mcp-sign-in}, {@code
 *     user-agent:AQ}, …
 * @param agentClass the class that policy gives, else null
 * @param mode whether policy arms this principal
 * @param breakGlass whether policy lists the principal for emergencies: never revoked, always
 *     reported
 * @param owner the key under which the principal owns what it makes: the agent key without the
 *     agent marker
 * @param session the narrowest thing that can be revoked
 * @param callerAccount {@code userIdentity.accountId}; the recipient account if absent
 * @param principalArn ARN of the role or user behind the session, else null
 * @param principalId {@code userIdentity.principalId}, which is IAM's {@code aws:userid}, else null
 * @param sessionName the role session's name, else null
 * @param causedBy the service that called on the principal's behalf, normalised to {@code
 *     name.amazonaws.com}, or null for a call of its own
 * @param stack the stack that a CloudFormation call acts on, or that tags name; null where unknown
 * @param execution ARN of the Step Functions execution that a successful call set going, which goes
 *     on without its caller; null for nearly all events
 * @param openedSession user id of the role session, {@code AROA…:name}, that a successful call with
 *     a long-term key opened; null for nearly all events
 */
public record AuditEvent(
        String eventId,
        @Nullable String sharedEventId,
        long digest,
        long eventTimeMillis,
        String partition,
        String account,
        String region,
        String eventSource,
        String eventName,
        boolean operationKnown,
        Effect effect,
        @Nullable Effect secondEffect,
        Loss loss,
        double impact,
        Outcome outcome,
        @Nullable String errorCode,
        int units,
        List<ResourceRef> resources,
        List<ResourceRef> createdResources,
        String agent,
        AgentKind agentKind,
        List<String> agentEvidence,
        @Nullable String agentClass,
        EnforcementMode mode,
        boolean breakGlass,
        String owner,
        String session,
        String callerAccount,
        @Nullable String principalArn,
        @Nullable String principalId,
        @Nullable String sessionName,
        @Nullable String causedBy,
        @Nullable String stack,
        @Nullable String execution,
        @Nullable String openedSession) {

    /**
     * The record does not tell how many resources the call acts on: parameters were omitted, hidden
     * or cut.
     */
    public static final int UNITS_UNKNOWN = -1;

    /** Whether the call changed something: it succeeded and does more than look. */
    public boolean isSuccessfulMutation() {
        return outcome == Outcome.SUCCESS && effect != Effect.READ;
    }

    /** Whether either effect of the call is {@code wanted}. */
    public boolean has(Effect wanted) {
        return effect == wanted || secondEffect == wanted;
    }
}
