package io.fusewire.core.catalogue;

import java.util.Map;
import java.util.Set;

/**
 * Takes an ARN apart and reduces it to what other calls name the resource by.
 *
 * <p>{@code arn:partition:service:region:account:rest}; {@code rest} is {@code type/id}, {@code
 * type:id} or the id alone. Many services put more than the id there (paths, hashes, versions,
 * parents); the forms are those of AWS' Service Authorization Reference, and each exception below
 * names its shape. Fields hold the last ARN read; not thread-safe.
 */
final class ArnReader {

    /** ARN service prefix where it differs from the first label of {@code eventSource}. */
    private static final Map<String, String> SERVICE_OF_PREFIX =
            Map.ofEntries(
                    Map.entry("cloudwatch", "monitoring"),
                    Map.entry("execute-api", "apigateway"),
                    Map.entry("catalog", "servicecatalog"),
                    Map.entry("codestar-connections", "codeconnections"),
                    Map.entry("emr-serverless", "emr-serverless"),
                    Map.entry("neptune-db", "rds"));

    /** Services whose ARN is the bare id, and the family that it then names. */
    private static final Map<String, String> FAMILY_OF_BARE_ID =
            Map.ofEntries(
                    Map.entry("sqs", "queue"),
                    Map.entry("sns", "topic"),
                    Map.entry("s3", "bucket"),
                    Map.entry("codecommit", "repository"),
                    Map.entry("codepipeline", "pipeline"));

    /** IAM's types that stand below a path: {@code role/service-role/name}. */
    private static final Set<String> BELOW_A_PATH =
            Set.of("role", "user", "group", "policy", "instance-profile", "server-certificate");

    String service = "";
    String region = "";
    String account = "";

    /** The type as the ARN has it; the default family of a bare id. */
    String type = "";

    /** Parent families, each followed by {@code >}; empty for most. */
    String parentFamilies = "";

    /** The reduced id, parents first, {@code >} between them. */
    String id = "";

    static boolean isArn(String value) {
        return value.startsWith("arn:");
    }

    /** Reads {@code arn}; false if it has fewer than the six parts of an ARN. */
    boolean read(String arn) {
        int serviceStart = after(arn, 4);
        int regionStart = after(arn, serviceStart);
        int accountStart = after(arn, regionStart);
        int restStart = after(arn, accountStart);
        if (serviceStart < 0 || regionStart < 0 || accountStart < 0 || restStart < 0) {
            return false;
        }
        String prefix = arn.substring(serviceStart, regionStart - 1);
        service = SERVICE_OF_PREFIX.getOrDefault(prefix, prefix);
        region = arn.substring(regionStart, accountStart - 1);
        account = arn.substring(accountStart, restStart - 1);
        parentFamilies = "";
        split(arn.substring(restStart));
        reduce();
        return true;
    }

    private static int after(String arn, int from) {
        int colon = from < 0 ? -1 : arn.indexOf(':', from);
        return colon < 0 ? -1 : colon + 1;
    }

    private void split(String rest) {
        String body = rest.startsWith("/") ? rest.substring(1) : rest;
        int separator = typeEnd(body);
        if (service.equals("s3") && region.isEmpty()) {
            splitBucket(body);
        } else if (separator < 0 || bareIdWithColon(body)) {
            type = FAMILY_OF_BARE_ID.getOrDefault(service, "");
            id = body;
        } else {
            type = body.substring(0, separator);
            id = body.substring(separator + 1);
        }
    }

    private boolean bareIdWithColon(String body) {
        return FAMILY_OF_BARE_ID.containsKey(service) && !body.contains("/");
    }

    private static int typeEnd(String body) {
        int slash = body.indexOf('/');
        int colon = body.indexOf(':');
        if (slash < 0) {
            return colon;
        }
        return colon < 0 ? slash : Math.min(slash, colon);
    }

    /** {@code bucket} or {@code bucket/key}. */
    private void splitBucket(String body) {
        int slash = body.indexOf('/');
        if (slash < 0) {
            type = "bucket";
            id = body;
        } else {
            type = "object";
            parentFamilies = "bucket>";
            id = body.substring(0, slash) + ">" + body.substring(slash + 1);
        }
    }

    private void reduce() {
        switch (service) {
            case "iam" -> reduceIam();
            case "elasticloadbalancing" -> reduceLoadBalancing();
            case "secretsmanager" -> id = withoutRandomSuffix(id);
            case "cloudformation" -> id = upTo(id, id.indexOf('/') < 0 ? ':' : '/');
            case "ecs", "eks" -> reduceContainers();
            case "lambda" -> reduceLambda();
            case "logs" -> reduceLogs();
            case "dynamodb", "cassandra" -> reduceTable();
            case "autoscaling" -> id = afterLast(id, '/');
            case "sns" -> reduceTopic();
            case "glue" -> reduceGlue();
            case "events" -> reduceRule();
            case "redshift" -> reduceRedshift();
            case "wafv2" -> reduceWebAcl();
            case "servicequotas", "apigateway", "amplify", "appsync" -> reduceRestPath();
            case "ssm" -> id = id.startsWith("/") ? id.substring(1) : id;
            default -> {
                // The rest after the type is the id.
            }
        }
    }

    private void reduceIam() {
        if (BELOW_A_PATH.contains(type)) {
            id = afterLast(id, '/');
        }
    }

    /** {@code loadbalancer/app/name/hash}, {@code targetgroup/name/hash}. */
    private void reduceLoadBalancing() {
        if (type.equals("loadbalancer") && id.indexOf('/') > 0) {
            id = upTo(id.substring(id.indexOf('/') + 1), '/');
        } else if (type.equals("targetgroup")) {
            id = upTo(id, '/');
        }
    }

    /** Secrets Manager appends a hyphen and six random characters to the name. */
    private static String withoutRandomSuffix(String name) {
        int hyphen = name.length() - 7;
        return hyphen > 0 && name.charAt(hyphen) == '-' ? name.substring(0, hyphen) : name;
    }

    /** {@code service/cluster/name}; {@code nodegroup/cluster/name/uuid}. */
    private void reduceContainers() {
        int slash = id.indexOf('/');
        if (slash < 0 || type.equals("cluster") || type.equals("task-definition")) {
            return;
        }
        parentFamilies = "cluster>";
        id = id.substring(0, slash) + ">" + upTo(id.substring(slash + 1), '/');
    }

    /** {@code function:name:qualifier}; {@code layer:name:version}. */
    private void reduceLambda() {
        if (type.equals("function") || type.equals("layer")) {
            id = upTo(id, ':');
        }
    }

    /** {@code log-group:name:*}; {@code log-group:name:log-stream:stream}. */
    private void reduceLogs() {
        int stream = id.indexOf(":log-stream:");
        if (type.equals("log-group") && stream > 0) {
            type = "log-stream";
            parentFamilies = "loggroup>";
            id = id.substring(0, stream) + ">" + id.substring(stream + ":log-stream:".length());
        } else if (type.equals("log-group")) {
            id = upTo(id, ':');
        }
    }

    /** {@code table/name/index/i}, {@code table/name/backup/b}, {@code /keyspace/k/table/t}. */
    private void reduceTable() {
        int slash = id.indexOf('/');
        int next = slash < 0 ? -1 : id.indexOf('/', slash + 1);
        if (next > 0) {
            type = id.substring(slash + 1, next);
        }
    }

    /** {@code topic:subscription}. */
    private void reduceTopic() {
        if (id.indexOf(':') > 0) {
            type = "subscription";
        }
    }

    /** {@code table/database/name}. */
    private void reduceGlue() {
        int slash = id.indexOf('/');
        if (type.equals("table") && slash > 0) {
            parentFamilies = "database>";
            id = id.substring(0, slash) + ">" + id.substring(slash + 1);
        }
    }

    /** {@code rule/name} on the default bus, {@code rule/bus/name} on another. */
    private void reduceRule() {
        if (type.equals("rule")) {
            int slash = id.lastIndexOf('/');
            parentFamilies = "eventbus>";
            id =
                    slash < 0
                            ? "default>" + id
                            : id.substring(0, slash) + ">" + id.substring(slash + 1);
        }
    }

    /** {@code snapshot:cluster/name}, {@code dbname:cluster/name}. */
    private void reduceRedshift() {
        id = afterLast(id, '/');
    }

    /** {@code regional/webacl/name/id}. */
    private void reduceWebAcl() {
        int slash = id.indexOf('/');
        if (slash > 0) {
            type = id.substring(0, slash);
            id = afterLast(id, '/');
        }
    }

    /** {@code restapis/id/stages/name}: the last pair of collection and id, parents unnamed. */
    private void reduceRestPath() {
        String[] steps = id.split("/");
        if (steps.length == 3) {
            type = steps[1];
            id = steps[0] + "/" + steps[2];
        }
        if (type.endsWith("s")) {
            type = type.substring(0, type.length() - 1);
        }
    }

    private static String upTo(String text, char end) {
        int index = text.indexOf(end);
        return index < 0 ? text : text.substring(0, index);
    }

    private static String afterLast(String text, char separator) {
        return text.substring(text.lastIndexOf(separator) + 1);
    }
}
