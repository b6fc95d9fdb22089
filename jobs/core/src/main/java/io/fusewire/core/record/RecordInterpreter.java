package io.fusewire.core.record;

import io.fusewire.core.catalogue.Catalogue;
import io.fusewire.core.catalogue.Operation;
import io.fusewire.core.catalogue.ParameterRule;
import io.fusewire.core.catalogue.VerbRule;
import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Loss;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.identity.Attribution;
import io.fusewire.core.identity.Attributor;
import io.fusewire.core.policy.Policy;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * Understands one CloudTrail record: who called, what the call does, to which resources, and how it
 * ended.
 *
 * <p>The effect is the catalogue's, unless a parameter rule holds or a parameter that decides was
 * withheld: then it is that rule's, or {@link Effect#UNKNOWN} where the rule could have made it
 * graver. Reuses its scratch space, so one instance serves one thread.
 */
public final class RecordInterpreter {

    private final OperationMemo operations;
    private final Attributor attributor = new Attributor();
    private final Attributor candidateAttributor = new Attributor();
    private final ParameterRules rules = new ParameterRules();
    private final ResourceFinder finder;
    private final StackNames stacks = new StackNames();
    private final Executions executions = new Executions();
    private final OpenedSessions openedSessions = new OpenedSessions();

    // The effect of the record at hand.
    private Effect effect = Effect.UNKNOWN;
    private Loss loss = Loss.NONE;
    private double impact;

    public RecordInterpreter(Catalogue catalogue) {
        this.operations = new OperationMemo(catalogue);
        this.finder = new ResourceFinder(catalogue);
    }

    /** What another policy makes of the caller; apart, so that neither forgets the other's. */
    public Attribution attribute(CloudTrailRecord record, Policy candidate) {
        return candidateAttributor.attribute(record, candidate);
    }

    /** Translates a record under a policy; never fails, whatever the record lacks. */
    public AuditEvent interpret(CloudTrailRecord record, Policy policy) {
        Attribution caller = attributor.attribute(record, policy);
        String source = Objects.requireNonNullElse(record.eventSource, "");
        String name = Objects.requireNonNullElse(record.eventName, "");
        String account =
                Objects.requireNonNullElse(record.recipientAccountId, caller.callerAccount());
        String region = Objects.requireNonNullElse(record.awsRegion, "");
        Operation operation = operations.find(source, name);
        Outcome outcome = Outcomes.of(record.errorCode, record.errorMessage);
        decideEffect(record, operation, name);
        finder.find(record, operation, effect, outcome, account, region);
        return new AuditEvent(
                Objects.requireNonNullElse(record.eventId, ""),
                record.sharedEventId,
                record.digest,
                record.eventTimeMillis,
                caller.partition(),
                account,
                region,
                source,
                name,
                operation != null,
                effect,
                secondEffect(operation),
                loss,
                impact,
                outcome,
                record.errorCode,
                finder.units,
                finder.resources,
                finder.created,
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
                stacks.of(record, operation, effect),
                executions.of(record, operation, outcome),
                openedSessions.of(record, operation, outcome, caller));
    }

    private void decideEffect(
            CloudTrailRecord record, @Nullable Operation operation, String eventName) {
        if (operation == null) {
            effect = VerbRule.effect(eventName, record.readOnly);
            loss = VerbRule.loss(eventName, effect);
            impact = effect == Effect.READ ? 0 : VerbRule.UNKNOWN_OPERATION_IMPACT;
            return;
        }
        effect = operation.effect();
        loss = operation.loss();
        impact = operation.impact();
        if (operation.rules().isEmpty()) {
            return;
        }
        ParameterRule decided = rules.decide(record, operation.rules());
        if (decided != null) {
            effect = decided.effect();
            loss = decided.loss();
            impact = decided.impact();
        } else if (rules.undecided() && couldBeGraver(operation)) {
            effect = Effect.UNKNOWN;
        }
    }

    private static boolean couldBeGraver(Operation operation) {
        for (int i = 0; i < operation.rules().size(); i++) {
            Effect possible = operation.rules().get(i).effect();
            if (ParameterRules.gravity(possible) > ParameterRules.gravity(operation.effect())) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Effect secondEffect(@Nullable Operation operation) {
        return operation == null ? null : operation.secondEffect();
    }
}
