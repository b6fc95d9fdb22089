package io.fusewire.core.catalogue;

import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Loss;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What one AWS operation does.
 *
 * @param eventSource canonical, {@code ec2.amazonaws.com}
 * @param eventName without an API date
 * @param service {@link #eventSource} without its domain: the service part of resource keys
 * @param effect if no parameter rule holds
 * @param secondEffect a second effect of the same call, else null
 * @param loss of a destruction
 * @param impact 0 to 10, per resource
 * @param resourceType CloudFormation type, or {@code service:noun}
 * @param family of ids for which a field says nothing of its own ({@code id}, {@code name})
 * @param targets alternatives to find the resources acted on: the first that the record has counts
 * @param parents ids that complete a target's key, outermost first; empty where the id alone is
 *     unique
 * @param created alternatives to find what a successful call made
 * @param rules effects that depend on a parameter
 * @param pairedCreate the operation of the same service that makes what this one destroys, else
 *     null
 * @param pairedDelete the operation that destroys what this one makes, else null
 */
public record Operation(
        String eventSource,
        String eventName,
        String service,
        Effect effect,
        @Nullable Effect secondEffect,
        Loss loss,
        double impact,
        String resourceType,
        String family,
        List<ResourceId> targets,
        List<ResourceId> parents,
        List<ResourceId> created,
        List<ParameterRule> rules,
        @Nullable String pairedCreate,
        @Nullable String pairedDelete) {

    /** Whether one call can name several resources. */
    public boolean isBatch() {
        for (ResourceId target : targets) {
            if (target.path().isBatch()) {
                return true;
            }
        }
        return false;
    }
}
