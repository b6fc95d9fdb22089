package io.fusewire.bench.fleet.org;

import io.fusewire.bench.fleet.cloud.Call;
import io.fusewire.bench.fleet.cloud.Dice;
import io.fusewire.bench.fleet.cloud.Resource;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Calls that name many resources. */
final class Batches {

    private Batches() {}

    static Call runInstances(List<Resource> made, Dice dice) {
        int count = made.size();
        return Call.write(
                "ec2",
                "RunInstances",
                "{'instancesSet':{'items':[{'imageId':'ami-0c101f26f147fa7fd','minCount':"
                        + count
                        + ",'maxCount':"
                        + count
                        + "}]},'instanceType':'m6i.large','clientToken':'"
                        + dice.uuid()
                        + "'}",
                "{'requestId':'"
                        + dice.uuid()
                        + "','reservationId':'r-0"
                        + dice.hex(16)
                        + "','groupSet':{},'instancesSet':"
                        + items(made)
                        + "}");
    }

    /**
     * One call that ends all of them.
     *
     * @param resources of one type, at least one; parts of a bucket, group or database of one
     */
    static Call delete(List<Resource> resources, Dice dice) {
        Resource first = resources.get(0);
        return switch (first.type()) {
            case INSTANCE ->
                    Call.write(
                            "ec2",
                            "TerminateInstances",
                            "{'instancesSet':" + items(resources) + "}",
                            "{'requestId':'"
                                    + dice.uuid()
                                    + "','instancesSet':"
                                    + items(resources)
                                    + "}");
            case OBJECT -> deleteObjects(resources, Objects.requireNonNull(first.in()));
            case ALARM ->
                    Call.write(
                            "monitoring",
                            "DeleteAlarms",
                            "{'alarmNames':[" + list(resources, r -> "'" + r.name() + "'") + "]}",
                            "");
            case CATALOG_TABLE ->
                    Call.write(
                            "glue",
                            "BatchDeleteTable",
                            "{'databaseName':'"
                                    + Objects.requireNonNull(first.in()).id()
                                    + "','tablesToDelete':["
                                    + list(resources, r -> "'" + r.name() + "'")
                                    + "]}",
                            "");
            case JOB_FLOW ->
                    Call.write(
                            "elasticmapreduce",
                            "TerminateJobFlows",
                            "{'jobFlowIds':[" + list(resources, r -> "'" + r.id() + "'") + "]}",
                            "");
            default ->
                    throw new IllegalArgumentException(
                            "a type that is deleted in batches must have a call for that, but "
                                    + first.type()
                                    + " has none");
        };
    }

    private static Call deleteObjects(List<Resource> objects, Resource bucket) {
        return Call.write(
                        "s3",
                        "DeleteObjects",
                        "{'bucketName':'"
                                + bucket.id()
                                + "','Host':'"
                                + bucket.id()
                                + ".s3."
                                + bucket.account().region()
                                + "."
                                + bucket.account().domain()
                                + "','delete':{'objects':["
                                + list(objects, object -> "{'key':'" + object.id() + "'}")
                                + "]}}",
                        "")
                .about(
                        "[{'type':'AWS::S3::Object','ARNPrefix':'"
                                + bucket.arn()
                                + "/'},{'accountId':'"
                                + bucket.account().id()
                                + "','type':'AWS::S3::Bucket','ARN':'"
                                + bucket.arn()
                                + "'}]");
    }

    private static String items(List<Resource> instances) {
        return "{'items':[" + list(instances, i -> "{'instanceId':'" + i.id() + "'}") + "]}";
    }

    private static String list(List<Resource> resources, Function<Resource, String> element) {
        return resources.stream().map(element).collect(Collectors.joining(","));
    }
}
