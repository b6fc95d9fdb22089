package io.fusewire.core.detection;

import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;
import io.fusewire.core.event.ResourceRef;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What an agent did while its incident was open: the proof of a revocation, or of its failure, and
 * the rest of the story.
 *
 * @param decisionId the decision that opened the incident
 * @param agent agent key
 * @param session the session that made the call; a session that the decision does not name may work
 *     on
 * @param principalArn role or user behind that session; null where the call does not tell, as one
 *     that a service made on its behalf
 * @param eventId the record
 * @param atMillis its event time
 * @param eventSource as the record has it
 * @param eventName as the record has it
 * @param effect of the call
 * @param outcome how it ended
 * @param foreignLost foreign resources that it destroyed
 * @param recreated identities destroyed before that it made again
 * @param patterns names of patterns that this call completes, as {@link Pattern#reason} gives them
 * @param resources those it names, at most {@link Guard#OBSERVED_RESOURCES_MAX}
 * @param region where the call was made; null if the record does not tell
 * @param secondEffect a second effect of the same call, else null
 * @param stack the stack that the call set CloudFormation to work on, by name, or what else the
 *     record names instead; empty if it names nothing, null for all other calls
 * @param execution ARN of the Step Functions execution that the call set going, else null
 */
public record Observation(
        String decisionId,
        String agent,
        String session,
        @Nullable String principalArn,
        String eventId,
        long atMillis,
        String eventSource,
        String eventName,
        Effect effect,
        Outcome outcome,
        int foreignLost,
        int recreated,
        List<String> patterns,
        List<ResourceRef> resources,
        @Nullable String region,
        @Nullable Effect secondEffect,
        @Nullable String stack,
        @Nullable String execution) {

    /** Whether either effect of the call is {@code wanted}. */
    public boolean has(Effect wanted) {
        return effect == wanted || secondEffect == wanted;
    }
}
