package io.fusewire.cli.demo;

import java.util.List;

/**
 * A service and what it stands on.
 *
 * @param cluster ECS cluster
 * @param service ECS service behind the load balancer
 * @param balancerId what Elastic Load Balancing drew for its ARNs
 * @param tables DynamoDB tables
 * @param database RDS instance
 */
record Environment(
        String cluster, String service, String balancerId, List<String> tables, String database) {

    static Environment named(Cloud cloud, String name, String service) {
        return new Environment(
                name,
                service,
                Ids.of(cloud.account() + service).hex(16),
                List.of(name + "-sessions", name + "-ledger"),
                name + "-db");
    }

    String targetGroupArn(Calls calls) {
        return calls.targetGroupArn(service, balancerId);
    }
}
