package io.fusewire.bench.fleet.incident;

import io.fusewire.bench.fleet.cloud.ResourceType;

import java.util.List;

/** Groups of types that incidents go for. */
final class Targets {

    /** What stands in an account and somebody would miss. */
    static final List<ResourceType> STANDING =
            List.of(
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
                    ResourceType.ROLE,
                    ResourceType.LOG_GROUP,
                    ResourceType.PARAMETER);

    /** What makes up an environment. */
    static final List<ResourceType> ENVIRONMENT =
            List.of(
                    ResourceType.ECS_SERVICE,
                    ResourceType.LISTENER,
                    ResourceType.TARGET_GROUP,
                    ResourceType.LOAD_BALANCER,
                    ResourceType.TABLE,
                    ResourceType.DATABASE,
                    ResourceType.QUEUE,
                    ResourceType.FUNCTION,
                    ResourceType.SECURITY_GROUP,
                    ResourceType.CACHE,
                    ResourceType.LOG_GROUP);

    /** What infrastructure code makes first. */
    static final List<ResourceType> NETWORK =
            List.of(
                    ResourceType.SECURITY_GROUP,
                    ResourceType.SUBNET,
                    ResourceType.ROUTE_TABLE,
                    ResourceType.LOG_GROUP,
                    ResourceType.TARGET_GROUP,
                    ResourceType.ROLE,
                    ResourceType.QUEUE);

    /** What infrastructure code holds, in the order in which it destroys. */
    static final List<ResourceType> DECLARED =
            List.of(
                    ResourceType.ECS_SERVICE,
                    ResourceType.TASK_DEFINITION,
                    ResourceType.LISTENER,
                    ResourceType.TARGET_GROUP,
                    ResourceType.LOAD_BALANCER,
                    ResourceType.DATABASE,
                    ResourceType.CACHE,
                    ResourceType.INSTANCE,
                    ResourceType.NAT_GATEWAY,
                    ResourceType.ADDRESS,
                    ResourceType.SECURITY_GROUP,
                    ResourceType.ROUTE_TABLE,
                    ResourceType.SUBNET,
                    ResourceType.CLUSTER);

    /** What has a protection that can be taken away. */
    static final List<ResourceType> GUARDED =
            List.of(
                    ResourceType.LOAD_BALANCER,
                    ResourceType.DATABASE,
                    ResourceType.DATABASE_CLUSTER,
                    ResourceType.TABLE,
                    ResourceType.INSTANCE,
                    ResourceType.BUCKET);

    /** What holds data. */
    static final List<ResourceType> STORES =
            List.of(
                    ResourceType.DATABASE,
                    ResourceType.DATABASE_CLUSTER,
                    ResourceType.TABLE,
                    ResourceType.CACHE,
                    ResourceType.SEARCH_DOMAIN,
                    ResourceType.STREAM);

    /** What runs and can be scaled to nothing. */
    static final List<ResourceType> SCALED =
            List.of(
                    ResourceType.ECS_SERVICE,
                    ResourceType.SCALING_GROUP,
                    ResourceType.FUNCTION,
                    ResourceType.INSTANCE,
                    ResourceType.DATABASE);

    /** What a saver looks for first. */
    static final List<ResourceType> COSTLY_LEFTOVERS =
            List.of(
                    ResourceType.VOLUME,
                    ResourceType.SNAPSHOT,
                    ResourceType.ADDRESS,
                    ResourceType.IMAGE,
                    ResourceType.DATABASE_SNAPSHOT,
                    ResourceType.LOG_GROUP);

    /** Nearly everything, what is cheap first. */
    static final List<ResourceType> CHEAP_FIRST =
            List.of(
                    ResourceType.ALARM,
                    ResourceType.TASK_DEFINITION,
                    ResourceType.LOG_GROUP,
                    ResourceType.SECURITY_GROUP,
                    ResourceType.PARAMETER,
                    ResourceType.FUNCTION,
                    ResourceType.QUEUE,
                    ResourceType.TOPIC,
                    ResourceType.ADDRESS,
                    ResourceType.SNAPSHOT,
                    ResourceType.VOLUME,
                    ResourceType.TARGET_GROUP,
                    ResourceType.ROLE,
                    ResourceType.INSTANCE,
                    ResourceType.LOAD_BALANCER,
                    ResourceType.ECS_SERVICE,
                    ResourceType.SECRET,
                    ResourceType.CACHE,
                    ResourceType.TABLE,
                    ResourceType.DATABASE,
                    ResourceType.BUCKET);

    private Targets() {}
}
