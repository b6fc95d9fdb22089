package io.fusewire.core.policy;

import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Loss;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How bad it is to lose one resource, by type, in harm points: a security group is half a point, a
 * database twenty. Immutable; a policy resolves its own once.
 *
 * <p>The shipped weights are the detector specification's (its section 2); a type that is not
 * listed takes its weight from the catalogue's impact, and a mere outage counts a quarter.
 */
public final class HarmWeights {

    /** Largest weight that a policy may give: fifty databases. */
    public static final double WEIGHT_MAX = 1_000;

    /** Least weight of switched-off audit: at zero the rule would have nothing to show. */
    public static final double AUDIT_OFF_MIN = 0.01;

    /** A batch of object deletions whose keys the record does not tell. */
    public static final double UNCOUNTED_OBJECT_BATCH = 0.5;

    /** From this impact on, tampering with audit switches it off and is not a lesser matter. */
    public static final double AUDIT_OFF_IMPACT = 8;

    /** A stack weighs what its listed weight or its known children come to, whichever is more. */
    public static final String STACK_TYPE = "AWS::CloudFormation::Stack";

    private static final double STACK_CHILD = 3;
    private static final double OUTAGE_FACTOR = 0.25;

    /** Types under all the names that one kind of resource goes by, with their shared weight. */
    private record Listed(double weight, List<String> names) {}

    private static final List<Listed> LISTED = listed();

    /** What holds where no policy says otherwise. */
    public static final HarmWeights SHIPPED = new HarmWeights(shippedByType(), 4, 30);

    private final Map<String, Double> byType;
    private final double stackLeast;
    private final double guardRemoval;
    private final double auditOff;

    private HarmWeights(Map<String, Double> byType, double guardRemoval, double auditOff) {
        this.byType = Map.copyOf(byType);
        this.stackLeast = this.byType.getOrDefault(STACK_TYPE, 0.0);
        this.guardRemoval = guardRemoval;
        this.auditOff = auditOff;
    }

    /**
     * The shipped weights with a policy's in their place. A weight given under one of a listed
     * type's names ({@code AWS::EC2::Instance}, {@code ec2:instance}) holds under the others too,
     * unless they are given as well.
     *
     * @param types points by type name, from 0 to {@link #WEIGHT_MAX}
     * @param guardRemoval points, from 0 to {@link #WEIGHT_MAX}; null for the shipped ones
     * @param auditOff points, from {@link #AUDIT_OFF_MIN} to {@link #WEIGHT_MAX}; null for the
     *     shipped ones
     * @throws IllegalArgumentException if one of them is out of range
     */
    public static HarmWeights over(
            Map<String, Double> types, @Nullable Double guardRemoval, @Nullable Double auditOff) {
        Map<String, Double> byType = new HashMap<>(SHIPPED.byType);
        types.forEach((type, weight) -> requireWithin(type, weight, 0));
        for (Listed listed : LISTED) {
            for (String name : listed.names()) {
                Double given = types.get(name);
                if (given != null) {
                    listed.names().forEach(alias -> byType.put(alias, given));
                }
            }
        }
        byType.putAll(types);
        return new HarmWeights(
                byType,
                guardRemoval == null
                        ? SHIPPED.guardRemoval
                        : requireWithin("guardRemoval", guardRemoval, 0),
                auditOff == null
                        ? SHIPPED.auditOff
                        : requireWithin("auditOff", auditOff, AUDIT_OFF_MIN));
    }

    private static double requireWithin(String name, double weight, double least) {
        if (!(weight >= least && weight <= WEIGHT_MAX)) {
            throw new IllegalArgumentException(
                    "weight of "
                            + name
                            + " must be from "
                            + least
                            + " to "
                            + WEIGHT_MAX
                            + ", but was "
                            + weight);
        }
        return weight;
    }

    /** Points for one resource that {@code event} destroys. Allocates nothing. */
    public double ofDestroyed(String type, AuditEvent event) {
        Double listed = byType.get(type);
        double weight = listed != null ? listed : ofImpact(event.impact());
        return event.loss() == Loss.OUTAGE ? weight * OUTAGE_FACTOR : weight;
    }

    /** Points for a stack's deletion. */
    public double ofStack(int knownChildren) {
        return Math.max(stackLeast, STACK_CHILD * knownChildren);
    }

    /** Points for removing a protection, whatever the resource. */
    public double guardRemoval() {
        return guardRemoval;
    }

    /** Points for switching off audit for good: trail, selectors, detector. */
    public double auditOff() {
        return auditOff;
    }

    /** Points of a listed type before any outage factor; null of others. */
    public @Nullable Double ofType(String type) {
        return byType.get(type);
    }

    /** Points for one resource of a type that is not listed; impact from 0 to 10. */
    static double ofImpact(double impact) {
        if (impact < 1) {
            return 0.05;
        }
        if (impact < 2) {
            return 0.1;
        }
        if (impact < 3) {
            return 0.3;
        }
        if (impact < 4) {
            return 0.5;
        }
        if (impact < 6) {
            return 2;
        }
        if (impact < 8) {
            return 3;
        }
        return impact < 9 ? 15 : 20;
    }

    private static List<Listed> listed() {
        List<Listed> weights = new ArrayList<>();
        put(weights, 0.05, "AWS::Logs::LogStream", "logs:log-stream");
        put(weights, 0.05, "AWS::S3::Object", "s3:object", "s3:Object");
        put(weights, 0.05, "AWS::ECS::TaskDefinition", "ecs:task-definition");
        put(weights, 0.1, "AWS::Lambda::Version", "lambda:function-version");
        put(weights, 0.5, "AWS::EC2::SecurityGroup", "ec2:security-group");
        put(weights, 1, "AWS::Lambda::Function", "lambda:function");
        put(weights, 1, "AWS::Glue::Table", "glue:table");
        put(weights, 2, "AWS::EC2::Instance", "ec2:instance");
        put(weights, 2, "AWS::EC2::Volume", "ec2:volume");
        put(weights, 2, "AWS::EC2::Image", "ec2:image");
        put(weights, 2, "AWS::IAM::Role", "iam:role");
        put(weights, 2, "AWS::Route53::RecordSet", "route53:recordset");
        put(weights, 3, "AWS::EC2::Snapshot", "ec2:snapshot");
        put(weights, 3, "rds:snapshot", "AWS::RDS::DBSnapshot");
        put(weights, 3, "rds:cluster-snapshot", "AWS::RDS::DBClusterSnapshot");
        put(weights, 3, "AWS::ElasticLoadBalancing::LoadBalancer");
        put(
                weights,
                3,
                "AWS::ElasticLoadBalancingV2::LoadBalancer",
                "elasticloadbalancing:loadbalancer");
        put(weights, 3, "AWS::ECS::Service", "ecs:service");
        put(weights, 5, "AWS::SecretsManager::Secret", "secretsmanager:Secret");
        put(weights, 5, "AWS::EC2::VPC", "ec2:vpc");
        put(weights, 5, "AWS::AutoScaling::AutoScalingGroup", "autoscaling:autoScalingGroup");
        put(weights, 10, "AWS::S3::Bucket", "s3:bucket");
        put(weights, 10, "AWS::EKS::Nodegroup", "eks:nodegroup");
        put(weights, 15, STACK_TYPE, "cloudformation:stack");
        put(weights, 15, "AWS::DynamoDB::Table", "dynamodb:table");
        put(weights, 20, "AWS::RDS::DBInstance", "rds:db");
        put(weights, 20, "AWS::RDS::DBCluster", "rds:cluster");
        put(weights, 20, "AWS::Redshift::Cluster", "redshift:cluster");
        put(weights, 20, "AWS::KMS::Key", "kms:key");
        return List.copyOf(weights);
    }

    private static void put(List<Listed> weights, double weight, String... names) {
        weights.add(new Listed(weight, List.of(names)));
    }

    private static Map<String, Double> shippedByType() {
        Map<String, Double> weights = new HashMap<>();
        for (Listed listed : LISTED) {
            listed.names().forEach(name -> weights.put(name, listed.weight()));
        }
        return weights;
    }
}
