package io.fusewire.core.containment;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person must do where something that watches an account was switched off, changed or
 * deleted: a recorder, a detector, an alarm, a rule. What counts as that is the catalogue's to say;
 * here are only the commands by which the better known of them watch again. Source: the AWS CLI's
 * reference of each service.
 */
public final class WatcherTask {

    /** A watcher's name, id or ARN, and nothing that a shell would read. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_][A-Za-z0-9/_.:@+=-]{0,511}");

    private static final Pattern ARN_REGION =
            Pattern.compile("arn:[a-z-]+:[a-z0-9-]+:([a-z0-9-]*):.*");

    private WatcherTask() {}

    /**
     * Commands that show what was called and make it watch again, with words in capitals where the
     * records do not tell what they need.
     *
     * @param eventSource as the record has it
     * @param call as the record has it
     * @param id as the record gives it, chosen by whoever made the call; empty if it names nothing
     * @param region where the call was made; empty if not known
     * @param eventId the record
     */
    public static List<String> of(
            String eventSource, String call, String id, String region, String eventId) {
        Matcher arn = ARN_REGION.matcher(id);
        String known = arn.matches() && !arn.group(1).isEmpty() ? arn.group(1) : region;
        List<String> commands = new ArrayList<>();
        commands.add(AuditTask.lookUp(eventId, AuditTask.inRegion(known)));
        for (String again : again(service(eventSource) + ":" + call)) {
            String named = again.replace("{}", NAME.matcher(id).matches() ? id : "NAME");
            commands.add("aws " + named + AuditTask.inRegion(known));
        }
        return List.copyOf(commands);
    }

    /** Event sources differ by partition in what follows the service. */
    private static String service(String eventSource) {
        int dot = eventSource.indexOf('.');
        return dot < 0 ? eventSource : eventSource.substring(0, dot);
    }

    /** Of a watcher that is not listed the record alone tells what to put back. */
    private static List<String> again(String serviceAndCall) {
        return switch (serviceAndCall) {
            case "access-analyzer:DeleteAnalyzer" ->
                    List.of("accessanalyzer create-analyzer --analyzer-name {} --type TYPE");
            case "cloudtrail:DeleteEventDataStore" ->
                    List.of("cloudtrail restore-event-data-store --event-data-store {}");
            case "cloudtrail:StopEventDataStoreIngestion" ->
                    List.of("cloudtrail start-event-data-store-ingestion --event-data-store {}");
            case "config:StopConfigurationRecorder" ->
                    List.of(
                            "configservice start-configuration-recorder"
                                    + " --configuration-recorder-name {}");
            case "config:DeleteConfigurationRecorder" ->
                    List.of(
                            "configservice put-configuration-recorder --configuration-recorder"
                                    + " name={},roleARN=ROLE",
                            "configservice start-configuration-recorder"
                                    + " --configuration-recorder-name {}");
            case "config:DeleteDeliveryChannel" ->
                    List.of(
                            "configservice put-delivery-channel --delivery-channel"
                                    + " name={},s3BucketName=BUCKET");
            case "ec2:DeleteFlowLogs" ->
                    List.of(
                            "ec2 create-flow-logs --resource-type TYPE --resource-ids RESOURCE"
                                    + " SETTINGS");
            case "events:DisableRule", "events:PutRule" -> List.of("events enable-rule --name {}");
            case "events:DeleteRule" ->
                    List.of(
                            "events put-rule --name {} SETTINGS",
                            "events put-targets --rule {} --targets TARGETS");
            case "events:RemoveTargets" ->
                    List.of("events put-targets --rule RULE --targets TARGETS");
            case "guardduty:DeleteDetector" -> List.of("guardduty create-detector --enable");
            case "guardduty:UpdateDetector" ->
                    List.of(
                            "guardduty get-detector --detector-id {}",
                            "guardduty update-detector --detector-id {} --enable");
            case "guardduty:StopMonitoringMembers" ->
                    List.of(
                            "guardduty start-monitoring-members --detector-id {} --account-ids"
                                    + " ACCOUNTS");
            case "inspector2:Disable" -> List.of("inspector2 enable --resource-types TYPES");
            case "logs:DeleteLogGroup" -> List.of("logs create-log-group --log-group-name {}");
            case "logs:DeleteMetricFilter" ->
                    List.of(
                            "logs put-metric-filter --filter-name {} --log-group-name GROUP"
                                    + " SETTINGS");
            case "logs:DeleteSubscriptionFilter" ->
                    List.of(
                            "logs put-subscription-filter --filter-name {} --log-group-name GROUP"
                                    + " SETTINGS");
            case "macie2:DisableMacie" -> List.of("macie2 enable-macie");
            case "macie2:UpdateMacieSession" ->
                    List.of("macie2 update-macie-session --status ENABLED");
            case "monitoring:DeleteAlarms" ->
                    List.of("cloudwatch put-metric-alarm --alarm-name {} SETTINGS");
            case "monitoring:DisableAlarmActions" ->
                    List.of("cloudwatch enable-alarm-actions --alarm-names {}");
            case "monitoring:DisableInsightRules" ->
                    List.of("cloudwatch enable-insight-rules --rule-names {}");
            case "monitoring:StopMetricStreams" ->
                    List.of("cloudwatch start-metric-streams --names {}");
            case "securityhub:DisableSecurityHub" -> List.of("securityhub enable-security-hub");
            default -> List.of();
        };
    }
}
