package io.fusewire.actions;

import com.fasterxml.jackson.databind.JsonNode;

import io.fusewire.core.detection.Observation;
import io.fusewire.core.event.Effect;
import io.fusewire.core.event.Outcome;

import java.util.List;

/**
 * Reads observations as they stand on their topic. Only what containment needs is looked at: not
 * what was made again, and not the patterns.
 */
public final class ObservationReader {

    private ObservationReader() {}

    /**
     * The observation that a line tells of.
     *
     * @throws DecisionException if it is no observation
     */
    public static Observation observation(String line) throws DecisionException {
        JsonNode json = DetectorJson.parse(line);
        return new Observation(
                DetectorJson.text(json, "decisionId"),
                DetectorJson.text(json, "agent"),
                DetectorJson.text(json, "session"),
                DetectorJson.optionalText(json, "principalArn"),
                DetectorJson.text(json, "eventId"),
                DetectorJson.time(json, "at"),
                DetectorJson.text(json, "eventSource"),
                DetectorJson.text(json, "eventName"),
                DetectorJson.constant(json, "effect", Effect.values(), "an effect"),
                DetectorJson.constant(json, "outcome", Outcome.values(), "an outcome"),
                DetectorJson.count(json, "foreignLost"),
                0,
                List.of(),
                DetectorJson.resources(json),
                DetectorJson.optionalText(json, "region"),
                DetectorJson.optionalConstant(json, "secondEffect", Effect.values(), "an effect"),
                DetectorJson.optionalText(json, "stack"),
                DetectorJson.optionalText(json, "execution"));
    }
}
