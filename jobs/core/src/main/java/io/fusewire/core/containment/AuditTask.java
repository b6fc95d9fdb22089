package io.fusewire.core.containment;

import io.fusewire.core.event.ResourceRef;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person must do where audit was switched off, with the command. Nothing here switches it on
 * by itself: a trail that logs again says nothing of what it missed, and may have been made to log
 * elsewhere.
 */
public final class AuditTask {

    /** Trails named one by one. */
    public static final int TRAILS_NAMED_MAX = 5;

    private static final Set<String> TRAIL_TYPES =
            Set.of("AWS::CloudTrail::Trail", "cloudtrail:trail");

    /** A trail's name or ARN, and nothing that a shell would read. */
    private static final Pattern TRAIL =
            Pattern.compile(
                    "[A-Za-z0-9][A-Za-z0-9._-]{2,127}"
                            + "|arn:[a-z-]+:cloudtrail:([a-z0-9-]+):[0-9]{12}:trail/[A-Za-z0-9._-]+");

    private static final Pattern EVENT_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");

    private AuditTask() {}

    /** A line for each trail among {@code resources}; one with a word in its place if none is. */
    public static List<String> ofTrails(List<ResourceRef> resources) {
        Set<String> commands = new LinkedHashSet<>();
        for (ResourceRef resource : resources) {
            if (TRAIL_TYPES.contains(resource.type()) && commands.size() < TRAILS_NAMED_MAX) {
                commands.add(startLogging(resource.id()));
            }
        }
        return commands.isEmpty() ? List.of(startLogging("")) : List.copyOf(commands);
    }

    /**
     * Lines for a decision that audit was switched off.
     *
     * @param eventId the record that tells what was called, and on which trail; event history has
     *     it whether or not a trail logs
     */
    public static List<String> afterDecision(String eventId, List<ResourceRef> resources) {
        List<String> lines = new ArrayList<>();
        lines.add("Audit was switched off. What was called, and on what (in the trail's region):");
        lines.add(
                "aws cloudtrail lookup-events --lookup-attributes"
                        + " AttributeKey=EventId,AttributeValue="
                        + (EVENT_ID.matcher(eventId).matches() ? eventId : "EVENT"));
        lines.add("Switch it on again, and see that it logs where it should:");
        lines.addAll(ofTrails(resources));
        lines.add("aws cloudtrail describe-trails --include-shadow-trails");
        lines.add(
                "A deleted trail has to be made anew; event selectors, flow logs, detectors and"
                        + " other watchers are put back with their services' own commands.");
        return lines;
    }

    private static String startLogging(String trail) {
        Matcher known = TRAIL.matcher(trail);
        boolean fits = known.matches();
        return "aws cloudtrail start-logging --name "
                + (fits ? trail : "TRAIL")
                + (fits && known.group(1) != null ? " --region " + known.group(1) : "");
    }
}
