package io.fusewire.bench.fleet.life;

import io.fusewire.bench.fleet.cloud.Account;
import io.fusewire.bench.fleet.cloud.Dice;
import io.fusewire.bench.fleet.cloud.Resource;
import io.fusewire.bench.fleet.cloud.ResourceType;
import io.fusewire.bench.fleet.org.Day;
import io.fusewire.bench.fleet.org.Organisation;

import org.jspecify.annotations.Nullable;

/** Lays out what an organisation has on its first morning, made before any record tells. */
public final class Estate {

    private final Organisation organisation;
    private final Dice dice;

    public Estate(Organisation organisation) {
        this.organisation = organisation;
        this.dice = Dice.of(organisation.seed(), "estate");
    }

    /** Network, audit and backups that an account has once. */
    public void foundation(Account account) {
        String group = organisation.names().company();
        Resource vpc = one(account, ResourceType.VPC, null, group);
        for (int i = 0; i < 4; i++) {
            one(account, ResourceType.SUBNET, vpc, group);
            one(account, ResourceType.ROUTE_TABLE, vpc, group);
        }
        one(account, ResourceType.NAT_GATEWAY, null, group);
        one(account, ResourceType.FLOW_LOG, vpc, group);
        one(account, ResourceType.TRAIL, null, group);
        one(account, ResourceType.DETECTOR, null, group);
        many(account, ResourceType.KEY, 8, 14, null, group);
        many(account, ResourceType.ROLE, 6, 14, null, group);
        many(account, ResourceType.USER, 8, 20, null, group);
        many(account, ResourceType.POLICY, 6, 14, null, group);
        for (int i = 0; i < 2; i++) {
            Resource vault = one(account, ResourceType.BACKUP_VAULT, null, group);
            many(account, ResourceType.RECOVERY_POINT, 10, 24, vault, group);
        }
        many(account, ResourceType.VOLUME, 4, 14, null, group);
        many(account, ResourceType.SNAPSHOT, 8, 40, null, group);
        many(account, ResourceType.IMAGE, 4, 12, null, group);
        many(account, ResourceType.ADDRESS, 1, 6, null, group);
        many(account, ResourceType.SCALING_GROUP, 2, 4, null, group);
        // Machines of batch work, which no application names.
        many(account, ResourceType.INSTANCE, 50, 110, null, group);
    }

    /** One application; parts of it in stacks. */
    public void application(Account account, String group) {
        Resource cluster = one(account, ResourceType.CLUSTER, null, group);
        many(account, ResourceType.ECS_SERVICE, 1, 4, cluster, group);
        many(account, ResourceType.TASK_DEFINITION, 2, 6, null, group);
        Resource balancer = one(account, ResourceType.LOAD_BALANCER, null, group);
        many(account, ResourceType.LISTENER, 1, 2, balancer, group);
        many(account, ResourceType.TARGET_GROUP, 1, 3, null, group);
        many(account, ResourceType.INSTANCE, 1, 12, null, group);
        many(account, ResourceType.SECURITY_GROUP, 1, 4, null, group);
        many(account, ResourceType.DATABASE, 1, 3, null, group);
        many(account, ResourceType.DATABASE_CLUSTER, 0, 1, null, group);
        many(account, ResourceType.DATABASE_SNAPSHOT, 0, 4, null, group);
        many(account, ResourceType.TABLE, 1, 5, null, group);
        many(account, ResourceType.FUNCTION, 2, 7, null, group);
        many(account, ResourceType.LOG_GROUP, 2, 7, null, group);
        many(account, ResourceType.QUEUE, 1, 3, null, group);
        many(account, ResourceType.TOPIC, 0, 2, null, group);
        many(account, ResourceType.RULE, 0, 2, null, group);
        many(account, ResourceType.ALARM, 1, 5, null, group);
        many(account, ResourceType.SECRET, 1, 4, null, group);
        many(account, ResourceType.PARAMETER, 1, 4, null, group);
        many(account, ResourceType.ROLE, 1, 3, null, group);
        many(account, ResourceType.KEY, 0, 1, null, group);
        many(account, ResourceType.REPOSITORY, 0, 1, null, group);
        many(account, ResourceType.CACHE, 0, 1, null, group);
        for (int i = dice.between(1, 2); i > 0; i--) {
            Resource bucket = one(account, ResourceType.BUCKET, null, group);
            many(account, ResourceType.OBJECT, 20, 60, bucket, group);
        }
        for (int i = dice.between(1, 2); i > 0; i--) {
            stack(account, group);
        }
    }

    private void stack(Account account, String group) {
        Resource stack = one(account, ResourceType.STACK, null, group);
        for (ResourceType type : Stacks.contents(dice, dice.between(5, 25))) {
            organisation.addChild(stack, one(account, type, null, group));
        }
    }

    private void many(
            Account account,
            ResourceType type,
            int low,
            int high,
            @Nullable Resource in,
            String group) {
        for (int i = dice.between(low, high); i > 0; i--) {
            one(account, type, in, group);
        }
    }

    private Resource one(Account account, ResourceType type, @Nullable Resource in, String group) {
        String name = organisation.names().of(type, group, dice);
        long age = (long) (dice.exponential(200) * Day.MILLIS) + Day.HOUR;
        Resource resource =
                new Resource(
                        type,
                        account,
                        type.newId(name, dice),
                        name,
                        in,
                        Resource.BEFORE,
                        Organisation.START_MILLIS - age,
                        group);
        resource.setGuarded(dice.chance(0.3));
        organisation.inventory().add(resource);
        return resource;
    }
}
