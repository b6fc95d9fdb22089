package io.fusewire.detector;

import io.fusewire.core.baseline.ClassPriors;
import io.fusewire.core.baseline.Priors;
import io.fusewire.core.baseline.PriorsVersion;
import io.fusewire.core.baseline.Repertoire;
import io.fusewire.policy.PriorsWriter;

import java.util.List;
import java.util.Map;

/** Priors that let nobody climb: whoever harms anything foreign is improbable at once. */
final class TestingPriors {

    /** The correction of an agent that is believed eight times as much as one without priors. */
    private static final double CORRECTION = ClassPriors.CORRECTION_LEAST;

    private TestingPriors() {}

    static String text() {
        ClassPriors none = ClassPriors.WITHOUT_PEERS;
        ClassPriors quick =
                new ClassPriors(
                        none.ladders(),
                        CORRECTION,
                        null,
                        10,
                        10_000,
                        List.of(),
                        Repertoire.UNKNOWN);
        return PriorsWriter.write(new Priors("quick", quick, Map.of()), List.of());
    }

    static PriorsVersion version(long effectiveFromMillis) {
        return PriorsVersion.of(effectiveFromMillis, text());
    }
}
