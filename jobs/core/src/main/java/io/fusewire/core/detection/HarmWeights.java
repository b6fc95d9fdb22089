package io.fusewire.core.detection;

import io.fusewire.core.event.AuditEvent;
import io.fusewire.core.event.Loss;

import java.util.HashMap;
import java.util.Map;

/**
 * How bad it is to lose one resource, by type, in harm points: a security group is half a point, a
 * database twenty.
 *
 * <p>The listed weights are the detector specification's (its section 2); a type that is not listed
 * takes its weight from the catalogue's impact, and a mere outage counts a quarter.
 */
public final class HarmWeights {

    /** Removing a protection, in points, whatever the resource. */
    public static final double GUARD_REMOVAL = 4;

    /** Switching off audit for good: trail, selectors, detector. */
    public static final double AUDIT_OFF = 30;

    /** The least that a stack's deletion weighs, and what each known child adds. */
    public static final double STACK_LEAST = 15;

    public static final double STACK_CHILD = 3;

    /** A batch of object deletions whose keys the record does not tell. */
    public static final double UNCOUNTED_OBJECT_BATCH = 0.5;

    /** From this impact on, tampering with audit is {@link #AUDIT_OFF} and not a lesser matter. */
    public static final double AUDIT_OFF_IMPACT = 8;

    static final String STACK_TYPE = "AWS::CloudFormation::Stack";

    private static final double OUTAGE_FACTOR = 0.25;

    private static final Map<String, Double> BY_TYPE = byType();

    private HarmWeights() {}

    /** Points for one resource that {@code event} destroys. */
    public static double ofDestroyed(String type, AuditEvent event) {
        Double listed = BY_TYPE.get(type);
        double weight = listed != null ? listed : ofImpact(event.impact());
        return event.loss() == Loss.OUTAGE ? weight * OUTAGE_FACTOR : weight;
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

    private static Map<String, Double> byType() {
        Map<String, Double> weights = new HashMap<>();
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
        put(weights, 15, "AWS::DynamoDB::Table", "dynamodb:table");
        put(weights, 20, "AWS::RDS::DBInstance", "rds:db");
        put(weights, 20, "AWS::RDS::DBCluster", "rds:cluster");
        put(weights, 20, "AWS::Redshift::Cluster", "redshift:cluster");
        put(weights, 20, "AWS::KMS::Key", "kms:key");
        return Map.copyOf(weights);
    }

    private static void put(Map<String, Double> weights, double weight, String... types) {
        for (String type : types) {
            weights.put(type, weight);
        }
    }
}
