package io.fusewire.core.containment;

import io.fusewire.core.event.BlindedTrail;

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

    /** Trails named one by one; of more only how many there are. */
    public static final int TRAILS_NAMED_MAX = 5;

    /** A trail's name or ARN, and nothing that a shell would read. */
    private static final Pattern TRAIL =
            Pattern.compile(
                    "([A-Za-z0-9][A-Za-z0-9._-]{2,127})"
                            + "|arn:[a-z-]+:cloudtrail:([a-z0-9-]+):[0-9]{12}:trail/([A-Za-z0-9._-]+)");

    private static final Pattern REGION = Pattern.compile("[a-z]{2}[a-z0-9-]{1,30}");
    private static final Pattern EVENT_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,127}");

    private AuditTask() {}

    /**
     * Commands by which each trail logs again as it did; with words in capitals where the records
     * do not tell what they need, and for a trail that nobody named.
     */
    public static List<String> ofTrails(List<BlindedTrail> trails) {
        if (trails.isEmpty()) {
            return List.of("aws cloudtrail start-logging --name TRAIL");
        }
        Set<String> commands = new LinkedHashSet<>();
        int named = Math.min(TRAILS_NAMED_MAX, trails.size());
        trails.subList(0, named).forEach(trail -> commands.addAll(ofTrail(trail)));
        return List.copyOf(commands);
    }

    /**
     * Lines for a decision that audit was switched off.
     *
     * @param eventId the deciding record, which tells what was called where no trail is known;
     *     event history has it whether or not a trail logs
     * @param trails that were left blind
     */
    public static List<String> afterDecision(String eventId, List<BlindedTrail> trails) {
        Set<String> lines = new LinkedHashSet<>();
        lines.add("Audit was switched off. What was called, and on what:");
        int named = Math.min(TRAILS_NAMED_MAX, trails.size());
        trails.subList(0, named)
                .forEach(trail -> lines.add(lookUp(trail.eventId(), inRegion(trail.region()))));
        if (trails.isEmpty()) {
            lines.add(lookUp(eventId, " --region REGION"));
        }
        lines.add("Switch it on again, and see that it logs where it should:");
        lines.addAll(ofTrails(trails));
        if (trails.size() > named) {
            lines.add("The same for " + (trails.size() - named) + " further trails.");
        }
        lines.add("aws cloudtrail describe-trails --include-shadow-trails");
        lines.add(
                "Event data stores, flow logs, detectors and other watchers are put back with their"
                        + " services' own commands.");
        return new ArrayList<>(lines);
    }

    /** Starting a trail that logs changes nothing, and what stopped it may be an earlier call. */
    private static List<String> ofTrail(BlindedTrail trail) {
        Matcher known = TRAIL.matcher(trail.id());
        boolean fits = known.matches();
        String region = inRegion(fits && known.group(2) != null ? known.group(2) : trail.region());
        String id = (fits ? trail.id() : "TRAIL") + region;
        String name = !fits ? "TRAIL" : known.group(1) != null ? known.group(1) : known.group(3);
        String start = "aws cloudtrail start-logging --name " + id;
        return switch (trail.call()) {
            case "DeleteTrail" ->
                    List.of(
                            "aws cloudtrail create-trail --name "
                                    + name
                                    + region
                                    + " --s3-bucket-name BUCKET",
                            start);
            case "PutEventSelectors" ->
                    List.of(
                            "aws cloudtrail get-event-selectors --trail-name " + id,
                            "aws cloudtrail put-event-selectors --trail-name "
                                    + id
                                    + " --event-selectors SELECTORS",
                            start);
            case "UpdateTrail" ->
                    List.of(
                            "aws cloudtrail get-trail --name " + id,
                            "aws cloudtrail update-trail --name " + id + " SETTINGS",
                            start);
            default -> List.of(start);
        };
    }

    /** The command that shows a record; event history has it whether or not a trail logs. */
    static String lookUp(String eventId, String region) {
        return "aws cloudtrail lookup-events --lookup-attributes"
                + " AttributeKey=EventId,AttributeValue="
                + (EVENT_ID.matcher(eventId).matches() ? eventId : "EVENT")
                + region;
    }

    /** An argument for a command; empty if the region is not known, or is none. */
    static String inRegion(String region) {
        return REGION.matcher(region).matches() ? " --region " + region : "";
    }
}
