package io.fusewire.core.record;

import io.fusewire.core.catalogue.Catalogue;
import io.fusewire.core.catalogue.Operation;
import io.fusewire.core.catalogue.VerbRule;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.identity.Attribution;
import io.fusewire.core.identity.Attributor;
import io.fusewire.core.policy.Policy;

import java.util.List;
import java.util.Objects;

/**
 * Understands one CloudTrail record: who called, what the call does, to which resources, and how it
 * ended.
 *
 * <p>Reuses its scratch space, so one instance serves one thread.
 */
public final class RecordInterpreter {

    private final Catalogue catalogue;
    private final Attributor attributor = new Attributor();

    public RecordInterpreter(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Translates a record under a policy; never fails, whatever the record lacks. */
    public AuditEvent interpret(CloudTrailRecord record, Policy policy) {
        String source = Objects.requireNonNullElse(record.eventSource, "");
        String name = Objects.requireNonNullElse(record.eventName, "");
        Attribution caller = attributor.attribute(record, policy);
        Operation operation = catalogue.find(source, name);
        Effect effect =
                operation == null ? VerbRule.effect(name, record.readOnly) : operation.effect();
        return new AuditEvent(
                Objects.requireNonNullElse(record.eventId, ""),
                record.sharedEventId,
                record.digest,
                record.eventTimeMillis,
                caller.partition(),
                Objects.requireNonNullElse(record.recipientAccountId, caller.callerAccount()),
                Objects.requireNonNullElse(record.awsRegion, ""),
                source,
                name,
                operation != null,
                effect,
                operation == null ? null : operation.secondEffect(),
                operation == null ? VerbRule.loss(name, effect) : operation.loss(),
                operation == null ? VerbRule.UNKNOWN_OPERATION_IMPACT : operation.impact(),
                Outcomes.of(record.errorCode, record.errorMessage),
                record.errorCode,
                AuditEvent.UNITS_UNKNOWN,
                List.of(),
                List.of(),
                caller.agent(),
                caller.agentKind(),
                caller.agentEvidence(),
                caller.agentClass(),
                caller.mode(),
                caller.breakGlass(),
                caller.owner(),
                caller.session(),
                caller.callerAccount(),
                caller.principalArn(),
                caller.principalId(),
                caller.sessionName(),
                caller.causedBy(),
                null);
    }
}
