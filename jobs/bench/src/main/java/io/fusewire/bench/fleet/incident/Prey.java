package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.ResourceType;

import java.util.Set;

/** Groups of types that incidents go for. */
final class Prey {

    /** What stands in an account and somebody would miss. */
    static final Set<ResourceType> STANDING =
            Set.of(
                    ResourceType.ECS_SERVICE,
                    ResourceType.TARGET_GROUP,
                    ResourceType.LOAD_BALANCER,
                    ResourceType.DATABASE,
                    ResourceType.TABLE,
                    ResourceType.FUNCTION,
                    ResourceType.QUEUE,
                    ResourceType.TOPIC,
                    ResourceType.SECRET,
                    ResourceType.CACHE,
                    ResourceType.INSTANCE,
                    ResourceType.VOLUME,
                    ResourceType.ROLE);

    private Prey() {}
}
