package io.fusewire.core.event;

import java.util.Set;

/**
 * A trail that was made to log less or nothing, and by which call, so that a person can undo it.
 *
 * @param call as the record has it: {@code StopLogging}, {@code DeleteTrail}, …
 * @param id the trail's name or ARN, as the record gives it; chosen by whoever made the call
 * @param region where the call was made; empty if not known
 * @param eventId the record
 */
public record BlindedTrail(String call, String id, String region, String eventId) {

    private static final Set<String> TYPES = Set.of("AWS::CloudTrail::Trail", "cloudtrail:trail");

    /** Whether resources of this type are trails. */
    public static boolean isTrail(String resourceType) {
        return TYPES.contains(resourceType);
    }
}
