package io.fusewire.actions;

import com.fasterxml.jackson.databind.JsonNode;

import io.fusewire.core.breaker.BreakerState;
import io.fusewire.core.detection.BreakerStatus;
import io.fusewire.core.detection.Command;
import io.fusewire.core.detection.PersonsWord;
import io.fusewire.core.event.EnforcementMode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Reads breaker states as they stand on their topic. */
public final class BreakerReader {

    private BreakerReader() {}

    /**
     * The state that a line tells of.
     *
     * @throws DecisionException if it is none
     */
    public static BreakerStatus breaker(String line) throws DecisionException {
        JsonNode json = DetectorJson.parse(line);
        List<String> sessions = new ArrayList<>();
        DetectorJson.array(json, "sessions").forEach(session -> sessions.add(session.asText()));
        return new BreakerStatus(
                DetectorJson.text(json, "agent"),
                DetectorJson.text(json, "account"),
                DetectorJson.constant(
                        json, "breaker", BreakerState.values(), "a state of a breaker"),
                DetectorJson.constant(json, "mode", EnforcementMode.values(), "SHADOW or ENFORCE"),
                DetectorJson.time(json, "at"),
                DetectorJson.optionalText(json, "decisionId"),
                sessions,
                word(json));
    }

    /** Who changed it, if a person did and the detector is of a version that tells. */
    private static @Nullable PersonsWord word(JsonNode json) throws DecisionException {
        String by = DetectorJson.optionalText(json, "by");
        return by == null || !json.has("word")
                ? null
                : new PersonsWord(
                        DetectorJson.constant(
                                json, "word", Command.Kind.values(), "what people say of agents"),
                        by,
                        DetectorJson.optionalText(json, "judged"));
    }
}
